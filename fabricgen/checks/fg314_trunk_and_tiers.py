"""Tiers and trunks need each other.

A trunk carries the VLANs of the tiers; without tiers it carries nothing. Tiers are VLANs on a trunk; on routed host
ports there is nowhere to put them.

Bad::

    hosts: {attach: routed}
    tiers: {tier-00: {id: 0}}

Good::

    hosts: {attach: trunk, pool: 10.128.0.0/16}
    tiers: {tier-00: {id: 0}}

Source: IEEE 802.1Q: a trunk port is a member of the VLANs that it is told.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG314"


def check(page: Page) -> Iterator[Finding]:
    trunk, tiers = page.intent.hosts.attach == "trunk", page.intent.tiers
    if trunk and not tiers:
        message = "hosts are attached by a trunk, and there is no tier whose VLAN it could carry"
        yield Finding(CODE, message, path=("hosts", "attach"), help="write the tiers, or attach: routed")
    if tiers and not trunk:
        message = f"{len(tiers)} tiers have no VLAN, because hosts are routed"
        yield Finding(CODE, message, path=("tiers",), help="write hosts.attach: trunk, or drop the tiers")
