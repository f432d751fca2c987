"""Packets of a VRF go one way, and their answers may come back another.

Bad::

    vrfs: {acme: {id: 1, pool: 10.1.0.0/16, reach: [storage, backup]}, shared: {id: 9, pool: 10.200.0.0/16}}
    services: {storage: {vrf: shared, prefixes: [10.200.0.0/24]}, backup: {vrf: shared, prefixes: [10.200.1.0/24]}}
    chains: [{from: acme, to: storage, through: [fw-a]}]

Good::

    chains: [{from: acme, to: storage, through: [fw-a]}, {from: acme, to: backup, through: [fw-a]}]

What it means: the VRF of the services has one route to the addresses of acme, for the answers of both. A firewall drops
answers to questions that it hasn't seen.

Source: RFC 4271, section 9.1: one best route for each destination; RFC 7665, section 2.1, on both directions.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.checks.plan import Page
from fabricgen.device.reach import meeting
from fabricgen.device.vrf_chains import leaked, vrf_chains
from fabricgen.findings import Finding
from fabricgen.intent import Intent
from fabricgen.intent.steering import DEFAULT_ROUTE
from fabricgen.intent.words import Prefix

CODE = "FG431"


class Way(NamedTuple):
    """How packets get from a VRF to a prefix: through an appliance, or past all; `chain` is None then."""

    vrf: str
    prefix: Prefix
    appliance: str | None
    chain: int | None


def check(page: Page) -> Iterator[Finding]:
    told: set[tuple[int | None, int | None]] = set()
    by_vrf: dict[str, list[Way]] = defaultdict(list)
    for way in dict.fromkeys(_ways(page.intent)):
        by_vrf[way.vrf].append(way)
    for one, other in (pair for ways in by_vrf.values() for pair in _meeting(ways)):
        if _differ(one, other) and (one.chain, other.chain) not in told:
            told.add((one.chain, other.chain))
            message = f"from {one.vrf} to {other.prefix.text} there would be two ways: {_by(one)}, and {_by(other)}"
            yield Finding(
                CODE, message, path=("chains", one.chain if one.chain is not None else 0),
                help="lead what a VRF shares with another one through the same appliances, or let its services know "
                "different prefixes: reach: {SERVICE: [PREFIX, ...]}",
            )  # fmt: skip


def _ways(intent: Intent) -> Iterator[Way]:
    """Those of chains first."""
    for chain in vrf_chains(intent):
        for number, step in enumerate(chain.steps):
            yield from (Way(chain.vrfs[number], prefix, step.appliance, chain.number) for prefix in chain.theirs)
            yield from (Way(chain.vrfs[number + 1], prefix, step.appliance, chain.number) for prefix in chain.mine)
    for row in leaked(intent):
        yield from (Way(row.into, prefix, None, None) for prefix in row.prefixes)


def _meeting(ways: list[Way]) -> Iterator[tuple[Way, Way]]:
    return ((ways[lower], ways[upper]) for lower, upper in meeting([way.prefix for way in ways]))


def _differ(one: Way, other: Way) -> bool:
    """A default route gives way to all others."""
    return one.appliance != other.appliance and DEFAULT_ROUTE not in (one.prefix, other.prefix)


def _by(way: Way) -> str:
    return "past all appliances" if way.appliance is None else f"through {way.appliance}"
