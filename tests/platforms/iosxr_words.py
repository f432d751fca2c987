"""Every IOS-XR command that may appear, by the block it belongs to. <words> in angle brackets are values.

Read off Cisco's unified YANG models (YangModels/yang, vendor/cisco/xr, 25.3.1 to 26.2.1), Cisco's guides to the 8000
series and Batfish's grammar for IOS-XR, not off our templates: what isn't here was invented.
"""

import re
from collections.abc import Iterator

from tests.platforms.words import paths, strangers


def at_most(most: int) -> str:
    """Whole numbers from 1."""
    return "|".join(str(number) for number in range(1, most + 1))


VALUES = {
    "facility": r"local[0-7]",
    "name": r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}",
    "vrf": r"[A-Za-z][A-Za-z0-9._-]{0,31}",
    "severity": r"error|warning|notifications|info|debugging",
    "secret": r"<(?:env|file|command):[^>]+>",
    "n": r"\d+",
    "asn": r"[1-9]\d{0,9}",
    "text": r"[!-~]+(?: [!-~]+)*",
    "port": r"(?:Hundred|TwoHundred|FourHundred|EightHundred)GigE0/\d+/0/\d+(?:/\d)?",
    "optics": r"Optics0/\d+/0/\d+",
    "breakout": r"[248]x(?:100|200|400)",
    "flow": r"ospf (?:unicast|multicast) known|bfd known|bgp (?:known|configured)",
    "card": r"0/(?:RP0|\d+)/CPU0",
    "4": r"\d+(?:\.\d+){3}",
    "4/": r"\d+(?:\.\d+){3}/\d+",
    "6": r"[0-9a-f]*:[0-9a-f:]*",
    "6/": r"[0-9a-f:]+/\d+",
    "ip": r"\d+(?:\.\d+){3}|[0-9a-f]*:[0-9a-f:]*",
    "seq": r"[1-9]\d*",
    "proto": r"ipv4|tcp|udp|icmp|ospf",
    "ported": r"tcp|udp",
    "action": r"permit|deny",
    "end6": r"any|[0-9a-f:]+/\d+",
    "end": r"any|host \d+(?:\.\d+){3}|\d+(?:\.\d+){3}(?:/\d+| \d+(?:\.\d+){3})",
    "asked": r"(?: eq [\da-z-]+| range [\da-z-]+ [\da-z-]+)?",
    "tag": r"[1-9]\d{0,2}|[1-3]\d{3}|40[0-8]\d|409[0-4]",
    "mtu": r"[1-9]\d{2}|[1-8]\d{3}|9[0-5]\d\d|96[0-3]\d|964[0-6]",
    "seed": at_most(35),
    "often": r"1|2|4|8|16|32|64|128",
    "domain": r"2[4-9]|3\d|4[0-3]",
    "0-7": r"[0-7]",
    "1-7": r"[1-7]",
    "1-10": at_most(10),
    "1-63": at_most(63),
    "1-64": at_most(64),
    "rate": r"[1-9]\d{2,4}|1\d{5}|2[0-5]\d{4}|26[01]\d{3}|262(?:0\d\d|1[0-3]\d|14[0-4])",
    "cost": r"[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]",
    "1-100": at_most(100),
    "ms": r"[1-9]\d\d|1000",
    "us": r"[1-9]\d*",
    "bytes": r"[1-9]\d{5,6}",
    "dscps": r"(?:\w+ ){0,7}\w+",
    "community": r"\d+:\d+",
    "group": r"(?:LEAVES|SPINES|SUPER-SPINES)(?:-V6)?",
    "policy": r"(?:CONNECTED|TO-ABOVE|TO-BELOW)(?:-V6)?|FROM-ABOVE|PASS|PASS-ABOVE|NOTHING"
    r"|(?:LOCAL|NEAR)-[A-Za-z0-9._-]+",
    "through": r"THROUGH-[A-Za-z0-9._-]+",
    "depth": r"[1-9]\d* (?:us|bytes)",
}

ACE = {
    "<seq> <action> <proto> <end> <end>": {},
    "<seq> <action> <ported> <end><asked> <end><asked>": {},
    "<seq> permit tcp <end><asked> <end><asked> established": {},
}
ACE6 = {"<seq> <action> ipv6 <end6> any": {}}

FAMILY = {
    "route-policy <policy> in": {},
    "route-policy <policy> out": {},
    "send-community-ebgp": {},
}
AWAY = {"maximum-paths ebgp <n>": {}, "redistribute connected route-policy <policy>": {}}
PASS = {"set community (<community>) additive": {}, "pass": {}}

