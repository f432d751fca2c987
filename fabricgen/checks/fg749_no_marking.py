"""A platform can't give packets another DSCP at the port of a WAN router, and the page has such a gateway.

Bad::

    hardware: {leaf: {model: juniper-qfx5240-64od, platform: junos}}     # where the platform says it can't
    gateways: {east: {marking: {inference: AF31}, ...}}

Good::

    gateways: {east: {...}}      # all classes keep theirs, and the WAN router changes what it has to

What it means: packets of the class would leave as they are, and what comes back would be in another class.

Source: RFC 2475, section 2.3.2 (marking at the border); what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG749"
OTHERWISE = "leave marking out, and let the WAN router mark"


def check(plan: Plan) -> Iterator[Finding]:
    """On leaves, where gateways are; that a platform has none of those is another rule's business."""
    marked = next((name for name, gateway in plan.intent.gateways.items() if gateway.marking), None)
    if marked is not None:
        path = ("gateways", marked, "marking")
        wish = Wish(CODE, "DSCPs of their own at WAN ports", lambda able: able.no_marking, path, OTHERWISE)
        yield from refusals(plan, (about for about in plan.tiers[:1] if not plan.able(about).no_gateways), wish)
