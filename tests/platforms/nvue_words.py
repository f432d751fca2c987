"""Every leaf of NVUE that may appear, as the words of `nv set`. <words> in angle brackets are values, 1-128 a range.

Read off NVIDIA's documentation, not off our templates: what isn't here was invented. LISTED is from the list of all
commands (Cumulus Linux 5.4 user guide, NVUE Commands, with its ranges), GUIDE from chapters of the guide for 5.13,
REFERENCE from the NVUE command reference, CONFIGURED from configurations of NVIDIA's own (the examples in the guide for
5.13, golden files of github.com/NVIDIA/nv-config-manager).
"""

import re
from collections.abc import Iterator

VALUES = {
    "port": r"swp[1-9]\d*(?:s[0-7])?",
    "cage": r"swp[1-9]\d*",
    "sub": r"swp[1-9]\d*(?:s[0-7])?\.[1-9]\d*",
    "svi": r"vlan[1-9]\d*",
    "bond": r"bond[1-9]\d*",
    "mac": r"[0-9a-f]{2}(?::[0-9a-f]{2}){5}",
    "name": r"[A-Za-z][A-Za-z0-9_-]*",
    "text": r"[!-~]+(?: [!-~]+)*",
    "4": r"\d+(?:\.\d+){3}",
    "4/": r"\d+(?:\.\d+){3}/\d+",
    "6/": r"[0-9a-f:]+/\d+",
    "ip": r"\d+(?:\.\d+){3}|[0-9a-f]*:[0-9a-f:]*",
    "community": r"\d+:\d+",
    "member": r"(?:\d+\.\d+\.\d+\.\d+|\d+):\d+",
    "ports": r"\d{1,5}(?::\d{1,5})?",
    "log": r"-?\d",
    "secret": r"<(?:env|file|command):[^>]+>",
    "family": r"ipv[46]-unicast",
}
LISTED = """
interface eth0 ip address <4/>
interface eth0 ip address <6/>
interface eth0 ip gateway <ip>
interface eth0 ip vrf mgmt
interface eth0 type eth
interface lo ip address <4/>
interface lo ip address <6/>
interface lo type loopback
interface <port> bridge domain br_default untagged none
interface <port> bridge domain br_default vlan 1-4094
interface <port> description <text>
interface <port> ip address <4/>
interface <port> ip address <6/>
interface <port> ip vrf <name>
interface <port> link fec rs
interface <port> link mtu 552-9216
interface <port> link speed (10M|100M|1G|10G|25G|40G|50G|100G|200G|400G|800G)
interface <port> link state up
interface <port> qos congestion-control profile <name>
interface <port> qos pfc profile <name>
interface <port> router adaptive-routing enable on
interface <port> router pbr map <name>
interface <svi> router pbr map <name>
interface <port> type swp
interface <sub> description <text>
interface <sub> ip address <4/>
interface <sub> ip vrf <name>
interface <sub> link mtu 552-9216
interface <svi> description <text>
interface <svi> ip address <4/>
interface <svi> ip vrf <name>
interface <svi> link mtu 552-9216
interface <svi> type svi
interface <svi> vlan 1-4094
service dns mgmt server <ip>
service ntp mgmt server <ip>
system forwarding hash-seed 0-4294967295
system hostname <name>
vrf default router bgp address-family ipv4-unicast aggregate-route <4/> summary-only on
vrf default router bgp address-family <family> enable on
vrf default router bgp address-family <family> multipaths ebgp 1-128
vrf default router bgp address-family <family> redistribute connected enable on
vrf default router bgp address-family <family> redistribute connected route-map <name>
vrf default router bgp path-selection multipath aspath-ignore on
vrf default router bgp peer-group <name> address-family <family> aspath allow-my-asn enable on
vrf default router bgp peer-group <name> address-family <family> aspath allow-my-asn occurrences 1-10
vrf default router bgp peer-group <name> address-family <family> enable (on|off)
vrf default router bgp peer-group <name> address-family <family> policy inbound route-map <name>
vrf default router bgp peer-group <name> address-family <family> policy outbound route-map <name>
vrf default router bgp peer-group <name> bfd detect-multiplier 2-255
vrf default router bgp peer-group <name> bfd enable on
vrf default router bgp peer-group <name> bfd min-rx-interval 50-60000
vrf default router bgp peer-group <name> bfd min-tx-interval 50-60000
vrf default router bgp peer-group <name> timers connection-retry 1-65535
vrf default router bgp peer-group <name> timers hold 3-65535
vrf default router bgp peer-group <name> timers keepalive 1-65535
vrf default router bgp address-family l2vpn-evpn enable on
vrf default router bgp peer-group <name> address-family l2vpn-evpn aspath allow-my-asn enable on
vrf default router bgp peer-group <name> address-family l2vpn-evpn aspath allow-my-asn occurrences 1-10
vrf default router bgp peer-group <name> address-family l2vpn-evpn enable on
vrf default router bgp peer-group <name> address-family l2vpn-evpn policy inbound route-map <name>
vrf default router bgp peer-group <name> address-family l2vpn-evpn policy outbound route-map <name>
vrf <name> evpn enable on
vrf <name> evpn vni 1-16777215
vrf <name> router bgp address-family ipv4-unicast enable on
vrf <name> router bgp address-family ipv4-unicast multipaths ebgp 1-128
vrf <name> router bgp address-family ipv4-unicast redistribute connected enable on
vrf <name> router bgp address-family ipv4-unicast route-export to-evpn enable on
vrf <name> router bgp autonomous-system 1-4294967295
vrf <name> router bgp enable on
vrf <name> router bgp path-selection multipath aspath-ignore on
vrf <name> router bgp rd <member>
vrf <name> router bgp route-export to-evpn route-target <member>
vrf <name> router bgp route-import from-evpn route-target <member>
vrf <name> router bgp router-id <4>
vrf <name> router bgp address-family ipv4-unicast redistribute connected route-map <name>
vrf <name> router bgp address-family ipv4-unicast redistribute static enable on
vrf <name> router bgp address-family ipv4-unicast redistribute static route-map <name>
vrf <name> router ospf redistribute static enable on
vrf <name> router ospf redistribute static route-map <name>
vrf <name> router static <4/> address-family ipv4-unicast
vrf <name> router static <4/> via <4> type ipv4-address
vrf <name> router bgp address-family ipv4-unicast route-import from-vrf enable on
vrf <name> router bgp address-family ipv4-unicast route-import from-vrf list <name>
vrf <name> router bgp address-family ipv4-unicast route-import from-vrf route-map <name>
vrf <name> router bgp peer-group <name> address-family ipv4-unicast aspath allow-my-asn enable on
vrf <name> router bgp peer-group <name> address-family ipv4-unicast aspath allow-my-asn occurrences 1-10
vrf <name> router bgp peer-group <name> address-family ipv4-unicast enable on
vrf <name> router bgp peer-group <name> address-family ipv4-unicast policy inbound route-map <name>
vrf <name> router bgp peer-group <name> address-family ipv4-unicast policy outbound route-map <name>
vrf <name> router bgp peer-group <name> bfd detect-multiplier 2-255
vrf <name> router bgp peer-group <name> bfd enable on
vrf <name> router bgp peer-group <name> bfd min-rx-interval 50-60000
vrf <name> router bgp peer-group <name> bfd min-tx-interval 50-60000
vrf <name> router bgp peer-group <name> timers connection-retry 1-65535
vrf <name> router bgp peer-group <name> timers hold 3-65535
vrf <name> router bgp peer-group <name> timers keepalive 1-65535
evpn enable on
vrf default router bgp peer-group <name> multihop-ttl 1-255
vrf default router bgp peer-group <name> update-source lo
evpn multihoming enable on
evpn vni 1-16777215 rd <member>
evpn vni 1-16777215 route-target both <member>
bridge domain br_default vlan 1-4094 vni 1-16777215
interface <bond> bond lacp-rate (fast|slow)
interface <bond> bond member <port>
interface <bond> bond mode lacp
interface <bond> bridge domain br_default untagged none
interface <bond> bridge domain br_default vlan 1-4094
interface <bond> description <text>
interface <bond> evpn multihoming segment enable on
interface <bond> evpn multihoming segment local-id 1-16777215
interface <bond> evpn multihoming segment mac-address <mac>
interface <bond> link mtu 552-9216
interface <bond> type bond
interface <port> evpn multihoming uplink on
interface <svi> ip vrr address <4/>
interface <svi> ip vrr enable on
interface <svi> ip vrr mac-address <mac>
interface <svi> ip vrr state up
router vrr enable on
nve vxlan enable on
nve vxlan source address <4>
router bgp autonomous-system 1-4294967295
router bgp enable on
router bgp graceful-restart mode (off|helper-only|full)
router bgp graceful-restart restart-time 1-3600
router bgp router-id <4>
"""
GUIDE = """
router nexthop group <name> via <4>
router pbr enable on
router pbr map <name> rule 1-255 action nexthop-group <name>
router pbr map <name> rule 1-255 action vrf default
router pbr map <name> rule 1-255 match destination-ip <4/>
router pbr map <name> rule 1-255 match source-ip <4/>
acl <name> type (ipv4|ipv6)
acl <name> rule 1-65535 action (permit|deny)
acl <name> rule 1-65535 match ip dest-ip <4/>
acl <name> rule 1-65535 match ip source-ip <4/>
acl <name> rule 1-65535 match ip source-ip <6/>
acl <name> rule 1-65535 match ip protocol (tcp|udp|ospf|icmp|icmpv6)
acl <name> rule 1-65535 match ip tcp dest-port <ports>
acl <name> rule 1-65535 match ip tcp source-port <ports>
acl <name> rule 1-65535 match ip tcp flags (ack|rst)
acl <name> rule 1-65535 match ip tcp mask (ack|rst)
acl <name> rule 1-65535 match ip udp dest-port <ports>
acl <name> rule 1-65535 match ip udp source-port <ports>
interface <port> acl <name> inbound
system control-plane acl <name> inbound
qos congestion-control default-global traffic-class 0 ecn disable
qos congestion-control <name> traffic-class 0-7 ecn enable
qos congestion-control <name> traffic-class 0-7 max-threshold 1-4294967295
qos congestion-control <name> traffic-class 0-7 min-threshold 1-4294967295
qos congestion-control <name> traffic-class 0-7 probability 1-100
qos congestion-control <name> traffic-class 0-7 red disable
qos egress-scheduler default-global traffic-class 0-7 bw-percent 1-100
qos egress-scheduler default-global traffic-class 0-7 mode (dwrr|strict)
qos mapping default-global dscp 0-63 switch-priority 0-7
qos mapping default-global trust l3
qos pfc <name> cable-length 1-100000
qos pfc <name> rx enable
qos pfc <name> switch-priority 0-7
qos pfc <name> tx enable
qos pfc-watchdog polling-interval 100-5000
qos pfc-watchdog robustness 1-1000
qos traffic-pool default-lossless memory-percent 1-100
qos traffic-pool default-lossy memory-percent 1-100
router policy prefix-list <name> rule 1-65535 action permit
router policy prefix-list <name> rule 1-65535 match <4/>
router policy prefix-list <name> rule 1-65535 match <4/> max-prefix-len 0-32
router policy prefix-list <name> rule 1-65535 match <4/> min-prefix-len 0-32
router policy prefix-list <name> rule 1-65535 match <6/> max-prefix-len 0-128
router policy prefix-list <name> rule 1-65535 match <6/> min-prefix-len 0-128
router policy prefix-list <name> type ipv6
router policy route-map <name> rule 1-65535 action (permit|deny)
router policy route-map <name> rule 1-65535 match ip-prefix-list <name>
router policy route-map <name> rule 1-65535 match type (ipv4|ipv6)
router policy route-map <name> rule 1-65535 match community-list <name>
router policy route-map <name> rule 1-65535 set community <community>
interface <port> ptp enable on
interface <port> ptp forced-master on
interface <port> sflow sample-rate 1-16777215
interface <port> sflow state enabled
service ptp 1 current-profile <name>
service ptp 1 enable on
service ptp 1 profile <name> announce-interval <log>
service ptp 1 profile <name> announce-timeout 2-10
service ptp 1 profile <name> delay-mechanism end-to-end
service ptp 1 profile <name> delay-req-interval <log>
service ptp 1 profile <name> domain 0-127
service ptp 1 profile <name> profile-type (ieee-1588|itu-g-8275-1)
service ptp 1 profile <name> sync-interval <log>
service ptp 1 profile <name> transport (ipv4|802.3)
system aaa user <name> hashed-password <secret>
system aaa user <name> role (system-admin|nvue-admin|nvue-monitor)
system sflow agent interface eth0
system sflow collector <ip> interface eth0
system sflow collector <ip> port 1-65535
system sflow poll-interval 1-300
system sflow state enabled
system syslog server <ip> port 1-65535
system syslog server <ip> protocol (tcp|udp)
system syslog server <ip> vrf mgmt
system syslog severity (debug|info|notice|warn|error|critical|none)
system telemetry buffer-stats export state enabled
system telemetry export otlp grpc cert-id <name>
system telemetry export otlp grpc destination <ip> port 1-65535
system telemetry export otlp state enabled
system telemetry export vrf mgmt
system telemetry interface-stats export state enabled
system telemetry interface-stats sample-interval 1-86400
"""
REFERENCE = """
system control-plane policer (arp|bfd|bgp|icmp-def|icmp6-def-mld|icmp6-neigh|ip2me|pim-ospf-rip|ssh) burst 10-10000
system control-plane policer (arp|bfd|bgp|icmp-def|icmp6-def-mld|icmp6-neigh|ip2me|pim-ospf-rip|ssh) rate 10-50000
interface lo router ospf area <4>
interface lo router ospf enable on
interface <port> router ospf area <4>
interface <port> router ospf enable on
interface <port> router ospf bfd detect-multiplier 2-255
interface <port> router ospf bfd enable on
interface <port> router ospf bfd min-receive-interval 50-60000
interface <port> router ospf bfd min-transmit-interval 50-60000
interface <port> router ospf cost 1-65535
interface <port> router ospf network-type point-to-point
interface <port> router ospf passive on
interface <port> router ospf timers dead-interval 1-65535
interface <port> router ospf timers hello-interval 1-65535
interface <sub> router ospf area <4>
interface <sub> router ospf enable on
interface <sub> router ospf bfd detect-multiplier 2-255
interface <sub> router ospf bfd enable on
interface <sub> router ospf bfd min-receive-interval 50-60000
interface <sub> router ospf bfd min-transmit-interval 50-60000
interface <sub> router ospf cost 1-65535
interface <sub> router ospf network-type point-to-point
interface <sub> router ospf timers dead-interval 1-65535
interface <sub> router ospf timers hello-interval 1-65535
interface <svi> router ospf area <4>
interface <svi> router ospf cost 1-65535
interface <svi> router ospf enable on
interface <svi> router ospf passive on
router ospf enable on
router ospf router-id <4>
vrf default router ospf area <4>
vrf default router ospf enable on
vrf <name> router ospf area <4>
vrf <name> router ospf enable on
vrf <name> router ospf router-id <4>
interface <cage> link breakout (2x|4x) lanes-per-port (1|2|4)
interface <port> qos pfc-watchdog state enable
router adaptive-routing enable on
vrf <name> table auto
"""
CONFIGURED = """
bridge domain br_default type vlan-aware
bridge domain br_default vlan 1-4094
interface <cage> type swp
router policy community-list <name> rule 1-65535 action permit
router policy community-list <name> rule 1-65535 community <community>
system aaa class (nvapply|nvshow|sudo) action allow
system aaa class (nvapply|nvshow|sudo) command-path / permission (all|ro)
system aaa role (nvue-admin|system-admin) class nvapply
system aaa role nvue-monitor class nvshow
system aaa role system-admin class sudo
system api state enabled
system control-plane acl (acl-default-dos|acl-default-whitelist) inbound
system ssh-server state enabled
system timezone Etc/UTC
vrf default router bgp enable on
vrf default router bgp neighbor <ip> description <text>
vrf default router bgp neighbor <ip> peer-group <name>
vrf default router bgp neighbor <ip> remote-as 1-4294967295
vrf default router bgp neighbor <ip> type numbered
vrf default router bgp neighbor <port> description <text>
vrf default router bgp neighbor <port> peer-group <name>
vrf default router bgp neighbor <port> remote-as 1-4294967295
vrf default router bgp neighbor <port> type unnumbered
vrf default router bgp peer-group <name> remote-as 1-4294967295
interface <sub> base-interface <port>
interface <sub> type sub
interface <sub> vlan 1-4094
vrf <name> router bgp neighbor <ip> description <text>
vrf <name> router bgp neighbor <ip> peer-group <name>
vrf <name> router bgp neighbor <ip> remote-as 1-4294967295
vrf <name> router bgp neighbor <ip> type numbered
vrf <name> router bgp peer-group <name> remote-as 1-4294967295
"""
WORD = re.compile(r"<(?P<value>[^>]+)>|(?<= )(?P<low>\d+)-(?P<high>\d+)(?= |$)|\((?P<choice>[^)]+)\)")


