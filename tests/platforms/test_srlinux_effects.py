"""What a changed value of a switch does to traffic on SR Linux, by the difference of its files."""

import json
import re
from dataclasses import replace

import pytest

from fabricgen.compare.difference import difference
from fabricgen.compare.impacts import changed, reasons, worst
from fabricgen.device.model import Ecn, Headroom
from fabricgen.platforms.effect import Impact
from fabricgen.platforms.srlinux import SRLINUX
from tests.platforms import ospf_devices, overlay_devices, policies_devices, steering_devices, telemetry_devices
from tests.platforms.srlinux_devices import LEAF, SPINE, TRUNK_LEAF
from tests.platforms.test_srlinux import rendered

HITLESS, TRAFFIC = Impact.HITLESS, Impact.TRAFFIC
(FILE,) = SRLINUX.files


def with_bgp(device, **values):
    return replace(device, bgp=replace(device.bgp, **values))


def with_profiles(device, **values):
    return replace(device, profiles=tuple(replace(profile, **values) for profile in device.profiles))


def with_port(device, **values):
    first, *others = device.ports
    return replace(device, ports=(first._replace(**values), *others))


def marked(profile):
    late = tuple(queue and replace(queue, ecn=queue.ecn and Ecn(1, 2, 1.0, 2.0, 5.0)) for queue in profile.queues)
    return replace(profile, queues=late)


WATCHED = telemetry_devices.SRLINUX["leaf"]
LISTED = policies_devices.SRLINUX["routed"]
BORDER = steering_devices.SRLINUX["leaf"]
TENANTS = overlay_devices.SRLINUX["leaf-lite"]
OVER_OSPF = ospf_devices.SRLINUX["leaf"]


def with_ospf(**values):
    return replace(OVER_OSPF, ospf=replace(OVER_OSPF.ospf, **values))


CASES = {
    "a name server": (LEAF, replace(LEAF, system=replace(LEAF.system, dns=("192.0.2.54",))), HITLESS),
    "the name": (LEAF, replace(LEAF, name="leaf-p00-09"), HITLESS),
    "the management address": (LEAF, replace(LEAF, management="172.20.0.9"), HITLESS),
    "what a port is for": (LEAF, with_port(LEAF, description="host-0009:nic0"), HITLESS),
    "what a neighbour is called": (
        LEAF, with_bgp(LEAF, neighbors=(LEAF.bgp.neighbors[0]._replace(description="x"), *LEAF.bgp.neighbors[1:])),
        HITLESS,
    ),
    "the seed": (LEAF, replace(LEAF, ecmp=replace(LEAF.ecmp, seed=12)), TRAFFIC),
    "a cage": (LEAF, with_profiles(LEAF, lanes=2, gbps=100), TRAFFIC),
    "the speed of a port": (SPINE, with_profiles(SPINE, gbps=200), TRAFFIC),
    "MTU": (LEAF, with_profiles(LEAF, mtu=9000), TRAFFIC),
    "an address": (LEAF, with_port(LEAF, address="10.128.0.8/31"), TRAFFIC),
    "headroom": (LEAF, with_profiles(LEAF, headroom=Headroom(200_000, 9_144, 30)), TRAFFIC),
    "when marking begins": (LEAF, replace(LEAF, profiles=tuple(map(marked, LEAF.profiles))), TRAFFIC),
    "what is paused": (LEAF, with_profiles(LEAF, lossless_priorities=(3, 4)), TRAFFIC),
    "the watchdog": (
        LEAF,
        replace(LEAF, lossless=replace(LEAF.lossless, watchdog=replace(LEAF.lossless.watchdog, detection_ms=500))),
        TRAFFIC,
    ),
    "shares": (
        LEAF,
        replace(LEAF, lossless=replace(LEAF.lossless, classes=tuple(
            replace(row, share=row.share // 2) for row in LEAF.lossless.classes))),
        TRAFFIC,
    ),
    "times of BFD": (LEAF, with_bgp(LEAF, bfd_interval_ms=200), HITLESS),
    "timers of BGP": (LEAF, with_bgp(LEAF, keepalive=10, hold=30), TRAFFIC),
    "paths": (LEAF, with_bgp(LEAF, max_paths=32), TRAFFIC),
    "what may leave": (LEAF, with_bgp(LEAF, hosts="10.192.0.0/17"), TRAFFIC),
    "ways of OSPF": (OVER_OSPF, with_ospf(max_paths=16), TRAFFIC),
    "hellos": (OVER_OSPF, with_ospf(hello=5), TRAFFIC),
    "flow samples": (WATCHED, replace(WATCHED, telemetry=None), HITLESS),
    "access lists": (LISTED, replace(LISTED, filters=None), TRAFFIC),
    "a gateway": (BORDER, replace(BORDER, steering=None), TRAFFIC),
    "the tag of the default VRF": (TENANTS, replace(TENANTS, overlay=replace(TENANTS.overlay, vlan=3000)), TRAFFIC),
    "VRFs on the links": (replace(TENANTS, overlay=None), TENANTS, TRAFFIC),
    "a VLAN that goes": (TRUNK_LEAF, replace(TRUNK_LEAF, vlans=TRUNK_LEAF.vlans[:2]), TRAFFIC),
}  # fmt: skip


def lines(before, after):
    return difference(rendered(before), rendered(after), FILE.syntax)


def rule(path):
    return next((each for each in SRLINUX.effects if re.match(each.pattern, path)), None)


@pytest.mark.parametrize("name", CASES)
def test_impact(name):
    before, after, impact = CASES[name]
    found = lines(before, after)
    assert found
    assert worst(reasons(found, "srlinux")) is impact


def test_every_rule_is_reached():
    paths = [path for before, after, _ in CASES.values() for path, _ in changed(lines(before, after))]
    assert {rule(path) for path in paths} >= set(SRLINUX.effects)


def test_the_order_of_rows_with_a_key_says_nothing():
    text = rendered(LEAF)
    tree = json.loads(text)
    tree["srl_nokia-interfaces:interface"].reverse()
    tree["srl_nokia-qos:qos"]["interfaces"]["interface"].reverse()
    tree["srl_nokia-qos:qos"]["classifiers"]["dscp-policy"][0]["dscp"].reverse()
    assert list(difference(text, json.dumps(tree), FILE.syntax)) == []


def test_the_order_of_statements_does():
    text = rendered(SPINE)
    tree = json.loads(text)
    for policy in tree["srl_nokia-routing-policy:routing-policy"]["policy"]:
        policy.get("statement", []).reverse()
    assert list(difference(text, json.dumps(tree), FILE.syntax)) != []
