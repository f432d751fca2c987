"""What a changed line of a Junos configuration does to traffic."""

import re

import pytest

from fabricgen.platforms.effect import Impact
from fabricgen.platforms.junos import JUNOS

HITLESS, TRAFFIC = Impact.HITLESS, Impact.TRAFFIC
COS, BGP = "class-of-service > ", "protocols > bgp > group SPINES > "
PATHS = {
    "system > ntp > server 192.0.2.9 routing-instance mgmt_junos": HITLESS,
    "routing-instances > mgmt_junos > routing-options > static > route 0.0.0.0/0 next-hop 192.0.2.1": HITLESS,
    "interfaces > et-0/0/0:0 > description rack": HITLESS,
    "interfaces > et-0/0/24 > unit 2001 > description appliance:fw": HITLESS,
    f"{BGP}neighbor 10.64.0.8 > description spine": HITLESS,
    "protocols > sflow > polling-interval 20": HITLESS,
    "interfaces > et-0/0/0 > number-of-sub-ports 4": TRAFFIC,
    "interfaces > et-0/0/0:0 > mtu 9000": TRAFFIC,
    "interfaces > irb > unit 132 > family inet > mtu 9000": TRAFFIC,
    "interfaces > et-0/0/0:0 > unit 0 > family inet > address 10.0.0.1/31": TRAFFIC,
    "interfaces > et-0/0/0:0 > unit 0 > family inet > filter > input IN-acme": TRAFFIC,
    "firewall > family inet > filter IN-acme > term 10 > then accept": TRAFFIC,
    "interfaces > et-0/0/24 > flexible-vlan-tagging": TRAFFIC,
    "interfaces > et-0/0/24 > unit 2001 > vlan-id 2001": TRAFFIC,
    "routing-instances > acme > routing-options > static > route 10.2.0.0/16 next-hop 10.9.0.1": TRAFFIC,
    f"{COS}shared-buffer > ingress > buffer-partition lossless > percent 60": TRAFFIC,
    f"{COS}congestion-notification-profile > up-400g > pfc-watchdog > recovery 500": TRAFFIC,
    f"{COS}interfaces > et-0/0/0:0 > congestion-notification-profile up-400g": TRAFFIC,
    "chassis > maximum-ecmp 64": TRAFFIC,
    "forwarding-options > enhanced-hash-key > hash-seed 7": TRAFFIC,
    f"{BGP}bfd-liveness-detection > multiplier 4": HITLESS,
    "protocols > ospf > area 0.0.0.0 > interface et-0/0/0:0.0 > metric 3": TRAFFIC,
    "protocols > ospf > area 0.0.0.0 > interface et-0/0/0:0.0 > bfd-liveness-detection > multiplier 4": HITLESS,
    "protocols > ospf > area 0.0.0.0 > interface et-0/0/0:0.0 > hello-interval 1": TRAFFIC,
    f"{BGP}neighbor 10.64.0.8 > peer-as 1": TRAFFIC,
    f"{BGP}authentication-key <env:KEY>": TRAFFIC,
    "routing-options > autonomous-system 1": TRAFFIC,
    "policy-options > policy-statement TO-ABOVE > term hosts > then accept": TRAFFIC,
}


def rule(path):
    return next((each for each in JUNOS.effects if re.match(each.pattern, path)), None)


@pytest.mark.parametrize(("path", "impact"), PATHS.items())
def test_impact(path, impact):
    assert rule(path).impact is impact


def test_every_rule_is_reached():
    assert {rule(path) for path in PATHS} == set(JUNOS.effects)


@pytest.mark.parametrize(
    "path", [f"{COS}schedulers > up-400g-rdma > transmit-rate percent 50", "vlans > a > vlan-id 7"]
)
def test_what_nobody_says_is_hitless_has_no_rule(path):
    assert rule(path) is None
