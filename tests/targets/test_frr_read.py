"""What FRR, the kernel and lldpd answer, recorded on FRR 8.4.4, iproute2 6.1, lldpd 1.0.16, and shortened."""

import json

import pytest

from fabricgen.targets.drivers.frr_read import (
    bgp_neighbors,
    facts,
    forwarding,
    interfaces,
    lldp_neighbors,
    ospf_neighbors,
    pinged,
)

LINKS = json.dumps(
    [
        {"ifname": "lo", "flags": ["LOOPBACK", "UP", "LOWER_UP"], "mtu": 65536, "address": "00:00:00:00:00:00"},
        {"ifname": "swp1", "flags": ["BROADCAST", "UP", "LOWER_UP"], "mtu": 9216, "address": "1a:dc:90:33:db:0e"},
        {"ifname": "swp2", "flags": ["NO-CARRIER", "BROADCAST", "UP"], "mtu": 9216, "address": "c6:04:32:8d:b8:3f"},
        {"ifname": "swp3", "flags": ["BROADCAST"], "mtu": 1500, "address": "c6:04:32:8d:b8:40", "ifalias": "spare"},
    ]
)
SHOWN = json.dumps(
    {"swp1": {"description": "spine1:swp1", "speed": 10000}, "swp2": {"speed": 4294967295}, "lo": {"speed": 0}}
)
UP = {"local_as": 4200000101, "remote_as": 4200000001, "remote_id": "10.0.1.1", "is_up": True, "is_enabled": True}
PEER = {
    "remoteAs": 4200000001,
    "localAs": 4200000101,
    "peerUptimeMsec": 272000,
    "state": "Established",
    "peerState": "OK",
}
SHUT = {**PEER, "remoteAs": 65001, "state": "Idle(Admin)", "peerState": "Admin", "pfxRcd": 0, "pfxSnt": 0}
SUMMARY = {
    "default": {
        "ipv4Unicast": {
            "routerId": "10.0.0.1",
            "peers": {"10.1.1.2": {**PEER, "desc": "spine1", "pfxRcd": 3, "pfxSnt": 4}, "swp2": SHUT},
        },
        "ipv6Unicast": {
            "routerId": "10.0.0.1",
            "peers": {"10.1.1.2": {**PEER, "desc": "spine1", "pfxRcd": 1, "pfxSnt": 2}},
        },
    },
    "acme": {"ipv4Unicast": {"routerId": "10.0.0.2", "peers": {}}},
}
NEIGHBORS = {
    "default": {
        "vrfId": 0,
        "10.1.1.2": {
            "remoteRouterId": "10.0.1.1",
            "addressFamilyInfo": {
                "ipv4Unicast": {"acceptedPrefixCounter": 2},
                "ipv6Unicast": {"acceptedPrefixCounter": 1},
            },
        },
    }
}
NONE = {"received_prefixes": -1, "accepted_prefixes": -1, "sent_prefixes": -1}
PING = """\
PING 10.1.1.2 (10.1.1.2) 100(128) bytes of data.
108 bytes from 10.1.1.2: icmp_seq=1 ttl=64 time=0.029 ms
108 bytes from spine1 (10.1.1.2): icmp_seq=2 ttl=64 time=0.047 ms

--- 10.1.1.2 ping statistics ---
3 packets transmitted, 2 received, 33.3% packet loss, time 200ms
rtt min/avg/max/mdev = 0.029/0.038/0.047/0.009 ms
"""


def test_facts():
    assert facts("FRRouting 8.4.4 (leaf1) on Linux(6.1.0).\nCopyright 1996-2005\n", "14075.15 20000.00\n", LINKS) == {
        "vendor": "FRRouting",
        "model": "Linux",
        "os_version": "8.4.4",
        "serial_number": "",
        "hostname": "leaf1",
        "fqdn": "leaf1",
        "uptime": 14075.15,
        "interface_list": ["lo", "swp1", "swp2", "swp3"],
    }


