"""PFC pauses other priorities at one end of a link than at the other.

PFC works between two neighbours: one sends a pause for a priority, the other stops it. Where the other end doesn't
know that priority as lossless, it goes on sending, and the packets that should never be lost are.

Bad::

    exceptions: [{select: spine-p00-00, reason: trial, lossless_priorities: [4]}]     # leaves have [3]

Good::

    exceptions: [{select: "*", reason: trial, lossless_priorities: [4]}]

Source: IEEE 802.1Qbb; Guo et al., RDMA over Commodity Ethernet at Scale, SIGCOMM 2016.
"""

from collections.abc import Iterator
from operator import eq

from fabricgen.checks.exceptions import discords
from fabricgen.checks.plan import Plan
from fabricgen.device import Facts
from fabricgen.device.facts import Deviation
from fabricgen.findings import Finding

CODE = "FG201"


def check(plan: Plan) -> Iterator[Finding]:
    for discord in discords(plan, "lossless_priorities", _priorities, eq):
        near = plan.tiers[0].names[discord.neighbour]
        yield Finding(
            CODE,
            f"{discord.who(plan)} and neighbours such as {near} pause different priorities",
            path=("exceptions", discord.exception, "lossless_priorities"),
            label="the other end differs",
            help="both ends of a link pause the same priorities: select the neighbours too, or change the class table",
        )


def _priorities(about: Facts, deviation: Deviation) -> object:
    own = deviation.lossless_priorities
    return frozenset(about.lossless.priorities if own is None else own)
