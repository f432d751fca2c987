"""Redirects as classes: what a policy says of entries one after another that go to the same next hop."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network
from itertools import groupby
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.platforms.redirect_text import Rule, masked_maps


class Class(NamedTuple):
    """`number` counts in the policy; `hop` None for what is routed."""

    name: str
    number: int
    rules: tuple[Rule, ...]
    hop: str | None
    near: bool


class Policy(NamedTuple):
    name: str
    classes: tuple[Class, ...]


def policies(device: Device) -> tuple[Policy, ...]:
    return tuple(Policy(each.name, tuple(_classes(each.name, each.rules))) for each in masked_maps(device))


def links_to(device: Device, one: Class) -> str:
    """Addresses of links towards the next hop; whether packets are spread over several, and dropped without any."""
    held, hop = device.redirection, one.hop or ""
    hops = (hop,) if one.near or held is None else dict(held.ways)[hop]
    spread = ("load-share",) if len(hops) > 1 else ()
    lost = held is not None and any(IPv4Address(hop) in IPv4Network(prefix) for prefix in held.drops)
    return " ".join((*hops, *spread, *(("drop-on-fail",) if lost else ())))


def _classes(name: str, rules: tuple[Rule, ...]) -> Iterator[Class]:
    alike = groupby(rules, key=lambda rule: (rule.hop, rule.near))
    for number, ((hop, near), row) in enumerate(alike, 1):
        yield Class(f"{name}-{number}", number, tuple(row), hop, near)
