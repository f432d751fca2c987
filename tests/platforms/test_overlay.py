"""The overlay on every platform that has it: golden files, and each platform's own words and judges.

`pytest tests/platforms/test_overlay.py --update` rewrites the golden files; the difference is for a reviewer to read.
"""

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from fabricgen.targets.drivers.cumulus_text import tree_of
from tests.platforms import goldens
from tests.platforms import overlay_devices as devices
from tests.platforms.eos_words import PATHS
from tests.platforms.junos_yang import walk
from tests.platforms.nvue_words import commands as nvue
from tests.platforms.nvue_words import documented
from tests.platforms.sonic_yang import complaints, models, prepare
from tests.platforms.test_cumulus import unsorted
from tests.platforms.test_eos import commands as eos
from tests.platforms.test_frr import lines, refused
from tests.platforms.test_junos_yang import QFX
from tests.platforms.test_junos_yang import models as junos_models

GOLDEN = goldens.FOLDER / "overlay"
SHOWN = {
    "frr": devices.FRR,
    "eos": devices.EOS,
    "sonic": devices.SONIC,
    "cumulus": devices.CUMULUS,
    "junos": devices.JUNOS,
}
CASES = goldens.cases(SHOWN)
JUNOS_YANG = os.environ.get("FABRICGEN_JUNOS_YANG", "")
SONIC_YANG = os.environ.get("FABRICGEN_SONIC_YANG", "")
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


@pytest.mark.parametrize("name", devices.EOS)
def test_every_eos_command_is_known(name):
    said = ["\n".join(path) for path in eos(shown("eos", name)[".cfg"])]
    assert [path for path in said if not PATHS.fullmatch(path)] == []


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
    assert [command for command in nvue(tree) if not documented(command)] == []
    assert unsorted(tree) == []


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
def test_vtysh_knows_every_line(name):
    if not shutil.which("vtysh"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("vtysh is missing; apt-get install frr")
    assert refused(GOLDEN / "frr" / name / "frr.conf") == []


@pytest.mark.slow
@pytest.mark.skipif(not SONIC_YANG, reason="FABRICGEN_SONIC_YANG names no copy of SONiC's models")
@pytest.mark.skipif(not shutil.which("yanglint"), reason="yanglint is missing: apt-get install libyang2-tools")
@pytest.mark.parametrize("name", devices.SONIC)
def test_the_models_of_sonic_accept(name, tmp_path):
    folder = prepare(Path(SONIC_YANG), tmp_path)
    assert complaints(orjson.loads(shown("sonic", name)["config_db.json"]), folder, models(folder)) == ""


@pytest.mark.slow
@pytest.mark.skipif(not JUNOS_YANG, reason="FABRICGEN_JUNOS_YANG names no copy of a release folder of Juniper/yang")
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
