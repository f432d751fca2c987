"""Spines accept routes that went through them before.

`allowas_in` switches loop detection off for one occurrence of the own ASN. On leaves that reuse ASNs it is harmless.
On spines it undoes the one thing that keeps routes valley-free: that a spine refuses what another spine of its ASN
sent down.

Bad::

    underlay: {allowas_in: [leaf, spine]}

Good::

    underlay: {allowas_in: [leaf]}

Source: RFC 7938, sections 5.2.1 and 5.2.2.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import PLURAL, Page
from fabricgen.findings import Finding

CODE = "FG402"


def check(page: Page) -> Iterator[Finding]:
    underlay = page.intent.underlay
    for row, role in enumerate(underlay.allowas_in if underlay.routing == "bgp" else ()):
        if role != "leaf":
            yield Finding(
                CODE,
                f"{PLURAL[role]} accept their own ASN in a path, so nothing keeps routes valley-free",
                path=("underlay", "allowas_in", row),
                label="never on spines",
                help="leave only leaf, which is for leaves that share ASNs across pods",
            )
