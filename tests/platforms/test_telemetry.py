"""Clock and telemetry: golden files of every platform that has them, and the platforms' own words.

`pytest tests/platforms/test_telemetry.py --update` rewrites the golden files; the difference is for a reviewer to read.
"""

import re
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from fabricgen.compare.difference import Line, Mark, difference
from fabricgen.compare.impacts import reasons, worst
from fabricgen.platforms import PLATFORMS
from fabricgen.platforms.eos_terms import sampled
from fabricgen.platforms.iosxr_terms import paced
from fabricgen.targets.drivers.cumulus_text import tree_of
from tests.platforms import eos_words, goldens, iosxr_words, nvue_words, nxos_words
from tests.platforms import telemetry_devices as devices
from tests.platforms.iosxr_yang import UnknownError as UnknownLine
from tests.platforms.iosxr_yang import walk as walk_iosxr
from tests.platforms.iosxr_yang import written
from tests.platforms.judges import (
    EVOLVED,
    QFX,
    iosxr_models,
    junos_models,
    needs_iosxr_models,
    needs_junos_models,
    needs_sonic_models,
)
from tests.platforms.junos_yang import UnknownError, walk

GOLDEN = goldens.FOLDER / "telemetry"
SHOWN = {
    "eos": devices.EOS,
    "sonic": devices.SONIC,
    "cumulus": devices.CUMULUS,
    "junos": devices.JUNOS,
    "nxos": devices.NXOS,
    "iosxr": devices.IOSXR,
    "srlinux": devices.SRLINUX,
}
CASES = goldens.cases(SHOWN)


def rendered(platform, device):
    """The first file of a device: the one that clock and telemetry are in."""
    return goldens.first(platform, device)


def suffix(platform):
    return Path(PLATFORMS[platform].files[0].path).suffix


@pytest.mark.parametrize(("platform", "name"), CASES)
def test_golden(platform, name, update):
    text = rendered(platform, SHOWN[platform][name])
    path = GOLDEN / platform / f"{name}{suffix(platform)}"
    if update:
        goldens.write(path, text)
    assert path.read_text() == text


def test_every_golden_file_has_a_device():
    found = {(path.parent.name, path.stem) for path in GOLDEN.rglob("*.*")}
    assert found == set(CASES)


@pytest.mark.parametrize(("platform", "name"), CASES)
def test_without_it_nothing_is_said(platform, name):
    """A device that asks for none of it has none of its words."""
    device = SHOWN[platform][name]
    profiles = tuple(replace(profile, sampling=None) for profile in device.profiles)
    plain = replace(device, clock=None, upstream=frozenset(), telemetry=None, profiles=profiles)
    text = rendered(platform, plain).lower()
    assert not [word for word in ("sflow", "ptp", "gnmi", "otlp", "grpc") if word in text]


@pytest.mark.parametrize("name", devices.EOS)
def test_every_eos_command_is_known(name):
    assert eos_words.unknown(rendered("eos", devices.EOS[name])) == []


def test_eos_takes_time_where_it_may_and_only_gives_it_elsewhere():
    device = devices.EOS["leaf"]
    giving = {
        path[0].split()[1] for path in eos_words.commands(rendered("eos", device)) if path[-1] == "ptp role master"
    }
    assert giving == {port.name for port in device.ports} - device.upstream
    assert giving


def test_eos_has_the_rarest_rate_for_all_ports():
    assert sampled(devices.EOS["leaf"].profiles) == 1_600_000


@pytest.mark.parametrize("name", devices.NXOS)
def test_every_nxos_command_is_known(name):
    assert nxos_words.unknown(rendered("nxos", devices.NXOS[name])) == []


def test_nxos_hides_what_is_usual():
    found = re.findall(r"^(?:sflow|grpc) (?!data)(\S+)", rendered("nxos", devices.NXOS["usual"]), re.MULTILINE)
    assert found == ["certificate", "collector-ip", "agent-ip"]


@pytest.mark.parametrize("name", devices.IOSXR)
def test_every_iosxr_command_is_known(name):
    text = rendered("iosxr", devices.IOSXR[name])
    assert iosxr_words.unknown(text) == []


SPOILT = (
    ("version sflow v5", "version sflow v9"),
    ("out-of 262144", "out-of 8000001"),
    ("clock-type T-BC", "clock-type T-XX"),
    ("domain 24", "domain 300"),
    ("sync frequency 16", "sync frequency 15"),
    ("port state any", "port state some"),
)


@pytest.mark.slow
@needs_iosxr_models
@pytest.mark.parametrize("name", devices.IOSXR)
def test_the_models_of_iosxr_know_every_line(name):
    text, known = rendered("iosxr", devices.IOSXR[name]), iosxr_models()
    assert walk_iosxr(text, known) == written(text)
    spoilt = [pair for pair in SPOILT if pair[0] in text]
    assert spoilt
    for right, wrong in spoilt:
        with pytest.raises(UnknownLine):
            walk_iosxr(text.replace(right, wrong), known)


def test_iosxr_takes_time_where_it_may_and_only_gives_it_elsewhere():
    device = devices.IOSXR["timed"]
    said = list(iosxr_words.commands(rendered("iosxr", device)))
    taking, giving = (
        {path[0].split()[1] for path in said if path[-1] == f"profile {name}" and path[0].startswith("interface ")}
        for name in ("UPSTREAM", "DOWNSTREAM")
    )
    assert taking == device.upstream
    assert giving == {port.name for port in device.ports} - device.upstream
    assert ("ptp", "profile DOWNSTREAM", "port state master-only") in {tuple(path) for path in said}


