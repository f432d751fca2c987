"""A platform can't send its counters to collectors by itself, encrypted and by the management port.

Bad::

    hardware: {leaf: {model: arista-7060x5-32qs, platform: eos}}     # where the platform says it can't
    telemetry: {streaming: {collectors: [192.0.2.31], certificate: collectors}}

Good::

    telemetry: {gnmi: {certificate: fabric}}     # the collector asks, at its own intervals

What it means: the collector would wait for counters that never come.

Source: what each platform lacks, and why: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG738"
WISH = Wish(
    CODE,
    "export of counters",
    lambda able: able.no_streaming,
    ("telemetry", "streaming"),
    "write telemetry.gnmi, with which the collector asks",
)


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.telemetry.streaming is not None:
        yield from refusals(plan, plan.tiers, WISH)
