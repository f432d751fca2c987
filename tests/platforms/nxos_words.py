"""Every NX-OS command that may appear, by the block it belongs to. <words> in angle brackets are values.

Read off Batfish's grammar for NX-OS and its test configurations, Cisco's own scripts for RoCE on Nexus 9000 and its
library of configurations (genie), Microsoft's reference configurations for Nexus switches, public templates that
replace whole configurations through checkpoints, and Cisco's Nexus 9000 guides (10.3, 10.5), not off our templates:
what isn't here was invented. Ranges are those of the guides and of Cisco's Terraform provider.
"""

import re
from collections.abc import Iterator

from tests.platforms.words import paths, strangers

VALUES = {
    "facility": r"local[0-7]",
    "name": r"[A-Za-z][A-Za-z0-9_-]{0,62}",
    "user": r"[A-Za-z][A-Za-z0-9_-]{0,27}",
    "vrf": r"[A-Za-z][A-Za-z0-9_-]{0,31}",
    "class": r"CLASS-[a-z0-9-]{1,34}",
    "secret": r"<(?:env|file|command):[^>]+>",
    "asn": r"[1-9]\d{0,9}",
    "seed": r"[1-9]\d{0,9}",
    "seq": r"[1-9]\d*",
    "paths": r"[1-9]|[1-9]\d|1[01]\d|12[0-8]",
    "vlan": r"[1-9]|[1-9]\d{1,2}|[12]\d{3}|3[0-8]\d{2}|39[0-5]\d|396[0-7]",
    "secure": r"(?: port 6514 secure trustpoint client-identity [A-Za-z][A-Za-z0-9_-]{0,62})?",
    "vlans": r"(?:\d+(?:-\d+)?,)*\d+(?:-\d+)?",
    "dscps": r"(?:(?:[1-5]?\d|6[0-3])(?:-(?:[1-5]?\d|6[0-3]))?,)*(?:[1-5]?\d|6[0-3])(?:-(?:[1-5]?\d|6[0-3]))?",
    "0-7": r"[0-7]",
    "1-7": r"[1-7]",
    "1-8": r"[1-8]",
    "percent": r"\d|[1-9]\d|100",
    "chance": r"[1-9]\d?|100",
    "kbytes": r"[1-9]\d*",
    "mtu": r"57[6-9]|5[89]\d|[6-9]\d\d|[1-8]\d{3}|9[01]\d{2}|920\d|921[0-6]",
    "speed": r"\d{1,3}G",
    "proto": r"ip|tcp|udp|icmp|ospf",
    "ported": r"tcp|udp",
    "action": r"permit|deny",
    "hops": r"\d+(?:\.\d+){3}(?:(?: \d+(?:\.\d+){3})+ load-share)?(?: drop-on-fail)?",
    "end6": r"any|[0-9a-f:]+/\d+",
    "end": r"any|\d+(?:\.\d+){3}(?:/\d+| \d+(?:\.\d+){3})",
    "asked": r"(?: eq [\da-z-]+| range [\da-z-]+ [\da-z-]+)?",
    "map": r"400g-2x|200g-2x|100g-4x",
    "bfd": r"[5-9]\d|[1-9]\d{2}",
    "vni": r"[1-9]\d{0,6}|1[0-5]\d{6}",
    "1-300000": r"[1-9]\d{0,4}|[12]\d{5}|300000",
    "1-100": r"[1-9]\d?|100",
    "1-50": r"[1-9]|[1-4]\d|50",
    "rate": r"[1-9]\d{4,8}|409[6-9]|4[1-9]\d\d|[5-9]\d{3}",
    "n": r"[1-9]\d*",
    "1-64": r"[1-9]|[1-5]\d|6[0-4]",
    "cost": r"[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]",
    "seconds": r"\d|[1-9]\d{1,2}|[12]\d{3}|3[0-5]\d{2}|3600",
    "text": r"[!-~]+(?: [!-~]+)*",
    "about": r"[!-~]{1,80}",
    "domain": r"[a-z0-9.-]+",
    "port": r"Ethernet\d+/\d+(?:/\d+)?",
    "ports": r"(?:Eth\d+/\d+(?:/\d+)?,)*Eth\d+/\d+(?:/\d+)?",
    "4": r"\d+(?:\.\d+){3}",
    "4/": r"\d+(?:\.\d+){3}/\d+",
    "6": r"[0-9a-f]*:[0-9a-f:]*",
    "6/": r"[0-9a-f:]+/\d+",
    "ip": r"\d+(?:\.\d+){3}|[0-9a-f]*:[0-9a-f:]*",
    "ips": r"(?:[0-9a-f.:]+ ){0,5}[0-9a-f.:]+",
    "community": r"\d+:\d+",
    "asns": r"\d+(?: \d+)*",
    "length": r"[12]?\d|3[012]",
    "peers": r"(?:LEAVES|SPINES|SUPER-SPINES)(?:-V6|-EVPN)?",
    "mode": r"flowlet|per-packet",
}

