"""An exception makes a priority lossless that the class table doesn't prepare.

Exceptions say which priorities a switch pauses. The queue, and the headroom behind it, come from the class table: a
priority
of no class has no queue, and without a lossless class there is no headroom at all.

Bad::

    exceptions: [{select: "*", reason: a trial, lossless_priorities: [5]}]     # no class has priority 5

Good::

    exceptions: [{select: "*", reason: a trial, lossless_priorities: []}]

Source: IEEE 802.1Qbb: PFC acts on priorities, buffers are set aside for each of them.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG219"


def check(page: Page) -> Iterator[Finding]:
    classes = page.intent.classes.values()
    known, prepared = {row.priority for row in classes}, any(row.lossless for row in classes)
    for row, exception in enumerate(page.intent.exceptions):
        wanted = exception.lossless_priorities or ()
        unknown = [priority for priority in wanted if priority not in known]
        path = ("exceptions", row, "lossless_priorities")
        if unknown:
            message = f"priority {unknown[0]} would be lossless, and no class has it"
            help_ = f"classes have {', '.join(map(str, sorted(known)))}: take one of these, or write a class"
            yield Finding(CODE, message, path=path, label="no such queue", help=help_)
        elif wanted and not prepared:
            message = "an exception asks for PFC, and no class is lossless: there is no headroom"
            yield Finding(CODE, message, path=path, help="make a class lossless, or drop the exception")
