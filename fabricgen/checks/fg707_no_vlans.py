"""A platform can't have VLANs with a gateway, and hosts are attached by a trunk.

Bad::

    hardware: {leaf: {model: cisco-8101-32fh, platform: iosxr}}     # a platform that says it can't
    hosts: {attach: trunk, pool: 10.128.0.0/16}

Good::

    hosts: {attach: routed, pool: 10.128.0.0/16}

What it means: the hosts' traffic would arrive tagged at a switch that knows no tags.

Source: IEEE 802.1Q; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG707"
WISH = Wish(CODE, "VLANs", lambda able: able.no_vlans, ("hosts", "attach"), "write attach: routed")


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.hosts.attach == "trunk":
        yield from refusals(plan, plan.tiers[:1], WISH)
