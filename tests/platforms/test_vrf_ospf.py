"""OSPF inside VRFs, over the sub-interfaces of VRF-lite: golden files, and the platforms' own words and parsers.

`pytest tests/platforms/test_vrf_ospf.py --update` rewrites the golden files; the difference is for a reviewer to read.
"""

import re
from dataclasses import replace

import orjson
import pytest

from fabricgen.platforms import PLATFORMS
from fabricgen.targets.drivers.cumulus_text import tree_of
from tests.platforms import eos_words, goldens, iosxr_words, nvue_words
from tests.platforms import vrf_ospf_devices as devices
from tests.platforms.iosxr_yang import UnknownError, walk, written
from tests.platforms.judges import iosxr_models, needs_iosxr_models, needs_sonic_models, refused
from tests.platforms.test_iosxr import block

GOLDEN = goldens.FOLDER / "vrf-ospf"
TABLES = {
    "frr": devices.FRR,
    "sonic": devices.SONIC,
    "eos": devices.EOS,
    "cumulus": devices.CUMULUS,
    "iosxr": devices.IOSXR,
    "srlinux": devices.SRLINUX,
}
CASES = goldens.cases(TABLES)
every = pytest.mark.parametrize(("platform", "name"), CASES)
WORDS = {"eos": eos_words, "iosxr": iosxr_words}


def files(platform, name, device=None):
    """Those that OSPF or sub-interfaces are in."""
    return goldens.with_vrfs(platform, device or TABLES[platform][name])


def routing(platform, name):
    """The text that OSPF is in."""
    found = files(platform, name)
    return found.get("frr.conf") or next(iter(found.values()))


@every
def test_golden(platform, name, update):
    texts, folder = files(platform, name), GOLDEN / platform / name
    if update:
        goldens.write_folder(folder, texts)
    assert goldens.read_folder(folder) == texts


def test_every_golden_folder_has_a_device():
    assert {(path.parent.name, path.name) for path in GOLDEN.glob("*/*")} == set(CASES)


def test_every_platform_that_says_it_can_is_here():
    assert {name for name, platform in PLATFORMS.items() if not platform.capabilities.no_vrf_ospf} == set(TABLES)


@every
def test_a_link_of_a_vrf_says_what_its_port_does(platform, name):
    """Cost, timers, key: a packet takes the same way in every table."""
    device, text = TABLES[platform][name], routing(platform, name)
    for port, vrf in device.overlay.subinterfaces:
        own, tagged = (hellos(platform, text, port.name, of, vrf) for of in ("", f".{vrf.vlan}"))
        assert own == tagged
        assert any(re.search(rf"cost:? {port.ospf.cost}$", line) for line in tagged)


def spoken(text, table):
    """On SR Linux: what OSPF says of each interface of a network-instance, without its name."""
    tables = {row["name"]: row for row in orjson.loads(text)["srl_nokia-network-instance:network-instance"]}
    (instance,) = tables[table]["protocols"]["srl_nokia-ospf:ospf"]["instance"]
    (area,) = instance["area"]
    return {row.pop("interface-name"): row for row in area["interface"]}


def hellos(platform, text, port, tag, vrf):
    if platform == "srlinux":
        name = port + (tag or ".0")
        said = {**spoken(text, "default"), **spoken(text, vrf.name)}[name]
        return [f"{key.replace('metric', 'cost')}: {value}" for key, value in said.items()]
    if platform == "cumulus":
        said = tree_of(text)["interface"][port + tag]["router"]["ospf"]
        return sorted(command.removeprefix("ospf ") for command in nvue_words.commands({"ospf": said}))
    if platform == "iosxr":
        place = ("router ospf 1", f"vrf {vrf.name}") if tag else ("router ospf 1",)
        area = next(line for line in block(text, *place) if line.startswith("area "))
        return block(text, *place, area, f"interface {port}{tag}")
    short = re.sub("^Ethernet", "Eth", port) if platform == "sonic" and tag else port
    inside = re.search(rf"^interface {re.escape(short + tag)}\n(.*?)^(?:!|exit)$", text, re.MULTILINE | re.DOTALL)
    return [line.strip() for line in inside[1].splitlines() if line.strip().startswith("ip ospf")]


