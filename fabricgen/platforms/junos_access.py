"""Junos's firewall filters: terms in their order, and a discard behind the last.

A filter at lo0 judges what goes to the switch itself, also in routing instances without a loopback of their own, such
as the one of the management port (Junos routing policy and firewall filter guide, filters at loopback interfaces).
"""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.features.access import length
from fabricgen.device.model import Block, Entry
from fabricgen.platforms.access_text import prefix, span

CONTROL, LOGINS = "CONTROL-PLANE", "MANAGEMENT"
NETCONF, GNMI = 830, 32767
"""Junos's own port for gRPC."""


class Term(NamedTuple):
    """`conditions` are lines below `from`; where there are none, the term is about everything."""

    name: str
    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    conditions: tuple[str, ...]
    action: str


class Filter(NamedTuple):
    name: str
    terms: tuple[Term, ...]


class Family(NamedTuple):
    name: str
    filters: tuple[Filter, ...]


def firewall(device: Device) -> tuple[Family, ...]:
    found = (Family(name, tuple(sorted(_filters(device, name)))) for name in ("inet", "inet6"))
    return tuple(family for family in found if family.filters)


def at_loopback(device: Device, family: str) -> str | None:
    """The filter of lo0."""
    held = device.filters
    if held is None:
        return None
    control = held.control if family == "inet" else held.control6
    if control is not None:
        return CONTROL
    return LOGINS if device.system.logins else None


def at_vlan(device: Device, vlan: int) -> str | None:
    return None if device.filters is None else dict(device.filters.gateways).get(vlan)


def at_hosts(device: Device) -> str | None:
    return None if device.filters is None else device.filters.hosts


def _filters(device: Device, family: str) -> Iterator[Filter]:
    held, bits = device.filters, 32 if family == "inet" else 128
    if held is None:
        return
    control = held.control if family == "inet" else held.control6
    if control is not None:
        yield Filter(CONTROL, (*map(_term, control), *_served(device, bits)))
    if device.system.logins:
        yield Filter(LOGINS, tuple(_logins(device, bits)))
    if family == "inet":
        yield from (Filter(one.name, tuple(map(_term, one.entries))) for one in held.lists)


def _term(entry: Entry) -> Term:
    conditions = []
    if entry.protocol != "all":
        conditions.append(_protocol(entry.protocol, entry.destination.bits))
    if entry.source_ports is not None:
        conditions.append(f"source-port {span(entry.source_ports, '-')}")
    if entry.ports is not None:
        conditions.append(f"destination-port {span(entry.ports, '-')}")
    if entry.established:
        conditions.append("tcp-established")
    action = "accept" if entry.action == "permit" else "discard"
    return Term(str(entry.number), _ends(entry.source), _ends(entry.destination), tuple(conditions), action)


def _protocol(name: str, bits: int) -> str:
    return f"protocol {name}" if bits == 32 else f"next-header {'icmp6' if name == 'icmp' else name}"


def _ends(block: Block) -> tuple[str, ...]:
    return (prefix(block),) if length(block) else ()


def _logins(device: Device, bits: int) -> Iterator[Term]:
    asked = (_protocol("tcp", bits), f"destination-port [ {' '.join(map(str, _doors(device)))} ]")
    known = tuple(prefix(block) for block in device.system.logins if block.bits == bits)
    if known:
        yield Term("known", known, (), asked, "accept")
    yield Term("unknown", (), (), asked, "discard")
    yield Term("rest", (), (), (), "accept")


def _doors(device: Device) -> Iterator[int]:
    yield from (22, NETCONF)
    if device.telemetry is not None and device.telemetry.gnmi is not None:
        yield device.telemetry.gnmi.port or GNMI


def _served(device: Device, bits: int) -> Iterator[Term]:
    """What the management port needs besides SSH, as the loopback's filter judges it too."""
    doors = [str(port) for port in _doors(device) if port != 22]
    words = f"destination-port {doors[0]}" if len(doors) == 1 else f"destination-port [ {' '.join(doors)} ]"
    known = tuple(prefix(block) for block in device.system.logins if block.bits == bits)
    if known or not device.system.logins:
        yield Term("tools", known, (), (_protocol("tcp", bits), words), "accept")
    for name, port, servers in (("names", 53, device.system.dns), ("time", 123, device.system.ntp)):
        answering = tuple(f"{server}/{bits}" for server in servers if (":" in server) == (bits == 128))
        if answering:
            yield Term(name, answering, (), (_protocol("udp", bits), f"source-port {port}"), "accept")
