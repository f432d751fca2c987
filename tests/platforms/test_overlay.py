"""The overlay on every platform that has it: golden files, and each platform's own words and judges.

`pytest tests/platforms/test_overlay.py --update` rewrites the golden files; the difference is for a reviewer to read.
"""

import re
from dataclasses import replace

import orjson
import pytest

from fabricgen.targets.drivers.cumulus_text import tree_of
from tests.platforms import eos_words, goldens, nvue_words
from tests.platforms import overlay_devices as devices
from tests.platforms.judges import QFX, junos_models, needs_junos_models, needs_sonic_models, refused
from tests.platforms.junos_yang import walk
from tests.platforms.test_frr import lines

GOLDEN = goldens.FOLDER / "overlay"
SHOWN = {
    "frr": devices.FRR,
    "eos": devices.EOS,
    "sonic": devices.SONIC,
    "cumulus": devices.CUMULUS,
    "junos": devices.JUNOS,
    "srlinux": devices.SRLINUX,
}
CASES = goldens.cases(SHOWN)
FRR_FILES = [(platform, name) for platform in ("frr", "sonic") for name in SHOWN[platform]]


def shown(platform, name):
    return goldens.with_vrfs(platform, SHOWN[platform][name])


@pytest.mark.parametrize(("platform", "name"), CASES)
def test_golden(platform, name, update):
    texts, folder = shown(platform, name), GOLDEN / platform / name
    if update:
        goldens.write_folder(folder, texts)
    assert goldens.read_folder(folder) == texts


def test_every_golden_folder_has_a_device():
    assert {(path.parent.name, path.name) for path in GOLDEN.glob("*/*")} == set(CASES)


@pytest.mark.parametrize(("platform", "name"), CASES)
def test_without_it_nothing_is_said(platform, name):
    device = SHOWN[platform][name]
    plain = replace(device, overlay=None, vlans=tuple(vlan._replace(mac=None) for vlan in device.vlans))
    text = "".join(goldens.nameless(platform, plain).values()).lower()
    assert not [word for word in ("evpn", "vxlan", "route-target", "router general", ".2001", "vni") if word in text]


@pytest.mark.parametrize("platform", ["eos", "frr", "cumulus"])
def test_sub_interfaces_are_listed_by_vlan_whatever_their_vrfs_are_called(platform):
    device = SHOWN[platform]["leaf-lite"]
    first, second = device.overlay.vrfs
    ids = {first.name: 3, second.name: 2}
    swapped = tuple(replace(vrf, id=ids[vrf.name], vlan=2000 + ids[vrf.name]) for vrf in (first, second))
    text = goldens.first(platform, replace(device, overlay=replace(device.overlay, vrfs=swapped)))
    port = device.overlay.links[0].name
    tags = re.findall(rf"^ *(?:interface )?{port}\.(\d+):?$", text, re.MULTILINE)
    assert tags == ["2002", "2003"]


@pytest.mark.parametrize("name", devices.EOS)
def test_every_eos_command_is_known(name):
    assert eos_words.unknown(shown("eos", name)[".cfg"]) == []


@pytest.mark.parametrize("name", devices.EOS)
def test_every_list_on_eos_is_there_and_in_use(name):
    text = shown("eos", name)[".cfg"]
    for defined, used in (
        (r"^ip prefix-list (\S+)", r"match ip address prefix-list (\S+)"),
        (r"^route-map ((?:TAKES|NEAR|PASS)\S+) ", r"(?:route-map|subscribe-policy) ((?:TAKES|NEAR|PASS)\S+)"),
        (r"neighbor (\S+-VRF) peer group$", r"neighbor \S+ peer group (\S+-VRF)"),
    ):
        there, wanted = (set(re.findall(pattern, text, re.MULTILINE)) for pattern in (defined, used))
        assert there == wanted - {"PL-HOSTS"} or there == wanted


@pytest.mark.parametrize("name", devices.CUMULUS)
def test_every_leaf_of_nvue_is_documented_and_in_order(name):
    tree = tree_of(shown("cumulus", name)[".yaml"])
    assert nvue_words.undocumented(tree) == []
    assert nvue_words.unsorted(tree) == []


@pytest.mark.parametrize(("platform", "name"), CASES)
def test_targets_and_distinguishers_are_written_down(platform, name):
    """None is left to a switch: each makes them of its own AS number, and cuts one of four bytes."""
    text = "".join(shown(platform, name).values())
    assert "auto" not in re.findall(r"(?:rd|route-target \w+) (\w+)", text)
    overlay = SHOWN[platform][name].overlay
    if overlay.vtep is not None:
        for row in (*overlay.vrfs, *overlay.segments):
            assert row.target in text
            assert row.distinguisher in text


@pytest.mark.parametrize(("platform", "name"), FRR_FILES)
def test_every_name_in_frr_is_there(platform, name):
    text = shown(platform, name)["frr.conf"]
    for defined, used in (
        (r"^route-map (\S+) ", r"(?:neighbor \S+|connected|unicast|vrf) route-map (\S+)"),
        (r"^ip prefix-list (\S+)", r"match ip address prefix-list (\S+)"),
        (r"^bgp community-list standard (\S+)", r"match community (\S+)"),
    ):
        there, wanted = (set(re.findall(pattern, text, re.MULTILINE)) for pattern in (defined, used))
        assert wanted <= there


def test_a_leaf_hands_on_only_what_is_near():
    """What shared learned of acme from other leaves stays with it: they announce it themselves."""
    text = shown("frr", "leaf-evpn")["frr.conf"]
    assert "ip prefix-list NEAR-shared seq 10 permit 10.1.0.0/28 ge 31 le 31" in text
    assert "ip prefix-list TAKES-shared-acme seq 10 permit 10.1.0.0/28 ge 31 le 31" in text
    assert "import vrf blue" not in text


@pytest.mark.lab
@pytest.mark.parametrize("name", devices.FRR)
def test_vtysh_knows_every_line(vtysh, name):
    assert refused(GOLDEN / "frr" / name / "frr.conf") == []


@pytest.mark.slow
@needs_sonic_models
@pytest.mark.parametrize("name", devices.SONIC)
def test_the_models_of_sonic_accept(name, sonic_complaints):
    assert sonic_complaints(orjson.loads(shown("sonic", name)["config_db.json"])) == ""


@pytest.mark.slow
@needs_junos_models
@pytest.mark.parametrize("name", devices.JUNOS)
def test_the_models_of_junos_know_every_statement_in_its_place(name):
    met = walk(shown("junos", name)[".conf"], junos_models(QFX))
    assert met.misplaced == []
    assert met.statements > 150


def test_sonic_and_frr_say_the_same_of_a_vrf():
    """But for its name."""
    sonic = lines(shown("sonic", "leaf-evpn")["frr.conf"].replace("Vrfacme", "acme"))
    frr = lines(shown("frr", "leaf-evpn")["frr.conf"])
    about = [line for line in frr if line[0].endswith("vrf acme") and "import" not in line[-1].split()[0]]
    assert about
    assert {line[1:] for line in about if "maximum-paths" not in line[-1]} - {line[1:] for line in sonic} <= {
        ("bgp router-id 10.0.0.11",)
    }
