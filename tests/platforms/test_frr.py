"""FRR on Linux: golden files, FRR's own parser, and real daemons that must show the rendered text back.

FABRICGEN_GOLDEN=rewrite writes the golden files anew; the difference is then for a reviewer to read.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from fabricgen.fabric import Slot
from fabricgen.hardware import model
from fabricgen.lab import Cable, Host, Lab, Switch, down, requirements, up
from fabricgen.lab.observe import Delta, delta, running_config
from fabricgen.platforms.frr import FRR
from fabricgen.platforms.platform import File, Platform
from fabricgen.platforms.routing_text import ROUTING
from fabricgen.render.press import Press
from fabricgen.render.templates import environment
from tests.platforms import goldens
from tests.platforms.frr_devices import DEVICES, LEAF, MIDDLE, SPINE
from tests.platforms.judges import refused

GOLDEN = goldens.FOLDER / "frr"


def rendered(device, platform=FRR):
    artifacts = Press(environment()).artifacts(device, platform, "")
    return {Path(artifact.path).name: artifact.data.decode() for artifact in artifacts}


def lines(text):
    """Each line with the blocks around it; the order within a block has no meaning to FRR."""
    found, around = set(), []
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("!"):
            around[len(line) - len(line.lstrip()) :] = [line.strip()]
            found.add(tuple(around))
    return found


def needed(reasons):
    """In CI a machine without FRR is a failure; on a desk it is a skip that says what to install."""
    if reasons:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("; ".join(reasons))


@pytest.fixture(scope="module")
def running():
    """The switches in one lab, every port cabled to a machine that doesn't speak, without the Linux devices that this
    machine's kernel need not have: FRR keeps what is said of an interface that isn't there.
    """
    needed(requirements())
    wired = [(device.name, port.name) for device in DEVICES.values() for port in device.ports]
    lab = Lab(
        name=f"frr-{os.getpid()}",
        switches=tuple(Switch(name, {**rendered(device), "interfaces": ""}) for name, device in DEVICES.items()),
        cables=tuple(Cable(name, port, "silent", f"eth{index}") for index, (name, port) in enumerate(wired)),
        hosts=(Host("silent", ()),),
    )
    try:
        yield lab, up(lab)
    finally:
        down(lab.name)


@pytest.mark.parametrize("name", DEVICES)
def test_golden(name, update):
    texts = rendered(DEVICES[name])
    if update:
        goldens.write_folder(GOLDEN / name, texts)
    assert goldens.read_folder(GOLDEN / name) == texts


def test_every_golden_folder_has_a_device():
    assert {path.name for path in GOLDEN.iterdir()} == set(DEVICES)


def test_what_is_left_out_stands_in_the_header():
    header = {line for line in rendered(LEAF)["frr.conf"].splitlines() if line.startswith("! - ")}
    assert header == {f"! - {reason}" for reason in FRR.left_out}


@pytest.mark.parametrize(("cage", "name"), [(1, "swp1"), (128, "swp128")])
def test_port_names(cage, name):
    assert FRR.port_name(model("linux-lab"), Slot(cage, 1, 1, 100)) == name


@pytest.mark.parametrize("device", DEVICES.values(), ids=DEVICES)
def test_another_platform_gets_the_same_routing(device):
    other = Platform(
        "other", "", "", (File("routing", ROUTING),), (), FRR.port_name, FRR.capabilities, filters=FRR.filters
    )
    assert rendered(device, other)["routing"] in rendered(device)["frr.conf"]


HIDDEN = {
    "restart time": ({"restart_seconds": 120}, "restart-time"),
    "detect multiplier": ({"bfd_multiplier": 3}, "detect-multiplier"),
    "BFD interval": ({"bfd_interval_ms": 300}, "-interval"),
    "no BFD": ({"bfd_interval_ms": 0}, "bfd"),
    "no password": ({"password": None}, "password"),
    "no mark": ({"valley": None}, "65000:911"),
    "no host prefixes": ({"hosts": None}, "HOSTS"),
    "no IPv6": ({"ipv6": False, "loopbacks6": None}, "address-family ipv6"),
}


@pytest.mark.parametrize(("changed", "words"), HIDDEN.values(), ids=HIDDEN)
def test_what_frr_would_not_show_is_not_written(changed, words):
    assert words in rendered(SPINE)["frr.conf"]
    assert words not in rendered(replace(SPINE, bgp=replace(SPINE.bgp, **changed)))["frr.conf"]


def test_ipv6_routes_go_over_sessions_of_their_own_where_links_have_ipv6():
    family = (f"router bgp {SPINE.bgp.asn}", "address-family ipv6 unicast")
    assert (*family, "neighbor LEAVES-V6 activate") in lines(rendered(SPINE)["frr.conf"])
    assert (*family, "neighbor LEAVES activate") not in lines(rendered(SPINE)["frr.conf"])


def test_ipv6_routes_go_over_the_ipv4_sessions_where_links_have_none():
    family = (f"router bgp {MIDDLE.bgp.asn}", "address-family ipv6 unicast")
    assert (*family, "neighbor LEAVES activate") in lines(rendered(MIDDLE)["frr.conf"])
    assert "LEAVES-V6" not in rendered(MIDDLE)["frr.conf"]


@pytest.mark.lab
@pytest.mark.parametrize("name", DEVICES)
def test_vtysh_knows_every_line(vtysh, name):
    assert refused(GOLDEN / name / "frr.conf") == []


@pytest.mark.lab
def test_vtysh_refuses_what_it_does_not_know(vtysh, tmp_path):
    (tmp_path / "frr.conf").write_text(rendered(LEAF)["frr.conf"].replace("graceful-restart", "graceless-restart"))
    assert refused(tmp_path / "frr.conf") == ["line 42: % Unknown command[25]:  bgp graceless-restart"]


@pytest.mark.lab
def test_daemons_take_every_line(running):
    _, refusals = running
    assert refusals == ()


@pytest.mark.lab
@pytest.mark.parametrize("name", DEVICES)
def test_daemons_show_the_rendered_lines_and_no_others(running, name):
    lab, _ = running
    assert lines(running_config(lab.name, name)) == lines(rendered(DEVICES[name])["frr.conf"])


@pytest.mark.lab
@pytest.mark.parametrize("name", DEVICES)
def test_reload_has_nothing_to_do(running, name):
    lab, _ = running
    assert delta(lab.name, name, GOLDEN / name / "frr.conf") == Delta((), ())
