"""All gateways of a tier are drained.

Bad::

    gateways:
      east: {id: 1, leaf: leaf-p00-00, port: swp8, asn: 65010, address: 203.0.113.1/31, drained: true}
    tiers: {tier-00: {id: 0, gateways: [east]}}

Good::

    tiers: {tier-00: {id: 0, gateways: [east, west]}}     # and west is not drained

What it means: the last choice is still a choice: its traffic stays where it is, and dies with the session.

Source: RFC 8326 (graceful shutdown): traffic moves if there is somewhere to move to.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding, Severity

CODE = "FG417"


def check(page: Page) -> Iterator[Finding]:
    known = page.intent.gateways
    for name, tier in page.intent.tiers.items():
        listed = [known[gateway] for gateway in tier.gateways if gateway in known]
        if listed and all(gateway.drained for gateway in listed):
            yield Finding(
                CODE,
                f"all gateways of {name} are drained, so none is",
                path=("tiers", name, "gateways"),
                help="let one of them carry the traffic, or name another",
                severity=Severity.WARNING,
            )
