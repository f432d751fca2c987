"""A platform can't share headroom between ports.

A ratio such as 7:1 sets aside a seventh of the worst case and lets all ports draw on it.

Bad::

    lossless: {headroom: "7:1"}     # where the platform says it can't

Good::

    lossless: {headroom: dedicated}

Source: sonic-net/SONiC, shared headroom pool design; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG715"
WISH = Wish(
    CODE,
    "headroom pool to share",
    lambda able: able.no_shared_headroom,
    ("lossless", "headroom"),
    "write headroom: dedicated",
)


def check(plan: Plan) -> Iterator[Finding]:
    lossless = any(row.lossless for row in plan.intent.classes.values())
    if lossless and plan.intent.lossless.headroom != "dedicated":
        yield from refusals(plan, plan.tiers, WISH)
