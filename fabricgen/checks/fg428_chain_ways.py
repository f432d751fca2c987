"""A fabric has service chains, and ways on which packets miss them or meet them again: several planes, or OSPF.

Bad::

    size: {planes: 2}
    chains: [{from: tier-00, to: wan, through: [fw-a]}]

Good::

    size: {planes: 1}
    chains: [{from: tier-00, to: wan, through: [fw-a]}]

What it means: an appliance is at one leaf, and packets of other planes never get there. With OSPF packets go down and
up again after failures: one that has been to its appliances comes to a spine from another leaf than theirs, looks as if
it had not, and goes round.

Source: RFC 7938, section 5.2.2 (ways that go up and then down); planes share hosts and nothing else.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.device.vrf_chains import plain
from fabricgen.findings import Finding

CODE = "FG428"


def check(page: Page) -> Iterator[Finding]:
    planes = page.intent.size.planes
    if not page.intent.chains:
        return
    if planes > 1:
        message = f"an appliance is at a leaf of one plane, and the page has {planes}"
        help_ = "one plane has chains; give the appliances a fabric with one"
        yield Finding(CODE, message, path=("chains",), help=help_)
    if page.intent.underlay.routing == "ospf" and plain(page.intent):
        message = "with OSPF packets go down and up again after failures, and those of chains would go round"
        yield Finding(CODE, message, path=("underlay", "routing"), help="write routing: bgp, or leave the chains out")
