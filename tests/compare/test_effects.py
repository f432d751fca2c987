"""What changed lines do to traffic, platform by platform; every rule is reached by one of these rows."""

import re

import pytest

from fabricgen.compare.difference import Line, Mark, difference
from fabricgen.compare.impacts import changed, reasons, worst
from fabricgen.platforms import PLATFORMS
from fabricgen.platforms.effect import Impact

HITLESS, TRAFFIC, RELOAD = Impact
PATHS = {
    "eos": [
        ("username admin secret x", HITLESS), ("ntp server vrf mgmt 192.0.2.1", HITLESS), ("no aaa root", HITLESS),
        ("interface Ethernet1/1 > description x", HITLESS), ("sflow sample 400000", HITLESS),
        ("ptp domain 24", HITLESS), ("interface Ethernet1/1 > ptp role master", HITLESS),
        ("router bgp 1 > neighbor 10.0.0.1 description x", HITLESS),
        ("service routing protocols model multi-agent", RELOAD), ("hardware tcam > system profile x", RELOAD),
        ("platform trident mmu queue profile LOSSLESS > ingress headroom 1", RELOAD),
        ("hardware port-group 1 select x", RELOAD),
        ("interface Ethernet1/1 > speed 400g-4", TRAFFIC), ("interface Ethernet1/1 > mtu 9000", TRAFFIC),
        ("interface Ethernet1/1 > shutdown", TRAFFIC), ("interface Ethernet1/1 > vrf acme", TRAFFIC),
        ("interface Ethernet1/1 > ip address 10.0.0.1/31", TRAFFIC),
        ("interface Ethernet1/1 > ipv6 address 2001:db8::1/127", TRAFFIC),
        ("interface Ethernet1/1 > ip ospf cost 3", TRAFFIC), ("router ospf 1 > maximum-paths 8", TRAFFIC),
        ("interface Ethernet1/1 > ip ospf hello-interval 1", TRAFFIC), ("router ospf 1 > router-id 10.0.0.1", TRAFFIC),
        ("router bfd > interval 300 min-rx 300 multiplier 3 default", HITLESS),
        ("router bgp 1 > neighbor SPINES timers 3 9", HITLESS), ("router bgp 1", TRAFFIC),
        ("router bgp 1 > router-id 10.0.0.1", TRAFFIC), ("router bgp 1 > vrf acme > router-id 10.0.0.1", TRAFFIC),
        ("router bgp 1 > neighbor 10.0.0.1 remote-as 2", TRAFFIC), ("router bgp 1 > neighbor X password 7 x", TRAFFIC),
        ("router bgp 1 > vrf acme > redistribute static route-map THROUGH-acme", TRAFFIC),
        ("ip route vrf acme 10.200.0.0/24 10.9.0.1", TRAFFIC),
        ("router bgp 1 > vrf acme > route-target import evpn 64512:1000100", TRAFFIC),
        ("interface Ethernet1/1 > switchport trunk allowed vlan 100", TRAFFIC),
        ("interface Ethernet1/1 > service-profile host-400g", TRAFFIC),
        ("interface Ethernet1/1.2001 > encapsulation dot1q vlan 2001", TRAFFIC),
        ("router bgp 1 > maximum-paths 8 ecmp 8", TRAFFIC), ("ip load-sharing trident 11", TRAFFIC),
        ("ip hardware fib load-balance distribution dynamic", TRAFFIC),
        ("route-map TO-ABOVE permit 20 > match tag 1", TRAFFIC), ("ip prefix-list A > seq 10 permit x", TRAFFIC),
        ("priority-flow-control pause watchdog action drop", TRAFFIC),
        ("ip access-list IN-acme > 10 permit tcp any any eq https", TRAFFIC),
        ("policy-map type pbr CHAINS > 10 class CHAINS-1 > set nexthop 10.9.0.0", TRAFFIC),
        ("interface Ethernet1/1 > service-policy type pbr input CHAINS", TRAFFIC),
        ("policy-map type copp copp-system-policy > class copp-system-bgp > shape pps 2000", HITLESS),
        ("some line of tomorrow", TRAFFIC),
    ],
    "frr": [
        ("frr.conf > frr defaults traditional", RELOAD), ("frr.conf > frr version 8.4.4", HITLESS),
        ("frr.conf > hostname x", HITLESS), ("frr.conf > interface swp1 > description x", HITLESS),
        ("qdiscs > qdisc replace dev swp1 root handle 1: htb default 10", TRAFFIC),
        ("frr.conf > router bgp 1 > neighbor swp1 description x", HITLESS),
        ("frr.conf > router bgp 1 > neighbor A timers 3 9", HITLESS),
        ("frr.conf > router bgp 1 > neighbor A timers connect 10", HITLESS),
        ("frr.conf > bfd > profile FABRIC > transmit-interval 400", HITLESS),
        ("frr.conf > interface swp1 > ip ospf cost 3", TRAFFIC), ("frr.conf > router ospf > maximum-paths 8", TRAFFIC),
        ("frr.conf > interface swp1 > ip ospf bfd", HITLESS), ("frr.conf > router ospf", TRAFFIC),
        ("frr.conf > router ospf vrf acme > maximum-paths 8", TRAFFIC), ("frr.conf > router ospf vrf acme", TRAFFIC),
        ("frr.conf > interface swp1 > ip ospf dead-interval 4", TRAFFIC),
        ("frr.conf > router bgp 1", TRAFFIC), ("frr.conf > router bgp 1 > bgp router-id 10.0.0.1", TRAFFIC),
        ("frr.conf > router bgp 1 > neighbor A remote-as 2", TRAFFIC),
        ("frr.conf > router bgp 1 > neighbor A password x", TRAFFIC),
        ("frr.conf > router bgp 1 > address-family ipv4 unicast > maximum-paths 4", TRAFFIC),
        ("frr.conf > route-map A permit 10", TRAFFIC), ("frr.conf > ip prefix-list A seq 5 permit x", TRAFFIC),
        ("frr.conf > router bgp 1 > address-family ipv4 unicast > neighbor A route-map B out", TRAFFIC),
        ("frr.conf > interface lo > ip address 10.0.0.1/32", TRAFFIC), ("chrony.conf > server x", HITLESS),
        ("daemons > bgpd=yes", TRAFFIC), ("interfaces > iface swp1 > mtu 9000", TRAFFIC),
        ("sysctl.conf > net.ipv4.fib_multipath_hash_policy=1", TRAFFIC), ("tomorrow.conf > x", TRAFFIC),
        ("rules.v4 > -A IN-acme -j RETURN", TRAFFIC),
        ("frr.conf > pbr-map CHAINS seq 1 > set nexthop 10.9.0.0", TRAFFIC),
        ("frr.conf > interface swp1 > pbr-policy CHAINS", TRAFFIC),
        ("frr.conf > ip route 10.9.0.0/31 blackhole 250", HITLESS),
        ("frr.conf > vrf acme > ip route 10.200.0.0/24 10.9.0.1", TRAFFIC),
        ("frr.conf > router bgp 1 vrf acme > address-family ipv4 unicast > redistribute static route-map X", TRAFFIC),
        ("frr.conf > router bgp 1 vrf acme > address-family l2vpn evpn > route-target import 1:1", TRAFFIC),
    ],
    "sonic": [
        ("config_db.json > SFLOW_SESSION > Ethernet0 > sample_rate 400000", HITLESS),
        ("config_db.json > FEATURE > sflow > state enabled", HITLESS),
        ("config_db.json > COPP_TRAP > ospf > trap_ids ospf", HITLESS),
        ("config_db.json > COPP_GROUP > queue4_group1 > cir 2000", HITLESS),
        ("users > admin:x", HITLESS), ("config_db.json > PORT > Ethernet0 > description: x", HITLESS),
        ("config_db.json > NTP_SERVER > 192.0.2.1", HITLESS),
        ("config_db.json > DEVICE_METADATA > localhost > hostname: x", HITLESS),
        ("config_db.json > BREAKOUT_CFG > Ethernet0 > brkout_mode: x", RELOAD),
        ("config_db.json > PORT > Ethernet0", RELOAD), ("config_db.json > PORT > Ethernet0 > lanes: 0,1", RELOAD),
        ("config_db.json > DEVICE_METADATA > localhost > type: ToRRouter", RELOAD),
        ("config_db.json > BUFFER_POOL > x > size: 1", RELOAD),
        ("config_db.json > ACL_RULE > IN-acme|RULE_10 > PRIORITY: 999989", TRAFFIC),
        ("config_db.json > CABLE_LENGTH > AZURE > Ethernet0: 5m", TRAFFIC),
        ("config_db.json > PORT > Ethernet0 > speed: 400000", TRAFFIC),
        ("config_db.json > PORT > Ethernet0 > mtu: 9100", TRAFFIC),
        ("config_db.json > MGMT_VRF_CONFIG > vrf_global > mgmtVrfEnabled: true", TRAFFIC),
        ("config_db.json > INTERFACE > Ethernet0|10.0.0.1/31: {}", TRAFFIC),
        ("config_db.json > VLAN_SUB_INTERFACE > Eth0.2001|10.9.0.0/31: {}", TRAFFIC),
        ("config_db.json > PFC_WD > Ethernet0 > action: drop", TRAFFIC),
        ("config_db.json > DEVICE_METADATA > localhost > bgp_asn: 1", TRAFFIC),
        ("frr.conf > router bgp 1", TRAFFIC), ("frr.conf > bfd > profile FABRIC > detect-multiplier 4", HITLESS),
    ],
}  # fmt: skip
ROWS = [(platform, path, impact) for platform, rows in PATHS.items() for path, impact in rows]


