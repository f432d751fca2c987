"""The link of an appliance has addresses that belong to something else.

Bad::

    underlay: {loopbacks: 10.0.0.0/24}
    appliances: {fw-a: {leaf: leaf-p00-03, port: swp8, address: 10.0.0.1/31, otherwise: drop}}

Good::

    appliances: {fw-a: {leaf: leaf-p00-03, port: swp8, address: 10.9.0.1/31, otherwise: drop}}

What it means: two devices would have one address, and a next hop would lead to either.

Source: RFC 1812, section 2.2.5.2 (an address is that of one interface).
"""

from collections.abc import Iterator
from itertools import combinations

from fabricgen.checks.chains import links
from fabricgen.checks.fg301_pools_overlap import pools
from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG422"
HELP = "each link to an appliance has a /31 or /30 of its own, outside what the fabric deals out"


def check(page: Page) -> Iterator[Finding]:
    found = list(links(page.intent))
    for one, other in combinations(found, 2):
        if one.arm.address.prefix.overlaps(other.arm.address.prefix):
            whose = f"of {one.appliance} and {other.appliance}" if one.row is not other.row else f"of {one.appliance}"
            yield Finding(CODE, f"two links {whose} overlap", path=(*other.path, "address"), help=HELP)
    named = [(pool.spelled, pool.pool) for pool in pools(page.intent)]
    named += [(f"the link of {name},", row.address.prefix) for name, row in page.intent.gateways.items()]
    for link in found:
        prefix = link.arm.address.prefix
        for spelled, pool in named:
            if prefix.overlaps(pool):
                message = f"the link of {link.appliance}, {prefix.text}, is in {spelled} {pool.text}"
                yield Finding(CODE, message, path=(*link.path, "address"), help=HELP)
