"""A switch can't do adaptive routing.

Adaptive routing (dynamic load balancing) is a feature of the chip that the network OS has to offer. Where one of the
two lacks it, flows would quietly be hashed.

Bad::

    hardware: {leaf: {model: nvidia-sn4700, platform: sonic}}
    forwarding: {mode: adaptive}

Good::

    hardware: {leaf: {model: arista-7060x6-64pe, platform: eos}}
    forwarding: {mode: adaptive}

Source: what each platform lacks: `fabricgen platforms`; what each chip has, with its source: `fabricgen hardware`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan, a, count, written
from fabricgen.device import Facts
from fabricgen.findings import Finding
from fabricgen.hardware import models

CODE = "FG703"
WISH = Wish(
    CODE, "adaptive routing", lambda able: able.no_adaptive, ("forwarding", "mode"), "use forwarding.mode: per-flow"
)  # fmt: skip


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.forwarding.mode != "adaptive":
        return
    path = written(plan.intent, WISH.path, ("kind",))
    yield from refusals(plan, plan.tiers, WISH._replace(path=path))
    for about in plan.tiers:
        if not WISH.reason(plan.able(about)) and not _balances(about):
            yield _chip(about)


def _balances(about: Facts) -> bool:
    """In any way: a chassis that sprays cells inside needs no flowlets."""
    speeds = {slot.gbps for slot in about.tier.slots}
    asic = about.model.asic
    return all(any(asic.balances(per, gbps) for per in ("flowlet", "packet", "cell")) for gbps in speeds)


def _chip(about: Facts) -> Finding:
    able = next(
        (
            box
            for box in models()
            if about.platform in box.platforms and box.asic.balances("flowlet", about.tier.slots[-1].gbps)
        ),
        None,
    )
    return Finding(
        CODE,
        f"{count(about.tier.count, about.tier.role)} are {about.model.name}, whose chip has no adaptive routing",
        path=("hardware", about.tier.role, "model"),
        label=about.model.asic.title,
        help=(f"{a(able.name)} has it and runs {about.platform}; or " if able else "") + WISH.otherwise,
    )
