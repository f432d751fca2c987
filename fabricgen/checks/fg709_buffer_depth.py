"""A spine has another kind of buffer than the profile needs.

Deep-buffer spines have gigabytes beside the chip and take a burst for milliseconds; shallow ones have what is on the
chip and rely on marking and pauses. Thresholds that suit the one are wrong for the other, so a profile may say which
it is for. A profile for deep buffers needs them in every tier above the leaves: its thresholds are too late for a
super-spine that has none. One for shallow buffers only marks early in super-spines that have more.

Bad::

    hardware: {spine: {model: arista-7060x6-64pe, platform: eos}}
    lossless: {buffers: deep}

Good::

    hardware: {spine: {model: arista-7804r4, platform: eos}}
    lossless: {buffers: deep}

Source: by chip in `fabricgen hardware`.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan, a, count
from fabricgen.findings import Finding
from fabricgen.hardware import models

CODE = "FG709"


def check(plan: Plan) -> Iterator[Finding]:
    wanted = plan.intent.lossless.buffers
    for about in plan.tiers[1:] if wanted == "deep" else plan.tiers[1:2]:
        if wanted not in ("any", about.model.asic.depth):
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
