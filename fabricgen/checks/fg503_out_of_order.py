"""Packets of a flow take different paths, and the hosts are not said to take them out of order.

Per-packet forwarding fills all links, and packets overtake each other. A NIC that isn't made for that takes the gap
for a loss and sends everything again, which is worse than any collision.

Bad::

    forwarding: {mode: adaptive, granularity: per-packet}

Good::

    forwarding: {mode: adaptive, granularity: per-packet}
    hosts: {ooo_capable: true}

Source: InfiniBand architecture, RoCEv2 annex A17: a queue pair expects packets in order; NVIDIA Spectrum-X and UEC
NICs accept them out of order.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG503"


def check(page: Page) -> Iterator[Finding]:
    forwarding = page.intent.forwarding
    if forwarding.mode == "adaptive" and forwarding.granularity == "per-packet" and not page.intent.hosts.ooo_capable:
        yield Finding(
            CODE,
            "per-packet forwarding, and the NICs are not said to accept packets out of order",
            path=("forwarding", "granularity"),
            label="reorders packets",
            help="write hosts.ooo_capable: true if they do, else granularity: flowlet",
        )
