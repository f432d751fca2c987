"""The MTU differs between the two ends of a link.

The end with the larger MTU sends packets that the other throws away, large ones only: pings work, transfers hang. BGP
updates can hang with them.

Bad::

    exceptions: [{select: spine-p00-00, reason: old optics, mtu: 9000}]     # leaves have 9214

Good::

    mtu: 9000

Source: RFC 4459, section 1 (what unequal MTUs look like); RFC 4821.
"""

from collections.abc import Iterator
from operator import eq

from fabricgen.checks.exceptions import discords
from fabricgen.checks.plan import Plan
from fabricgen.device import Facts
from fabricgen.device.facts import Deviation
from fabricgen.findings import Finding

CODE = "FG211"


def check(plan: Plan) -> Iterator[Finding]:
    for discord in discords(plan, "mtu", _mtu, eq):
        near = plan.tiers[0].names[discord.neighbour]
        yield Finding(
            CODE,
            f"{discord.who(plan)} and neighbours such as {near} have different MTUs",
            path=("exceptions", discord.exception, "mtu"),
            label="the other end differs",
            help="both ends of a link have one MTU: select the neighbours too, or set mtu for the whole fabric",
        )


def _mtu(about: Facts, deviation: Deviation) -> object:
    return deviation.mtu or about.intent.mtu
