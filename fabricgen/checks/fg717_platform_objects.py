"""A platform can't make of these switches what the page says.

Limits that only one network OS has: a breakout that its files lack, a cable longer than its buffer tables know, a
priority that it numbers otherwise. Each is told as the platform puts it, with the way out. An error is what the switch
would not do; a warning, what it would do a little differently or leave to you.

Bad::

    hardware: {leaf: {model: arista-7060x6-64de, platform: sonic}, nic: 100G}     # SONiC has no 8x100G there

Good::

    hardware: {leaf: {model: arista-7060x6-64de, platform: sonic}, nic: 200G}

Source: stands with each limit in docs/platforms.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan, crowd
from fabricgen.device import Facts
from fabricgen.device.objection import Objection
from fabricgen.findings import Finding

CODE = "FG717"


def check(plan: Plan) -> Iterator[Finding]:
    found: dict[tuple[str, Objection], list[Facts]] = {}
    for about in plan.tiers:
        for objection in plan.objections[about.platform](about):
            found.setdefault((about.platform, objection), []).append(about)
    for (platform, objection), tiers in found.items():
        yield Finding(
            CODE,
            f"{crowd(tiers)} run {platform}: {objection.message}",
            path=objection.path,
            label=objection.label,
            help=objection.help,
            severity=objection.severity,
        )