def test_interfaces():
    seen = interfaces(LINKS, SHOWN)
    assert seen["swp1"] == {
        "is_up": True,
        "is_enabled": True,
        "description": "spine1:swp1",
        "last_flapped": -1.0,
        "speed": 10000.0,
        "mtu": 9216,
        "mac_address": "1A:DC:90:33:DB:0E",
    }
    keys = ("is_up", "is_enabled", "description", "speed")
    assert {name: tuple(about[key] for key in keys) for name, about in seen.items() if name != "swp1"} == {
        "lo": (True, True, "", -1.0),
        "swp2": (False, True, "", -1.0),
        "swp3": (False, False, "spare", -1.0),
    }


def test_bgp_neighbors():
    seen = bgp_neighbors(json.dumps(SUMMARY), json.dumps(NEIGHBORS))
    assert seen == {
        "global": {
            "router_id": "10.0.0.1",
            "peers": {
                "10.1.1.2": {
                    **UP,
                    "description": "spine1",
                    "uptime": 272,
                    "address_family": {
                        "ipv4": {"received_prefixes": 3, "accepted_prefixes": 2, "sent_prefixes": 4},
                        "ipv6": {"received_prefixes": 1, "accepted_prefixes": 1, "sent_prefixes": 2},
                    },
                },
                "swp2": {
                    **UP,
                    "remote_as": 65001,
                    "remote_id": "",
                    "is_up": False,
                    "is_enabled": False,
                    "description": "",
                    "uptime": -1,
                    "address_family": {"ipv4": NONE},
                },
            },
        },
        "acme": {"router_id": "10.0.0.2", "peers": {}},
    }


@pytest.mark.parametrize("text", ["", "{}"])
def test_no_bgp_at_all(text):
    assert bgp_neighbors(text, text) == {}


def lldp(port_id, description):
    chassis = [{"id": [{"type": "mac", "value": "12:db"}], "name": [{"value": "spine1"}]}]
    port = [{"id": [{"type": port_id[0], "value": port_id[1]}], "descr": [{"value": description}]}]
    return json.dumps({"lldp": [{"interface": [{"name": "swp1", "via": "LLDP", "chassis": chassis, "port": port}]}]})


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (lldp(("ifname", "swp7"), "to leaf1"), {"swp1": [{"hostname": "spine1", "port": "swp7"}]}),
        (lldp(("local", "Ethernet8"), "x"), {"swp1": [{"hostname": "spine1", "port": "Ethernet8"}]}),
        (lldp(("mac", "12:db:a1"), "swp7"), {"swp1": [{"hostname": "spine1", "port": "swp7"}]}),
        ('{"lldp": [{}]}', {}),
        ("", {}),
    ],
)
def test_lldp_neighbors(text, seen):
    assert lldp_neighbors(text) == seen


def hop(device, *flags):
    return {"gateway": "10.1.1.2", "dev": device, "weight": 1, "flags": [*flags]}


@pytest.mark.parametrize(
    ("route", "ports"),
    [
        ({"dst": "10.0.0.2", "nexthops": [hop("swp2"), hop("swp1")]}, {"10.0.0.2/32": ["swp1", "swp2"]}),
        ({"dst": "10.0.0.2", "nexthops": [hop("swp1"), hop("swp2", "dead", "linkdown")]}, {"10.0.0.2/32": ["swp1"]}),
        ({"dst": "10.0.0.2", "nexthops": [hop("swp1"), hop("swp1")]}, {"10.0.0.2/32": ["swp1"]}),
        ({"dst": "10.1.1.2/31", "dev": "swp1", "flags": []}, {"10.1.1.2/31": ["swp1"]}),
        ({"dst": "10.1.1.2/31", "dev": "swp1", "flags": ["linkdown"]}, {"10.1.1.2/31": []}),
        ({"dst": "default", "dev": "swp1", "flags": []}, {"0.0.0.0/0": ["swp1"]}),
        ({"type": "blackhole", "dst": "10.9.0.0/16", "flags": []}, {"10.9.0.0/16": []}),
        ({"type": "unreachable", "dst": "10.9.0.0/16", "dev": "lo", "flags": []}, {"10.9.0.0/16": []}),
    ],
)
def test_forwarding(route, ports):
    assert forwarding(json.dumps([route]), "[]") == ports


