"""Service chains between VRFs: golden files of every platform that has them, and the platforms' own words and parsers.

`pytest tests/platforms/test_crossings.py --update` rewrites the golden files; the difference is for a reviewer to read.
"""

import re
from dataclasses import replace

import orjson
import pytest

from fabricgen.device.model import Sflow, Telemetry
from fabricgen.platforms import PLATFORMS
from fabricgen.targets.drivers.cumulus_text import tree_of
from tests.platforms import crossings_devices as devices
from tests.platforms import eos_words, goldens, iosxr_words, nvue_words
from tests.platforms.iosxr_yang import UnknownError as UnknownIosxrError
from tests.platforms.iosxr_yang import walk as walk_iosxr
from tests.platforms.iosxr_yang import written
from tests.platforms.judges import (
    QFX,
    iosxr_models,
    junos_models,
    needs_iosxr_models,
    needs_junos_models,
    needs_sonic_models,
    refused,
)
from tests.platforms.junos_yang import UnknownError, walk
from tests.platforms.test_iosxr import block

GOLDEN = goldens.FOLDER / "crossings"
SHOWN = {
    "frr": devices.FRR,
    "eos": devices.EOS,
    "sonic": devices.SONIC,
    "cumulus": devices.CUMULUS,
    "junos": devices.JUNOS,
    "iosxr": devices.IOSXR,
}
CASES = goldens.cases(SHOWN)
every = pytest.mark.parametrize(("platform", "name"), CASES)
WITH_FRR = [(platform, name) for platform, name in CASES if platform in ("frr", "sonic")]
ROUTING = {"frr": "frr.conf", "sonic": "frr.conf", "eos": ".cfg"}
WITH_ROUTE_MAPS = [(platform, name) for platform, name in CASES if platform in ROUTING]


def shown(platform, name):
    return goldens.with_vrfs(platform, SHOWN[platform][name])


@every
def test_golden(platform, name, update):
    texts, folder = shown(platform, name), GOLDEN / platform / name
    if update:
        goldens.write_folder(folder, texts)
    assert goldens.read_folder(folder) == texts


def test_every_golden_folder_has_a_device():
    assert {(path.parent.name, path.name) for path in GOLDEN.glob("*/*")} == set(CASES)


def test_every_platform_that_says_it_can_is_here():
    able = {
        name
        for name, platform in PLATFORMS.items()
        for each in (platform.capabilities, *(one for _, one in platform.capabilities.by_family))
        if not each.no_vrf_chains
    }
    assert able == set(SHOWN)


@every
def test_without_them_nothing_is_said(platform, name):
    device = SHOWN[platform][name]
    vrfs = tuple(replace(vrf, statics=(), beyond=()) for vrf in device.overlay.vrfs)
    bare = replace(device, overlay=replace(device.overlay, vrfs=vrfs, crossings=()))
    text = "".join(goldens.nameless(platform, bare).values())
    assert not re.search(r"THROUGH|through-|10\.9\.0\.|redistribute static|flexible-vlan-tagging", text)


@every
def test_every_address_and_next_hop_is_there(platform, name):
    """The leaf's end of each link, and the appliance's as the next hop of what is behind it."""
    overlay, text = SHOWN[platform][name].overlay, "".join(shown(platform, name).values())
    for link in overlay.crossings:
        own = link.tagged.address.removesuffix("/31")
        assert re.search(rf"(?<![\d.]){re.escape(own)}(?:/31| 255\.255\.255\.254)", text), link
    for route in (route for vrf in overlay.vrfs for route in vrf.statics):
        assert re.search(rf"(?<![\d.]){re.escape(route.hop)}(?![\d.])", text), route
        assert route.prefix in text


@pytest.mark.parametrize(("platform", "name"), WITH_FRR)
def test_vtysh_knows_every_line(vtysh, platform, name):
    assert refused(GOLDEN / platform / name / "frr.conf") == []


@pytest.mark.parametrize(("platform", "name"), WITH_ROUTE_MAPS)
def test_what_leads_through_appliances_and_nothing_else_is_announced_with_its_marks(platform, name):
    text = shown(platform, name)[ROUTING[platform]]
    lists = re.findall(r"^ip prefix-list (THROUGH-\S+)\s+seq 10 permit (\S+)$", text, re.MULTILINE)
    entries = re.findall(
        r"^route-map THROUGH-(\S+) permit \d+\n +match ip address prefix-list (\S+)\n(?: +set large-community (.+)\n)?",
        text,
        re.MULTILINE,
    )
    found = {(vrf, dict(lists)[name], tuple(marks.split())) for vrf, name, marks in entries}
    meant = {(vrf.name, *route[::2]) for vrf in SHOWN[platform][name].overlay.vrfs for route in vrf.statics}
    assert found == meant
    assert len(lists) == len(entries) == len(meant)


