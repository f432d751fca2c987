"""A platform has WAN gateways for the default VRF only, and tiers in VRFs are to leave by some.

Bad::

    hardware: {leaf: {model: nokia-7220-ixr-h5-64d, platform: srlinux}}     # where the platform says it can't
    tiers: {tier-00: {id: 0, vrf: acme, gateways: [east]}}

Good::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eos}}

What it means: the VRF would have no route to the WAN, and the WAN none to the tier.

Source: RFC 4364, section 10a (a sub-interface and a session for each VRF); what each platform lacks:
`fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG748"


def check(plan: Plan) -> Iterator[Finding]:
    tiers = plan.intent.tiers.items()
    concerned = [name for name, tier in tiers if tier.gateways and tier.vrf is not None]
    if not concerned or plan.intent.overlay is None:
        return
    path = ("tiers", concerned[0], "gateways")
    wish = Wish(
        CODE, "WAN gateways of VRFs", lambda able: able.no_vrf_gateways, path, "leave vrf out of tiers with gateways"
    )
    spread = plan.tiers if plan.intent.overlay.kind == "vrf-lite" else plan.tiers[:1]
    yield from refusals(plan, spread, wish)
