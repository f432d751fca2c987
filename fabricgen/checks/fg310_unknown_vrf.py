"""A tier names a VRF that the page doesn't have.

Bad::

    vrfs: {training: {id: 1}}
    tiers: {tier-00: {id: 0, vrf: trainig}}

Good::

    vrfs: {training: {id: 1}}
    tiers: {tier-00: {id: 0, vrf: training}}

What it means: the gateway of the tier's VLAN would be put into a VRF that no switch creates.

Source: RFC 4364: an interface belongs to one VRF that exists.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding, nearest

CODE = "FG310"


def check(page: Page) -> Iterator[Finding]:
    known = page.intent.vrfs
    for name, tier in page.intent.tiers.items():
        if tier.vrf is not None and tier.vrf not in known:
            yield Finding(
                CODE,
                f"the tier {name} is in a VRF {tier.vrf}, which the page doesn't have",
                path=("tiers", name, "vrf"),
                label=nearest(tier.vrf, known),
                help="write it under vrfs, or leave vrf out for the default VRF",
            )
