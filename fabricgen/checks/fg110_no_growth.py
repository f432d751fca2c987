"""Growth is declared for which the switches have no ports.

Maxima keep numbers free, so that nothing is renumbered later. That is worth little when the leaf has no port left for
the spines that are to come: then growth means new leaves.

Bad::

    size: {leaves: 4, spines: 32, downlinks: 32, max_spines: 64}     # on leaves of 64 ports

Good::

    size: {leaves: 4, spines: 16, downlinks: 32, max_spines: 32}

Source: arithmetic on the front panel of the model.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan, a
from fabricgen.fabric import Tier
from fabricgen.findings import Finding, Severity
from fabricgen.hardware import SwitchModel, port_slots

CODE = "FG110"


def check(plan: Plan) -> Iterator[Finding]:
    shape, size = plan.blueprint.fabric.shape, plan.intent.size
    wanted = (
        ("max_spines", shape.maxima.spines * shape.leaf_links),
        ("max_super_spines", shape.maxima.super_spines * shape.spine_links),
    )
    for about, (word, ports) in zip(plan.tiers[:-1], wanted, strict=False):
        room = free_upwards(about.model, about.tier)
        if getattr(size, word) is not None and ports > room:
            yield Finding(
                CODE,
                f"{word} means {ports} ports upwards on a {about.tier.role}, and {a(about.model.name)} has {room}",
                path=("size", word),
                label=f"room for {room}",
                help="declare what the ports allow, or take a model with more of them before growth needs them",
                severity=Severity.WARNING,
            )


def free_upwards(model: SwitchModel, tier: Tier) -> int:
    """Ports of the uplinks' speed from the cage on where they start."""
    first = tier.slots[tier.down].cage
    return sum(slot.cage >= first for slot in port_slots(model, tier.slots[tier.down].gbps))
