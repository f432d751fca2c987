"""Congestion notifications can be paused.

In a lossless class the notification that would end a congestion waits for it to end. Losing one is harmless: the next
marked packet causes another.

Bad::

    cnp: {dscp: 48, priority: 6, strict: true, lossless: true}

Good::

    cnp: {dscp: 48, priority: 6, strict: true}

Source: Zhu et al., Congestion Control for Large-Scale RDMA Deployments (DCQCN), SIGCOMM 2015, section 3.
"""

from collections.abc import Iterator

from fabricgen.checks.fg212_cnp_not_strict import CNP
from fabricgen.checks.plan import Page
from fabricgen.findings import Finding

CODE = "FG213"


def check(page: Page) -> Iterator[Finding]:
    for name, row in page.intent.classes.items():
        if CNP in row.dscp and row.lossless:
            yield Finding(
                CODE,
                f"{name} carries congestion notifications (DSCP {CNP}) and can be paused",
                path=("classes", name, "lossless"),
                label="must be lossy",
                help="drop lossless: a lost notification is followed by the next",
            )
