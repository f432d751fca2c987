"""A platform can't take VRFs over its links one by one, and the overlay is vrf-lite.

With vrf-lite every switch has every VRF, a tagged sub-interface for it on every link to another switch, and a BGP
session or OSPF over that. Lossless classes have to be paused there, too.

Bad::

    hardware: {spine: {model: juniper-qfx5240-64od, platform: junos}}
    overlay: {kind: vrf-lite}

Good::

    hardware: {spine: {model: juniper-qfx5240-64od, platform: junos}}
    overlay: {kind: evpn}

What it means: tenants would be cut off from their other leaves.

Source: IEEE 802.1Q; RFC 4364, section 10 (a); what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.overlays import instead_of_vrf_lite
from fabricgen.checks.plan import Plan
from fabricgen.device.vrf_chains import leaked
from fabricgen.findings import Finding

CODE = "FG721"
KIND = ("overlay", "kind")
UNNUMBERED = Wish(
    CODE,
    "VRFs on unnumbered sub-interfaces",
    lambda able: able.no_vrf_lite or able.no_unnumbered_vrf_lite,
    ("underlay", "links"),
    "write links: /31",
)
LOSSLESS = Wish(
    CODE,
    "lossless classes on sub-interfaces",
    lambda able: able.no_vrf_lite or able.no_lossless_vrf_lite,
    KIND,
    "make all classes lossy",
)
LEAKS = Wish(CODE, "services between VRFs", lambda able: able.no_vrf_lite_leaks, ("services",), "drop the services")


def check(plan: Plan) -> Iterator[Finding]:
    overlay = plan.intent.overlay
    if overlay is None or overlay.kind != "vrf-lite":
        return
    if plan.intent.underlay.links == "unnumbered":
        yield from refusals(plan, plan.tiers, UNNUMBERED)
    else:
        feature, instead = "VRFs on sub-interfaces", instead_of_vrf_lite(plan)
        yield from refusals(plan, plan.tiers, Wish(CODE, feature, lambda able: able.no_vrf_lite, KIND, instead))
    if plan.tiers[0].lossless.priorities:
        yield from refusals(plan, [about for about in plan.tiers if not plan.able(about).no_vrf_lite], LOSSLESS)
    if leaked(plan.intent):
        yield from refusals(plan, plan.tiers[:1], LEAKS)