@pytest.mark.parametrize(("platform", "name"), WITH_ROUTE_MAPS)
def test_each_vrf_announces_its_own_routes(platform, name):
    text = shown(platform, name)[ROUTING[platform]]
    blocks = re.split(r"^(?:router (?:bgp|ospf)(?: \d+)? | {3})vrf (?:Vrf)?", text, flags=re.MULTILINE)
    found = [(block.split()[0], re.findall(r"redistribute static route-map (\S+)", block)) for block in blocks[1:]]
    assert {vrf: maps for vrf, maps in found if maps} == {
        vrf.name: [f"THROUGH-{vrf.name}"] for vrf in SHOWN[platform][name].overlay.vrfs if vrf.statics
    }


@pytest.mark.parametrize("name", devices.EOS)
def test_every_eos_command_is_known(name):
    assert eos_words.unknown(shown("eos", name)[".cfg"]) == []


@pytest.mark.parametrize("name", devices.EOS)
def test_links_of_appliances_on_eos_are_announced_by_no_leaf(name):
    """Of what is connected, only what LOCAL or NEAR permits enters BGP; and OSPF isn't on these links."""
    text = shown("eos", name)[".cfg"]
    maps = re.findall(r"^ +redistribute connected(?: include leaked)?(?: route-map (\S+))?$", text, re.MULTILINE)
    assert bool(maps) != ("ospf" in name)
    assert set(maps) <= set(re.findall(r"^route-map (\S+) ", text, re.MULTILINE))
    assert not re.search(r"seq \d+ permit 10\.9\.|ip address 10\.9\.\S+\n   ip ospf", text)


@pytest.mark.slow
@needs_sonic_models
@pytest.mark.parametrize("name", devices.SONIC)
def test_the_models_of_sonic_accept(name, sonic_complaints):
    assert sonic_complaints(orjson.loads(shown("sonic", name)["config_db.json"])) == ""


@pytest.mark.slow
@needs_sonic_models
@pytest.mark.parametrize(
    ("said", "spoilt"),
    [
        ("Eth272.2001", "Eth999.2001"),
        ("Eth280.2010|10.9.0.2/31", "Eth280.2010|10.9.0.2/33"),
        ('"vlan": "2011"', '"vlan": "4095"'),
        ('"VLAN_SUB_INTERFACE": {', '"VLAN_SUB_INTERFACE": {"Eth288.2099": {"vrf_name": "Vrfgone"},'),
    ],
)
def test_the_models_of_sonic_refuse_spoilt_copies(said, spoilt, sonic_complaints):
    text = shown("sonic", "leaf-lite")["config_db.json"]
    assert said in text
    assert sonic_complaints(orjson.loads(text.replace(said, spoilt)))


@pytest.mark.parametrize("name", devices.CUMULUS)
def test_each_vrf_of_nvue_announces_its_own_routes_and_no_link_of_an_appliance(name):
    tree = tree_of(shown("cumulus", name)[".yaml"])
    lists, maps = (tree["router"]["policy"][kind] for kind in ("prefix-list", "route-map"))
    for vrf in SHOWN["cumulus"][name].overlay.vrfs:
        routing = tree["vrf"][vrf.name]["router"]
        table = routing["bgp"]["address-family"]["ipv4-unicast"] if "bgp" in routing else routing["ospf"]
        entering = {source: row["route-map"] for source, row in table["redistribute"].items()}
        assert entering.pop("static") == f"THROUGH-{vrf.name}"
        assert entering == ({} if "ospf" in routing else {"connected": f"LOCAL-{vrf.name}"})
        announced = [rule["match"] for rule in lists[f"THROUGH-{vrf.name}"]["rule"].values()]
        assert announced == [{route.prefix: {}} for route in vrf.statics] == [{way: {}} for way in routing["static"]]
        assert all(
            rule["match"]["ip-prefix-list"] == f"THROUGH-{vrf.name}"
            for rule in maps[f"THROUGH-{vrf.name}"]["rule"].values()
        )


@pytest.mark.parametrize("name", devices.CUMULUS)
def test_every_leaf_of_nvue_is_documented_and_in_order(name):
    tree = tree_of(shown("cumulus", name)[".yaml"])
    assert nvue_words.undocumented(tree) == []
    assert nvue_words.unsorted(tree) == []


@pytest.mark.parametrize("name", devices.JUNOS)
def test_each_unit_on_junos_is_in_its_vrf_and_in_one_class_of_service(name):
    """A port that has units of VRFs has no other one, and sFlow leaves it alone."""
    device = devices.JUNOS[name]
    sampled = replace(device, telemetry=Telemetry(Sflow(("192.0.2.30",), 6343, 30), None, None))
    text = goldens.nameless("junos", sampled)[".conf"]
    instances = text[text.index("\nrouting-instances {") : text.index("\nrouting-options {")]
    for link in device.overlay.crossings:
        unit = f"{link.port}.{link.tagged.vlan}"
        (inside,) = re.findall(rf"^    {link.tagged.vrf} {{$.*?^    }}$", instances, re.MULTILINE | re.DOTALL)
        assert f"        interface {unit};\n" in inside
        assert instances.count(f"interface {unit};") == 1
        ports = re.findall(rf"^( +){link.port} {{$(.*?)^\1}}$", text, re.MULTILINE | re.DOTALL)
        assert f"unit {link.tagged.vlan} {{" in ports[0][1]
        assert "unit * {" in ports[1][1]
        assert not any("unit 0 {" in port for _, port in ports)
        assert f"interfaces {link.port}.0" not in text
    assert "## left out: flow samples at ports of appliances" in text
    assert "left out: flow samples" not in shown("junos", name)[".conf"]


