"""Hosts are in VLANs, policies say who they may talk to, and the platform has no access lists at the gateways of VLANs.

Bad::

    hardware: {leaf: {model: nvidia-sn5600, platform: sonic}}
    hosts: {attach: trunk, pool: 10.128.0.0/12}
    policies: [{from: tier-00, to: tier-01, deny: all}]

Good::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eos}}
    hosts: {attach: trunk, pool: 10.128.0.0/12}
    policies: [{from: tier-00, to: tier-01, deny: all}]

What it means: the tiers share their ports, so a list at the port couldn't tell them apart.

Source: what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG731"
WISH = Wish(
    CODE, "access lists at VLANs", lambda able: able.no_gateway_filters, ("policies",),
    "write attach: routed, with a VRF for each customer",
)  # fmt: skip


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.policies is None or plan.intent.hosts.attach != "trunk":
        return
    leaves = plan.tiers[:1]
    yield from refusals(plan, [about for about in leaves if not plan.able(about).no_policies], WISH)
