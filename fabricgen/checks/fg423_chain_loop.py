"""A chain leads through an appliance twice.

Bad::

    chains: [{from: tier-00, to: wan, through: [fw-a, lb-1, fw-a]}]

Good::

    chains: [{from: tier-00, to: wan, through: [fw-a, lb-1]}]

What it means: a packet that comes back from fw-a looks the same after the first time and after the second. It would be
sent to lb-1 again, and so on in a circle until its TTL ends it.

Source: RFC 7665, section 3: a packet has to say where in its chain it is, and a plain one only has the port that it
came in by.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG423"


def check(page: Page) -> Iterator[Finding]:
    for index, chain in enumerate(page.intent.chains):
        for row, name in enumerate(chain.through):
            if name in chain.through[:row]:
                yield Finding(
                    CODE,
                    f"chain {index + 1} leads through {name} twice, and packets would go round",
                    path=("chains", index, "through", row),
                    help="name each appliance once",
                )
