"""ECN starts marking after it should have finished.

Marking grows from `min` to `max`; a minimum above the maximum can't be rendered, and a probability of nothing marks
nothing. Equal values are legal: they make a step (DCTCP style).

Bad::

    ecn: {min: 40 us, max: 4 us}

Good::

    ecn: {min: 4 us, max: 40 us}

Source: Zhu et al. (DCQCN), SIGCOMM 2015, section 3; Alizadeh et al. (DCTCP), SIGCOMM 2010.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG204"


def check(page: Page) -> Iterator[Finding]:
    for name, row in page.intent.classes.items():
        if row.ecn is None:
            continue
        path = ("classes", name, "ecn")
        if row.ecn.min > row.ecn.max:
            message, help_ = "ECN starts marking after it should have finished", "swap the two, or raise max"
            yield Finding(CODE, message, path=(*path, "min"), label=f"above max ({row.ecn.max:g} us)", help=help_)
        if row.ecn.probability <= 0:
            message = "a mark probability of nothing marks nothing"
            yield Finding(CODE, message, path=(*path, "probability"), help="1 % to 100 %, or no ecn")
