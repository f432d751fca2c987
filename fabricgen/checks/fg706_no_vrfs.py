"""A platform can't have VRFs, and the page declares some.

Bad::

    hardware: {leaf: {model: linux-lab, platform: frr}}     # where the platform says it can't
    vrfs: {acme: {id: 1}}

Good::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eos}}
    vrfs: {acme: {id: 1}}

What it means: customers would share one routing table.

Source: RFC 4364; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG706"
WISH = Wish(CODE, "VRFs", lambda able: able.no_vrfs, ("vrfs",), "drop them: then all hosts are in the default VRF")


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.vrfs:
        yield from refusals(plan, plan.tiers[:1], WISH)