@every
def test_every_vrf_has_an_ospf_and_nothing_else_carries_it(platform, name):
    device, text = TABLES[platform][name], routing(platform, name)
    for vrf in device.overlay.vrfs:
        said = {
            "frr": f"router ospf vrf {vrf.name}\n", "sonic": f"router ospf vrf Vrf{vrf.name}\n",
            "eos": f"router ospf {vrf.vlan} vrf {vrf.name}\n", "iosxr": f"\n vrf {vrf.name}\n  router-id ",
            "cumulus": f"      {vrf.name}:\n        router:\n          ospf:\n",
            "srlinux": f'"name": "{vrf.name}",\n      "protocols": {{\n        "srl_nokia-ospf:ospf": {{',
        }  # fmt: skip
        assert text.count(said[platform]) == 1
    assert not re.search(r"router bgp|remote-as|peer.group", text)


@every
def test_hosts_of_a_vrf_are_in_its_ospf_and_hear_no_hellos(platform, name):
    device, text = TABLES[platform][name], routing(platform, name)
    for port in (port for port in device.ports if port.vrf == "acme"):
        said = hellos(platform, text, port.name, "", device.overlay.vrfs[0]) if platform != "iosxr" else block(
            text, "router ospf 1", "vrf acme", f"area {device.ospf.area}", f"interface {port.name}"
        )  # fmt: skip
        assert any(re.search("cost:? 1$", line) for line in said)
        assert not any("hello" in line for line in said)


def test_without_an_overlay_a_vrf_ends_at_its_leaf():
    for platform, name in CASES:
        ports = tuple(port._replace(ospf=None) if port.vrf else port for port in TABLES[platform][name].ports)
        device = replace(TABLES[platform][name], overlay=None, ports=ports)
        text = "".join(files(platform, name, device).values())
        assert not re.search(r"router ospf \d* ?vrf|\.2001|ONWARD|TAKES", text)


def test_eos_announces_the_way_back_from_a_service():
    """The VRF of the service gets to know acme on this leaf; acme announces no service, as every leaf takes its own."""
    text = routing("eos", "leaf")
    assert re.findall(r"redistribute .*", text) == ["redistribute connected include leaked route-map ONWARD-shared"]
    assert "ip prefix-list ONWARD-shared\n   seq 10 permit 10.1.0.0/28 eq 31\n" in text
    assert "leak routes source-vrf shared subscribe-policy TAKES-acme-shared\n" in text
    assert "NEAR-" not in text


@pytest.mark.parametrize(("platform", "name"), [case for case in CASES if case[0] in WORDS])
def test_every_command_is_known_in_its_place(platform, name):
    assert WORDS[platform].unknown(routing(platform, name)) == []


@pytest.mark.parametrize("name", devices.CUMULUS)
def test_every_leaf_of_nvue_is_documented_and_in_order(name):
    tree = tree_of(routing("cumulus", name))
    assert nvue_words.undocumented(tree) == []
    assert nvue_words.unsorted(tree) == []


@pytest.mark.lab
@pytest.mark.parametrize(("platform", "name"), [case for case in CASES if case[0] in {"frr", "sonic"}])
def test_vtysh_knows_every_line(vtysh, platform, name):
    assert refused(GOLDEN / platform / name / "frr.conf") == []


@pytest.mark.slow
@needs_sonic_models
@pytest.mark.parametrize("name", devices.SONIC)
def test_the_models_of_sonic_accept(name, sonic_complaints):
    assert sonic_complaints(orjson.loads(files("sonic", name)["config_db.json"])) == ""


@pytest.mark.slow
@needs_iosxr_models
@pytest.mark.parametrize("name", devices.IOSXR)
def test_the_models_of_iosxr_know_every_line(name):
    text, known = routing("iosxr", name), iosxr_models()
    assert walk(text, known) == written(text)
    for right, wrong in (("\n  maximum paths ", "\n  maximum ways "), ("\n    cost ", "\n    price ")):
        assert right in text
        with pytest.raises(UnknownError):
            walk(text.replace(right, wrong), known)
