"""Two gateways have the same number or link, or a gateway has numbers that belong to the fabric.

Bad::

    underlay: {asn: 4200000000-4204194303, loopbacks: 10.0.0.0/24}
    gateways: {east: {id: 1, leaf: leaf-p00-00, port: swp8, asn: 4200000001, address: 10.0.0.1/31}}

Good::

    gateways: {east: {id: 1, leaf: leaf-p00-00, port: swp8, asn: 65010, address: 203.0.113.1/31}}

What it means: routes with the AS number of a switch are refused by that switch as its own. A prefix that the fabric
deals out, learned from the WAN, would draw its traffic out of the fabric.

Source: RFC 4271, section 9.1.2 (loops of AS numbers).
"""

from collections.abc import Iterator
from itertools import combinations

from fabricgen.checks.fg301_pools_overlap import pools
from fabricgen.checks.plan import Page
from fabricgen.findings import Finding
from fabricgen.intent.steering import DEFAULT_ROUTE, Gateway
from fabricgen.theory.asn import span

CODE = "FG413"


def check(page: Page) -> Iterator[Finding]:
    for (one, first), (other, second) in combinations(page.intent.gateways.items(), 2):
        if first.id == second.id:
            message = f"{one} and {other} both have the id {first.id}"
            yield Finding(CODE, message, path=("gateways", other, "id"), help="give each gateway an id of its own")
        if first.address.prefix.overlaps(second.address.prefix):
            message = f"the links of {one} and {other} overlap"
            path = ("gateways", other, "address")
            yield Finding(CODE, message, path=path, help="each link to a router has a /31 or /30 of its own")
    for name, gateway in page.intent.gateways.items():
        yield from _foreign(page, name, gateway)


def _foreign(page: Page, name: str, gateway: Gateway) -> Iterator[Finding]:
    asns = page.intent.underlay.asn
    first, last = span(asns.first, asns.last, page.intent.region)
    if first <= gateway.asn <= last:
        message = f"AS {gateway.asn} of {name} is one of those that the fabric deals out, {first}-{last}"
        help_ = "take the number of the WAN router, or another range for the fabric"
        yield Finding(CODE, message, path=("gateways", name, "asn"), help=help_)
    for pool in pools(page.intent):
        if gateway.address.prefix.overlaps(pool.pool):
            message = f"the link of {name}, {gateway.address.prefix.text}, is in {pool.spelled} {pool.pool.text}"
            help_ = "take addresses that the fabric doesn't deal out"
            yield Finding(CODE, message, path=("gateways", name, "address"), help=help_)
        for row, accepted in enumerate(gateway.accept):
            if accepted != DEFAULT_ROUTE and accepted.overlaps(pool.pool):
                message = f"{name} may announce {accepted.text}, and {pool.spelled} is {pool.pool.text}"
                help_ = "accept what is outside the fabric: default, or the prefixes that are there"
                yield Finding(CODE, message, path=("gateways", name, "accept", row), help=help_)
