"""NVUE's access lists: rules by number, the lowest first.

A list of an interface becomes rules of iptables in mangle PREROUTING, in hardware; one of the control plane becomes
rules of INPUT, ahead of the factory's own list (Cumulus Linux user guide, Access Control List Configuration and
Firewall Rules).
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.features.access import ANYWHERE, ANYWHERE6, length
from fabricgen.device.model import AccessList, Block, Entry, Ports
from fabricgen.platforms.access_text import flags, prefix, span

CONTROL = "CONTROL-PLANE"
LOGINS = (22, 443, 8765, 9339)
"""SSH, HTTPS, NVUE's own interface, gNMI: what the factory's list opens to everyone who may want to log in."""


class Match(NamedTuple):
    """Below `match ip`; None where nothing is said."""

    destination: str | None
    protocol: str | None
    source: str | None
    flag: str | None
    source_port: str | None
    port: str | None


class Rule(NamedTuple):
    number: int
    action: str
    match: Match | None


class Listing(NamedTuple):
    name: str
    version: str
    rules: tuple[Rule, ...]


def acls(device: Device) -> list[Listing]:
    """By name, as NVUE sorts them."""
    held = device.filters
    lists = () if held is None else held.lists
    return sorted((*_own(device), *(_listing(one) for one in lists)))


def _listing(listed: AccessList) -> Listing:
    return Listing(listed.name, "ipv4", tuple(rule for entry in listed.entries for rule in _rules(entry)))


def _rules(entry: Entry) -> Iterator[Rule]:
    for index, flag in enumerate(flags(entry)):
        match = Match(
            _end(entry.destination), _protocol(entry), _end(entry.source), flag,
            _asked(entry.source_ports), _asked(entry.ports),
        )  # fmt: skip
        yield Rule(entry.number + index, entry.action, match if any(match) else None)


def _end(block: Block) -> str | None:
    return prefix(block) if length(block) else None


def _asked(ports: Ports | None) -> str | None:
    return None if ports is None else span(ports, ":")


def _protocol(entry: Entry) -> str | None:
    six = entry.destination.bits == 128
    return None if entry.protocol == "all" else "icmpv6" if six and entry.protocol == "icmp" else entry.protocol


def own_lists(device: Device) -> list[str]:
    return [listing.name for listing in _own(device)]


def _own(device: Device) -> Iterator[Listing]:
    """It can't end in `deny` for everything, so what is limited is denied by name; the factory's list has the rest."""
    held, logins = device.filters, device.system.logins
    if held is None:
        return
    for version, anywhere, control in (("ipv4", ANYWHERE, held.control), ("ipv6", ANYWHERE6, held.control6)):
        entries = [*_routing(control or ()), *_logging(logins, anywhere)]
        rules = (_rules(entry._replace(number=10 * (index + 1))) for index, entry in enumerate(entries))
        if entries:
            suffix = "" if version == "ipv4" else "-V6"
            yield Listing(f"{CONTROL}{suffix}", version, tuple(rule for found in rules for rule in found))


def _routing(control: Iterable[Entry]) -> list[Entry]:
    """From neighbours, and from nobody else; answers pass by the factory's list."""
    near = [
        entry for entry in control if length(entry.source) and not entry.established and entry.ports != Ports(22, 22)
    ]
    nobody = [entry._replace(action="deny", source=entry.source._replace(value=0, mask=0)) for entry in near]
    return [*near, *dict.fromkeys(entry._replace(number=0) for entry in nobody)]


def _logging(logins: tuple[Block, ...], anywhere: Block) -> Iterator[Entry]:
    for port in LOGINS if logins else ():
        asked = Entry(0, "permit", "tcp", anywhere, anywhere, ports=Ports(port, port))
        yield from (asked._replace(source=one) for one in logins if one.bits == anywhere.bits)
        yield asked._replace(action="deny")


def entered(device: Device) -> str | None:
    """The list of the routed host ports."""
    return None if device.filters is None else device.filters.hosts
