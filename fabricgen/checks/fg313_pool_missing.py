"""A pool is missing that the page needs.

Links with /31 addresses take them from `underlay.link_pool`; hosts on a trunk get their gateways from `hosts.pool`.

Bad::

    underlay: {links: /31, loopbacks: 10.0.0.0/22}

Good::

    underlay: {links: /31, loopbacks: 10.0.0.0/22, link_pool: 10.64.0.0/20}

Source: RFC 3021; RFC 8950 for links that need no addresses.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.device.features.tenancy import pool
from fabricgen.findings import Finding

CODE = "FG313"


def check(page: Page) -> Iterator[Finding]:
    underlay, hosts = page.intent.underlay, page.intent.hosts
    if underlay.links == "/31" and underlay.link_pool is None:
        message = "links have /31 addresses, and there is no pool to take them from"
        help_ = "give underlay.link_pool, or write links: unnumbered"
        yield Finding(CODE, message, path=("underlay", "links"), label="link_pool is missing", help=help_)
    poor = [tier for tier in page.intent.tiers.values() if tier.stretch is None and pool(page.intent, tier.vrf) is None]
    if hosts.attach == "trunk" and hosts.pool is None and (poor or not page.intent.tiers):
        message = "tiers have a gateway on each leaf, and there is no pool to take it from"
        yield Finding(CODE, message, path=("hosts", "attach"), label="pool is missing", help="give hosts.pool")
