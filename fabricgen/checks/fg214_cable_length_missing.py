"""The length of cables is missing where PFC needs it.

Headroom depends on how much is in flight, and that on the length of the cable: 100 m of fibre at 400G hold 50,000
bytes both ways. A default would be too short for somebody.

Bad::

    cabling: {host: 3 m}

Good::

    cabling: {host: 3 m, leaf-spine: 30 m}

Source: IEEE 802.1Qbb, annex O (buffer requirements).
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan, written
from fabricgen.findings import Finding

CODE = "FG214"
LAYERS = (("host", "host"), ("leaf_spine", "leaf-spine"), ("spine_super_spine", "spine-super-spine"))


def check(plan: Plan) -> Iterator[Finding]:
    if not any(row.lossless for row in plan.intent.classes.values()):
        return
    for (field, word), _ in zip(LAYERS, plan.tiers, strict=False):
        if getattr(plan.intent.cabling, field) is None:
            yield Finding(
                CODE,
                f"PFC runs over {word} cables, and their length is missing",
                path=written(plan.intent, ("cabling",), ("hardware",)),
                label=f"no {word}",
                help=f"write the longest one, for example cabling: {{{word}: {'3 m' if field == 'host' else '30 m'}}}",
            )
