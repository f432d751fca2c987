"""Neighbouring tiers hash with the same seed.

If two tiers compute the same hash, all flows that reach a spine over one leaf uplink share a remainder, and the spine
uses only some of its own uplinks: with 16 and 16, one of 16. Each tier needs a seed of its own; all switches of a
tier share it.

Bad::

    forwarding: {hash: {seeds: {leaf: 7, spine: 7}}}

Good::

    forwarding: {hash: {seeds: {leaf: 11, spine: 22, super-spine: 33}}}

Source: arithmetic: with u and v uplinks, v / gcd(u, v) of v are used; sonic-net/sonic-buildimage issue 25441.
"""

from collections.abc import Iterator
from itertools import pairwise
from operator import ne

from fabricgen.checks.exceptions import discords
from fabricgen.checks.plan import PLURAL, Plan
from fabricgen.device import Facts
from fabricgen.device.facts import Deviation
from fabricgen.findings import Finding

CODE = "FG501"


def check(plan: Plan) -> Iterator[Finding]:
    seeds = plan.intent.forwarding.hash.seeds
    for lower, upper in pairwise(plan.tiers):
        one, other = lower.tier.role, upper.tier.role
        if seeds.role(one) == seeds.role(other):
            yield Finding(
                CODE,
                f"{PLURAL[one]} and {PLURAL[other]} hash with the same seed {seeds.role(one)}, so flows polarise",
                path=("forwarding", "hash", "seeds", other),
                label=f"same as {one}",
                help="give each tier its own seed, 11, 22 and 33 for example",
            )
    for discord in discords(plan, "seed", _seed, ne):
        near = plan.tiers[0].names[discord.neighbour]
        yield Finding(
            CODE,
            f"{discord.who(plan)} would hash with the seed of neighbours such as {near}, so flows polarise",
            path=("exceptions", discord.exception, "seed"),
            label="same as the neighbours'",
            help="take a seed that no neighbouring tier has",
        )


def _seed(about: Facts, deviation: Deviation) -> object:
    own = deviation.seed
    return about.intent.forwarding.hash.seeds.role(about.tier.role) if own is None else own