def patterns(lines: str) -> Iterator[tuple[str, tuple[range, ...]]]:
    """A pattern for each line, and the ranges that its groups must be in."""
    for line in lines.strip().splitlines():
        ranges = tuple(range(int(row["low"]), int(row["high"]) + 1) for row in WORD.finditer(line) if row["low"])
        yield WORD.sub(_pattern, line), ranges


def _pattern(row: re.Match[str]) -> str:
    if row["low"]:
        return r"(\d+)"
    return f"(?:{row['choice'] or VALUES[row['value']]})"


ALL = "\n".join(part.strip() for part in (LISTED, GUIDE, REFERENCE, CONFIGURED))
KNOWN = [(re.compile(pattern), ranges) for pattern, ranges in patterns(ALL)]


def documented(command: str) -> bool:
    """Whether the command is one of those, its numbers within their ranges."""
    for pattern, ranges in KNOWN:
        found = pattern.fullmatch(command)
        if found and all(int(number) in limits for number, limits in zip(found.groups(), ranges, strict=True)):
            return True
    return False


def commands(tree: object, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Each leaf as the words of `nv set`."""
    if isinstance(tree, dict) and tree:
        for key, inner in tree.items():
            yield from commands(inner, (*path, key))
    else:
        yield " ".join(path if tree == {} else (*path, str(tree)))


def undocumented(tree: object) -> list[str]:
    return [command for command in commands(tree) if not documented(command)]


def natural(key: str) -> tuple[int, list]:
    """Addresses by number behind those of version 4; in words, digits by their value."""
    if re.fullmatch(r"\d+(?:\.\d+){3}(?:/\d+)?", key):
        return (0, [int(part) for part in re.split(r"\D", key)])
    return (1, [(0, int(part)) if part.isdigit() else (1, part) for part in re.split(r"(\d+)", key) if part])


def unsorted(value: object, path: str = "") -> list[str]:
    """Where the keys of a tree are not in the order of `nv config show`."""
    if not isinstance(value, dict):
        return []
    own = [] if list(value) == sorted(value, key=natural) else [path]
    return [*own, *(row for key, inner in value.items() for row in unsorted(inner, f"{path} {key}"))]
