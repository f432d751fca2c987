"""Every EOS command that may appear, by the block it belongs to. <words> in angle brackets are values.

Read off Arista's own generator (aristanetworks/avd: schema and rendered configurations), Batfish's grammar for EOS and
the Arista EOS User Manual, not off our templates: what isn't here was invented.
"""

import re
from collections.abc import Iterator

from tests.platforms.words import paths, strangers

VALUES = {
    "facility": r"local[0-7]",
    "name": r"[A-Za-z][A-Za-z0-9_-]*",
    "secret": r"<(?:env|file|command):[^>]+>",
    "n": r"\d+",
    "log": r"-?\d",
    "n,": r"(?:\d+(?:-\d+)?,)*\d+(?:-\d+)?|none",
    "dscps": r"\d{1,2}(?: \d{1,2})*",
    "s": r"\d+(?:\.\d{1,3})?",
    "percent": r"[1-9]\d?|100",
    "size": r"[1-9]\d* k?bytes",
    "text": r"[!-~]+(?: [!-~]+)*",
    "speed": r"(?:10|25|40|50|100|200|400)g|40g-4|50g-[12]|100g-[124]|200g-[124]|400g-[248]|800g-[48]",
    "port": r"Ethernet\d+(?:/\d+){0,2}",
    "sub": r"Ethernet\d+(?:/\d+){0,2}\.\d+",
    "mac": r"[0-9a-f]{2}(?::[0-9a-f]{2}){5}",
    "triples": r"[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}",
    "segment": r"[0-9a-f]{4}(?::[0-9a-f]{4}){4}",
    "rd": r"\d+(?:\.\d+){3}:\d+",
    "4": r"\d+(?:\.\d+){3}",
    "4/": r"\d+(?:\.\d+){3}/\d+",
    "6/": r"[0-9a-f:]+/\d+",
    "ip": r"\d+(?:\.\d+){3}|[0-9a-f]*:[0-9a-f:]*",
    "community": r"\d+:\d+",
    "large": r"\d+:\d+:\d+",
    "communities": r"\d+:\d+(?: \d+:\d+)*",
    "larges": r"\d+:\d+:\d+(?: \d+:\d+:\d+)*",
    "asns": r"\d+(?: \d+)*",
    "severity": r"errors|warnings|notifications|debugging",
    "group": r"(?:LEAVES|SPINES|SUPER-SPINES)(?:-V6|-VRF|-EVPN)?",
    "map": r"FROM-(?:ABOVE|BELOW|WAN-[a-z0-9-]+)(?:-IN-[a-z0-9-]+)?"
    r"|TO-(?:ABOVE|BELOW|WAN-[a-z0-9-]+(?:-IN-[a-z0-9-]+)?)|PASS-ABOVE|EVPN-FROM-ABOVE|NEAR-[a-z0-9-]+",
    "management": r"Management[01]",
    "chain": r"CHAINS[A-Za-z0-9-]*",
    "list": r"(?:IN|WAN)-[a-z][a-z0-9-]*|CHAINS[A-Za-z0-9-]*|CONTROL-PLANE(?:-V6)?|MANAGEMENT(?:-V6)?",
    "action": r"permit|deny",
    "protocol": r"ip|ipv6|tcp|udp|icmp|icmpv6|ospf",
    "end": r"any|host [0-9a-f:.]+|[0-9a-f:.]+/\d+|\d+(?:\.\d+){3} \d+(?:\.\d+){3}",
    "asked": r"(?: eq [a-z0-9-]+| range [a-z0-9-]+ [a-z0-9-]+)?",
    "copp": r"copp-system-(?:bgp|bfd|OspfIsis|arp|selfip|selfip-tc6to7)",
    "answer": r"(?: established)?",
}

