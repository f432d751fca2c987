"""A platform's watchdog doesn't know that action.

When a storm is seen, a watchdog drops what waits, forwards it without regard to pauses, or only tells. Each platform
has some of these.

Bad::

    lossless: {watchdog: {action: alert}}     # where the platform only drops or forwards

Good::

    lossless: {watchdog: {action: drop}}

Source: sonic-net/SONiC, PFC watchdog design; vendors' PFC watchdog guides; by platform in `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.device.capabilities import Capabilities
from fabricgen.findings import Finding

CODE = "FG708"


def check(plan: Plan) -> Iterator[Finding]:
    watchdog = plan.intent.lossless.watchdog
    if watchdog is None or not any(row.lossless for row in plan.intent.classes.values()):
        return
    action = watchdog.action

    def reason(able: Capabilities) -> str:
        return "" if action in able.watchdog_actions else f"its watchdog can {' or '.join(able.watchdog_actions)}"

    common = [
        each
        for each in ("drop", "forward", "alert")
        if all(each in plan.able(about).watchdog_actions for about in plan.tiers)
    ]
    otherwise = f"write action: {common[0]}" if common else "switch PFC off for these switches"
    path = ("lossless", "watchdog", "action")
    yield from refusals(plan, plan.tiers, Wish(CODE, f"PFC watchdog that can {action}", reason, path, otherwise))
