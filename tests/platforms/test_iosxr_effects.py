"""What a changed line of an IOS-XR configuration does to traffic."""

import re

import pytest

from fabricgen.platforms.effect import Impact
from fabricgen.platforms.iosxr import IOSXR

HITLESS, TRAFFIC, RELOAD = Impact
BGP = "router bgp 1 > "
PATHS = {
    "hostname x": HITLESS,
    "lpts pifib hardware police > flow bgp known rate 4000": HITLESS,
    "ipv4 access-list IN-acme > 10 permit tcp any any eq ssh": TRAFFIC,
    "interface EightHundredGigE0/0/0/0 > ipv4 access-group IN-acme ingress": TRAFFIC,
    "ssh server vrf mgmt ipv4 access-list LOGINS ipv6 access-list LOGINS-V6": TRAFFIC,
    "ntp > server vrf mgmt 192.0.2.9": HITLESS,
    "interface MgmtEth0/RP0/CPU0/0 > ipv4 address 192.0.2.3 255.255.255.0": HITLESS,
    "router static > vrf mgmt > address-family ipv4 unicast > 0.0.0.0/0 192.0.2.1": HITLESS,
    "interface EightHundredGigE0/0/0/0 > description rack": HITLESS,
    f"{BGP}neighbor 10.64.0.8 > description spine": HITLESS,
    "hw-module profile priority-flow-control location 0/RP0/CPU0 > buffer-internal traffic-class 3 x": RELOAD,
    "hw-module profile netflow sflow-enable location 0/RP0/CPU0": RELOAD,
    "sampler-map ONE-IN-4096 > random 1 out-of 4096": HITLESS,
    "interface EightHundredGigE0/0/0/0 > flow datalinkframesection monitor A sampler B ingress": HITLESS,
    "ptp > clock > domain 24": HITLESS,
    "interface EightHundredGigE0/0/0/0 > ptp > profile UPSTREAM": HITLESS,
    "controller Optics0/0/0/1 > breakout 2x400": TRAFFIC,
    "interface EightHundredGigE0/0/0/0 > mtu 9000": TRAFFIC,
    "interface EightHundredGigE0/0/0/0 > vrf acme": TRAFFIC,
    "interface EightHundredGigE0/0/0/0.2001 > description appliance:fw": HITLESS,
    "interface EightHundredGigE0/0/0/0.2001 > encapsulation dot1q 2001": TRAFFIC,
    "router static > vrf mgmt > address-family ipv6 unicast > ::/0 2001:db8::1": HITLESS,
    "router static > vrf acme > address-family ipv4 unicast > 10.2.0.0/16 10.9.0.1": TRAFFIC,
    f"{BGP}vrf acme > address-family ipv4 unicast > redistribute static route-policy THROUGH-acme": TRAFFIC,
    f"{BGP}vrf acme > default-information originate": TRAFFIC,
    "interface Loopback0 > ipv4 address 10.0.0.1 255.255.255.255": TRAFFIC,
    "priority-flow-control watchdog interval 200": TRAFFIC,
    "interface EightHundredGigE0/0/0/0 > priority-flow-control mode on": TRAFFIC,
    "policy-map CLASSIFY > class DSCP-rdma > set traffic-class 3": TRAFFIC,
    "interface EightHundredGigE0/0/0/0 > service-policy input CLASSIFY": TRAFFIC,
    "cef platform load-balancing algorithm adjust 7": TRAFFIC,
    f"{BGP}neighbor-group SPINES > bfd multiplier 4": HITLESS,
    f"{BGP}neighbor-group SPINES > timers 3 9": HITLESS,
    "router bgp 2": TRAFFIC,
    f"{BGP}bgp router-id 10.0.0.1": TRAFFIC,
    f"{BGP}neighbor 10.64.0.8 > remote-as 2": TRAFFIC,
    f"{BGP}neighbor-group SPINES > password clear <env:KEY>": TRAFFIC,
    f"{BGP}address-family ipv4 unicast > maximum-paths ebgp 8": TRAFFIC,
    "router ospf 1 > maximum paths 8": TRAFFIC,
    "router ospf 1 > area 0.0.0.0 > interface EightHundredGigE0/0/0/0 > cost 3": TRAFFIC,
    "router ospf 1 > area 0.0.0.0 > interface EightHundredGigE0/0/0/0 > bfd multiplier 4": HITLESS,
    "router ospf 1 > vrf acme > area 0.0.0.0 > interface EightHundredGigE0/0/0/0.2001 > bfd multiplier 4": HITLESS,
    "router ospf 1 > area 0.0.0.0 > interface EightHundredGigE0/0/0/0 > hello-interval 1": TRAFFIC,
    "router ospf 1": TRAFFIC,
    "route-policy TO-ABOVE > pass": TRAFFIC,
    "prefix-set HOSTS > 10.0.0.0/8 le 31": TRAFFIC,
}


def rule(path):
    return next((each for each in IOSXR.effects if re.match(each.pattern, path)), None)


@pytest.mark.parametrize(("path", "impact"), PATHS.items())
def test_impact(path, impact):
    assert rule(path).impact is impact


def test_every_rule_is_reached():
    assert {rule(path) for path in PATHS} == set(IOSXR.effects)


@pytest.mark.parametrize("path", [f"{BGP}neighbor-group SPINES > bfd fast-detect", "vrf acme", "lldpd"])
def test_what_nobody_says_is_hitless_has_no_rule(path):
    assert rule(path) is None
