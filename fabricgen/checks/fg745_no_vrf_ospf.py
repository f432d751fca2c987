"""A platform has no OSPF inside VRFs, the overlay is vrf-lite, and the underlay is OSPF.

With vrf-lite, VRFs are routed as the underlay is: over OSPF each VRF has an OSPF of its own, and its sub-interfaces
cost what their ports do.

Bad::

    hardware: {leaf: {model: dell-z9664f-on, platform: sonic}}     # where the platform says it can't
    underlay: {routing: ospf}
    overlay: {kind: vrf-lite}

Good::

    underlay: {routing: bgp}
    overlay: {kind: vrf-lite}

What it means: tenants would be cut off from their other leaves.

Source: RFC 2328; RFC 4577, section 4.1.4 (an OSPF instance for each VRF); what each platform lacks: `fabricgen
platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG745"
WISH = Wish(
    CODE,
    "OSPF inside VRFs",
    lambda able: able.no_ospf or able.no_vrf_lite or able.no_vrf_ospf,
    ("underlay", "routing"),
    "write routing: bgp",
)


def check(plan: Plan) -> Iterator[Finding]:
    overlay = plan.intent.overlay
    if overlay is not None and overlay.kind == "vrf-lite" and plan.intent.underlay.routing == "ospf":
        yield from refusals(plan, [about for about in plan.tiers if not plan.able(about).no_vrf_lite], WISH)
