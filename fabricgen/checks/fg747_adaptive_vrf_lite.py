"""Adaptive forwarding and VRF-lite don't go together on a platform.

With vrf-lite all traffic of tenants goes over sub-interfaces. A switch that balances by load has to do so between them,
too; where no public source says that it does, tenants would have hashed flows, and the page promises something else.

Bad::

    forwarding: {mode: adaptive}
    overlay: {kind: vrf-lite}      # on switches that aren't known to balance over sub-interfaces by load

Good::

    forwarding: {mode: per-flow}
    overlay: {kind: vrf-lite}

Source: NVUE has adaptive routing as a word of switch ports (NVUE command reference, nv set interface router
adaptive-routing); what stands with each platform in docs/platforms.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG747"
WISH = Wish(
    CODE,
    "adaptive forwarding over sub-interfaces",
    lambda able: able.no_adaptive or able.no_vrf_lite or able.no_adaptive_vrf_lite,
    ("overlay", "kind"),
    "write forwarding.mode: per-flow",
)


def check(plan: Plan) -> Iterator[Finding]:
    overlay = plan.intent.overlay
    if overlay is not None and overlay.kind == "vrf-lite" and plan.intent.forwarding.mode == "adaptive":
        able = [about for about in plan.tiers if not (plan.able(about).no_adaptive or plan.able(about).no_vrf_lite)]
        yield from refusals(plan, able, WISH)
