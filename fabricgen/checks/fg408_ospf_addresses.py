"""OSPF runs between IPv4 addresses, and the links have others.

OSPF as fabricgen renders it is version 2, for IPv4, on links with a /31. Links without addresses would have to borrow
that of the loopback, which not all platforms do on Ethernet; IPv6 needs version 3, a protocol of its own with its own
costs, authentication and drain, which isn't rendered.

Bad::

    underlay: {routing: ospf, links: unnumbered, loopbacks: 10.0.0.0/24}

Good::

    underlay: {routing: ospf, links: /31, loopbacks: 10.0.0.0/24, link_pool: 10.64.0.0/24}

Source: RFC 2328 (version 2), RFC 5340 (version 3), RFC 5838 (IPv4 in version 3).
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG408"


def check(page: Page) -> Iterator[Finding]:
    underlay = page.intent.underlay
    if underlay.routing != "ospf":
        return
    if underlay.links == "unnumbered":
        help_ = "write links: /31 with a link_pool, or routing: bgp"
        message = "OSPF needs an address at both ends of a link"
        yield Finding(CODE, message, path=("underlay", "links"), label="no addresses", help=help_)
    if underlay.ipv6 is not None:
        message = "OSPF version 2 carries IPv4 alone, and version 3 isn't rendered"
        yield Finding(CODE, message, path=("underlay", "ipv6"), help="drop ipv6, or write routing: bgp")
