"""What a changed line of an NX-OS configuration does to traffic."""

import re

import pytest

from fabricgen.platforms.effect import Impact
from fabricgen.platforms.nxos import NXOS

HITLESS, TRAFFIC, RELOAD = Impact.HITLESS, Impact.TRAFFIC, Impact.RELOAD
BGP, PORT = "router bgp 4200000101 > ", "interface Ethernet1/17 > "
PATHS = {
    "ntp server 192.0.2.9 use-vrf management": HITLESS,
    "vrf context management > ip route 0.0.0.0/0 192.0.2.1": HITLESS,
    "no feature lldp": HITLESS,
    "ip access-list IN-acme > 10 permit tcp any any eq 22": TRAFFIC,
    "interface mgmt0 > ip access-group MANAGEMENT in": TRAFFIC,
    "line vty > access-class LOGINS in": TRAFFIC,
    "sflow agent-ip 10.0.0.1": HITLESS,
    "feature grpc": HITLESS,
    f"{PORT}description spine": HITLESS,
    f"{BGP}neighbor 10.64.0.8 > description spine": HITLESS,
    "hardware profile dlb > dlb-interface Eth1/5": RELOAD,
    "hardware access-list tcam region racl 512": RELOAD,
    "interface breakout module 1 port 1-4 map 400g-2x": TRAFFIC,
    "no feature bfd": TRAFFIC,
    "policy-map type queuing QUEUES-400G > class type queuing c-out-8q-q3 > bandwidth remaining percent 50": TRAFFIC,
    "policy-map type network-qos NETWORK > class type network-qos c-8q-nq3 > mtu 9216": TRAFFIC,
    "system qos > service-policy type network-qos NETWORK": TRAFFIC,
    "class-map type qos match-any CLASS-rdma > match dscp 26": TRAFFIC,
    "policy-map type qos CLASSES > class CLASS-rdma > set qos-group 3": TRAFFIC,
    "priority-flow-control watch-dog-interval on": TRAFFIC,
    f"{PORT}no priority-flow-control mode on": TRAFFIC,
    f"{PORT}mtu 9000": TRAFFIC,
    f"{PORT}vrf member acme": TRAFFIC,
    f"{PORT}ip address 10.0.0.1/31": TRAFFIC,
    f"{PORT}ipv6 address use-link-local-only": TRAFFIC,
    "bfd interval 400 min_rx 400 multiplier 3": HITLESS,
    f"{BGP}template peer SPINES > timers 3 9": HITLESS,
    "router bgp 4200000102": TRAFFIC,
    f"{BGP}router-id 10.0.0.2": TRAFFIC,
    f"{BGP}neighbor 10.64.0.8 > remote-as 1": TRAFFIC,
    f"{BGP}template peer SPINES > password 0 <env:KEY>": TRAFFIC,
    f"{BGP}address-family ipv4 unicast > maximum-paths 8": TRAFFIC,
    "interface nve1 > member vni 1000001 associate-vrf": TRAFFIC,
    "vrf context acme > vni 1000001": TRAFFIC,
    f"{PORT}ip ospf cost 3": TRAFFIC,
    "router ospf 1 > maximum-paths 8": TRAFFIC,
    "router ospf 1 > log-adjacency-changes": HITLESS,
    f"{PORT}ip ospf hello-interval 1": TRAFFIC,
    f"{PORT}no ip router ospf 1 area 0.0.0.0": TRAFFIC,
    "router ospf 1 > router-id 10.0.0.1": TRAFFIC,
    "ip load-sharing address source-destination port source-destination universal-id 7": TRAFFIC,
    "route-map CHAINS permit 10 > set ip next-hop 10.9.0.0": TRAFFIC,
    f"{PORT}ip policy route-map CHAINS": TRAFFIC,
    "no feature pbr": TRAFFIC,
    "route-map TO-ABOVE permit 20 > match ip address prefix-list PL-LOOPBACKS": TRAFFIC,
}


def rule(path):
    return next((each for each in NXOS.effects if re.match(each.pattern, path)), None)


@pytest.mark.parametrize(("path", "impact"), PATHS.items())
def test_impact(path, impact):
    assert rule(path).impact is impact


def test_every_rule_is_reached():
    assert {rule(path) for path in PATHS} == set(NXOS.effects)


@pytest.mark.parametrize(
    "path", [f"{BGP}template peer SPINES > bfd", "vlan 132 > name tier-00", f"{PORT}spanning-tree port type edge trunk"]
)
def test_what_nobody_says_is_hitless_has_no_rule(path):
    assert rule(path) is None