QUIET = {"cost <cost>": {}, "passive enable": {}}
HELLOS = {
    "bfd minimum-interval <n>": {},
    "bfd fast-detect": {},
    "bfd multiplier <n>": {},
    "cost <cost>": {},
    "authentication message-digest": {},
    "message-digest-key 1 md5 <secret>": {},
    "network point-to-point": {},
    "hello-interval <cost>": {},
    "dead-interval <cost>": {},
}

COMMANDS = {
    "hostname <name>": {},
    "logging source-interface MgmtEth0/RP0/CPU0/0 vrf <vrf>": {},
    "logging <ip> vrf <vrf> severity <severity>": {},
    "logging facility <facility>": {},
    "domain vrf <vrf> name <name>": {},
    "domain vrf <vrf> name-server <ip>": {},
    "username <name>": {
        "group root-lr": {}, "group cisco-support": {}, "group operator": {}, "secret 10 <secret>": {},
    },
    "vrf <vrf>": {"address-family ipv4 unicast": {}, "address-family ipv6 unicast": {}},
    "ntp": {
        "server vrf <vrf> <4>": {}, "server vrf <vrf> ipv6 <6>": {}, "source vrf <vrf> MgmtEth0/RP0/CPU0/0": {},
    },
    "lldp": {},
    "ptp": {
        "clock": {"domain <domain>": {}, "profile g.8275.1 clock-type T-BC": {}},
        "profile <name>": {
            "multicast target-address ethernet 01-1B-19-00-00-00": {},
            "transport ethernet": {},
            "port state any": {},
            "port state master-only": {},
            "sync frequency <often>": {},
            "announce timeout <1-10>": {},
            "announce frequency <often>": {},
            "delay-request frequency <often>": {},
        },
    },
    "cef platform load-balancing algorithm adjust <seed>": {},
    "hw-module profile priority-flow-control location <card>": {
        "buffer-internal traffic-class <0-7> pause-threshold <bytes> headroom <bytes>": {},
        "buffer-internal traffic-class <0-7> pause-threshold <bytes> headroom <bytes> ecn <bytes> max-threshold <bytes>"
        " probability-percentage <1-100>": {},
        "buffer-extended traffic-class <0-7> pause-threshold <us> us": {},
    },
    "hw-module profile netflow sflow-enable location <card>": {},
    "lpts pifib hardware police": {"flow <flow> rate <n>": {}},
    "flow exporter-map <name>": {
        "version sflow v5": {}, "transport udp <n>": {}, "source MgmtEth0/RP0/CPU0/0": {},
        "destination <ip> vrf <vrf>": {},
    },
    "flow monitor-map <name>": {
        "record sflow": {},
        "sflow options": {
            "if-counters polling-interval <n>": {}, "input ifindex physical": {}, "output ifindex physical": {},
        },
        "exporter <name>": {},
    },
    "sampler-map <name>": {"random 1 out-of <rate>": {}},
    "priority-flow-control watchdog mode on": {},
    "priority-flow-control watchdog mode off": {},
    "priority-flow-control watchdog interval <ms>": {},
    "priority-flow-control watchdog shutdown-multiplier <1-10>": {},
    "priority-flow-control watchdog auto-restore-multiplier <1-100>": {},
    "ipv4 access-list <name>": ACE,
    "ipv6 access-list <name>": ACE6,
    "class-map match-any <name>": {"match dscp <dscps>": {}, "match traffic-class <1-7>": {}, "end-class-map": {}},
    "policy-map <name>": {
        "class <name>": {
            "set traffic-class <0-7>": {},
            "priority level <1-7>": {},
            "bandwidth remaining ratio <1-63>": {},
            "queue-limit <us> us": {},
            "random-detect <depth> <depth>": {},
            "random-detect ecn": {},
        },
        "end-policy-map": {},
    },
    "interface Loopback0": {"ipv4 address <4> 255.255.255.255": {}, "ipv6 address <6/>": {}},
    "interface MgmtEth0/RP0/CPU0/0": {"vrf <vrf>": {}, "ipv4 address <4> <4>": {}, "ipv6 address <6/>": {}},
    "interface <port>.<tag>": {
        "description <text>": {}, "vrf <vrf>": {}, "ipv4 address <4> 255.255.255.254": {},
        "encapsulation dot1q <tag>": {},
    },
    "controller <optics>": {"breakout <breakout>": {}},
    "interface <port>": {
        "description <text>": {},
        "ptp": {"profile <name>": {}},
        "service-policy input <name>": {},
        "service-policy output <name>": {},
        "mtu <mtu>": {},
        "vrf <vrf>": {},
        "ipv4 address <4> 255.255.255.254": {},
        "ipv4 access-group <name> ingress": {},
        "ipv6 address <6/>": {},
        "flow datalinkframesection monitor <name> sampler <name> ingress": {},
        "priority-flow-control mode on": {},
        "priority-flow-control watchdog mode off": {},
    },
    "prefix-set LOCAL-<vrf>": {
        "<4/>": {}, "<4/>,": {}, "<4/> eq 31": {}, "<4/> eq 31,": {}, "<4/> le 32": {},
    },
    "prefix-set <through>": {"<4/>": {}, "<4/>,": {}},
    "prefix-set <name>": {"<4/> eq 32": {}, "<4/> le 31": {}, "<6/> eq 128": {}},
    "community-set <name>": {"<community>": {}},
    "end-set": {},
    "route-policy <policy>": {
        **PASS,
        "drop": {},
        "if community matches-any <name> then": {"drop": {}},
        "if destination in <name> then": PASS,
        "if destination in <name> or destination in <name> then": PASS,
        "endif": {},
    },
    "route-policy <through>": {"if destination in <through> then": {"pass": {}}, "endif": {}},
    "end-policy": {},
    "router static": {
        "vrf <vrf>": {
            "address-family ipv4 unicast": {"<4/> <4>": {}},
            "address-family ipv6 unicast": {"::/0 <6>": {}},
        },
    },
    "router ospf 1": {
        "router-id <4>": {},
        "maximum paths <1-64>": {},
        "area <4>": {"interface Loopback0": {"passive enable": {}}, "interface <port>": {**QUIET, **HELLOS}},
        "vrf <vrf>": {
            "router-id <4>": {},
            "maximum paths <1-64>": {},
            "area <4>": {"interface <port>": QUIET, "interface <port>.<tag>": HELLOS},
        },
    },
    "router bgp <asn>": {
        "bgp router-id <4>": {},
        "bgp graceful-restart restart-time <n>": {},
        "bgp graceful-restart": {},
        "bgp bestpath as-path multipath-relax": {},
        "address-family ipv4 unicast": {**AWAY, "aggregate-address <4/> summary-only": {}},
        "address-family ipv6 unicast": AWAY,
        "neighbor-group <group>": {
            "timers <n> <n>": {},
            "bfd fast-detect": {},
            "bfd multiplier <n>": {},
            "bfd minimum-interval <n>": {},
            "password clear <secret>": {},
            "address-family ipv4 unicast": {**FAMILY, "allowas-in 1": {}},
            "address-family ipv6 unicast": FAMILY,
        },
        "address-family vpnv4 unicast": {},
        "vrf <vrf>": {
            "rd <4>:<n>": {},
            "bgp bestpath as-path multipath-relax": {},
            "default-information originate": {},
            "address-family ipv4 unicast": {**AWAY, "redistribute static route-policy <through>": {}},
            "neighbor <4>": {
                "remote-as <asn>": {}, "timers <n> <n>": {}, "bfd fast-detect": {}, "bfd multiplier <n>": {},
                "bfd minimum-interval <n>": {}, "password clear <secret>": {}, "description <text>": {},
                "address-family ipv4 unicast": {**FAMILY, "allowas-in 1": {}},
            },
        },
        "neighbor <ip>": {"remote-as <asn>": {}, "use neighbor-group <group>": {}, "description <text>": {}},
    },
    "netconf-yang agent": {"ssh": {}},
    "ssh server v2": {},
    "ssh server vrf <vrf>": {},
    "ssh server netconf vrf <vrf>": {},
    "ssh server vrf <vrf> ipv4 access-list <name> ipv6 access-list <name>": {},
    "ssh server netconf vrf <vrf> ipv4 access-list <name> ipv6 access-list <name>": {},
    "end": {},
}  # fmt: skip


PATHS = re.compile("|".join(paths(COMMANDS, VALUES)))


def commands(text: str) -> Iterator[tuple[str, ...]]:
    """Each line with the blocks around it; a policy or set indents by two, everything else by one."""
    around: list[tuple[int, str]] = []
    for line in text.splitlines():
        if not line.strip().startswith("!"):
            depth = len(line) - len(line.lstrip())
            around = [(each, words) for each, words in around if each < depth] + [(depth, line.strip())]
            yield tuple(words for _, words in around)


def unknown(text: str) -> list[str]:
    """Commands that aren't here, or not in this place."""
    return strangers(commands(text), PATHS)
