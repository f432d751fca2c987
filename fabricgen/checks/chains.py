"""What rules about service chains share: places of appliances on the page, and who is at the ends of chains."""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.checks.policies import is_name, tables
from fabricgen.intent import Intent
from fabricgen.intent.chains import WAN, Appliance, Arm, Chain
from fabricgen.intent.policies import ANY
from fabricgen.intent.words import prefix_of

ENDS = (("from", "from_"), ("to", "to"))
"""As the page has them, and as the model does."""


class Link(NamedTuple):
    """A link of an appliance, and where the page has it."""

    appliance: str
    row: Appliance
    arm: Arm
    path: tuple[str, ...]


class End(NamedTuple):
    """One end of a chain, and where the page has it."""

    number: int
    endpoint: str
    path: tuple[str | int, ...]


def links(intent: Intent) -> Iterator[Link]:
    for name, row in intent.appliances.items():
        yield Link(name, row, row, ("appliances", name))
        if row.outside is not None:
            yield Link(name, row, row.outside, ("appliances", name, "outside"))


def ends(intent: Intent) -> Iterator[End]:
    for index, chain in enumerate(intent.chains):
        yield from (End(index, getattr(chain, field), ("chains", index, word)) for word, field in ENDS)


def title(index: int, chain: Chain) -> str:
    """Chains count from 1 for a reader."""
    return f"chain {index + 1}, from {chain.from_} to {chain.to},"


def named(end: End) -> bool:
    return is_name(end.endpoint) and end.endpoint != WAN


def within(intent: Intent, inner: str, outer: str) -> bool:
    """Whether all of `inner` is part of `outer`, by what the page says."""
    if outer in (ANY, inner):
        return True
    if "/" in inner and "/" in outer:
        return prefix_of(outer).covers(prefix_of(inner))
    return outer == "default" and inner in intent.tiers and tables(intent)[inner] is None
