"""SR Linux's access lists: those of policies at host ports and gateways, and one in front of its own doors."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson

from fabricgen.allocation.text import address
from fabricgen.device import Device
from fabricgen.device.features.access import contiguous
from fabricgen.device.model import AccessList, Block, Entry, Ports
from fabricgen.platforms.access_text import prefix
from fabricgen.platforms.cisco_access import doors

MANAGEMENT = "MANAGEMENT"
DOORS = (22, 80, 443, 830, 57_400)
"""SSH, JSON-RPC, NETCONF and gRPC, wherever a box's own servers listen by themselves."""
LAST = 65_535
"""The highest sequence-id (YANG 25.3, acl)."""
LAYERS = {32: ("ipv4", "protocol", "icmp"), 128: ("ipv6", "next-header", "icmp6")}
"""By bits of an address: type of the list, what it calls the protocol, and ICMP."""


class Listing(NamedTuple):
    name: str
    type: str
    entries: tuple[tuple[int, str, str], ...]
    """Number, conditions as JSON, action."""


class Guarded(NamedTuple):
    """A subinterface and the list that its packets meet on their way in."""

    interface: str
    subinterface: int
    name: str
    type: str


def listings(device: Device) -> Iterator[Listing]:
    for one in device.filters.lists if device.filters is not None else ():
        yield _listing(one, 32)
    if device.system.logins:
        bits = _bits(device)
        yield _listing(AccessList(MANAGEMENT, tuple(doors(device.system.logins, DOORS, bits))), bits)


def guarded(device: Device) -> Iterator[Guarded]:
    """Routed host ports, gateways, the management port."""
    filters = device.filters
    if filters is not None and filters.hosts is not None:
        for port in device.ports:
            if port.profile == 0 and device.profiles[0].routed:
                yield Guarded(port.name, 0, filters.hosts, "ipv4")
    for border, name in filters.borders if filters is not None else ():
        yield Guarded(border, 0, name, "ipv4")
    for vlan, name in filters.gateways if filters is not None else ():
        yield Guarded("irb0", vlan, name, "ipv4")
    if device.system.logins:
        yield Guarded("mgmt0", 0, MANAGEMENT, LAYERS[_bits(device)][0])


def _bits(device: Device) -> int:
    """The management port has addresses of one version."""
    return 128 if ":" in device.management else 32


def _listing(one: AccessList, bits: int) -> Listing:
    """The last entry fits everything, so that nothing depends on what becomes of packets that no entry fits."""
    found = [
        (entry.number, conditions(entry), "accept" if entry.action == "permit" else "drop") for entry in one.entries
    ]
    if not one.entries or conditions(one.entries[-1]) != "{}":
        found.append((LAST, "{}", "drop"))
    return Listing(one.name, LAYERS[bits][0], tuple(found))


def conditions(entry: Entry) -> str:
    layer, protocol, icmp = LAYERS[entry.destination.bits]
    network: dict[str, Any] = {} if entry.protocol == "all" else {
        protocol: icmp if entry.protocol == "icmp" else entry.protocol
    }  # fmt: skip
    for name, block in (("source-ip", entry.source), ("destination-ip", entry.destination)):
        if block.mask:
            network[name] = _addresses(block)
    transport: dict[str, Any] = {
        name: _ports(ports)
        for name, ports in (("source-port", entry.source_ports), ("destination-port", entry.ports))
        if ports is not None
    }
    if entry.established:
        transport["tcp-flags"] = "ack|rst"
    both = ((layer, network), ("transport", transport))
    return orjson.dumps({name: found for name, found in both if found}).decode()


def _addresses(block: Block) -> dict[str, str]:
    """The mask of a block with holes has ones where any bit will do."""
    if contiguous(block):
        return {"prefix": prefix(block)}
    wild = block.mask ^ ((1 << block.bits) - 1)
    return {"address": address(block.value, block.bits), "mask": address(wild, block.bits)}


def _ports(ports: Ports) -> dict[str, Any]:
    if ports.first == ports.last:
        return {"operator": "eq", "value": ports.first}
    return {"range": {"start": ports.first, "end": ports.last}}


FILTERS = (("access_listings", listings), ("guarded", guarded))
