"""A platform has no OSPF that fabricgen renders.

Bad::

    hardware: {spine: {model: nokia-7220-ixr-h5-64d, platform: srlinux}}   # where the platform says it can't
    underlay: {routing: ospf}

Good::

    underlay: {routing: bgp}

What it means: its neighbours would wait for hellos for ever.

Source: RFC 2328; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG724"
WISH = Wish(CODE, "OSPF", lambda able: able.no_ospf, ("underlay", "routing"), "write routing: bgp")


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.underlay.routing == "ospf":
        yield from refusals(plan, plan.tiers, WISH)
