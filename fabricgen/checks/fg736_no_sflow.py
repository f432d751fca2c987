"""A platform can't send flow samples.

Bad::

    hardware: {leaf: {model: linux-lab, platform: frr}}     # where the platform says it can't
    telemetry: {sflow: {collectors: [192.0.2.30]}}

Good::

    hardware: {leaf: {model: arista-7060x5-32qs, platform: eos}}
    telemetry: {sflow: {collectors: [192.0.2.30]}}

What it means: traffic of these switches would be missing at the collector, and nothing would say so.

Source: sFlow version 5 (sflow.org); what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG736"
WISH = Wish(CODE, "sFlow", lambda able: able.no_sflow, ("telemetry", "sflow"), "leave telemetry.sflow out")


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.telemetry.sflow is not None:
        yield from refusals(plan, plan.tiers, WISH)
