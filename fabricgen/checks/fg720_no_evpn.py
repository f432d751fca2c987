"""A platform can't carry EVPN, or has no VXLAN tunnels on this chip, and the overlay is EVPN.

Leaves send and receive VXLAN; switches above them only have to pass the routes on.

Bad::

    hardware: {leaf: {model: juniper-qfx5220-32cd, platform: junos}}     # no public source shows VXLAN on Tomahawk 3
    overlay: {kind: evpn}

Good::

    hardware: {leaf: {model: juniper-qfx5240-64od, platform: junos}}
    overlay: {kind: evpn, sessions: loopbacks}

What it means: tenants would be cut off from their other leaves.

Source: RFC 8365; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.overlays import instead_of_evpn
from fabricgen.checks.plan import Plan
from fabricgen.device.vrf_chains import leaked
from fabricgen.findings import Finding

CODE = "FG720"
KIND = ("overlay", "kind")
LEAKS = Wish(CODE, "services between VRFs", lambda able: able.no_leaks, ("services",), "drop the services")


def check(plan: Plan) -> Iterator[Finding]:
    overlay = plan.intent.overlay
    if overlay is not None and overlay.kind == "evpn":
        instead = instead_of_evpn(plan)
        tunnels = Wish(CODE, "VXLAN tunnels", lambda able: able.no_evpn or able.no_vtep, KIND, instead)
        yield from refusals(plan, plan.tiers[:1], tunnels)
        yield from refusals(plan, plan.tiers[1:], Wish(CODE, "EVPN", lambda able: able.no_evpn, KIND, instead))
        if leaked(plan.intent):
            yield from refusals(plan, plan.tiers[:1], LEAKS)