ACE = {
    "<seq> <action> <proto> <end> <end>": {},
    "<seq> <action> <ported> <end><asked> <end><asked>": {},
    "<seq> permit tcp <end><asked> <end><asked> established": {},
}
ACE6 = {
    "<seq> <action> ipv6 <end6> any": {},
    "<seq> <action> tcp <end6> any eq <n>": {},
    "<seq> permit tcp any any established": {},
}

FAMILY = {
    "allowas-in 1": {},
    "send-community": {},
    "route-map <name> in": {},
    "route-map <name> out": {},
}
WAN = {
    "maximum-prefix <1-300000>": {},
    "maximum-prefix <1-300000> <1-100>": {},
    "maximum-prefix <1-300000> warning-only": {},
    "maximum-prefix <1-300000> <1-100> warning-only": {},
    "send-community": {},
    "route-map <name> in": {},
    "route-map <name> out": {},
}
NEIGHBOR = {"inherit peer <peers>": {}, "remote-as <asn>": {}, "description <about>": {}}
PATHS_OF = {"redistribute direct route-map <name>": {}, "maximum-paths <paths>": {}}

COMMANDS = {
    "hostname <name>": {},
    "feature ssh": {},
    "feature scp-server": {},
    "feature nxapi": {},
    "feature bgp": {},
    "feature pbr": {},
    "feature ospf": {},
    "feature sflow": {},
    "feature grpc": {},
    "grpc certificate <name>": {},
    "grpc port <cost>": {},
    "sflow sampling-rate <rate>": {},
    "sflow counter-poll-interval <n>": {},
    "sflow collector-ip <4> vrf management": {},
    "sflow collector-port <cost>": {},
    "sflow agent-ip <4>": {},
    "sflow data-source interface <port>": {},
    "feature interface-vlan": {},
    "feature lldp": {},
    "feature bfd": {},
    "no nxapi http": {},
    "nxapi https port 443": {},
    "nxapi use-vrf management": {},
    "interface breakout module <1-8> port <vlans> map <map>": {},
    "username <user> password 5 <secret> role network-admin": {},
    "username <user> password 5 <secret> role network-operator": {},
    "ip domain-name <domain>": {},
    "ip name-server <ips> use-vrf management": {},
    "ip access-list <name>": ACE,
    "ipv6 access-list <name>": ACE6,
    "line vty": {"access-class <name> in": {}, "ipv6 access-class <name> in": {}},
    "class-map type qos match-any <class>": {"match dscp <dscps>": {}},
    "policy-map type qos <name>": {
        "class <class>": {"set qos-group <0-7>": {}},
        "class class-default": {"set qos-group <0-7>": {}},
    },
    "policy-map type network-qos <name>": {
        "class type network-qos c-8q-nq<1-7>": {"mtu <mtu>": {}, "pause pfc-cos <0-7>": {}},
        "class type network-qos c-8q-nq-default": {"mtu <mtu>": {}},
    },
    "priority-flow-control watch-dog-interval on": {},
    "policy-map type queuing <name>": {
        "class type queuing c-out-8q-q<1-7>": {
            "priority level <1-8>": {},
            "bandwidth remaining percent <percent>": {},
            "random-detect minimum-threshold <kbytes> kbytes maximum-threshold <kbytes> kbytes"
            " drop-probability <chance> weight 0 ecn": {},
        },
        "class type queuing c-out-8q-q-default": {"bandwidth remaining percent <percent>": {}},
    },
    "system qos": {
        "service-policy type queuing output <name>": {},
        "service-policy type network-qos <name>": {},
    },
    "ntp server <ip> use-vrf management": {},
    "ntp source-interface mgmt0": {},
    "logging server <ip> <0-7><secure> use-vrf management": {},
    "logging server <ip> <0-7><secure> use-vrf management facility <facility>": {},
    "logging source-interface mgmt0": {},
    "ip community-list standard <name> seq <seq> permit <community>": {},
    "ip prefix-list <name> seq <seq> permit <4/> eq 32": {},
    "ip prefix-list <name> seq <seq> permit <4/>": {},
    "ip prefix-list <name> seq <seq> permit <4/> eq 31": {},
    "ip prefix-list <name> seq <seq> permit <4/> le <length>": {},
    "ipv6 prefix-list <name> seq <seq> permit <6/> eq 128": {},
    "route-map <name> permit <seq>": {
        "match ip address <name>": {},
        "match ip address prefix-list <name>": {},
        "match ipv6 address prefix-list <name>": {},
        "match community <name>": {},
        "set as-path prepend <asns>": {},
        "set community <community>": {},
        "set community <community> additive": {},
        "set local-preference <n>": {},
        "set ip next-hop unchanged": {},
        "set ip next-hop <hops>": {},
    },
    "route-map <name> deny <seq>": {"match community <name>": {}, "match ip address <name>": {}},
    "vlan <vlans>": {},
    "vlan <vlan>": {"name <name>": {}, "vn-segment <vni>": {}},
    "nv overlay evpn": {},
    "feature vn-segment-vlan-based": {},
    "feature nv overlay": {},
    "interface nve1": {
        "no shutdown": {},
        "host-reachability protocol bgp": {},
        "source-interface loopback0": {},
        "member vni <vni> associate-vrf": {},
    },
    "vrf context <vrf>": {
        "vni <vni>": {},
        "rd <4>:<n>": {},
        "address-family ipv4 unicast": {
            f"route-target {way} <community>{family}": {} for way in ("import", "export") for family in ("", " evpn")
        },
        "ip route 0.0.0.0/0 <4>": {},
        "ipv6 route ::/0 <6>": {},
    },
    "ip load-sharing address source-destination port source-destination universal-id <seed>": {},
    "hardware profile dlb": {"mode <mode>": {}, "dlb-interface <ports>": {}},
    "bfd interval <bfd> min_rx <bfd> multiplier <1-50>": {},
    "interface Vlan1": {},
    "interface Vlan<vlan>": {
        "no shutdown": {},
        "mtu <mtu>": {},
        "vrf member <vrf>": {},
        "ip access-group <name> in": {},
        "no ip redirects": {},
        "ip forward": {},
        "ip address <4/>": {},
        "ip policy route-map <name>": {},
        "ip ospf cost <cost>": {},
        "ip router ospf 1 area <4>": {},
    },
    "interface <port>": {
        "description <text>": {},
        "no switchport": {},
        "switchport mode trunk": {},
        "switchport trunk allowed vlan <vlans>": {},
        "spanning-tree port type edge trunk": {},
        "mtu <mtu>": {},
        "bfd interval <bfd> min_rx <bfd> multiplier <1-50>": {},
        "vrf member <vrf>": {},
        "ip access-group <name> in": {},
        "no ip redirects": {},
        "ip forward": {},
        "ip address <4/>": {},
        "ip policy route-map <name>": {},
        "no ipv6 redirects": {},
        "ipv6 address use-link-local-only": {},
        "ipv6 address <6/>": {},
        "ip ospf authentication message-digest": {},
        "ip ospf message-digest-key 1 md5 0 <secret>": {},
        "ip ospf cost <cost>": {},
        "ip ospf dead-interval <cost>": {},
        "ip ospf hello-interval <cost>": {},
        "ip ospf network point-to-point": {},
        "no ip ospf passive-interface": {},
        "ip router ospf 1 area <4>": {},
        "priority-flow-control mode on": {},
        "priority-flow-control watch-dog-interval on": {},
        "service-policy type qos input <name>": {},
        "service-policy type queuing output <name>": {},
        "no shutdown": {},
    },
    "interface mgmt0": {
        "vrf member management": {},
        "ip access-group <name> in": {},
        "ipv6 traffic-filter <name> in": {},
        "ip address <4/>": {},
        "ipv6 address <6/>": {},
    },
    "interface loopback0": {"ip address <4/>": {}, "ip router ospf 1 area <4>": {}, "ipv6 address <6/>": {}},
    "router ospf 1": {
        "bfd": {},
        "router-id <4>": {},
        "log-adjacency-changes": {},
        "maximum-paths <1-64>": {},
        "passive-interface default": {},
    },
    "router bgp <asn>": {
        "router-id <4>": {},
        "graceful-restart restart-time <seconds>": {},
        "bestpath as-path multipath-relax": {},
        "log-neighbor-changes": {},
        "address-family ipv4 unicast": {**PATHS_OF, "aggregate-address <4/> summary-only": {}},
        "address-family ipv6 unicast": PATHS_OF,
        "address-family l2vpn evpn": {"nexthop route-map <name>": {}, "retain route-target all": {}},
        "vrf <vrf>": {"address-family ipv4 unicast": PATHS_OF},
        "template peer <peers>": {
            "update-source loopback0": {},
            "ebgp-multihop <1-64>": {},
            "bfd": {},
            "password 0 <secret>": {},
            "timers <seconds> <seconds>": {},
            "address-family ipv4 unicast": FAMILY,
            "address-family ipv6 unicast": FAMILY,
            "address-family l2vpn evpn": {
                "send-community": {},
                "send-community extended": {},
                "route-map <name> in": {},
                "route-map <name> out": {},
            },
        },
        "neighbor <ip>": {
            **NEIGHBOR,
            "bfd": {},
            "password 0 <secret>": {},
            "timers <seconds> <seconds>": {},
            "address-family ipv4 unicast": WAN,
        },
        "neighbor <port>": NEIGHBOR,
    },
}


PATHS = re.compile("|".join(paths(COMMANDS, VALUES)))


def commands(text: str) -> Iterator[tuple[str, ...]]:
    """Each line with the blocks around it."""
    around: list[str] = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("!"):
            depth = (len(line) - len(line.lstrip())) // 2
            around[depth:] = [line.strip()]
            yield tuple(around)


def unknown(text: str) -> list[str]:
    """Commands that aren't here, or not in this place."""
    return strangers(commands(text), PATHS)