QUEUE = {
    "no priority": {},
    "priority strict": {},
    "bandwidth percent <percent>": {},
    "random-detect ecn minimum-threshold <size> maximum-threshold <size> max-mark-probability <percent> weight 0": {},
}
COUNT = {"random-detect ecn count": {}}
HELLOS = {
    "ip ospf neighbor bfd": {},
    "ip ospf cost <n>": {},
    "ip ospf dead-interval <n>": {},
    "ip ospf hello-interval <n>": {},
    "ip ospf network point-to-point": {},
    "ip ospf authentication message-digest": {},
    "ip ospf area <4>": {},
    "ip ospf message-digest-key 1 md5 0 <secret>": {},
}
OSPF = {
    "router-id <4>": {}, "passive-interface default": {}, "no passive-interface <port>": {}, "maximum-paths <n>": {},
}  # fmt: skip
VRF_UP = {"vrf <name>": {"no shutdown": {}}}
API_UP = {"vrf <name>": {"no shutdown": {}, "ip access-group <list>": {}, "ipv6 access-group <list>": {}}}
ENTRY = {"<n> <action> <protocol> <end><asked> <end><asked><answer>": {}}
SOURCE = {"<n> <action> <end>": {}}
LISTED = {"ip access-group <list> in": {}, "ipv6 access-group <list> in": {}}
FAMILY = {
    "neighbor <group> activate": {},
    "neighbor <group> route-map <map> in": {},
    "neighbor <group> route-map <map> out": {},
}
WAN = {
    "neighbor <4> activate": {},
    "neighbor <4> route-map <map> in": {},
    "neighbor <4> route-map <map> out": {},
}

