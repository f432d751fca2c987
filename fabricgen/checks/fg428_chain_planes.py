"""A fabric of several planes has service chains.

Bad::

    size: {planes: 2}
    chains: [{from: tier-00, to: wan, through: [fw-a]}]

Good::

    size: {planes: 1}
    chains: [{from: tier-00, to: wan, through: [fw-a]}]

What it means: an appliance is at one leaf, and packets of the other planes never get there: half of the traffic would
pass without it.

Source: planes share hosts and nothing else.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG428"


def check(page: Page) -> Iterator[Finding]:
    planes = page.intent.size.planes
    if page.intent.chains and planes > 1:
        message = f"an appliance is at a leaf of one plane, and the page has {planes}"
        yield Finding(
            CODE, message, path=("chains",), help="one plane has chains; give the appliances a fabric with one"
        )
