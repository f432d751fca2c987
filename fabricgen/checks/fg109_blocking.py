"""Less oversubscription was promised than there is; most often, non-blocking.

A ratio is the most that the leaves may be oversubscribed. One of 1:1 or below promises that any hosts of one leaf can
talk to those of any other at full speed. That takes, for each pair of leaves, as many links over common spines as the
smaller leaf has host ports, and spines that pass on what their leaves send. Counts or existing cables can deny it.

Bad::

    size: {leaves: 8, spines: 4, downlinks: 32, oversubscription: "1:1"}     # 4 uplinks for 32 hosts

Good::

    size: {leaves: 8, spines: 32, downlinks: 32, oversubscription: "1:1"}

Source: Clos, A Study of Non-Blocking Switching Networks, BSTJ 1953: rearrangeable with as many spines as ports down.
"""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement

from fabricgen.checks.fg105_adaptive_oversubscribed import oversubscription
from fabricgen.checks.plan import PLURAL, Plan
from fabricgen.checks.uplinks import uplinks
from fabricgen.findings import Finding

CODE = "FG109"
PATH = ("size", "oversubscription")
HELP = "add uplinks, or write down the ratio that you want"


def check(plan: Plan) -> Iterator[Finding]:
    size = plan.intent.size
    if size.accelerators is None and "oversubscription" not in size.model_fields_set:
        return
    most = max(size.oversubscription.fraction, Fraction(1))
    promise = "non-blocking" if most == 1 else f"at most {size.oversubscription.text}"
    for tier in plan.blueprint.fabric.tiers[: -1 if most == 1 else 1]:
        ratio = oversubscription(plan, tier)
        if ratio > most:
            message = f"the {PLURAL[tier.role]} have {float(ratio):.3g} times as much bandwidth down as up"
            yield Finding(CODE, message, path=PATH, label=f"promises {promise}", help=HELP)
    if most == 1 and plan.existing is not None and not plan.existing.findings:
        yield from _pairs(plan)


def _pairs(plan: Plan) -> Iterator[Finding]:
    """Leaves that are wired alike are one case: only kinds of leaves are compared."""
    fabric = plan.blueprint.fabric
    leaf, names = fabric.tiers[0], plan.tiers[0].names
    kinds: dict[tuple[tuple[int, int], ...], int] = {}
    for switch, links in uplinks(fabric, leaf).items():
        kinds.setdefault(tuple(sorted(links.items())), switch)
    needed = fabric.shape.downlinks * leaf.slots[0].gbps
    for (one, first), (other, second) in combinations_with_replacement(kinds.items(), 2):
        if fabric.position(first)[:2] != fabric.position(second)[:2]:
            continue
        common = sum((Counter(dict(one)) & Counter(dict(other))).values()) * leaf.slots[-1].gbps
        if common < needed:
            message = f"{names[first]} and leaves wired like {names[second]} have {common}G in common, not {needed}G"
            yield Finding(CODE, message, path=PATH, label="promises non-blocking", help=HELP)
            return
