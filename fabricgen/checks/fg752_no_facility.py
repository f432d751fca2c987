"""A platform can't say which facility its messages to syslog servers bear.

Bad::

    hardware: {leaf: {model: nvidia-sn5600, platform: sonic}}     # where the platform says it can't
    telemetry: {syslog_facility: local6}

Good::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eos}}
    telemetry: {syslog_facility: local6}

What it means: servers that sort by facility would put its messages elsewhere.

Source: RFC 5424, section 6.2.1; what each platform lacks: `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG752"
WISH = Wish(
    CODE, "facility of its messages", lambda able: able.no_facility, ("telemetry", "syslog_facility"),
    "leave it out, and sort by the host that a message is from",
)  # fmt: skip


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.telemetry.syslog_facility is not None:
        yield from refusals(plan, plan.tiers, WISH)
