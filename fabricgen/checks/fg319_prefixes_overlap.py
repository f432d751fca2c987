"""Addresses of one VRF overlap one another.

Inside a VRF every address means one host. The subnets of stretched tiers and the pool that all other subnets are dealt
from lie side by side in it. VRFs that share nothing may well have the same addresses: each is a space of its own.

Bad::

    vrfs: {acme: {id: 1, pool: 10.0.0.0/16}}
    tiers: {tier-00: {id: 0, vrf: acme}, tier-01: {id: 1, vrf: acme, stretch: 10.0.3.0/24}}

Good::

    vrfs: {acme: {id: 1, pool: 10.0.0.0/16}}
    tiers: {tier-00: {id: 0, vrf: acme}, tier-01: {id: 1, vrf: acme, stretch: 10.1.3.0/24}}

Source: RFC 4364, section 1: addresses are unambiguous within a VPN.
"""

from collections.abc import Iterator
from itertools import combinations

from fabricgen.checks.plan import Page
from fabricgen.device.reach import both, own
from fabricgen.findings import Finding

CODE = "FG319"


def check(page: Page) -> Iterator[Finding]:
    for name in page.intent.vrfs:
        for one, other in combinations(own(page.intent, name), 2):
            if both(one.prefix, other.prefix) is not None:
                yield Finding(
                    CODE,
                    f"in the VRF {name}, {other.prefix.text} overlaps {one.prefix.text}",
                    path=other.path,
                    label=f"overlaps {'.'.join(map(str, one.path))}",
                    help="give each its own block",
                )
