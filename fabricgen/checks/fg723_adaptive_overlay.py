"""Adaptive forwarding and this overlay don't go together on a platform.

With evpn all traffic of tenants is VXLAN. A switch that balances by load has to do so for VXLAN too; where no public
source says that it does, tenants would have hashed flows, and the page promises something else.

Bad::

    forwarding: {mode: adaptive}
    overlay: {kind: evpn}         # on switches that aren't known to balance VXLAN by load

Good::

    forwarding: {mode: per-flow}
    overlay: {kind: evpn}

Source: stands with each platform in docs/platforms.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG723"
WISH = Wish(
    CODE,
    "adaptive forwarding of VXLAN",
    lambda able: able.no_adaptive or able.no_adaptive_vxlan,
    ("overlay", "kind"),
    "write forwarding.mode: per-flow",
)


def check(plan: Plan) -> Iterator[Finding]:
    overlay = plan.intent.overlay
    if overlay is not None and overlay.kind == "evpn" and plan.intent.forwarding.mode == "adaptive":
        yield from refusals(plan, plan.tiers, WISH)
