"""A platform can't share services between VRFs that are routed by OSPF.

Routes go from VRF to VRF inside each leaf. Where BGP routes the VRFs, it hands them on; beside OSPF it takes a word of
the platform's own.

Bad::

    hardware: {leaf: {model: linux-lab, platform: frr}}
    underlay: {routing: ospf}
    overlay: {kind: vrf-lite}
    services: {storage: {vrf: shared, prefixes: [10.200.0.0/24]}}

Good::

    underlay: {routing: bgp}
    overlay: {kind: vrf-lite}
    services: {storage: {vrf: shared, prefixes: [10.200.0.0/24]}}

What it means: the service would be out of reach, or be reached over one of several equal links.

Source: what each platform lacks: `fabricgen platforms`; for FRR, bgpd/bgp_zebra.c and bgpd/bgp_route.c.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.device.vrf_chains import leaked
from fabricgen.findings import Finding

CODE = "FG746"
WISH = Wish(
    CODE,
    "services between VRFs beside OSPF",
    lambda able: able.no_vrf_lite_leaks or able.no_ospf_leaks,
    ("services",),
    "write routing: bgp",
)


def check(plan: Plan) -> Iterator[Finding]:
    intent = plan.intent
    over_ospf = intent.overlay is not None and intent.overlay.kind == "vrf-lite" and intent.underlay.routing == "ospf"
    if over_ospf and leaked(intent):
        yield from refusals(plan, [about for about in plan.tiers[:1] if not plan.able(about).no_vrf_lite_leaks], WISH)