COMMANDS = {
    "no aaa root": {},
    "username <name> privilege 15 role network-admin secret sha512 <secret>": {},
    "username <name> privilege 1 role network-operator secret sha512 <secret>": {},
    "hardware counter feature ecn out": {},
    "vlan internal order ascending range <n> <n>": {},
    "load-balance policies": {
        "load-balance sand profile <name>": {"fields udp dst-port 4791": {"payload bytes 5-7": {}}},
    },
    "service routing protocols model multi-agent": {},
    "logging buffered <n> informational": {},
    "logging vrf <name> host <ip>": {},
    "logging vrf <name> host <ip> 6514 protocol tls ssl-profile SYSLOG": {},
    "logging facility <facility>": {},
    "logging vrf <name> source-interface <management>": {},
    "link tracking group <name>": {"recovery delay <n>": {}},
    "platform trident mmu queue profile <name>": {"ingress headroom <n>": {}},
    "platform trident mmu queue profile <name> apply": {},
    "platform trident mmu headroom-pool limit <n>": {},
    "hostname <name>": {},
    "ip name-server vrf <name> <ip>": {},
    "dns domain <text>": {},
    "logging trap <severity>": {},
    "class-map type pbr match-any <chain>": {"match ip access-group <chain>": {}},
    "policy-map type pbr <chain>": {"<n> class <chain>": {"set nexthop <4>": {}, "set nexthop recursive <4>": {}}},
    "policy-map type copp copp-system-policy": {"class <copp>": {"shape pps <n>": {}, "bandwidth pps <n>": {}}},
    "ptp domain <n>": {},
    "ptp mode boundary": {},
    "ptp profile g8275.1": {},
    "ptp source ip <4>": {},
    "sflow sample <n>": {},
    "sflow polling-interval <n>": {},
    "sflow vrf <name> destination <ip>": {},
    "sflow vrf <name> destination <ip> <n>": {},
    "sflow vrf <name> source-interface <management>": {},
    "sflow run": {},
    "management api gnmi": {
        "transport grpc default": {
            "ssl profile <name>": {}, "port <n>": {}, "vrf <name>": {}, "ip access-group <list>": {},
        },
    },
    "management security": {
        "ssl profile <name>": {"trust certificate <name>.crt": {}, "certificate <name>.crt key <name>.key": {}},
    },
    "qos profile <name>": {
        "qos trust dscp": {},
        "priority-flow-control on": {},
        "priority-flow-control priority <n> no-drop": {},
        "priority-flow-control pause watchdog": {},
        "no priority-flow-control pause watchdog": {},
        "uc-tx-queue <n>": QUEUE,
        "tx-queue <n>": QUEUE,
    },
    "port-channel load-balance sand profile <name>": {},
    "spanning-tree mode mstp": {},
    "vlan <n>": {"name <name>": {}},
    "vrf instance <name>": {},
    "management api http-commands": {"no shutdown": {}, **API_UP},
    "management ssh": {
        **VRF_UP, **LISTED, "ip access-group <list> vrf <name> in": {}, "ipv6 access-group <list> vrf <name> in": {},
    },
    "ip access-list <list>": ENTRY,
    "ip access-list standard <list>": SOURCE,
    "ipv6 access-list <list>": ENTRY,
    "ipv6 access-list standard <list>": SOURCE,
    "system control-plane": {
        **LISTED, "ip access-group <list> vrf <name> in": {}, "ipv6 access-group <list> vrf <name> in": {},
    },
    "interface <port>": {
        "description <text>": {},
        "mtu <n>": {},
        "speed <speed>": {},
        "no switchport": {},
        "switchport trunk allowed vlan <n,>": {},
        "switchport mode trunk": {},
        "vrf <name>": {},
        "ip address <4/>": {},
        "ipv6 enable": {},
        "ipv6 address <6/>": {},
        "bfd interval <n> min-rx <n> multiplier <n>": {},
        **HELLOS,
        "ptp enable": {},
        "ptp announce interval <log>": {},
        "ptp announce timeout <n>": {},
        "ptp delay-req interval <log>": {},
        "ptp role master": {},
        "ptp sync-message interval <log>": {},
        "ip access-group <list> in": {},
        "ptp transport layer2": {},
        "ptp transport ipv4": {},
        "service-profile <name>": {},
        "uc-tx-queue <n>": COUNT,
        "tx-queue <n>": COUNT,
        "spanning-tree portfast": {},
        "service-policy type pbr input <chain>": {},
        "channel-group <n> mode active": {},
        "link tracking group <name> upstream": {},
    },
    "interface Port-Channel<n>": {
        "description <text>": {},
        "switchport trunk allowed vlan <n,>": {},
        "switchport mode trunk": {},
        "evpn ethernet-segment": {"identifier <segment>": {}, "route-target import <mac>": {}},
        "lacp system-id <triples>": {},
        "service-profile <name>": {},
        "spanning-tree portfast": {},
        "link tracking group <name> downstream": {},
    },
    "interface Loopback0": {"ip address <4/>": {}, "ip ospf area <4>": {}, "ipv6 address <6/>": {}},
    "interface <sub>": {
        "description <text>": {}, "mtu <n>": {}, "encapsulation dot1q vlan <n>": {}, "vrf <name>": {},
        "ip address <4/>": {}, **HELLOS,
    },
    "interface Vxlan1": {
        "vxlan source-interface Loopback0": {}, "vxlan udp-port 4789": {}, "vxlan vlan <n> vni <n>": {},
        "vxlan vrf <name> vni <n>": {}, "vxlan qos ecn propagation": {}, "vxlan qos dscp propagation encapsulation": {},
        "vxlan qos map dscp to traffic-class decapsulation": {},
    },
    "ip virtual-router mac-address <mac>": {},
    "interface <management>": {"vrf <name>": {}, "ip address <4/>": {}, "ipv6 address <6/>": {}},
    "interface Vlan<n>": {
        "mtu <n>": {}, "vrf <name>": {}, "ip address <4/>": {}, "ip address virtual <4/>": {},
        "ip ospf cost <n>": {}, "ip ospf area <4>": {},
        "ip access-group <list> in": {}, "service-policy type pbr input <chain>": {},
    },
    "ip routing": {},
    "ip routing ipv6 interfaces": {},
    "ip load-sharing trident <n>": {},
    "ip hardware fib load-balance distribution dynamic": {},
    "ip routing vrf <name>": {},
    "no ip routing vrf <name>": {},
    "ip community-list <name> permit <community>": {},
    "ip extcommunity-list <name> permit rt <community>": {},
    "ip large-community-list <name> permit <large>": {},
    "ip prefix-list <name>": {
        "seq <n> permit <4/> eq <n>": {}, "seq <n> permit <4/> le <n>": {}, "seq <n> permit <4/>": {},
    },
    "ipv6 prefix-list <name>": {"seq <n> permit <6/> eq 128": {}},
    "ipv6 unicast-routing": {},
    "ip route vrf <name> <4/> <4>": {},
    "ipv6 route vrf <name> ::/0 <ip>": {},
    "ntp local-interface vrf <name> <management>": {},
    "ntp server vrf <name> <ip> iburst": {},
    "qos map dscp <dscps> to traffic-class <n>": {},
    "priority-flow-control pause watchdog default timeout <s>": {},
    "priority-flow-control pause watchdog default recovery-time <s>": {},
    "priority-flow-control pause watchdog default polling-interval <s>": {},
    "priority-flow-control pause watchdog action drop": {},
    "priority-flow-control pause watchdog action notify-only": {},
    "route-map <name> permit <n>": {
        "match ip address prefix-list <name>": {},
        "match ipv6 address prefix-list <name>": {},
        "match community <name>": {},
        "match extcommunity <name>": {},
        "match large-community <name>": {},
        "set as-path prepend <asns>": {},
        "set community <communities>": {},
        "set community <community> additive": {},
        "set community none": {},
        "set large-community <larges>": {},
        "set large-community none": {},
        "set local-preference <n>": {},
    },
    "route-map <name> deny <n>": {"match community <name>": {}},
    "router bfd": {"interval <n> min-rx <n> multiplier <n> default": {}},
    "router bgp <n>": {
        "router-id <4>": {},
        "update wait-install": {},
        "no bgp default ipv4-unicast": {},
        "maximum-paths <n> ecmp <n>": {},
        "graceful-restart restart-time <n>": {},
        "graceful-restart": {},
        "neighbor <group> peer group": {},
        "neighbor <group> bfd": {},
        "neighbor <group> update-source Loopback0": {},
        "neighbor <group> ebgp-multihop <n>": {},
        "neighbor <group> allowas-in 1": {},
        "neighbor <group> timers <n> <n>": {},
        "neighbor <group> password 0 <secret>": {},
        "neighbor <group> send-community": {},
        "neighbor <group> maximum-routes 0": {},
        "neighbor <ip> peer group <group>": {},
        "neighbor <ip> remote-as <n>": {},
        "neighbor <ip> description <text>": {},
        "neighbor <ip> timers <n> <n>": {},
        "neighbor <ip> send-community": {},
        "neighbor <ip> bfd": {},
        "neighbor <ip> password 0 <secret>": {},
        "neighbor <ip> maximum-routes 0": {},
        "neighbor <ip> maximum-routes <n> warning-limit <percent> percent": {},
        "neighbor <ip> maximum-routes <n> warning-limit <percent> percent warning-only": {},
        "aggregate-address <4/> summary-only": {},
        "redistribute connected route-map <name>": {},
        "neighbor interface <port> peer-group <group> remote-as <n>": {},
        "address-family ipv4": {**FAMILY, **WAN, "neighbor <group> next-hop address-family ipv6 originate": {}},
        "address-family ipv6": FAMILY,
        "address-family evpn": {**FAMILY, "bgp next-hop-unchanged": {}},
        "vlan <n>": {"rd <rd>": {}, "route-target both <community>": {}, "redistribute learned": {}},
        "vrf <name>": {
            "rd <rd>": {},
            "route-target import evpn <community>": {},
            "route-target import evpn route-map <name>": {},
            "route-target export evpn <community>": {},
            "router-id <4>": {},
            "update wait-install": {},
            "maximum-paths <n> ecmp <n>": {},
            "neighbor <4> peer group <group>": {},
            "neighbor <4> remote-as <n>": {},
            "neighbor <4> description <text>": {},
            "neighbor <4> timers <n> <n>": {},
            "neighbor <4> send-community": {},
            "neighbor <4> maximum-routes 0": {},
            "redistribute connected": {},
            "redistribute connected route-map <name>": {},
            "redistribute connected include leaked route-map <name>": {},
            "redistribute static route-map <name>": {},
            "address-family ipv4": WAN,
        },
    },
    "router general": {"vrf <name>": {"leak routes source-vrf <name> subscribe-policy <name>": {}}},
    "router ospf 1": OSPF,
    "router ospf <n> vrf <name>": {
        **{line: below for line, below in OSPF.items() if line != "no passive-interface <port>"},
        "no passive-interface <sub>": {},
        "redistribute connected include leaked route-map <name>": {},
        "redistribute static route-map <name>": {},
    },
    "end": {},
}  # fmt: skip


PATHS = re.compile("|".join(paths(COMMANDS, VALUES)))


def commands(text: str) -> Iterator[tuple[str, ...]]:
    """Each line with the blocks around it."""
    around: list[str] = []
    for line in text.splitlines():
        if line.strip() != "!" and not line.startswith("! "):
            depth = (len(line) - len(line.lstrip()) + 2) // 3
            around[depth:] = [line.strip()]
            yield tuple(around)


def unknown(text: str) -> list[str]:
    """Commands that aren't here, or not in this place."""
    return strangers(commands(text), PATHS)
