"""A platform has no gNMI server that can be rendered.

Bad::

    hardware: {leaf: {model: linux-lab, platform: frr}}     # where the platform says it can't
    telemetry: {gnmi: {certificate: fabric}}

Good::

    hardware: {leaf: {model: arista-7060x5-32qs, platform: eos}}
    telemetry: {gnmi: {certificate: fabric}}

What it means: subscriptions to these switches would find nobody.

Source: gNMI specification (github.com/openconfig/reference); what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG737"
WISH = Wish(CODE, "gNMI server", lambda able: able.no_gnmi, ("telemetry", "gnmi"), "leave telemetry.gnmi out")


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.telemetry.gnmi is not None:
        yield from refusals(plan, plan.tiers, WISH)