@pytest.mark.parametrize(("log", "words"), [(-4, "frequency 16"), (0, "frequency 1"), (1, "interval 2")])
def test_iosxr_says_powers_of_two_in_words(log, words):
    assert paced(log) == words


@pytest.mark.parametrize("name", devices.CUMULUS)
def test_every_leaf_of_nvue_is_documented_and_in_order(name):
    tree = tree_of(rendered("cumulus", devices.CUMULUS[name]))
    assert nvue_words.undocumented(tree) == []
    assert nvue_words.unsorted(tree) == []


def test_cumulus_follows_one_clock():
    """PTP and NTP exclude each other there."""
    device = devices.CUMULUS["leaf"]
    assert device.system.ntp
    assert "ntp:" not in rendered("cumulus", device)
    assert "ntp:" in rendered("cumulus", replace(device, clock=None))


@pytest.mark.slow
@needs_sonic_models
@pytest.mark.parametrize("name", devices.SONIC)
def test_the_models_of_sonic_accept(name, sonic_complaints):
    assert sonic_complaints(orjson.loads(rendered("sonic", devices.SONIC[name]))) == ""


@pytest.mark.slow
@needs_sonic_models
@pytest.mark.parametrize(
    ("table", "row", "field", "value", "said"),
    [
        ("SFLOW_SESSION", "Ethernet0", "sample_rate", "100", "256-8388608"),
        ("SFLOW", "global", "polling_interval", "3", "5-300"),
        ("SFLOW_COLLECTOR", "192.0.2.30", "collector_vrf", "acme", "mgmt|default"),
        ("GNMI", "gnmi", "user_auth", "nobody", "password|jwt|cert|none"),
    ],
)
def test_the_models_of_sonic_refuse(table, row, field, value, said, sonic_complaints):
    """The judge isn't asleep."""
    config = orjson.loads(rendered("sonic", devices.SONIC["leaf"]))
    config[table][row][field] = value
    assert said in sonic_complaints(config)


@pytest.mark.slow
@needs_junos_models
@pytest.mark.parametrize(("name", "root"), [("leaf", QFX), ("deep", EVOLVED)])
def test_junos_knows_every_statement(name, root, monkeypatch):
    met = walk(rendered("junos", devices.JUNOS[name]), junos_models(root))
    assert met.misplaced == ([] if root == QFX else ["system > syslog", "protocols > sflow"])


@pytest.mark.slow
@needs_junos_models
@pytest.mark.parametrize(
    ("word", "instead"),
    [("polling-interval 20", "polling-interval 9999"), ("sample-rate", "sampling-rate"), ("local-certificate", "cert")],
)
def test_junos_refuses_what_we_would_never_say(word, instead):
    text = rendered("junos", devices.JUNOS["leaf"])
    assert word in text
    with pytest.raises(UnknownError):
        walk(text.replace(word, instead), junos_models(QFX))


WORST = {
    ("eos", "leaf"): "hitless",
    ("sonic", "leaf"): "hitless",
    ("cumulus", "leaf"): "reload",
    ("junos", "leaf"): "hitless",
    ("nxos", "leaf"): "hitless",
    ("iosxr", "leaf"): "reload",
    ("iosxr", "timed"): "hitless",
    ("srlinux", "leaf"): "hitless",
}


@pytest.mark.parametrize(("platform", "name"), WORST, ids=["-".join(case) for case in WORST])
def test_what_it_does_to_traffic(platform, name):
    """Cumulus Linux restarts its switchd when PTP comes, IOS-XR its cards when sFlow comes."""
    device = SHOWN[platform][name]
    profiles = tuple(replace(profile, sampling=None) for profile in device.profiles)
    plain = replace(device, clock=None, upstream=frozenset(), telemetry=None, profiles=profiles)
    before, after = rendered(platform, plain), rendered(platform, device)
    first, *more = PLATFORMS[platform].files
    lines = difference(before, after, first.syntax)
    if more:
        below = (line._replace(depth=line.depth + 1) for line in lines)
        lines = [Line(Mark.KEPT, 0, Path(first.path).name), *below]
    found = reasons(lines, platform)
    assert worst(found) == WORST[platform, name], found


@pytest.mark.parametrize(
    ("platform", "own"), [("eos", "local4"), ("nxos", "local7"), ("iosxr", "local7"), ("srlinux", "local6")]
)
def test_the_facility_that_a_platform_has_by_itself_is_not_said(platform, own):
    device = next(iter(SHOWN[platform].values()))
    said, silent = (
        rendered(platform, replace(device, system=replace(device.system, facility=one))) for one in (own, None)
    )
    assert said == silent
    assert "local2" in rendered(platform, replace(device, system=replace(device.system, facility="local2")))


@pytest.mark.parametrize("platform", ["eos", "nxos"])
def test_with_a_certificate_no_message_goes_in_the_clear(platform):
    text = rendered(platform, SHOWN[platform]["secure"])
    sent = re.findall(r"^logging .*\b(?:host|server) .*", text, re.MULTILINE)
    assert sent
    assert all(" 6514 " in line and ("protocol tls" in line or " secure " in line) for line in sent)
