"""What is exported: all that is decided about a fabric, and its switches one by one without building them."""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.allocation.text import address, ipv4, ipv6
from fabricgen.device import Facts, facts
from fabricgen.fabric import Position, Tier
from fabricgen.fabric.names import width
from fabricgen.kinds import Blueprint
from fabricgen.platforms import PORT_NAMES


class NoExportError(Exception):
    """A format that this fabric can't be said in; the message says why, and what can."""


class Subject(NamedTuple):
    """`tiers` lowest first."""

    blueprint: Blueprint
    tiers: tuple[Facts, ...]


class Switch(NamedTuple):
    """One switch in words. `block` is its pod (p00), a super-spine's group (g00); `rail` is None without rails."""

    number: int
    name: str
    about: Facts
    position: Position
    block: str
    rail: int | None
    management: str
    loopback: str
    loopback6: str | None
    asn: int


def subject(blueprint: Blueprint) -> Subject:
    intent, fabric, allocation, lock = blueprint.intent, blueprint.fabric, blueprint.allocation, blueprint.lock
    return Subject(blueprint, facts(intent, fabric, allocation, lock, PORT_NAMES))


def switches(what: Subject) -> Iterator[Switch]:
    """In order of their numbers. Addresses are without a length."""
    for about in what.tiers:
        for number in range(about.tier.first, about.tier.first + about.tier.count):
            yield _switch(about, number)


def _switch(about: Facts, number: int) -> Switch:
    tier, allocation = about.tier, about.allocation
    position = tier.position(number)
    six = allocation.loopback6(tier.role, position)
    return Switch(
        number=number,
        name=about.names[number],
        about=about,
        position=position,
        block=block_name(about, tier, position),
        rail=position.number % tier.max_rails if tier.rails > 1 else None,
        management=address(allocation.management_address(tier.role, position), allocation.management.bits),
        loopback=ipv4(allocation.loopback(tier.role, position)),
        loopback6=None if six is None else ipv6(six),
        asn=about.asns[number],
    )


def block_name(about: Facts, tier: Tier, position: Position) -> str:
    """As it stands in the names of switches."""
    maxima = about.fabric.shape.maxima
    if tier.role == "super-spine":
        return f"g{position.block:0{width(maxima.spines)}}"
    return f"p{position.block:0{width(maxima.pods)}}"
