"""OSPF by latency: golden files of every platform that has it, and the platforms' own words and parsers.

`pytest tests/platforms/test_ospf.py --update` rewrites the golden files; the difference is for a reviewer to read.
"""

import os
import re
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from fabricgen.lab import Cable, Host, Lab, Switch, down, requirements, up
from fabricgen.lab.observe import Delta, delta
from fabricgen.platforms import PLATFORMS
from fabricgen.targets.drivers.cumulus_text import tree_of
from tests.platforms import eos_words, goldens, iosxr_words, nvue_words, nxos_words
from tests.platforms import ospf_devices as devices
from tests.platforms.iosxr_yang import UnknownError as UnknownLine
from tests.platforms.iosxr_yang import walk as walk_iosxr
from tests.platforms.iosxr_yang import written
from tests.platforms.judges import (
    EVOLVED,
    QFX,
    iosxr_models,
    junos_models,
    needs_iosxr_models,
    needs_junos_models,
    needs_sonic_models,
    refused,
)
from tests.platforms.junos_yang import UnknownError, walk

GOLDEN = goldens.FOLDER / "ospf"
TABLES = {
    "frr": devices.FRR,
    "sonic": devices.SONIC,
    "eos": devices.EOS,
    "cumulus": devices.CUMULUS,
    "junos": devices.JUNOS,
    "nxos": devices.NXOS,
    "iosxr": devices.IOSXR,
    "srlinux": devices.SRLINUX,
}
CASES = goldens.cases(TABLES)
SHOWN = {"frr.conf", "daemons", "config_db.json"}
"""Of platforms with several files, those that OSPF is in."""
every = pytest.mark.parametrize(("platform", "name"), CASES)


def files(platform, name):
    """By file; of a platform with one file, that one by the name of the golden device."""
    found = goldens.rendered(platform, TABLES[platform][name])
    if len(found) == 1:
        (text,) = found.values()
        return {f"{name}{Path(next(iter(found))).suffix}": text}
    return {f"{name}-{file}": text for file, text in found.items() if file in SHOWN}


def routing(platform, name):
    """The text that OSPF is in."""
    found = files(platform, name)
    return found.get(f"{name}-frr.conf") or next(iter(found.values()))


@every
def test_golden(platform, name, update):
    folder = GOLDEN / platform
    for file, text in files(platform, name).items():
        if update:
            goldens.write(folder / file, text)
        assert (folder / file).read_text() == text


def test_every_golden_file_has_a_device():
    known = {f"{platform}/{file}" for platform, name in CASES for file in files(platform, name)}
    assert {str(path.relative_to(GOLDEN)) for path in GOLDEN.glob("*/*")} == known


def test_every_platform_that_says_it_can_is_here():
    assert {name for name, platform in PLATFORMS.items() if not platform.capabilities.no_ospf} == set(TABLES)


@every
def test_no_bgp_beside_ospf(platform, name):
    text = routing(platform, name)
    assert not re.search(
        r"router bgp|^ *bgp[ :]|nokia-bgp|route-map|prefix-list|community|peer-group|remote-as", text, re.MULTILINE
    )


@every
def test_without_ospf_nothing_of_it_is_left(platform, name):
    device = TABLES[platform][name]
    ports = tuple(port._replace(ospf=None) for port in device.ports)
    texts = goldens.rendered(platform, replace(device, ospf=None, ports=ports))
    assert "ospf" not in "".join(texts.values()).lower()


COST = {"frr": r"ip ospf cost (\d+)", "sonic": r"ip ospf cost (\d+)", "eos": r"ip ospf cost (\d+)",
        "cumulus": r"^ +cost: (\d+)", "junos": r"^ +metric (\d+);", "nxos": r"ip ospf cost (\d+)",
        "iosxr": r"^   cost (\d+)", "srlinux": r'"metric": (\d+)'}  # fmt: skip


@every
def test_every_port_of_ospf_has_its_cost(platform, name):
    """So no reference bandwidth of any platform decides anything."""
    device = TABLES[platform][name]
    gateways = sum(vlan.vrf is None for vlan in device.vlans)
    wanted = [port.ospf.cost for port in device.ports if port.ospf is not None]
    found = [int(cost) for cost in re.findall(COST[platform], routing(platform, name), re.MULTILINE)]
    loopback = [1] if platform == "sonic" else []
    assert sorted(found) == sorted([*wanted, *[1] * gateways, *loopback])
    assert not re.search("(?<!path-)reference", routing(platform, name))


@every
def test_hosts_hear_no_hellos(platform, name):
    device = TABLES[platform][name]
    text = routing(platform, name)
    towards = sum(port.ospf is not None and port.ospf.neighbor is not None for port in device.ports)
    quiet = sum(port.ospf is not None and port.ospf.neighbor is None for port in device.ports)
    gateways = sum(vlan.vrf is None for vlan in device.vlans)
    hellos = {"cumulus": "hello-interval: ", "junos": "hello-interval ", "iosxr": "   hello-interval ",
              "nxos": "no ip ospf passive-interface", "srlinux": '"hello-interval": '}  # fmt: skip
    assert len(re.findall(hellos.get(platform, "ip ospf hello-interval "), text)) == towards
    if platform in {"eos", "nxos"}:
        assert text.count("passive-interface default") == 1
        assert len(re.findall(r"^ +no (?:ip ospf )?passive-interface", text, re.MULTILINE)) == towards
    else:
        words = {"cumulus": "passive: on", "junos": "passive;", "iosxr": "passive enable", "srlinux": '"passive": true'}
        silent = words.get(platform, "ip ospf passive")
        loopback = 0 if platform == "cumulus" else 1
        assert text.count(silent) == quiet + gateways + loopback