def as_lines(path):
    *heads, words = path.split(" > ")
    yield from (Line(Mark.KEPT, depth, head) for depth, head in enumerate(heads))
    yield Line(Mark.ADDED, len(heads), words)


@pytest.mark.parametrize(("platform", "path", "impact"), ROWS)
def test_impact(platform, path, impact):
    assert worst(reasons(list(as_lines(path)), platform)) is impact


@pytest.mark.parametrize("platform", PATHS)
def test_every_rule_is_reached(platform):
    """SONiC shares the rules of routing with FRR."""
    paths = [path for path, _ in (*PATHS[platform], *PATHS["frr"])]
    first = {
        next((rule for rule in PLATFORMS[platform].effects if re.match(rule.pattern, path)), None) for path in paths
    }
    assert first >= set(PLATFORMS[platform].effects)


def test_every_rule_has_its_reason_and_source():
    rules = [rule for platform in PLATFORMS.values() for rule in platform.effects]
    assert all(rule.reason and rule.source and re.compile(rule.pattern) for rule in rules)


def test_what_no_rule_knows_is_taken_for_the_worse():
    (reason,) = reasons([Line(Mark.ADDED, 0, "a line of tomorrow")], "eos")
    assert (reason.impact, reason.words) == (TRAFFIC, "not known to be hitless")
    assert reasons([Line(Mark.ADDED, 0, "x")], "a platform of tomorrow") == (reason._replace(line="+ x"),)


