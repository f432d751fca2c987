"""A pattern selects no switch.

Switches are named by position: leaf-p00-03 is leaf 3 of pod 0, with rails leaf-p00-s00-r3. A pattern that fits none
of them does nothing, and nobody notices: the VRF is on no leaf, the exception on no switch.

Bad::

    exceptions: [{select: leaf-3, reason: old optics, mtu: 9000}]

Good::

    exceptions: [{select: leaf-p00-03, reason: old optics, mtu: 9000}]

Source: names are those that `fabricgen render` writes and `fabricgen show` knows.
"""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding, nearest

CODE = "FG311"


def check(plan: Plan) -> Iterator[Finding]:
    names, leaf = plan.tiers[0].names, plan.tiers[0].tier
    for name, vrf in plan.intent.vrfs.items():
        for row, pattern in enumerate(vrf.leaves):
            yield from _missing(
                pattern, names[leaf.first : leaf.first + leaf.count], "leaf", ("vrfs", name, "leaves", row)
            )
    for row, exception in enumerate(plan.intent.exceptions):
        yield from _missing(exception.select, names, "switch", ("exceptions", row, "select"))
    for row, link in enumerate(plan.intent.underlay.ospf.links):
        for end, pattern in enumerate(link.between):
            yield from _missing(pattern, names, "switch", ("underlay", "ospf", "links", row, "between", end))
        yield from _unlinked(plan, row)


def _unlinked(plan: Plan, row: int) -> Iterator[Finding]:
    """Switches that exist, and have no cable between them."""
    known = plan.tiers[0].latencies
    pair = known.pairs[row] if known else None
    if pair is None or not pair.some or not pair.others or known is None:
        return
    if not any(known.in_layer(plan.blueprint.fabric, about.tier.level, pair) for about in plan.tiers[:-1]):
        one, other = plan.intent.underlay.ospf.links[row].between
        message = f"no cable runs between {one} and {other}"
        help_ = "cables run between neighbouring tiers of a pod and plane: fabricgen show SWITCH lists them"
        yield Finding(CODE, message, path=("underlay", "ospf", "links", row, "between"), help=help_)


def _missing(pattern: str, names: Sequence[str], noun: str, path: tuple[str | int, ...]) -> Iterator[Finding]:
    if any(fnmatchcase(name, pattern) for name in names):
        return
    yield Finding(
        CODE,
        f"no {noun} is called {pattern}",
        path=path,
        label=nearest(pattern, names, cutoff=0.4),
        help=f"names run from {names[0]} to {names[-1]}; * and ? stand for any characters and any one",
    )
