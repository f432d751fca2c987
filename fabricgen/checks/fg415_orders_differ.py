"""Tiers that share a routing table are to leave by different gateways.

Bad::

    tiers:
      tier-00: {id: 0, gateways: [east, west]}
      tier-01: {id: 1, gateways: [west, east]}

Good::

    tiers:
      tier-00: {id: 0, gateways: [east, west]}
      tier-01: {id: 1, vrf: acme, gateways: [west, east]}

What it means: a routing table has one best way to a destination, whoever asks. All switches on the way would have to
look at the source as well, each of them by the same rules at the same time; while one of them does not, packets circle.

Source: RFC 4271, section 9.1: one best route for each destination; RFC 1812, section 5.2.4.3, for its lookup.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.device.vrf_chains import leaving
from fabricgen.findings import Finding

CODE = "FG415"


def check(page: Page) -> Iterator[Finding]:
    if not page.intent.gateways:
        return
    firsts: dict[str | None, tuple[str, tuple[str, ...]]] = {}
    for name, tier in page.intent.tiers.items():
        gateways, table = tier.gateways, leaving(page.intent, tier.vrf)
        first, order = firsts.setdefault(table, (name, gateways)) if gateways else (name, gateways)
        if gateways != order:
            message = (
                f"{name} would leave by {', '.join(gateways)}, but {first} by {', '.join(order)}, in one routing table"
            )
            yield Finding(
                CODE, message, path=("tiers", name, "gateways"), label=f"{first} has [{', '.join(order)}]",
                help="give the tiers of a routing table one list; a VRF of its own can have another",
            )  # fmt: skip
