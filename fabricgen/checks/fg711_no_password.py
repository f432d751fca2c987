"""A platform can't protect its BGP sessions with that key.

Bad::

    underlay: {password: "env:BGP_KEY"}     # where the platform says it can't

Good::

    underlay: {}

What it means: one end would sign its segments and the other would not, so no session comes up.

Source: RFC 2385; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG711"


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.underlay.password is not None and plan.intent.underlay.routing == "bgp":
        yield from refusals(plan, plan.tiers, _wish("underlay", "password"))
    guarded = [name for name, gateway in plan.intent.gateways.items() if gateway.password is not None]
    if guarded:
        yield from refusals(plan, plan.tiers[:1], _wish("gateways", guarded[0], "password"))


def _wish(*path: str) -> Wish:
    return Wish(CODE, "password for BGP sessions", lambda able: able.no_password, path, "drop the password")
