"""Addresses of one site are also those of another, or of a partner.

Bad::

    # north/intent.yml
    hosts: {pool: 10.128.0.0/16}
    # south/intent.yml
    hosts: {pool: 10.128.0.0/16}

Good::

    # south/intent.yml
    hosts: {pool: 10.129.0.0/16}

Pools of loopbacks, links, hosts and management are compared, links to WAN routers, and the prefixes of partners; the
two ends of a hand-off share their link. Route distinguishers begin with a loopback, so they are told apart, too.

What it means: packets for one of the two arrive at the other, or nowhere.

Source: arithmetic.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from fabricgen.checks.fg301_pools_overlap import pools
from fabricgen.checks.sites import World, pairs
from fabricgen.findings import Finding
from fabricgen.intent.words import Prefix
from fabricgen.source import Document

CODE = "FG331"


class Block(NamedTuple):
    owner: str
    document: Document
    path: tuple[str | int, ...]
    spelled: str
    prefix: Prefix


def check(world: World) -> Iterator[Finding]:
    shared = {frozenset((one.spelled, other.spelled)) for one, other in pairs(world)}
    for one, other in combinations(_blocks(world), 2):
        links = frozenset((one.spelled, other.spelled))
        if one.owner != other.owner and one.prefix.overlaps(other.prefix) and links not in shared:
            finding = Finding(
                CODE,
                f"{one.spelled} {one.prefix.text} and {other.spelled} {other.prefix.text} overlap",
                path=other.path,
                label=f"overlaps {one.spelled}",
                help="give each site its own block: what both have is reached at one of them only",
            )
            yield other.document.located(finding)


def _blocks(world: World) -> Iterator[Block]:
    for name, site in world.sites.items():
        for pool in pools(site.intent):
            yield Block(name, site.document, pool.path, f"{name} {pool.spelled}", pool.pool)
        for gateway, row in site.intent.gateways.items():
            path = ("gateways", gateway, "address")
            yield Block(name, site.document, path, f"{name}.{gateway}", row.address.prefix)
    for name, partner in world.page.partners.items():
        for number, prefix in enumerate(partner.prefixes):
            yield Block(name, world.document, ("partners", name, "prefixes", number), f"{name} prefixes", prefix)