@pytest.mark.slow
@needs_junos_models
@pytest.mark.parametrize("name", devices.JUNOS)
def test_the_models_of_junos_know_every_statement_in_its_place(name):
    met = walk(shown("junos", name)[".conf"], junos_models(QFX))
    assert met.misplaced == []
    assert met.statements > 300


@pytest.mark.slow
@needs_junos_models
@pytest.mark.parametrize(
    ("said", "spoilt"),
    [
        ("flexible-vlan-tagging;", "flexible-vlan-tags;"),
        ("vlan-id 2001;", "vlan-ids 2001;"),
        ("route 10.200.0.0/24 next-hop 10.9.0.1;", "route 10.200.0.0/24 via 10.9.0.1;"),
        ("protocol static;", "protocol statics;"),
        ("community add THROUGH-edge-1;", "community join THROUGH-edge-1;"),
    ],
)
def test_the_models_of_junos_refuse_spoilt_copies(said, spoilt):
    text = shown("junos", "leaf-evpn")[".conf"]
    assert said in text
    with pytest.raises(UnknownError):
        walk(text.replace(said, spoilt), junos_models(QFX))


@pytest.mark.parametrize("name", devices.IOSXR)
def test_every_command_of_iosxr_is_known(name):
    assert iosxr_words.unknown(shown("iosxr", name)[".cfg"]) == []


@pytest.mark.parametrize("name", devices.IOSXR)
def test_what_is_routed_through_appliances_on_iosxr_is_announced(name):
    """IOS-XR takes a default route into BGP only where it is told to originate one."""
    device, text = devices.IOSXR[name], shown("iosxr", name)[".cfg"]
    for vrf in device.overlay.vrfs:
        routes = block(text, "router static", f"vrf {vrf.name}", "address-family ipv4 unicast")
        assert routes == [f"{route.prefix} {route.hop}" for route in vrf.statics] != []
        inside = (f"router bgp {device.bgp.asn}", f"vrf {vrf.name}")
        through = f"THROUGH-{vrf.name}"
        assert f"redistribute static route-policy {through}" in block(text, *inside, "address-family ipv4 unicast")
        assert [line.rstrip(",") for line in block(text, f"prefix-set {through}")] == [
            row.prefix for row in vrf.statics
        ]
        assert ("default-information originate" in block(text, *inside)) is (vrf.name == "acme")
        neighbors = [line for line in block(text, *inside) if line.startswith("neighbor ")]
        assert neighbors
        for neighbor in neighbors:
            assert f"route-policy NEAR-{vrf.name} out" in block(text, *inside, neighbor, "address-family ipv4 unicast")
        (asked,) = (line for line in block(text, f"route-policy NEAR-{vrf.name}") if line.startswith("if "))
        sets = {f"LOCAL-{vrf.name}", through} if vrf.local else {through}
        assert set(re.findall(r"destination in (\S+)", asked)) == sets
    defined = set(re.findall(r"^(?:route-policy|prefix-set) (\S+)$", text, re.MULTILINE))
    assert set(re.findall(r"(?:destination in|route-policy) (\S+)", text)) <= defined


@pytest.mark.slow
@needs_iosxr_models
@pytest.mark.parametrize("name", devices.IOSXR)
def test_the_models_of_iosxr_know_every_line_in_its_place(name):
    text = shown("iosxr", name)[".cfg"]
    assert walk_iosxr(text, iosxr_models()) == written(text) > 400


@pytest.mark.slow
@needs_iosxr_models
@pytest.mark.parametrize(
    ("said", "spoilt"),
    [
        ("  default-information originate\n", "  default-information always\n"),
        ("redistribute static route-policy", "redistribute statics route-policy"),
        ("   10.200.0.0/24 10.9.0.1\n", "   10.200.0.0/24 via 10.9.0.1\n"),
        ("   10.200.0.0/24 10.9.0.1\n", "   10.200.0.0/24 10.9.0.256\n"),
        (" encapsulation dot1q 2009\n", " encapsulation dot1q 4095\n"),
    ],
)
def test_the_models_of_iosxr_refuse_spoilt_copies(said, spoilt):
    text = shown("iosxr", "leaf-lite")[".cfg"]
    assert said in text
    with pytest.raises(UnknownIosxrError):
        walk_iosxr(text.replace(said, spoilt), iosxr_models())
