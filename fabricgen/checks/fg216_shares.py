"""The shares of the classes don't add up.

Weighted classes share what strict ones leave, and together they have 100 %. A strict class has no share: it is served
first. A weighted one needs a share, or it starves.

Bad::

    rdma:  {dscp: 26, priority: 3, share: 60 %}
    other: {share: 30 %}

Good::

    rdma:  {dscp: 26, priority: 3, share: 60 %}
    other: {share: 40 %}

Source: IEEE 802.1Qaz (enhanced transmission selection): the bandwidth of all groups is 100 %.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG216"


def check(page: Page) -> Iterator[Finding]:
    classes = page.intent.classes
    for name, row in classes.items():
        if row.strict and row.share is not None:
            message = f"{name} is strict and has a share"
            help_ = "a strict class is served first; keep one of the two"
            yield Finding(CODE, message, path=("classes", name, "share"), help=help_)
        if not row.strict and row.share is None:
            message = f"{name} has no share of the bandwidth"
            yield Finding(CODE, message, path=("classes", name), help="write share: 20 % for example, or strict: true")
        if row.share is not None and (row.share != round(row.share) or row.share < 1):
            message = f"{name} has a share of {row.share:g} %, and switches take whole percents from 1 on"
            yield Finding(CODE, message, path=("classes", name, "share"), help="round it, so that all add up to 100 %")
    weighted = {name: row.share for name, row in classes.items() if not row.strict and row.share is not None}
    total = sum(weighted.values())
    if weighted and round(total, 3) != 100:
        message = f"the shares of {', '.join(weighted)} add up to {total:g} %"
        help_ = "together the weighted classes have 100 %"
        yield Finding(CODE, message, path=("classes",), label=f"{total:g} %", help=help_)
