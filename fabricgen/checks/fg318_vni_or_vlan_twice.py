"""Two things of the overlay have the same VNI or VLAN, or a VLAN that a switch can't give them.

The VNI of a VRF is `l3vni` + its id, that of a stretched VLAN `l2vni` + region x 4096 + the VLAN. Where both ranges
meet, a packet of one tenant would come out at another, perhaps not today, but with the next id. A VRF's own VLAN is
`vlan_base` + its id; it must be none of a tier, none that the switch keeps for itself, and at most 4094. It is in use
with vrf-lite, with evpn on platforms that put a VLAN behind the VNI of a VRF, and at the gateways of its tiers. With
vrf-lite the default VRF has `vlan_base` itself on platforms that route nothing untagged beside tags.

Bad::

    overlay: {kind: evpn, l3vni: 2000000, l2vni: 2000000}

Good::

    overlay: {kind: evpn, l3vni: 1000000, l2vni: 2000000}

Source: RFC 7348, section 5; IEEE 802.1Q, section 9.6; arithmetic.
"""

from collections.abc import Iterator, Mapping

from fabricgen.allocation.overlay import SEGMENT_BASE, VLANS
from fabricgen.checks.plan import Plan, several
from fabricgen.device.features.overlay import Scheme
from fabricgen.findings import Finding
from fabricgen.intent.tenancy import TIERS_MAX

CODE = "FG318"
VLAN_MAX = 4094
DEFAULT = "the default VRF"


def check(plan: Plan) -> Iterator[Finding]:
    scheme = plan.tiers[0].overlay
    if scheme is None:
        return
    if scheme.evpn:
        yield from _vnis(scheme)
    known = plan.tiers[0].outlook
    tagged = known is not None and bool(known.above.exits)
    if not scheme.evpn or plan.able(plan.tiers[0]).vrf_vlan or tagged:
        yield from _vlans(plan, scheme)


def _vnis(scheme: Scheme) -> Iterator[Finding]:
    """All that ids and VLANs may ever be, so that growth brings no news."""
    numbers = scheme.identifiers
    vrfs = range(numbers.vrf_vni(1), numbers.vrf_vni(SEGMENT_BASE))
    segments = range(numbers.segment_vni(0), numbers.segment_vni(VLANS))
    if vrfs.start < segments.stop and segments.start < vrfs.stop:
        yield Finding(
            CODE,
            f"VNIs of VRFs, {vrfs.start:,} to {vrfs.stop - 1:,}, and of stretched VLANs, {segments.start:,} to "
            f"{segments.stop - 1:,}, overlap",
            path=("overlay", "l2vni" if "l2vni" in scheme.written else "l3vni"),
            help=f"keep l3vni and l2vni at least {SEGMENT_BASE:,} apart",
        )


def _vlans(plan: Plan, scheme: Scheme) -> Iterator[Finding]:
    vlans = {name: scheme.identifiers.vrf_vlan(number) for name, number in scheme.vrfs.items()}
    if not scheme.evpn and any(plan.able(about).tags_default for about in plan.tiers):
        vlans = {DEFAULT: scheme.identifiers.default_vlan, **vlans}
    for why, names in _taken(plan, scheme, vlans):
        yield Finding(
            CODE,
            f"VRFs with VLANs that can't be used: {several([f'{name} on VLAN {vlans[name]}' for name in names])}",
            path=("overlay",),
            label=why,
            help="choose another overlay.vlan_base, or ids of VRFs that are close together",
        )


def _taken(plan: Plan, scheme: Scheme, vlans: Mapping[str, int]) -> Iterator[tuple[str, list[str]]]:
    tiers = {}
    if plan.intent.hosts.attach == "trunk":
        tiers = {scheme.allocation.vlan(number, TIERS_MAX): name for name, number in scheme.tiers.items()}
    for name, vlan in vlans.items():
        if vlan in tiers:
            yield f"the tier {tiers[vlan]} has it", [name]
    concerned = plan.tiers[:1] if scheme.evpn else plan.tiers
    kept = dict.fromkeys((*block, about.platform) for about in concerned for block in plan.able(about).reserved_vlans)
    for first, last, why in (
        *((a, b, f"kept by {platform}") for a, b, platform in kept),
        (VLAN_MAX + 1, 1 << 30, f"beyond {VLAN_MAX}"),
    ):
        names = [name for name, vlan in vlans.items() if first <= vlan <= last]
        if names:
            yield why, names
