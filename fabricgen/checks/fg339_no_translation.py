"""A platform can't translate communities at its gateways, and the page asks for it.

Bad::

    hardware: {leaf: {model: cisco-n9364e-sg2, platform: nxos}}     # where the platform says it can't
    gateways: {east: {communities: {frontier: "65100:1:10"}, ...}}

Good::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eos}}

What it means: the fabric's own marks would leave, and the other side's would come in, to steer what they were not made
for.

Source: RFC 7454, section 11; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG339"


def check(plan: Plan) -> Iterator[Finding]:
    translating = [name for name, row in plan.intent.gateways.items() if row.communities is not None]
    if translating:
        path = ("gateways", translating[0], "communities")
        wish = Wish(CODE, "translation of communities", lambda able: able.no_translation, path, "drop the communities")
        yield from refusals(plan, plan.tiers[:1], wish)
