"""ECN starts marking after it should have finished.

Marking grows from `min` to `max`; a minimum above the maximum can't be rendered, and a probability of nothing marks
nothing. Equal values are legal: they make a step (DCTCP style).

Bad::

    ecn: {min: 40 us, max: 4 us}

Good::

    ecn: {min: 4 us, max: 40 us}
"""

from collections.abc import Iterator

from fabricgen.findings import Finding
from fabricgen.intent import Intent

CODE = "FG204"


def check(intent: Intent) -> Iterator[Finding]:
    for name, row in intent.classes.items():
        if row.ecn is None:
            continue
        path = ("classes", name, "ecn")
        if row.ecn.min > row.ecn.max:
            yield Finding(
                CODE, "ECN starts marking after it should have finished", path=(*path, "min"),
                label=f"above max ({row.ecn.max:g} us)", help="marking grows from min to max; swap the two, or raise max",
            )  # fmt: skip
        if row.ecn.probability <= 0:
            yield Finding(CODE, "a mark probability of nothing marks nothing", path=(*path, "probability"), help="1 % to 100 %, or no ecn")