def test_the_worst_line_decides_and_comes_first():
    syntax = PLATFORMS["eos"].files[0].syntax
    before = "ntp server 1\nservice routing protocols model ribd\nip load-sharing trident 1\n"
    after = "ntp server 2\nservice routing protocols model multi-agent\nip load-sharing trident 2\n"
    found = reasons(difference(before, after, syntax), "eos")
    assert [reason.impact for reason in found] == [RELOAD, TRAFFIC, HITLESS]


def test_what_goes_with_a_known_head_is_judged_with_it():
    syntax = PLATFORMS["eos"].files[0].syntax
    gone = "router bgp 1\n   odd words\n"
    (reason,) = reasons(difference(gone + "vlan 1\n", "vlan 1\n", syntax), "eos")
    assert reason.words == "another AS number ends all BGP sessions"
    block = "interface e1\n   description a\n"
    assert [each.words for each in reasons(difference(block + "x\n", "x\n", syntax), "eos")] == [
        "not known to be hitless", "a description is only text",
    ]  # fmt: skip


def test_heads_that_stay_are_not_judged():
    lines = [Line(Mark.KEPT, 0, "router bgp 1"), Line(Mark.ADDED, 1, "neighbor A timers 1 3")]
    assert [path for path, _ in changed(lines)] == ["router bgp 1 > neighbor A timers 1 3"]
