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
from fabricgen.device.capabilities import Capabilities
from fabricgen.findings import Finding

CODE = "FG716"


def check(plan: Plan) -> Iterator[Finding]:
    declared, routing = plan.intent.underlay.max_paths, plan.intent.underlay.routing
    if declared is not None:
        wish = _wish(routing, declared, ("underlay", "max_paths"), "leave max_paths out")
        yield from refusals(plan, plan.tiers, wish)
        return
    for about in plan.tiers:
        wish = _wish(routing, about.ecmp.width, ("hardware", about.tier.role, "platform"), "declare smaller maxima")
        yield from refusals(plan, [about], wish)


def _wish(routing: str, width: int, path: tuple[str, ...], otherwise: str) -> Wish:
    def reason(able: Capabilities) -> str:
        most = min(able.max_paths, able.max_ospf_paths) if routing == "ospf" else able.max_paths
        return f"at most {most}" if width > most else ""

    return Wish(CODE, f"room for {width} equal paths", reason, path, otherwise)
