"""Service chains: golden files of every platform that redirects, and the platforms' own words and parsers.

Golden files have what chains add to a switch, with a line around it. `pytest tests/platforms/test_chains.py --update`
rewrites them; the difference is for a reviewer to read.
"""

import re
from dataclasses import replace
from difflib import unified_diff

import pytest

from fabricgen.platforms import PLATFORMS
from fabricgen.targets.drivers.cumulus_text import tree_of
from tests.platforms import chains_devices as devices
from tests.platforms import eos_words, goldens, nvue_words, nxos_words
from tests.platforms.judges import refused
from tests.platforms.overlay_devices import lite

GOLDEN = goldens.FOLDER / "chains"
CASES = goldens.cases(devices.TABLES)
every = pytest.mark.parametrize(("platform", "name"), CASES)


def added(platform, name):
    """By file; nothing of a file that stays as it is."""
    device = devices.TABLES[platform][name]
    without, with_ = (goldens.rendered(platform, one) for one in (replace(device, redirection=None), device))
    return "".join(
        line
        for file in with_
        for line in unified_diff(
            without[file].splitlines(keepends=True), with_[file].splitlines(keepends=True), file, file, n=1
        )
    )


@every
def test_golden(platform, name, update):
    file = GOLDEN / platform / f"{name}.diff"
    text = added(platform, name)
    if update:
        goldens.write(file, text)
    assert file.read_text() == text


def test_every_golden_file_has_a_device():
    assert {str(file.relative_to(GOLDEN)) for file in GOLDEN.glob("*/*")} == {
        f"{one}/{name}.diff" for one, name in CASES
    }


def test_every_platform_that_says_it_can_is_here():
    able = {
        name
        for name, platform in PLATFORMS.items()
        for each in (platform.capabilities, *(one for _, one in platform.capabilities.by_family))
        if not each.no_redirection
    }
    assert able == set(devices.TABLES)


@every
def test_chains_add_and_change_nothing(platform, name):
    gone = [line for line in added(platform, name).splitlines() if re.match(r"-(?!--)", line)]
    assert gone == []


@every
def test_every_hop_is_written(platform, name):
    """Where a platform knows links only, as the addresses that lead there."""
    held = devices.TABLES[platform][name].redirection
    hops = {one.hop for policy in held.policies for one in policy.entries if one.hop}
    if PLATFORMS[platform].capabilities.redirect_links:
        hops = {link for hop in hops for link in dict(held.ways).get(hop, (hop,))}
    text = added(platform, name)
    assert {hop for hop in hops if hop in text} == hops


@pytest.mark.parametrize("name", devices.EOS)
def test_eos_knows_every_command_in_its_place(name):
    assert eos_words.unknown(goldens.first("eos", devices.EOS[name])) == []


@pytest.mark.parametrize("name", devices.NXOS)
def test_nxos_knows_every_command_in_its_place(name):
    assert nxos_words.unknown(goldens.first("nxos", devices.NXOS[name])) == []


@pytest.mark.parametrize("name", devices.CUMULUS)
def test_nvue_knows_every_command(name):
    words = list(nvue_words.commands(tree_of(goldens.first("cumulus", devices.CUMULUS[name]))))
    assert any(" pbr map CHAINS " in command for command in words)
    assert [command for command in words if not nvue_words.documented(command)] == []


def test_nvue_has_no_empty_table_on_a_switch_that_redirects_nothing():
    """A super-spine, and a leaf far from all appliances, are on the page of the chains all the same."""
    device = next(iter(devices.CUMULUS.values()))
    idle = replace(device, redirection=replace(device.redirection, policies=(), ports=(), vlans=None, ways=()))
    words = list(nvue_words.commands(tree_of(goldens.first("cumulus", idle))))
    assert [command for command in words if re.search(r"router (?:pbr|nexthop)", command)] == []


@pytest.mark.parametrize("name", devices.CUMULUS)
def test_nvue_redirects_nothing_at_sub_interfaces_of_vrfs(name):
    """Chains of redirects are those of the default VRF."""
    words = list(nvue_words.commands(tree_of(goldens.first("cumulus", lite(devices.CUMULUS[name])))))
    assert [command for command in words if re.match(r"interface swp\S+\.\d+ base-interface ", command)]
    assert [command for command in words if re.match(r"interface swp\S+\.\d+ router ", command)] == []


@pytest.mark.parametrize("name", devices.FRR)
def test_frr_parses_every_line(vtysh, name, tmp_path):
    text = goldens.rendered("frr", devices.FRR[name])["frr.conf"]
    assert complaints(text, tmp_path) == []
    for line, spoilt in (("set nexthop", "set next-hop"), ("pbr-policy", "pbr-map"), (" seq 1\n", " seq 701\n")):
        assert complaints(text.replace(line, spoilt, 1), tmp_path)


def complaints(text, folder):
    file = folder / "frr.conf"
    file.write_text("".join(f"{line}\n" for line in text.splitlines() if not line.startswith("frr version")))
    return refused(file)
