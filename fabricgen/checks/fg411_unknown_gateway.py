"""A tier names a gateway that the page doesn't have.

Bad::

    gateways: {east: {id: 1, leaf: leaf-p00-00, port: swp8, asn: 65010, address: 203.0.113.1/31}}
    tiers: {tier-00: {id: 0, gateways: [esat]}}

Good::

    tiers: {tier-00: {id: 0, gateways: [east]}}

What it means: the tier's traffic would be left to whatever route there is.

Source: RFC 8195, section 3: a community means what its operator wrote down.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding, nearest

CODE = "FG411"


def check(page: Page) -> Iterator[Finding]:
    known = page.intent.gateways
    for name, tier in page.intent.tiers.items():
        for row, gateway in enumerate(tier.gateways):
            if gateway not in known:
                yield Finding(
                    CODE,
                    f"the tier {name} leaves by {gateway}, which the page doesn't have",
                    path=("tiers", name, "gateways", row),
                    label=nearest(gateway, known),
                    help="write it under gateways",
                )
