"""What platforms share in writing down redirects: which policy is at a port, and entries as pairs of prefixes."""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.features.access import contiguous
from fabricgen.device.model import Block, Redirect, Redirection
from fabricgen.platforms.access_text import prefix


class Rule(NamedTuple):
    """A redirect with its number, between two prefixes or, where the platform has masks with holes, two blocks."""

    number: int
    source: Block
    destination: Block
    hop: str | None
    near: bool


class Map(NamedTuple):
    name: str
    rules: tuple[Rule, ...]


def maps(device: Device) -> tuple[Map, ...]:
    """With prefixes only."""
    held = device.redirection
    return () if held is None else tuple(Map(one.name, _numbered(_pairs(held, one.entries))) for one in held.policies)


def masked_maps(device: Device) -> tuple[Map, ...]:
    """With masks as they are."""
    held = device.redirection
    return () if held is None else tuple(Map(one.name, _numbered(one.entries)) for one in held.policies)


def hops(found: tuple[Map, ...]) -> list[str]:
    return sorted({rule.hop for one in found for rule in one.rules if rule.hop})


def group(hop: str) -> str:
    """The name of a group that is one next hop."""
    return f"VIA-{hop.replace('.', '-')}"


def at_port(device: Device, port: str) -> str | None:
    """The policy of a port."""
    return None if device.redirection is None else dict(device.redirection.ports).get(port)


def at_vlan(device: Device, vrf: str | None) -> str | None:
    """The policy of the gateway of a VLAN."""
    return None if device.redirection is None or vrf is not None else device.redirection.vlans


def _numbered(entries: Iterator[Redirect] | tuple[Redirect, ...]) -> tuple[Rule, ...]:
    return tuple(Rule(number, *one) for number, one in enumerate(entries, 1))


def _pairs(held: Redirection, entries: tuple[Redirect, ...]) -> Iterator[Redirect]:
    known = dict(held.spread)
    for one in entries:
        for source in _prefixes(one.source, known):
            for destination in _prefixes(one.destination, known):
                yield one._replace(source=source, destination=destination)


def _prefixes(one: Block, known: dict[Block, tuple[Block, ...]]) -> tuple[Block, ...]:
    return (one,) if contiguous(one) else known[one]


REDIRECTS = (("prefix", prefix), ("redirect_at_port", at_port), ("redirect_at_vlan", at_vlan))
