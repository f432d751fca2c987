"""What a rule gets to see, and the words that rules share."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from fabricgen.allocation import Lock
from fabricgen.device import Facts
from fabricgen.device.capabilities import Capabilities
from fabricgen.device.objection import Objections
from fabricgen.fabric.existing import Existing
from fabricgen.findings import Finding
from fabricgen.intent import Intent
from fabricgen.kinds import Blueprint

SHOWN_MAX = 20
PLURAL = {"leaf": "leaves", "spine": "spines", "super-spine": "super-spines"}


class Page(NamedTuple):
    """The page alone; `capabilities` by platform, `stored` what the lock file says."""

    intent: Intent
    capabilities: Mapping[str, Capabilities]
    stored: Lock


class Plan(NamedTuple):
    """`tiers` lowest first; `capabilities`, `objections` by platform; `existing` when cables are read from a file."""

    blueprint: Blueprint
    tiers: tuple[Facts, ...]
    capabilities: Mapping[str, Capabilities]
    objections: Mapping[str, Objections]
    existing: Existing | None = None

    @property
    def intent(self) -> Intent:
        return self.blueprint.intent

    def able(self, about: Facts) -> Capabilities:
        return self.capabilities[about.platform].on(about.model)


def count(number: int, role: str) -> str:
    """1 leaf, 2 leaves."""
    return f"{number:,} {role if number == 1 else PLURAL[role]}"


def a(name: str) -> str:
    """With its article as it is spoken: an arista-7060x6-64pe, an nvidia-sn5600, a nokia-7220-ixr-h5-64d."""
    return f"{'an' if name.startswith((*'aeiou', 'nv')) else 'a'} {name}"


def crowd(tiers: list[Facts]) -> str:
    """64 leaves and 16 spines."""
    return " and ".join(count(about.tier.count, about.tier.role) for about in tiers)


def written(intent: Intent, path: tuple[str | int, ...], instead: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """`path` if that part of the page is there, else the part that decided in its place."""
    return path if path[0] in intent.model_fields_set else instead


def capped(findings: Iterator[Finding]) -> Iterator[Finding]:
    """The first of many, and how many more there are."""
    yield from islice(findings, SHOWN_MAX)
    more = list(findings)
    if more:
        yield Finding(more[0].code, f"and {len(more):,} more like these", path=("cabling", "existing"))


def several(words: list[str], shown: int = 3) -> str:
    """a, b, c and 4 more."""
    head = ", ".join(words[:shown])
    return f"{head} and {len(words) - shown:,} more" if len(words) > shown else head
