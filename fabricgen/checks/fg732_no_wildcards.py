"""An access list would need a mask with holes, and the platform takes prefixes only.

A tier has a subnet on every leaf, all of them at the same place in the leaf's block. One mask finds them on all leaves,
but its ones aren't all on the left.

Bad::

    hardware: {leaf: {model: juniper-qfx5240-64od, platform: junos}}
    tiers: {tier-00: {id: 0}, tier-01: {id: 1}}
    policies: [{from: tier-00, to: tier-01, deny: all}]

Good::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eos}}
    tiers: {tier-00: {id: 0}, tier-01: {id: 1}}
    policies: [{from: tier-00, to: tier-01, deny: all}]

What it means: the list would need an entry for each leaf, and a leaf more would change it on all of them.

Source: what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.device.capabilities import Capabilities
from fabricgen.device.features.access import contiguous
from fabricgen.device.features.filters import Guard
from fabricgen.findings import Finding

CODE = "FG732"
WISH = Wish(
    CODE, "address masks with holes, which lists towards tiers need", lambda able: able.no_wildcards, ("policies",),
    "give each customer a VRF, or each tier one subnet for all leaves",
)  # fmt: skip


def check(plan: Plan) -> Iterator[Finding]:
    leaves = [about for about in plan.tiers[:1] if about.guard and _holes(about.guard, plan.able(about))]
    yield from refusals(plan, leaves, WISH)


def _holes(guard: Guard, able: Capabilities) -> bool:
    """Unless another rule tells why not."""
    if able.no_policies or able.no_gateway_filters:
        return False
    lists = (*guard.lists.values(), *guard.borders.values())
    return any(not contiguous(entry.destination) for listed in lists for entry in listed.entries)
