"""SONiC's access lists: rows of ACL_TABLE_TYPE, ACL_TABLE and ACL_RULE, for ports and for the switch itself.

Rules are served by priority, the highest first; what none fits passes. What a port's list may match is said by a table
type of our own, because none of SONiC's matches TCP flags with addresses
(src/sonic-yang-models/yang-templates/sonic-acl.yang.j2). Lists of type CTRLPLANE become iptables on the switch; as soon
as one has a rule, all else is dropped but established sessions, ping, BGP, DHCP and traceroute
(sonic-net/sonic-host-services, scripts/caclmgrd).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.features.access import ANYWHERE, ANYWHERE6, length
from fabricgen.device.model import AccessList, Block, Entry
from fabricgen.platforms.access_text import flags, prefix, span

TYPE = "FABRICGEN"
MATCHES = (
    "ETHER_TYPE", "SRC_IP", "DST_IP", "IP_PROTOCOL", "L4_SRC_PORT", "L4_DST_PORT", "L4_SRC_PORT_RANGE",
    "L4_DST_PORT_RANGE", "TCP_FLAGS",
)  # fmt: skip
GNMI = 50051
"""Where a GNMI table that names no port has its server (templates/sonic/telemetry.j2)."""
HIGHEST = 999_999
"""PRIORITY goes up to it: sonic-acl.yang."""
PROTOCOLS = {"tcp": "6", "udp": "17", "icmp": "1"}
FLAGS = {"ack": "0x10/0x10", "rst": "0x04/0x04"}
IPV4 = {"ETHER_TYPE": "2048"}
"""Of an entry that fits everything: a rule needs something to match."""

Fields = dict[str, object]


class Rule(NamedTuple):
    name: str
    fields: Fields


class Table(NamedTuple):
    name: str
    fields: Fields
    rules: tuple[Rule, ...]


def acl_tables(device: Device) -> tuple[Table, ...]:
    held = device.filters
    lists = () if held is None else held.lists
    return (*(_port_table(one, _ports(device, one.name)) for one in lists), *_own(device))


def _ports(device: Device, listed: str) -> list[str]:
    held = device.filters
    beyond = [] if held is None else [port for port, name in held.borders if name == listed]
    return beyond or [port.name for port in device.ports if port.profile == 0]


def acl_types(device: Device) -> dict[str, Fields]:
    used = device.filters is not None and device.filters.lists
    fields: Fields = {"MATCHES": list(MATCHES), "ACTIONS": ["PACKET_ACTION"], "BIND_POINTS": ["PORT"]}
    return {TYPE: fields} if used else {}


def _port_table(listed: AccessList, ports: list[str]) -> Table:
    fields: Fields = {"type": TYPE, "stage": "ingress", "policy_desc": listed.name, "ports": ports}
    return Table(listed.name, fields, tuple(rule for entry in listed.entries for rule in _rules(entry)))


def _rules(entry: Entry) -> Iterator[Rule]:
    for index, flag in enumerate(flags(entry)):
        number = entry.number + index
        fields: Fields = {"PRIORITY": str(HIGHEST - number), **(_match(entry) or IPV4)}
        fields |= {} if flag is None else {"TCP_FLAGS": FLAGS[flag]}
        fields["PACKET_ACTION"] = "FORWARD" if entry.action == "permit" else "DROP"
        yield Rule(f"RULE_{number}", fields)


def _match(entry: Entry) -> dict[str, str]:
    found: dict[str, str] = {}
    for word, block in (("SRC_IP", entry.source), ("DST_IP", entry.destination)):
        found |= {word: prefix(block)} if length(block) else {}
    if entry.protocol != "all":
        found["IP_PROTOCOL"] = PROTOCOLS[entry.protocol]
    for word, ports in (("L4_SRC_PORT", entry.source_ports), ("L4_DST_PORT", entry.ports)):
        if ports is not None:
            found[word if ports.first == ports.last else f"{word}_RANGE"] = span(ports, "-")
    return found


def _own(device: Device) -> Iterator[Table]:
    """Who may log in, and the neighbours, of whom everything is taken: BFD would be dropped else."""
    held = device.filters
    if held is None or (held.control is None and not device.system.logins):
        return
    for anywhere, suffix in ((ANYWHERE, ""), (ANYWHERE6, "-V6")):
        logins = [one for one in device.system.logins or (anywhere,) if one.bits == anywhere.bits]
        near = [one for one in held.neighbours if one.bits == anywhere.bits]
        yield from _control_table(f"LOGINS{suffix}", "SSH", logins)
        if device.telemetry is not None and device.telemetry.gnmi is not None:
            port = str(device.telemetry.gnmi.port or GNMI)
            yield from _control_table(f"GNMI{suffix}", "EXTERNAL_CLIENT", logins, L4_DST_PORT=port)
        yield from _control_table(f"NEIGHBOURS{suffix}", "ANY", near)


def _control_table(name: str, service: str, sources: Iterable[Block], **match: str) -> Iterator[Table]:
    fields: Fields = {"type": "CTRLPLANE", "stage": "ingress", "policy_desc": name, "services": [service]}
    rules = tuple(_accept(index, source, match) for index, source in enumerate(sources))
    if rules:
        yield Table(name, fields, rules)


def _accept(index: int, source: Block, match: dict[str, str]) -> Rule:
    number = 10 * (index + 1)
    word = "SRC_IP" if source.bits == 32 else "SRC_IPV6"
    fields: Fields = {"PRIORITY": str(HIGHEST - number), word: prefix(source), **match, "PACKET_ACTION": "ACCEPT"}
    return Rule(f"RULE_{number}", fields)
