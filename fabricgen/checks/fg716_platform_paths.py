"""A platform keeps fewer equal paths than the switch will be told to.

`maximum-paths` has a limit in every network OS, beside the one of the chip.

Bad::

    underlay: {max_paths: 512}     # where the platform takes 128

Good::

    underlay: {}                   # as wide as the fabric needs

Source: by platform in `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.device import Facts
from fabricgen.device.build import ecmp_width
from fabricgen.device.capabilities import Capabilities
from fabricgen.findings import Finding

CODE = "FG716"


def check(plan: Plan) -> Iterator[Finding]:
    for about in plan.tiers:
        yield from refusals(plan, [about], _wish(plan, about))


def _wish(plan: Plan, about: Facts) -> Wish:
    declared = plan.intent.underlay.max_paths
    width = declared or ecmp_width(about)

    def reason(able: Capabilities) -> str:
        return f"at most {able.max_paths}" if width > able.max_paths else ""

    path = ("underlay", "max_paths") if declared else ("hardware", about.tier.role, "platform")
    otherwise = "leave max_paths out" if declared else "declare smaller maxima"
    return Wish(CODE, f"{width} equal paths", reason, path, otherwise)
