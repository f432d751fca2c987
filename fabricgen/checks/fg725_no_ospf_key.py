"""A platform can't protect its OSPF adjacencies with that key.

Bad::

    underlay: {routing: ospf, ospf: {key: "env:OSPF_KEY"}}     # where the platform says it can't

Good::

    underlay: {routing: ospf}

What it means: one end would sign its hellos and the other would not, so no adjacency comes up.

Source: RFC 2328, appendix D.3; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG725"
WISH = Wish(CODE, "key for OSPF", lambda able: able.no_ospf_key, ("underlay", "ospf", "key"), "drop the key")


def check(plan: Plan) -> Iterator[Finding]:
    underlay = plan.intent.underlay
    if underlay.routing == "ospf" and underlay.ospf.key is not None:
        yield from refusals(plan, [about for about in plan.tiers if not plan.able(about).no_ospf], WISH)
