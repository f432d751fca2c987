"""A NIC is not on the leaf that its rail says.

With rails, NIC i of every host goes to leaf i of its scalable unit, so that accelerators of the same rank talk over
one switch. A NIC on another rail's leaf makes that traffic cross the spines and loads a foreign leaf. Without rails,
all NICs of a host are on one leaf. Leaves come in multiples of the rails.

Bad::

    size: {leaves: 12, spines: 4, downlinks: 32, rails: 8}

Good::

    size: {leaves: 16, spines: 4, downlinks: 32, rails: 8}

Source: NVIDIA DGX SuperPOD reference architecture, H100, Network Fabrics: rail-optimised, full fat-tree.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan, capped
from fabricgen.fabric.existing import Stray
from fabricgen.findings import Finding

CODE = "FG106"


def check(plan: Plan) -> Iterator[Finding]:
    yield from capped(_found(plan))


def _found(plan: Plan) -> Iterator[Finding]:
    """For hosts in the cabling file; counts are judged where the fabric is sized."""
    if plan.existing is None:
        return
    for stray in plan.existing.strays:
        yield Finding(
            CODE,
            f"{stray.found} is on a port of {_leaf(plan, stray)}, where {stray.expected or 'no NIC'} belongs",
            plan.existing.place(stray.line),
            help="NIC i of a host goes to leaf i of its unit, host n to port n of each leaf: move the cable",
        )


def _leaf(plan: Plan, stray: Stray) -> str:
    return plan.tiers[0].names[plan.blueprint.fabric.end(stray.port).switch]
