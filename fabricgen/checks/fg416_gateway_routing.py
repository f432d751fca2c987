"""Routes of gateways don't reach the hosts: in a VRF that ends at its leaf, in another plane, or without BGP.

Bad::

    vrfs: {training: {id: 1}}
    tiers: {tier-00: {id: 0, vrf: training, gateways: [east]}}

Good::

    overlay: {kind: evpn}

What it means: communities travel with BGP, and a VRF has routes of other leaves only if an overlay carries them there.

Source: RFC 8092, section 3: a community is an attribute of BGP; RFC 4364: a VRF has routes of its own.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG416"


def check(page: Page) -> Iterator[Finding]:
    intent = page.intent
    if not intent.gateways:
        return
    if intent.underlay.routing == "ospf":
        message = "gateways are chosen by communities, which OSPF doesn't carry"
        yield Finding(CODE, message, path=("underlay", "routing"), help="write routing: bgp, or drop the gateways")
    if intent.size.planes > 1:
        message = f"gateways are at one leaf, and the other {intent.size.planes - 1} planes don't reach it"
        yield Finding(
            CODE, message, path=("gateways",), help="one plane has gateways; give the WAN a fabric of its own"
        )
    for name, tier in intent.tiers.items():
        if tier.vrf is not None and tier.gateways and intent.overlay is None:
            message = (
                f"the tier {name} is in the VRF {tier.vrf}, which ends at each leaf: no route of a gateway gets there"
            )
            help_ = "write an overlay, kind: vrf-lite or kind: evpn; or leave vrf out, or gateways"
            yield Finding(CODE, message, path=("tiers", name, "vrf"), help=help_)
