"""A cable joins two planes.

Planes are disjoint copies of the fabric; each NIC has one port in each. That is what makes the loss of a whole plane
cost bandwidth and no more. A cable between them carries routes across, and a mistake in one plane reaches the other.

Bad::

    plane0-leaf-p00-00,Ethernet9,plane1-spine-p00-00,Ethernet1

Good::

    plane0-leaf-p00-00,Ethernet9,plane0-spine-p00-00,Ethernet1

Source: NVIDIA DGX SuperPOD reference architecture, B300 with Spectrum-4 Ethernet (two planes); Qian et al., Alibaba
HPN, SIGCOMM 2024 (dual-plane).
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan, capped
from fabricgen.findings import Finding

CODE = "FG107"


def check(plan: Plan) -> Iterator[Finding]:
    yield from capped(_found(plan))


def _found(plan: Plan) -> Iterator[Finding]:
    fabric = plan.blueprint.fabric
    if plan.existing is None or fabric.shape.planes == 1:
        return
    names = plan.tiers[0].names
    for cable in plan.existing.cables():
        one, other = fabric.end(cable.lower).switch, fabric.end(cable.upper).switch
        if fabric.position(one).plane != fabric.position(other).plane:
            message = f"a cable joins {names[one]} to {names[other]}, which is in another plane"
            yield Finding(CODE, message, plan.existing.place(cable.line), help="planes share no cable: move one end")
