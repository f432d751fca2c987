"""Gateways: golden files of every platform that has them, and the platforms' own words and parsers.

`pytest tests/platforms/test_steering.py --update` rewrites the golden files; the difference is for a reviewer to read.
"""

import re
from dataclasses import replace

import pytest

from fabricgen.platforms import PLATFORMS
from tests.platforms import eos_words, goldens, nxos_words
from tests.platforms import steering_devices as devices
from tests.platforms.judges import EVOLVED, QFX, junos_models, needs_junos_models, refused
from tests.platforms.junos_yang import UnknownError, walk

GOLDEN = goldens.FOLDER / "steering"
TABLES = {
    "frr": devices.FRR,
    "sonic": devices.SONIC,
    "eos": devices.EOS,
    "junos": devices.JUNOS,
    "nxos": devices.NXOS,
    "srlinux": devices.SRLINUX,
}
CASES = goldens.cases(TABLES)
every = pytest.mark.parametrize(("platform", "name"), CASES)
ROUTING = {"frr": "frr.conf", "sonic": "frr.conf"}
"""Of platforms with several files, the one that routes."""


def routing(platform, device):
    found = goldens.rendered(platform, device)
    return found[ROUTING[platform]] if platform in ROUTING else next(iter(found.values()))


@every
def test_golden(platform, name, update):
    file = GOLDEN / platform / f"{name}.txt"
    text = routing(platform, TABLES[platform][name])
    if update:
        goldens.write(file, text)
    assert file.read_text() == text


def test_every_golden_file_has_a_device():
    assert {str(file.relative_to(GOLDEN)) for file in GOLDEN.glob("*/*")} == {
        f"{one}/{name}.txt" for one, name in CASES
    }


def test_every_platform_that_says_it_can_is_here():
    assert {name for name, platform in PLATFORMS.items() if not platform.capabilities.no_gateways} == set(TABLES)


@every
def test_without_gateways_nothing_of_them_is_left(platform, name):
    device = TABLES[platform][name]
    groups = tuple(replace(group, route_map_in=None) for group in device.bgp.groups)
    bare = replace(
        device, steering=None, bgp=replace(device.bgp, groups=groups, valley=None),
        ports=tuple(port for port in device.ports if port.profile < 2), profiles=device.profiles[:2],
    )  # fmt: skip
    text = "".join(goldens.rendered(platform, bare).values())
    assert not re.search(r"GATEWAYS|TIERS|AVOID|PREFER-|large-community|wan:|WAN|203\.0\.113|local-pref", text)


@every
def test_all_marks_are_written_and_no_others(platform, name):
    """A mark that is set somewhere and matched nowhere, or the other way round, is a gateway that nobody finds."""
    known = TABLES[platform][name].steering
    text = routing(platform, TABLES[platform][name])
    asn = "4200000000" if known.large else "64600"
    pattern = rf"\b{asn}:\d+:\d+" if known.large else rf"\b{asn}:\d+"
    wanted = {mark for way in known.ways for mark in (way.prefer, way.avoid)}
    wanted |= {wan.community for wan in known.sessions}
    if known.sessions:
        wanted |= {origin.community for origin in known.origins}
    assert set(re.findall(pattern, text)) == wanted


@every
def test_the_own_number_is_prepended_as_often_as_the_rank_says(platform, name):
    device = TABLES[platform][name]
    lines = re.findall(r"as-path.?prepend.*", routing(platform, device))
    found = {line.count(str(device.bgp.asn)) for line in lines}
    if platform == "srlinux":
        found = set(map(int, re.findall(r'"repeat-n": (\d+)', routing(platform, device))))
    assert found == {wan.prepend for wan in device.steering.sessions}


@pytest.mark.parametrize("name", devices.EOS)
def test_eos_knows_every_command_in_its_place(name):
    assert eos_words.unknown(routing("eos", devices.EOS[name])) == []


@pytest.mark.parametrize("name", devices.NXOS)
def test_nxos_knows_every_command_in_its_place(name):
    assert nxos_words.unknown(routing("nxos", devices.NXOS[name])) == []


@pytest.mark.parametrize(("platform", "name"), [case for case in CASES if case[0] in ROUTING])
def test_frr_parses_every_line(vtysh, platform, name, tmp_path):
    file = tmp_path / "frr.conf"
    foreign = ("frr version", "no fpm use", "fpm ")
    text = routing(platform, TABLES[platform][name])
    file.write_text("".join(f"{line}\n" for line in text.splitlines() if not line.startswith(foreign)))
    assert refused(file) == []
    file.write_text(file.read_text().replace("set local-preference", "set local-reference"))
    assert "local-reference" in "".join(refused(file))


@pytest.mark.slow
@needs_junos_models
@pytest.mark.parametrize("name", devices.JUNOS)
def test_junos_knows_every_statement_in_its_place(name):
    text, tree = routing("junos", devices.JUNOS[name]), junos_models(EVOLVED if name == "deep" else QFX)
    assert [place for place in walk(text, tree).misplaced if "policy-options" in place or "bgp" in place] == []
    with pytest.raises(UnknownError, match="local-reference"):
        walk(text.replace("local-preference", "local-reference"), tree)
