"""A platform can't be a boundary clock.

Every switch between a grandmaster and a host has to take part: one that only forwards the messages adds the time that
they wait in its queues, and with it microseconds of error.

Bad::

    hardware: {leaf: {model: nvidia-sn5600, platform: sonic}}     # where the platform says it can't
    clock: {sources: {leaf-p00-00: Ethernet0}}

Good::

    hardware: {leaf: {model: arista-7060x5-32qs, platform: eos}}
    clock: {sources: {leaf-p00-00: Ethernet1/1}}

Source: IEEE 1588-2019; ITU-T G.8275.1 (full timing support); what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG735"
WISH = Wish(CODE, "PTP boundary clock", lambda able: able.no_clock, ("clock",), "leave clock out and let hosts use NTP")


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.clock is not None:
        yield from refusals(plan, plan.tiers, WISH)
