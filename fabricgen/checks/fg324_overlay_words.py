"""Words that need an overlay stand on a page without the right one, or the other way about.

Services are shared over an overlay, a stretched tier is a VLAN of EVPN, and an overlay carries VRFs. A stretched tier
has to be in a VRF and on a trunk. EVPN goes with BGP sessions between the switches, and an underlay of OSPF has none;
with vrf-lite the VRFs are routed as the underlay is.

Bad::

    tiers: {tier-00: {id: 0, vrf: training, stretch: 10.30.0.0/24}}     # and no overlay

Good::

    overlay: {kind: evpn}
    tiers: {tier-00: {id: 0, vrf: training, stretch: 10.30.0.0/24}}

Source: RFC 8365, section 4; RFC 9135.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding
from fabricgen.intent import Intent

CODE = "FG324"
SHORTEST, LONGEST = 16, 30


def check(page: Page) -> Iterator[Finding]:
    intent = page.intent
    kind = intent.overlay.kind if intent.overlay else None
    yield from _stretched(intent, kind)
    if kind is None:
        for name, vrf in intent.vrfs.items():
            if vrf.shares:
                message = f"the VRF {name} reaches services, and without an overlay it ends at its leaves"
                yield Finding(
                    CODE, message, path=("vrfs", name, "reach"), help="write overlay: {kind: vrf-lite} or evpn"
                )
    elif not intent.vrfs:
        message = "the overlay has nothing to carry: the page has no VRFs"
        yield Finding(CODE, message, path=("overlay",), help="write the VRFs, or drop the overlay")
    if kind == "evpn" and intent.underlay.routing != "bgp":
        message = f"EVPN goes with BGP sessions between the switches, and the underlay is {intent.underlay.routing}"
        yield Finding(CODE, message, path=("overlay",), help="leave underlay.routing out, or write kind: vrf-lite")
    if kind == "vrf-lite" and intent.overlay is not None:
        for word in sorted({"sessions", "number", "l3vni", "l2vni", "gateway_mac"} & intent.overlay.model_fields_set):
            message = f"{word} belongs to EVPN, and the overlay is vrf-lite"
            yield Finding(CODE, message, path=("overlay", word), help="drop it, or write kind: evpn")


def _stretched(intent: Intent, kind: str | None) -> Iterator[Finding]:
    for name, tier in intent.tiers.items():
        if tier.stretch is None:
            continue
        path = ("tiers", name, "stretch")
        if kind != "evpn":
            message = f"the tier {name} is to be the same VLAN on all leaves, which takes EVPN"
            yield Finding(CODE, message, path=path, help="write overlay: {kind: evpn}, or drop stretch")
        if tier.vrf is None:
            message = f"the tier {name} is stretched and in no VRF, and EVPN carries VRFs"
            yield Finding(CODE, message, path=path, help="give the tier a vrf")
        if tier.stretch.version != 4 or not SHORTEST <= tier.stretch.length <= LONGEST:
            message = f"the subnet of the tier {name} is {tier.stretch.text}, and hosts have IPv4 subnets"
            yield Finding(CODE, message, path=path, label=f"/{SHORTEST} to /{LONGEST}", help="such as 10.30.0.0/24")
