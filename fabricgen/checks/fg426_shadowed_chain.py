"""An earlier chain has all packets of a later one.

Bad::

    chains:
      - {from: tier-00, to: any, through: [fw-a]}
      - {from: tier-00, to: tier-07, through: [fw-a, lb-1]}

Good::

    chains:
      - {from: tier-00, to: tier-07, through: [fw-a, lb-1]}
      - {from: 10.128.0.0/27, to: any, through: [fw-a]}

What it means: the first chain that fits a packet decides, so the later one does nothing. Chains to the WAN come after
all others, wherever they are on the page.

Source: the page itself.
"""

from collections.abc import Iterator

from fabricgen.checks.chains import title, within
from fabricgen.checks.plan import Page
from fabricgen.findings import Finding
from fabricgen.intent import Intent
from fabricgen.intent.chains import WAN, Chain

CODE = "FG426"


def check(page: Page) -> Iterator[Finding]:
    intent = page.intent
    ranked = sorted(enumerate(intent.chains), key=lambda each: WAN in (each[1].from_, each[1].to))
    for place, (index, chain) in enumerate(ranked):
        above = next((each for each in ranked[:place] if _covers(intent, each[1], chain)), None)
        if above is not None:
            message = f"{title(index, chain)} is never asked: chain {above[0] + 1} has all its packets"
            yield Finding(CODE, message, path=("chains", index), help="put it before that one, or drop it")


def _covers(intent: Intent, wide: Chain, chain: Chain) -> bool:
    return any(
        within(intent, chain.from_, one) and within(intent, chain.to, other)
        for one, other in ((wide.from_, wide.to), (wide.to, wide.from_))
    )
