"""A platform can't stretch a VLAN over the fabric on this chip, and a tier asks for it.

A stretched VLAN is bridged into VXLAN and routed out of it on every leaf. Some chips route tenants over VXLAN and don't
bridge them.

Bad::

    hardware: {leaf: {model: juniper-qfx5240-64od, platform: junos}}
    tiers: {tier-00: {id: 0, vrf: training, stretch: 10.30.0.0/24}}

Good::

    hardware: {leaf: {model: juniper-qfx5240-64od, platform: junos}}
    tiers: {tier-00: {id: 0, vrf: training}}                          # a subnet on each leaf, routed

What it means: hosts of one subnet on two leaves could not talk to each other.

Source: RFC 9135; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG722"


def check(plan: Plan) -> Iterator[Finding]:
    overlay = plan.intent.overlay
    first = next((name for name, tier in plan.intent.tiers.items() if tier.stretch), None)
    if first is not None and overlay is not None and overlay.kind == "evpn":
        path = ("tiers", first, "stretch")
        wish = Wish(CODE, "stretched VLANs", lambda able: able.no_stretch, path, "drop stretch: each leaf has a subnet")
        yield from refusals(plan, plan.tiers[:1], wish)
