"""Adaptive routing is asked to fill links that are oversubscribed by design.

Adaptive routing moves traffic from a loaded link to a less loaded one. When the uplinks together are slower than the
hosts below, there is no less loaded one left under full load: the switches shuffle traffic, and packets arrive out of
order for nothing. Pods with adaptive routing are built non-blocking.

Bad::

    kind: adaptive-pods
    size: {accelerators: 2048, oversubscription: "3:1"}

Good::

    kind: adaptive-pods
    size: {accelerators: 2048, oversubscription: "1:1"}

Source: NVIDIA DGX SuperPOD reference architecture, B300 with Spectrum-4 Ethernet: adaptive routing on 1:1 leaves.
"""

from collections.abc import Iterator
from fractions import Fraction

from fabricgen.checks.plan import PLURAL, Plan
from fabricgen.fabric import Tier
from fabricgen.findings import Finding, Severity

CODE = "FG105"


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.forwarding.mode != "adaptive":
        return
    for tier in plan.blueprint.fabric.tiers[:-1]:
        ratio = oversubscription(plan, tier)
        if ratio > 1:
            yield Finding(
                CODE,
                f"adaptive routing over {PLURAL[tier.role]} that are oversubscribed {float(ratio):.3g}:1",
                path=("size", "oversubscription"),
                label="above 1:1",
                help="give the fabric more uplinks, or use forwarding.mode: per-flow where oversubscription is wanted",
                severity=Severity.WARNING,
            )


def oversubscription(plan: Plan, tier: Tier) -> Fraction:
    """Bandwidth of the ports in use downwards to that of the ports upwards."""
    shape = plan.blueprint.fabric.shape
    used = shape.downlinks if tier.level == 0 else shape.leaves * shape.leaf_links
    down = used * tier.slots[0].gbps
    return Fraction(down, sum(slot.gbps for slot in tier.slots[tier.down :]))