def test_forwarding_takes_the_best_metric_and_both_families():
    ipv4 = [{"dst": "10.0.0.2", "dev": "swp2", "metric": 20}, {"dst": "10.0.0.2", "dev": "swp1"}]
    ipv6 = [
        {"dst": "2001:db8::1", "dev": "lo", "metric": 256},
        {"dst": "default", "dev": "swp1", "metric": 20},
        {"dst": "fe80::/64", "dev": "swp1", "metric": 256},
    ]
    assert forwarding(json.dumps(ipv4), json.dumps(ipv6)) == {
        "10.0.0.2/32": ["swp1"],
        "2001:db8::1/128": ["lo"],
        "::/0": ["swp1"],
    }


def test_ping():
    results = [{"ip_address": "10.1.1.2", "rtt": 0.029}, {"ip_address": "10.1.1.2", "rtt": 0.047}]
    times = {"rtt_min": 0.029, "rtt_avg": 0.038, "rtt_max": 0.047, "rtt_stddev": 0.009}
    assert pinged(PING) == {"success": {"probes_sent": 3, "packet_loss": 1, **times, "results": results}}
    assert pinged(PING.replace("spine1 (10.1.1.2)", "fe80::1%swp1"))["success"]["results"][1]["ip_address"] == "fe80::1"
    assert pinged("ping: nowhere: Name or service not known\n") == {"error": "ping: nowhere: Name or service not known"}


OSPF_PORTS = """{
"default": {"vrfName": "default", "vrfId": 0, "interfaces": {
  "lo": {"ifUp": true, "ospfEnabled": true, "cost": 0, "timerPassiveIface": true, "nbrCount": 0},
  "swp1": {"ifUp": true, "ospfEnabled": true, "cost": 1, "timerPassiveIface": true, "nbrCount": 0},
  "swp5": {"ifUp": true, "ospfEnabled": true, "networkType": "POINTOPOINT", "cost": 10, "nbrCount": 1},
  "swp6": {"ifUp": true, "ospfEnabled": true, "networkType": "POINTOPOINT", "cost": 500, "nbrCount": 1},
  "swp7": {"ifUp": true, "ospfEnabled": true, "networkType": "POINTOPOINT", "cost": 500, "nbrCount": 0},
  "swp8": {"ifUp": false, "ospfRunning": false},
  "swp9": {"ifUp": false, "ospfEnabled": false}
}},
"acme": {"vrfName": "acme", "vrfId": 7, "interfaces": {
  "swp2": {"ifUp": true, "ospfEnabled": true, "cost": 1, "timerPassiveIface": true, "nbrCount": 0},
  "swp5.2001": {"ifUp": true, "ospfEnabled": true, "networkType": "POINTOPOINT", "cost": 10, "nbrCount": 1},
  "swp6.2001": {"ifUp": true, "ospfEnabled": true, "networkType": "POINTOPOINT", "cost": 500, "nbrCount": 0}
}},
"blue": {"vrfName": "blue", "vrfId": 8, "interfaces": {}}
}"""
OSPF_NEIGHBORS = """{
"default": {"vrfName": "default", "vrfId": 0, "neighbors": {
  "10.0.0.11": [{"state": "Full/-", "nbrState": "Full/-", "address": "10.1.0.0", "ifaceName": "swp5:10.1.0.1"}],
  "10.0.0.12": [{"state": "ExStart/-", "nbrState": "ExStart/-", "address": "10.1.0.2", "ifaceName": "swp6:10.1.0.3"}]
}},
"acme": {"vrfName": "acme", "vrfId": 7, "neighbors": {
  "10.0.0.11": [{"state": "Full/-", "nbrState": "Full/-", "address": "10.1.0.0", "ifaceName": "swp5.2001:10.1.0.1"}]
}},
"blue": {"vrfName": "blue", "vrfId": 8, "neighbors": {}}
}"""


def test_ospf_neighbors_of_every_port_that_sends_hellos():
    assert ospf_neighbors(OSPF_PORTS, OSPF_NEIGHBORS) == {
        "global": {
            "swp5": [{"router_id": "10.0.0.11", "is_up": True}],
            "swp6": [{"router_id": "10.0.0.12", "is_up": False}],
            "swp7": [],
        },
        "acme": {"swp5.2001": [{"router_id": "10.0.0.11", "is_up": True}], "swp6.2001": []},
        "blue": {},
    }


def test_no_ospf():
    assert ospf_neighbors("{}", "{}") == {}
