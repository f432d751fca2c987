"""Communities at a border: golden files of every platform that translates them, and the platforms' words and parsers.

`pytest tests/platforms/test_translation.py --update` rewrites the golden files; read the difference.
"""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from fabricgen.platforms import PLATFORMS
from tests.platforms import translation_devices as devices
from tests.platforms.eos_words import PATHS
from tests.platforms.test_steering import routing

GOLDEN = Path(__file__).parent / "golden" / "translation"
CASES = [(platform, name) for platform, table in devices.TABLES.items() for name in table]
every = pytest.mark.parametrize(("platform", "name"), CASES)


def border(platform, name):
    """The lines about the border, which are all that the other golden files of gateways don't have."""
    text = routing(platform, devices.TABLES[platform][name])
    plain = replace(devices.TABLES[platform][name])
    sessions = tuple(wan._replace(translation=None) for wan in plain.steering.sessions)
    before = routing(platform, replace(plain, steering=replace(plain.steering, sessions=sessions)))
    return text, before


@every
def test_golden(platform, name, update):
    file = GOLDEN / platform / f"{name}.txt"
    text, _ = border(platform, name)
    if update:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    assert file.read_text() == text


def test_every_golden_file_has_a_device():
    found = {str(file.relative_to(GOLDEN)) for file in GOLDEN.glob("*/*")}
    assert found == {f"{one}/{name}.txt" for one, name in CASES}


def test_every_platform_that_says_it_can_is_here():
    able = {name for name, platform in PLATFORMS.items() if not platform.capabilities.no_translation}
    assert able == set(devices.TABLES)


@every
def test_only_what_meets_the_wan_is_different(platform, name):
    text, before = border(platform, name)
    changed = set(text.splitlines()) ^ set(before.splitlines())
    assert [line for line in changed if re.match(r"(ip |bgp |route-map )", line) and "WAN-" not in line] == []


@every
def test_every_mark_is_matched_and_set(platform, name):
    """Agreed marks are both looked for and handed out; those of tiers beyond are set on the way in alone."""
    text, _ = border(platform, name)
    marks = devices.LARGE if name == "large" else devices.STANDARD
    for mark in marks[:3]:
        assert len(re.findall(rf"-list .*permit {mark}$", text, re.MULTILINE)) == 1
        assert len(re.findall(rf"^ +set .*community.*\b{mark}\b", text, re.MULTILINE)) >= 1
    for mark in marks[3:]:
        assert len(re.findall(rf"\b{mark}\b", text)) == 1


@every
def test_nothing_passes_the_border_with_marks_of_before(platform, name):
    """Each entry of both directions says what becomes of large and of standard communities; none adds to them."""
    text, _ = border(platform, name)
    entries = re.findall(r"^route-map (?:FROM|TO)-WAN-\S+ permit \d+\n(?: .*\n)+", text, re.MULTILINE)
    assert len(entries) == 3 + 2 + 4
    for entry in entries:
        assert len(re.findall(r"^ +set community ", entry, re.MULTILINE)) == 1
        assert len(re.findall(r"^ +set large-community ", entry, re.MULTILINE)) == 1
        assert "additive" not in entry


@pytest.mark.parametrize("name", devices.TABLES["eos"])
def test_eos_knows_every_command_in_its_place(name):
    around, unknown = [], []
    for line in routing("eos", devices.TABLES["eos"][name]).splitlines():
        if line.strip() != "!" and not line.startswith("! "):
            around[(len(line) - len(line.lstrip()) + 2) // 3 :] = [line.strip()]
            unknown += [tuple(around)] if not PATHS.fullmatch("\n".join(around)) else []
    assert unknown == []


@pytest.mark.parametrize(("platform", "name"), [case for case in CASES if case[0] != "eos"])
def test_frr_parses_every_line(platform, name, tmp_path):
    if not shutil.which("vtysh"):
        pytest.skip("vtysh is missing; install it with `apt-get install frr`")
    text = routing(platform, devices.TABLES[platform][name])
    foreign = ("frr version", "no fpm use", "fpm ")
    file = tmp_path / "frr.conf"
    file.write_text("".join(f"{line}\n" for line in text.splitlines() if not line.startswith(foreign)))
    done = subprocess.run(["vtysh", "-C", "-f", file], capture_output=True, text=True, check=False)
    assert [line for line in (done.stdout + done.stderr).splitlines() if line.strip()] == []
    file.write_text(file.read_text().replace("set large-community none", "set huge-community none"))
    done = subprocess.run(["vtysh", "-C", "-f", file], capture_output=True, text=True, check=False)
    assert "huge-community" in done.stdout + done.stderr
