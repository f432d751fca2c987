"""Ends of links disagree about the tag of the default VRF, and the overlay is vrf-lite.

On some platforms nothing untagged is routed beside tagged sub-interfaces, so the default VRF has a VLAN there, too:
`overlay.vlan_base`. Others send its packets without a tag.

Bad::

    hardware:
      leaf: {model: nokia-7220-ixr-h4, platform: srlinux}
      spine: {model: arista-7060x6-64pe, platform: eos}
    overlay: {kind: vrf-lite}

Good::

    hardware:
      leaf: {model: nokia-7220-ixr-h4, platform: srlinux}
      spine: {model: nokia-7220-ixr-h4, platform: srlinux}
    overlay: {kind: vrf-lite}

What it means: the links would be up, and no session of the default VRF would be.

Source: IEEE 802.1Q, section 6.9.1 (tagged and untagged frames belong to different VLANs); srl_nokia-interfaces-vlans
25.3: untagged packets beside tagged ones are for bridged subinterfaces alone.
"""

from collections.abc import Iterator
from itertools import pairwise

from fabricgen.checks.plan import Plan, count
from fabricgen.device import Facts
from fabricgen.findings import Finding

CODE = "FG755"


def check(plan: Plan) -> Iterator[Finding]:
    overlay = plan.intent.overlay
    if overlay is None or overlay.kind != "vrf-lite" or any(plan.able(about).no_vrf_lite for about in plan.tiers):
        return
    for ends in pairwise(plan.tiers):
        tags, bare = sorted(ends, key=lambda about: not plan.able(about).tags_default)
        if plan.able(tags).tags_default != plan.able(bare).tags_default:
            yield _finding(tags, bare)


def _finding(tags: Facts, bare: Facts) -> Finding:
    return Finding(
        CODE,
        f"the default VRF has a tag at {_switches(tags)}, and none at {_switches(bare)}",
        path=("overlay", "kind"),
        label="sub-interfaces on the links between them",
        help=f"run {tags.platform} on both tiers, or on neither",
    )


def _switches(about: Facts) -> str:
    return f"{count(about.tier.count, about.tier.role)} with {about.platform}"
