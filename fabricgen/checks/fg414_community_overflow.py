"""A number doesn't fit into the 16-bit communities of gateways and tiers.

A standard community has 16 bits for the number of an AS, and 16 for a region (0 to 7), an action, a gateway (0 to 31)
and a tier (0 to 31).

Bad::

    communities: {type: standard}
    gateways: {east: {id: 40, leaf: leaf-p00-00, port: swp8, asn: 65010, address: 203.0.113.1/31}}

Good::

    communities: {type: large}

What it means: what is cut off a number makes it another one, so that one gateway's routes would carry another's mark.

Source: RFC 1997; RFC 8092, for numbers of 32 bits.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding
from fabricgen.theory.communities import GATEWAYS, REGIONS

CODE = "FG414"
ASN_MAX = 65_534
LARGE = "or write communities.type: large"


def check(page: Page) -> Iterator[Finding]:
    intent = page.intent
    if not intent.gateways or intent.communities.type == "large":
        return
    asn = intent.communities.asn
    if asn is not None and asn > ASN_MAX:
        message = f"AS {asn} doesn't fit the 16 bits of a standard community"
        yield Finding(CODE, message, path=("communities", "asn"), help=f"take one below {ASN_MAX + 1}, {LARGE}")
    if intent.region >= REGIONS:
        message = f"region {intent.region} doesn't fit a standard community: 3 bits hold 0 to {REGIONS - 1}"
        yield Finding(CODE, message, path=("region",), help=f"take a number below {REGIONS}, {LARGE}")
    for name, gateway in intent.gateways.items():
        if gateway.id >= GATEWAYS:
            message = f"the id {gateway.id} of {name} doesn't fit a standard community: 5 bits hold 1 to {GATEWAYS - 1}"
            yield Finding(CODE, message, path=("gateways", name, "id"), help=f"take one below {GATEWAYS}, {LARGE}")
