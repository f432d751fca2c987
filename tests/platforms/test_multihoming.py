"""Port channels that several leaves share, on every platform that has them: golden files, each platform's own words,
and what has to be the same on all leaves.

`pytest tests/platforms/test_multihoming.py --update` rewrites the golden files; the difference is for a reviewer to
read.
"""

import re
from dataclasses import replace

import pytest

from fabricgen.targets.drivers.cumulus_text import tree_of
from tests.platforms import eos_words, goldens, nvue_words
from tests.platforms import multihoming_devices as devices
from tests.platforms.judges import QFX, junos_models, needs_junos_models, refused
from tests.platforms.junos_yang import walk

GOLDEN = goldens.FOLDER / "multihoming"
SHOWN = {"frr": devices.FRR, "eos": devices.EOS, "cumulus": devices.CUMULUS, "junos": devices.JUNOS}
CASES = goldens.cases(SHOWN)


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
def test_every_leaf_of_a_host_says_the_same_of_it(platform, name):
    """Another leaf, with another port: what is left of the port channel is what the host and other leaves see."""
    device = SHOWN[platform][name]
    other = replace(device, bundles=tuple(bundle._replace(ports=("swp1",)) for bundle in device.bundles))
    for bundle in device.bundles:
        told = [about(platform, goldens.nameless(platform, each), bundle) for each in (device, other)]
        assert told[0] == told[1] != []


SAID = {
    "frr": ("bond-slaves {port}\n", "interface {uplink}\n description [^!]* evpn mh uplink\n"),
    "eos": (
        "interface {port}(?:\n .*)*\n   channel-group {number} mode active\n",
        "interface {uplink}(?:\n .*)*\n   link tracking group UPLINKS upstream\n",
    ),
    "cumulus": (
        "member:\n            {port}: {{}}\n",
        "      {uplink}:\n        description: .*\n        evpn:\n          multihoming:\n            uplink: on\n",
    ),
    "junos": ("    {port} {{\n        description .*;\n        ether-options {{\n            802.3ad ae{number};\n",),
}
"""How a port is made a member, and an uplink a watched one; no source shows Junos watch uplinks of its own accord."""


@pytest.mark.parametrize(("platform", "name"), CASES)
def test_members_and_uplinks_are_told(platform, name):
    device = SHOWN[platform][name]
    text = "\n".join(goldens.nameless(platform, device).values())
    (bundle,) = device.bundles
    uplinks = [port.name for port in device.ports if device.profiles[port.profile].facing == "up"]
    for pattern in SAID[platform]:
        for uplink in uplinks:
            wanted = pattern.format(port=re.escape(bundle.ports[0]), number=bundle.number, uplink=re.escape(uplink))
            assert re.search(wanted, text), wanted


def about(platform, texts, bundle):
    """Lines of the port channel that don't name its ports."""
    heads = {
        "frr": rf"^(?:interface|iface) bond{bundle.number}$",
        "eos": rf"^interface Port-Channel{bundle.number}$",
        "cumulus": rf"^      bond{bundle.number}:$",
        "junos": rf"^    ae{bundle.number} {{$",
    }
    apart = {"cumulus": r"\n(?= {,6}\S)", "junos": r"\n(?= {,4}\S)"}.get(platform, r"\n(?=\S)")
    parts = [part for text in texts.values() for part in re.split(apart, text)]
    found = [line for part in parts if re.match(heads[platform], part, re.MULTILINE) for line in part.splitlines()]
    return [line for line in found if not re.search("bond-slaves|swp", line)]


@pytest.mark.parametrize("name", devices.EOS)
def test_every_eos_command_is_known(name):
    assert eos_words.unknown(shown("eos", name)[".cfg"]) == []


@pytest.mark.parametrize("name", devices.CUMULUS)
def test_every_leaf_of_nvue_is_documented_and_in_order(name):
    tree = tree_of(shown("cumulus", name)[".yaml"])
    assert nvue_words.undocumented(tree) == []
    assert nvue_words.unsorted(tree) == []


@pytest.mark.slow
@needs_junos_models
@pytest.mark.parametrize("name", devices.JUNOS)
def test_the_models_of_junos_know_every_statement_in_its_place(name):
    met = walk(shown("junos", name)[".conf"], junos_models(QFX))
    assert met.misplaced == []
    assert met.statements > 150


@pytest.mark.lab
@pytest.mark.parametrize("name", devices.FRR)
def test_vtysh_knows_every_line(vtysh, name):
    assert refused(GOLDEN / "frr" / name / "frr.conf") == []
