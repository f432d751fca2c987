"""A platform can't have the access lists that policies become.

Bad::

    hardware: {leaf: {model: nokia-7220-ixr-h5-64d, platform: srlinux}}     # where the platform says it can't
    policies: [{from: acme, to: storage, allow: tcp/443}]

Good::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eos}}
    policies: [{from: acme, to: storage, allow: tcp/443}]

What it means: hosts would reach what the page says that they don't.

Source: what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG730"
WISH = Wish(CODE, "access lists", lambda able: able.no_policies, ("policies",), "leave policies out")


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.policies is not None:
        yield from refusals(plan, plan.tiers[:1], WISH)
