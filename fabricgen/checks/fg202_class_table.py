"""A packet would belong to two classes, or to none.

Each DSCP leads to one class, each class to a queue of its own. The one class without a DSCP takes all the code points
that no other names.

Bad::

    classes:
      rdma:  {dscp: 26, priority: 3, share: 60 %}
      bulk:  {dscp: [10, 26], priority: 3, share: 40 %}

Good::

    classes:
      rdma:  {dscp: 26, priority: 3, share: 60 %}
      other: {priority: 0, share: 40 %}

Source: RFC 2474, section 3: a DSCP selects one per-hop behaviour; IEEE 802.1Q, section 34 (traffic classes).
"""

from collections.abc import Callable, Iterable, Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding
from fabricgen.intent.lossless import TrafficClass

CODE = "FG202"
DSCPS = 64


def check(page: Page) -> Iterator[Finding]:
    classes = page.intent.classes
    yield from _shared(classes, "dscp", lambda row: row.dscp, "DSCP", "a code point leads to one class")
    yield from _shared(
        classes, "priority", lambda row: (row.priority,), "priority", "each class has its own queue, 0 to 7"
    )
    defaults = [name for name, row in classes.items() if not row.dscp]
    named = {dscp for row in classes.values() for dscp in row.dscp}
    for name in defaults[1:]:
        message = f"{defaults[0]} and {name} both have no DSCP, so both would take the rest"
        yield Finding(CODE, message, path=("classes", name), help="give all classes but one their DSCPs")
    if not defaults and len(named) < DSCPS:
        message = f"{DSCPS - len(named)} DSCPs belong to no class"
        help_ = "add a class without dscp, which takes the rest: other: {priority: 0, share: 20 %}"
        yield Finding(CODE, message, path=("classes",), help=help_)


def _shared(
    classes: dict[str, TrafficClass], word: str, values: Callable[[TrafficClass], Iterable[int]], noun: str, help_: str
) -> Iterator[Finding]:
    owners: dict[int, str] = {}
    for name, row in classes.items():
        for value in values(row):
            if (owner := owners.setdefault(value, name)) != name:
                message = f"{noun} {value} is in {owner} and in {name}"
                yield Finding(CODE, message, path=("classes", name, word), label=f"taken by {owner}", help=help_)
