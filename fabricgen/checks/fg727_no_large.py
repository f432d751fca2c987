"""A platform has no large communities, and the page's are of that type.

Bad::

    hardware: {spine: {model: cisco-n9364e-sg2-q, platform: nxos}}
    communities: {type: large}

Good::

    communities: {type: standard}

What it means: the switch would pass routes on without the marks that decide where they may go.

Source: RFC 8092; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG727"
WISH = Wish(
    CODE,
    "large communities",
    lambda able: able.no_large,
    ("communities", "type"),
    "write communities: {type: standard}",
)


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.gateways and plan.intent.communities.type == "large":
        yield from refusals(plan, plan.tiers, WISH)