@pytest.mark.parametrize("name", devices.EOS)
def test_eos_knows_every_command_in_its_place(name):
    assert eos_words.unknown(routing("eos", name)) == []


@pytest.mark.parametrize("name", devices.NXOS)
def test_nxos_knows_every_command_in_its_place(name):
    assert nxos_words.unknown(routing("nxos", name)) == []


def test_nxos_hides_what_its_timers_are_by_themselves():
    assert "-interval " not in "".join(re.findall("ip ospf .*", routing("nxos", "trunk")))
    changed = replace(devices.NXOS["trunk"], ospf=replace(devices.OSPF, hello=9, dead=40))
    assert set(re.findall(r"ip ospf (\S+-interval \d+)", goldens.rendered("nxos", changed)["leaf-p01-00.cfg"])) == {
        "dead-interval 40", "hello-interval 9",
    }  # fmt: skip


@pytest.mark.parametrize("name", devices.IOSXR)
def test_iosxr_knows_every_command_in_its_place(name):
    assert iosxr_words.unknown(routing("iosxr", name)) == []


@pytest.mark.slow
@needs_iosxr_models
@pytest.mark.parametrize("name", devices.IOSXR)
def test_the_models_of_iosxr_know_every_line(name):
    text, known = routing("iosxr", name), iosxr_models()
    assert walk_iosxr(text, known) == written(text)
    for right, wrong in (
        ("   cost ", "   price "),
        ("passive enable", "passive on"),
        ("maximum paths ", "maximum ways "),
    ):
        with pytest.raises(UnknownLine):
            walk_iosxr(text.replace(right, wrong), known)


@pytest.mark.parametrize("name", devices.CUMULUS)
def test_nvidia_documents_every_leaf(name):
    tree = tree_of(routing("cumulus", name))
    assert nvue_words.undocumented(tree) == []
    assert nvue_words.unsorted(tree) == []


@pytest.mark.parametrize("name", devices.SONIC)
def test_sonic_sends_hellos_to_its_cpu(name):
    config = orjson.loads(files("sonic", name)[f"{name}-config_db.json"])
    assert config["COPP_TRAP"] == {"ospf": {"trap_ids": "ospf", "trap_group": "ospf", "always_enabled": "true"}}
    assert config["COPP_GROUP"]["ospf"]["trap_action"] == "trap"


def needed(reasons):
    """In CI a machine without FRR is a failure; on a desk it is a skip that says what to install."""
    if reasons:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("; ".join(reasons))


@pytest.mark.parametrize(("platform", "name"), [case for case in CASES if case[0] in {"frr", "sonic"}])
def test_frr_parses_every_line(vtysh, platform, name, tmp_path):
    file = tmp_path / "frr.conf"
    known = [
        line
        for line in routing(platform, name).splitlines()
        if not line.startswith(("frr version", "no fpm use", "fpm "))
    ]
    file.write_text("\n".join(known) + "\n")
    assert refused(file) == []


@pytest.mark.lab
def test_running_daemons_show_the_same_text_back():
    needed(requirements())
    table = {device.name: device for device in devices.FRR.values() if not device.vlans}
    wired = [(device.name, port.name) for device in table.values() for port in device.ports]
    lab = Lab(
        name=f"ospf-{os.getpid()}",
        switches=tuple(Switch(name, goldens.rendered("frr", device)) for name, device in table.items()),
        cables=tuple(Cable(name, port, "silent", f"eth{index}") for index, (name, port) in enumerate(wired)),
        hosts=(Host("silent", ()),),
    )
    try:
        assert up(lab) == ()
        for name in table:
            assert delta(lab.name, name, Path("/etc/frr") / lab.namespace(name) / "frr.conf") == Delta((), ())
    finally:
        down(lab.name)


@pytest.mark.slow
@needs_junos_models
@pytest.mark.parametrize("name", devices.JUNOS)
def test_junos_knows_every_statement_in_its_place(name):
    text, tree = routing("junos", name), junos_models(EVOLVED if name == "deep" else QFX)
    assert [place for place in walk(text, tree).misplaced if "ospf" in place] == []
    with pytest.raises(UnknownError, match="interface-type"):
        walk(text.replace("interface-type p2p;", "interface-type wire;"), tree)


@pytest.mark.slow
@needs_sonic_models
@pytest.mark.parametrize("name", devices.SONIC)
def test_sonic_models_accept(name, sonic_complaints):
    config = orjson.loads(files("sonic", name)[f"{name}-config_db.json"])
    assert sonic_complaints(config) == ""
    config["COPP_TRAP"]["ospf"]["trap_group"] = "nobody"
    assert "Invalid leafref value" in sonic_complaints(config)
