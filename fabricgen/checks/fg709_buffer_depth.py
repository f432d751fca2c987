"""A spine has another kind of buffer than the profile needs.

Deep-buffer spines have gigabytes beside the chip and take a burst for milliseconds; shallow ones have what is on the
chip and rely on marking and pauses. Thresholds that suit the one are wrong for the other, so a profile may say which
it is for.

Super-spines may be shallow under a profile for deep spines, as long as its thresholds fit there: none above a port's
even part of what the chip holds. Where no public source has the size, they don't count as fitting.

Bad::

    hardware: {spine: {model: arista-7060x6-64pe, platform: eos}}
    lossless: {buffers: deep}

Good::

    hardware: {spine: {model: arista-7804r4, platform: eos}}
    lossless: {buffers: deep}

Source: by chip in `fabricgen hardware`.
"""

from collections.abc import Iterator

from fabricgen.checks.buffers import known_buffer
from fabricgen.checks.plan import Plan, a, count
from fabricgen.device import Facts
from fabricgen.findings import Finding
from fabricgen.hardware import models

CODE = "FG709"


def check(plan: Plan) -> Iterator[Finding]:
    wanted = plan.intent.lossless.buffers
    for about in plan.tiers[1:]:
        if wanted not in ("any", about.model.asic.depth) and (about.tier.level == 1 or _late(about, wanted)):
            others = (box.name for box in models() if box.asic.depth == wanted and about.platform in box.platforms)
            near = next(others, None)
            yield Finding(
                CODE,
                f"{count(about.tier.count, about.tier.role)} are {about.model.name}, which has no {wanted} buffers",
                path=("lossless", "buffers"),
                label=about.model.asic.title,
                help=(f"take a model that has, {a(near)} for example" if near else "take another model")
                + ", or write buffers: any and check the thresholds",
            )


def _late(about: Facts, wanted: str) -> bool:
    """Whether super-spines would mark when they are full."""
    marks = [queue.ecn.max_bytes for profile in about.profiles for queue in profile.queues if queue.ecn is not None]
    held = known_buffer(about)
    return wanted == "deep" and bool(marks) and (held is None or max(marks) > held // about.tier.ports)
