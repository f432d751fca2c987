"""Congestion notifications wait in line with the congestion.

A notification (CNP) tells a sender to slow down. Behind a queue of data it comes late, and the sender has filled the
buffers by then. Notifications are few and small: a strict queue costs nothing.

Bad::

    cnp: {dscp: 48, priority: 6, share: 5 %}

Good::

    cnp: {dscp: 48, priority: 6, strict: true}

Source: Zhu et al., Congestion Control for Large-Scale RDMA Deployments (DCQCN), SIGCOMM 2015, section 3.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding, Severity

CODE = "FG212"
CNP = 48
"""CS6, the code point of RoCEv2 congestion notifications in vendors' RoCE guides."""


def check(page: Page) -> Iterator[Finding]:
    if not any(row.lossless for row in page.intent.classes.values()):
        return
    for name, row in page.intent.classes.items():
        if CNP in row.dscp and not row.strict:
            yield Finding(
                CODE,
                f"{name} carries congestion notifications (DSCP {CNP}) and is not served first",
                path=("classes", name),
                label="not strict",
                help="write strict: true, and drop its share",
                severity=Severity.WARNING,
            )
