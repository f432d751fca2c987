"""Service chains between VRFs: golden files of every platform that has them, and the platforms' own words and parsers.

`pytest tests/platforms/test_crossings.py --update` rewrites the golden files; the difference is for a reviewer to read.
"""

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from fabricgen.platforms import PLATFORMS
from fabricgen.targets.drivers.cumulus_text import tree_of
from tests.platforms import crossings_devices as devices
from tests.platforms.nvue_words import commands as nvue
from tests.platforms.nvue_words import documented
from tests.platforms.test_cumulus import unsorted
from tests.platforms.test_frr import refused
from tests.platforms.test_overlay import FILES, rendered

GOLDEN = Path(__file__).parent / "golden" / "crossings"
SHOWN = {"frr": devices.FRR, "cumulus": devices.CUMULUS}
CASES = [(platform, name) for platform, rows in SHOWN.items() for name in rows]
every = pytest.mark.parametrize(("platform", "name"), CASES)
WITH_FRR = [(platform, name) for platform, name in CASES if platform in ("frr", "sonic")]


def shown(platform, name):
    texts = rendered(platform, SHOWN[platform][name])
    return {file: texts[file] for file in FILES if file in texts}


@every
def test_golden(platform, name, update):
    texts, folder = shown(platform, name), GOLDEN / platform / name
    if update:
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in texts.items():
            (folder / (file if file[0] != "." else f"switch{file}")).write_text(text)
    assert {path.name.removeprefix("switch"): path.read_text() for path in folder.iterdir()} == texts


def test_every_golden_folder_has_a_device():
    assert {(path.parent.name, path.name) for path in GOLDEN.glob("*/*")} == set(CASES)


def test_every_platform_that_says_it_can_is_here():
    assert {name for name, platform in PLATFORMS.items() if not platform.capabilities.no_vrf_chains} == set(SHOWN)


@every
def test_without_them_nothing_is_said(platform, name):
    device = SHOWN[platform][name]
    vrfs = tuple(replace(vrf, statics=(), beyond=()) for vrf in device.overlay.vrfs)
    bare = replace(device, overlay=replace(device.overlay, vrfs=vrfs, crossings=()))
    text = "".join(rendered(platform, bare).values())
    assert not re.search(r"THROUGH|10\.9\.0\.|redistribute static", text)


@every
def test_every_address_and_next_hop_is_there(platform, name):
    """The leaf's end of each link, and the appliance's as the next hop of what is behind it."""
    overlay, text = SHOWN[platform][name].overlay, "".join(shown(platform, name).values())
    for link in overlay.crossings:
        assert re.search(rf"(?<![\d.]){re.escape(link.tagged.address)}", text), link
    for route in (route for vrf in overlay.vrfs for route in vrf.statics):
        assert re.search(rf"(?<![\d.]){re.escape(route.hop)}(?![\d.])", text), route
        assert route.prefix in text


@pytest.mark.parametrize(("platform", "name"), WITH_FRR)
def test_vtysh_knows_every_line(platform, name):
    if not shutil.which("vtysh"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("vtysh is missing; apt-get install frr")
    assert refused(GOLDEN / platform / name / "frr.conf") == []


@pytest.mark.parametrize("name", devices.CUMULUS)
def test_every_leaf_of_nvue_is_documented_and_in_order(name):
    tree = tree_of(shown("cumulus", name)[".yaml"])
    assert [command for command in nvue(tree) if not documented(command)] == []
    assert unsorted(tree) == []
