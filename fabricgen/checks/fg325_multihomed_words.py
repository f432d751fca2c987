"""A multihomed host is on one leaf only, or in a tier that isn't the same everywhere.

A host with links to several leaves takes them for one switch: they have to have the VLAN that it is in, with the same
subnet and the same gateway, which is what a stretched tier is. LACP finds out who is at the other end; the precision
time protocol has no such agreement between leaves, so that it doesn't go with these hosts.

Bad::

    tiers: {tier-00: {id: 0, vrf: training}}
    multihomed: {disks: {id: 1, ports: [leaf-p00-00:swp7, leaf-p00-00:swp8], tier: tier-00}}

Good::

    overlay: {kind: evpn}
    tiers: {tier-00: {id: 0, vrf: training, stretch: 10.30.0.0/24}}
    multihomed: {disks: {id: 1, ports: [leaf-p00-00:swp8, leaf-p00-01:swp8], tier: tier-00}}

What it means: what one leaf sends the host, another one would not know of.

Source: RFC 7432, section 5 (Ethernet segment); RFC 9135 (gateways of a subnet on several leaves).
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding, nearest
from fabricgen.intent.multihoming import Multihomed

CODE = "FG325"


def check(page: Page) -> Iterator[Finding]:
    intent = page.intent
    for name, host in intent.multihomed.items():
        leaves = {plug.leaf for plug in host.ports}
        if len(leaves) == 1:
            message = f"{name} has all its ports on {leaves.pop()}"
            help_ = "plug it into a second leaf, or leave it out: a host on one leaf needs no agreement of leaves"
            yield Finding(CODE, message, path=("multihomed", name, "ports"), label="one leaf", help=help_)
        yield from _tier(page, name, host)
    if intent.multihomed and intent.clock is not None:
        first = next(iter(intent.multihomed))
        message = f"{first} would get no time: no public source shows PTP on port channels that several leaves share"
        yield Finding(CODE, message, path=("multihomed", first), help="leave clock out, or plug it into one leaf")


def _tier(page: Page, name: str, host: Multihomed) -> Iterator[Finding]:
    tiers, path = page.intent.tiers, ("multihomed", name, "tier")
    if host.tier not in tiers:
        message = f"{name} is in a tier {host.tier}, which the page doesn't have"
        label = nearest(host.tier, tiers)
        yield Finding(CODE, message, path=path, label=label, help="write it under tiers, with stretch")
    elif tiers[host.tier].stretch is None:
        message = f"{name} is on several leaves, and {host.tier} has another subnet on each of them"
        stretched = next((known for known, tier in tiers.items() if tier.stretch), None)
        other = f", or put it into {stretched}" if stretched else ""
        yield Finding(CODE, message, path=path, label="not stretched", help=f"give the tier a stretch{other}")
