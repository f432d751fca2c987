"""What rules about several fabrics get to see. Unlike other rules they place findings themselves: each in its file."""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding
from fabricgen.intent import Intent
from fabricgen.intent.sites import End, Partner, Sites
from fabricgen.intent.steering import Gateway
from fabricgen.source import Document


class Own(NamedTuple):
    """A fabric of ours. `plan` is None when it can't be laid out."""

    name: str
    document: Document
    intent: Intent
    plan: Plan | None


class World(NamedTuple):
    """`sites` are those whose page can be read."""

    document: Document
    page: Sites
    sites: dict[str, Own]


class Mouth(NamedTuple):
    """A gateway of ours in a hand-off."""

    site: Own
    name: str
    gateway: Gateway

    @property
    def spelled(self) -> str:
        return f"{self.site.name}.{self.name}"

    def finding(self, code: str, message: str, *path: str | int, label: str = "", help_: str) -> Finding:
        """About a word of the gateway, in the page of its site."""
        found = Finding(code, message, path=("gateways", self.name, *path), label=label, help=help_)
        return self.site.document.located(found)


class Stranger(NamedTuple):
    """A partner in a hand-off."""

    name: str
    partner: Partner


def mouth(world: World, end: End) -> Mouth | None:
    """None for a partner, for what is unknown, and for a site whose page can't be read."""
    own = world.sites.get(end.site)
    gateway = own.intent.gateways.get(end.gateway) if own and end.gateway else None
    return None if own is None or end.gateway is None or gateway is None else Mouth(own, end.gateway, gateway)


def stranger(world: World, end: End) -> Stranger | None:
    partner = world.page.partners.get(end.site)
    return None if partner is None or end.gateway is not None else Stranger(end.site, partner)


def pairs(world: World) -> Iterator[tuple[Mouth, Mouth]]:
    """Hand-offs between fabrics of ours, once each."""
    for row in world.page.wan:
        one, other = mouth(world, row.from_), mouth(world, row.to)
        if one is not None and other is not None and one.site is not other.site:
            yield one, other


def sides(world: World) -> Iterator[tuple[Mouth, Mouth]]:
    """The same, seen from either side."""
    for one, other in pairs(world):
        yield one, other
        yield other, one


def outward(world: World) -> Iterator[tuple[Mouth, Stranger]]:
    """Hand-offs to partners."""
    for row in world.page.wan:
        for near, far in ((row.from_, row.to), (row.to, row.from_)):
            one, other = mouth(world, near), stranger(world, far)
            if one is not None and other is not None:
                yield one, other
