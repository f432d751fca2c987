"""Clock and telemetry on the page: what is taken, what is refused in which words, and what holds without a word."""

import json

import pytest
import yaml

from fabricgen.device import facts
from fabricgen.findings import RefusedError
from fabricgen.judge import judge
from fabricgen.platforms import PORT_NAMES

PAGE = """\
kind: fat-tree
name: seen
size: {leaves: 4, spines: 4, downlinks: 4, nics_per_host: 2, max_leaves: 8, max_spines: 4}
hardware:
  leaf: {model: arista-7060x5-32qs, platform: eos}
  spine: {model: arista-7060x5-32qs, platform: eos}
  nic: 400G
  uplink: 400G
cabling: {host: 3 m, leaf-spine: 30 m}
underlay: {loopbacks: 10.0.0.0/24, link_pool: 10.64.0.0/24}
hosts: {pool: 10.128.0.0/24}
management: {prefix: 192.0.2.0/24, users: {admin: {secret: "env:HASH"}}}
"""
COLLECTORS = ["192.0.2.130"]


def judged(tmp_path, **more):
    (tmp_path / "intent.yml").write_text(json.dumps(yaml.safe_load(PAGE) | more))
    return judge(tmp_path)


def told(tmp_path, **more):
    with pytest.raises(RefusedError) as refused:
        judged(tmp_path, **more)
    return [finding.message for finding in refused.value.findings]


def tiers(tmp_path, **more):
    blueprint = judged(tmp_path, **more).blueprint
    return facts(blueprint.intent, blueprint.fabric, blueprint.allocation, blueprint.lock, PORT_NAMES)


def rates(tmp_path, **more):
    return [profile.sampling for about in tiers(tmp_path, **more) for profile in about.profiles]


REFUSED = {
    "no collector": ({"sflow": {"collectors": []}}, "collectors: a list is too short"),
    "one twice": ({"sflow": {"collectors": COLLECTORS * 2}}, "192.0.2.130 stands there twice: write it once"),
    "no unit": ({"sflow": {"collectors": COLLECTORS, "polling": 20}}, '"20" has no unit: write 20 ms'),
    "no whole seconds": (
        {"sflow": {"collectors": COLLECTORS, "polling": "1500 ms"}},
        '"1500 ms" is no interval: write whole seconds, from 1 s to 300 s',
    ),
    "too seldom": (
        {"sflow": {"collectors": COLLECTORS, "polling": "10 min"}},
        '"600 s" is no interval: write whole seconds, from 1 s to 300 s',
    ),
    "every packet": ({"sflow": {"collectors": COLLECTORS, "sampling": 1}}, "sampling: the number 1 is out of range"),
    "in the clear": ({"gnmi": {}}, "the key 'certificate' is missing in telemetry.gnmi"),
    "a severity of another platform": ({"syslog": "warn"}, "syslog: the text 'warn' is not allowed"),
}


@pytest.mark.parametrize(("words", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(tmp_path, words, message):
    assert told(tmp_path, telemetry=words) == [message]


CLOCKS = {
    "no grandmaster": ({"sources": {}}, "sources: a mapping is too short"),
    "a profile that isn't": (
        {"profile": "g8275", "sources": {"leaf-p00-00": "Ethernet1/1"}}, "profile: the text 'g8275' is not allowed",
    ),
    "a domain that isn't": (
        {"domain": 128, "sources": {"leaf-p00-00": "Ethernet1/1"}}, "domain: the number 128 is out of range",
    ),
    "a port that breaks out": (
        {"sources": {"leaf-p00-00": "Ethernet1/1;!"}},
        "leaf-p00-00: the text 'Ethernet1/1;!' has a form that is not allowed",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("words", "message"), CLOCKS.values(), ids=CLOCKS)
def test_what_clock_is_refused(tmp_path, words, message):
    assert told(tmp_path, clock=words) == [message]


SFLOW = {"sflow": {"collectors": COLLECTORS}}


def test_a_page_without_a_word_samples_nothing(tmp_path):
    assert rates(tmp_path) == [None] * 3
    assert {about.telemetry for about in tiers(tmp_path)} == {None}


def test_defaults_differ_with_forwarding(tmp_path):
    """Static: 1 in 1,000 for each Gb/s. Adaptive: uplinks four times rarer, counters twice as often."""
    adaptive = {"kind": "adaptive-pods", "telemetry": SFLOW}
    assert rates(tmp_path, telemetry=SFLOW) == [400_000, 400_000, 400_000]
    assert rates(tmp_path, **adaptive) == [400_000, 1_600_000, 1_600_000]
    polling = [tiers(tmp_path, **more)[0].telemetry.sflow.polling for more in ({"telemetry": SFLOW}, adaptive)]
    assert polling == [20, 10]


def test_a_full_switch_is_sampled_more_rarely(tmp_path):
    """Each port of 400G has 29.9 samples a second by the rule of thumb: 34 are too many by 1.02, 128 by 3.8."""
    size = {"leaves": 128, "spines": 2, "downlinks": 32, "leaf_links": 1, "nics_per_host": 8}
    big = {"model": "arista-7060x6-64pe", "platform": "eos"}
    hardware = {"leaf": big, "spine": big, "nic": "400G", "uplink": "400G"}
    pools = {"loopbacks": "10.0.0.0/20", "link_pool": "10.64.0.0/18"}
    more = {"size": size, "hardware": hardware, "underlay": pools, "hosts": {"pool": "10.128.0.0/17"}}
    found = rates(tmp_path, telemetry=SFLOW, **more)
    assert found == [800_000, 800_000, 2_000_000]


def test_what_is_written_holds(tmp_path):
    one = {"sflow": {"collectors": COLLECTORS, "sampling": 1_000_000}}
    host = {"sflow": {"collectors": COLLECTORS, "sampling": {"host": 2_000_000}}}
    assert rates(tmp_path, telemetry=one) == [1_000_000] * 3
    assert rates(tmp_path, telemetry=host) == [2_000_000, 400_000, 400_000]


def test_a_profile_brings_its_own_values(tmp_path):
    source = {"sources": {"leaf-p00-00": "Ethernet1/1"}}
    clocks = {
        name: tiers(tmp_path, clock=source | {"profile": name})[0].timing.clock
        for name in ("g8275.1", "ieee1588", "aes67", "smpte2059-2")
    }
    assert [(row.domain, row.announce, row.sync, row.delay_request, row.transport) for row in clocks.values()] == [
        (24, -3, -4, -4, "ethernet"), (0, 1, 0, 0, "ipv4"), (127, 0, -3, -3, "ipv4"), (127, -2, -4, -4, "ipv4"),
    ]  # fmt: skip
    slower = tiers(tmp_path, clock=source | {"profile": "aes67", "intervals": {"sync": 0, "delay-request": 1}})
    assert (slower[0].timing.clock.sync, slower[0].timing.clock.delay_request) == (0, 1)
