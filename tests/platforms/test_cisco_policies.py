"""Access lists of NX-OS and IOS-XR: golden files, the platforms' own words, and Cisco's models.

`pytest tests/platforms/test_cisco_policies.py --update` rewrites the golden files; the difference is for a reviewer to
read.
"""

import re
from dataclasses import replace

import pytest

from fabricgen.compare.difference import difference
from fabricgen.compare.impacts import reasons, worst
from fabricgen.device.model import Block
from fabricgen.platforms import PLATFORMS
from fabricgen.platforms.cisco_access import doors, sources
from tests.platforms import goldens, iosxr_words, nxos_words
from tests.platforms.cisco_policies_devices import IOSXR, NXOS, OFFICE
from tests.platforms.iosxr_yang import UnknownError, walk, written
from tests.platforms.judges import iosxr_models, needs_iosxr_models

GOLDEN = goldens.FOLDER / "cisco-policies"
SHOWN = {"nxos": NXOS, "iosxr": IOSXR}
CASES = goldens.cases(SHOWN)
WORDS = {"nxos": nxos_words, "iosxr": iosxr_words}
every = pytest.mark.parametrize(("platform", "name"), CASES)


def rendered(platform, device):
    return goldens.first(platform, device)


def bare(device):
    return replace(device, filters=None, system=replace(device.system, logins=()))


@every
def test_golden(platform, name, update):
    text, path = rendered(platform, SHOWN[platform][name]), GOLDEN / platform / f"{name}.cfg"
    if update:
        goldens.write(path, text)
    assert path.read_text() == text


def test_every_golden_file_has_a_device():
    assert {(path.parent.name, path.stem) for path in GOLDEN.rglob("*.*")} == set(CASES)


@every
def test_every_command_is_known(platform, name):
    assert WORDS[platform].unknown(rendered(platform, SHOWN[platform][name])) == []


@every
def test_without_it_nothing_is_said(platform, name):
    text = rendered(platform, bare(SHOWN[platform][name]))
    assert not re.search(r"access-(?:list|group|class)|traffic-filter|line vty|LOGINS|MANAGEMENT\b", text)


@every
def test_every_list_that_is_named_exists_and_is_named(platform, name):
    text = rendered(platform, SHOWN[platform][name])
    for six in ("ipv6", "ip|ipv4"):
        defined = re.findall(rf"^(?:{six}) access-list (\S+)$", text, re.MULTILINE)
        word = (
            r"traffic-filter|access-class|access-group|access-list" if six == "ipv6" else r"access-(?:group|class|list)"
        )
        head = "ipv6" if six == "ipv6" else r"(?:(?:ip|ipv4) |(?<=  ))"
        used = re.findall(rf"^ +{head} ?(?:{word}) (\S+) in(?:gress)?$", text, re.MULTILINE)
        used += re.findall(rf"^ssh server .*(?:{six}) access-list (\S+)", text, re.MULTILINE)
        assert set(defined) == set(used), six


def test_nobody_logs_in_by_a_version_without_a_source():
    assert [entry.action for entry in sources((OFFICE,), 128)] == ["deny"]
    assert [entry.action for entry in sources((OFFICE,), 32)] == ["permit"]


def passes(entries, source, port):
    """What the first entry says that fits a TCP packet."""
    for entry in entries:
        if entry.established:
            continue
        ports = entry.ports is None or entry.ports.first <= port <= entry.ports.last
        if ports and entry.protocol in {"all", "tcp"} and not (source ^ entry.source.value) & entry.source.mask:
            return entry.action == "permit"
    return False


@pytest.mark.parametrize(
    ("source", "port", "passing"),
    [
        (OFFICE.value + 7, 22, True), (OFFICE.value + 7, 443, True), (OFFICE.value - 1, 22, False),
        (OFFICE.value - 1, 443, False), (OFFICE.value - 1, 179, True), (OFFICE.value - 1, 49152, True),
    ],
)  # fmt: skip
def test_doors_are_for_the_sources_alone_and_answers_come_back(source, port, passing):
    entries = doors((OFFICE, Block(0x0A000000, 0xFFFFFFFF, 32)), (22, 443), 32)
    assert passes(entries, source, port) is passing
    assert [entry.number for entry in entries] == [10 * (index + 1) for index in range(len(entries))]


@pytest.mark.slow
@needs_iosxr_models
@pytest.mark.parametrize("name", IOSXR)
def test_the_models_of_iosxr_know_every_line(name):
    text, models = rendered("iosxr", IOSXR[name]), iosxr_models()
    assert walk(text, models) == written(text)


SPOILT = {
    "a protocol": ("permit tcp any 10.200.0.0/24 eq 443", "permit tcpx any 10.200.0.0/24 eq 443"),
    "a port": ("eq 443", "eq 70000"),
    "a length": ("10.200.0.0/24 eq", "10.200.0.0/40 eq"),
    "a way": ("IN-acme ingress", "IN-acme inwards"),
    "a number": (" 10 permit tcp", " 0 permit tcp"),
    "an action": (" 10 permit tcp", " 10 allow tcp"),
    "a list of SSH": ("ssh server vrf mgmt ipv4 access-list", "ssh server vrf mgmt ipv4 access-class"),
}


@pytest.mark.slow
@needs_iosxr_models
@pytest.mark.parametrize(("right", "wrong"), SPOILT.values(), ids=SPOILT)
def test_the_models_of_iosxr_refuse(right, wrong):
    text = rendered("iosxr", IOSXR["routed"])
    assert right in text
    with pytest.raises(UnknownError):
        walk(text.replace(right, wrong), iosxr_models())


@every
def test_lists_that_come_are_never_called_hitless(platform, name):
    device = SHOWN[platform][name]
    lines = difference(
        rendered(platform, bare(device)), rendered(platform, device), PLATFORMS[platform].files[0].syntax
    )
    assert worst(reasons(lines, platform)) == "traffic-affecting"
