"""Inference traffic shares the lossless class.

Requests are small and many, and rather late than never is the wrong way round: a pause for a training burst stops
them, and their own bursts pause training. AF41 has a weighted class of its own, which may drop.

Bad::

    rdma: {dscp: [26, AF41], priority: 3, lossless: true, share: 80 %}

Good::

    rdma:      {dscp: 26, priority: 3, lossless: true, share: 60 %}
    inference: {dscp: AF41, priority: 4, share: 20 %}

Source: RFC 2597 and RFC 4594, section 4.4 (AF41 is droppable); Guo et al., SIGCOMM 2016, on pauses that spread.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding, Severity

CODE = "FG215"
AF41 = 34


def check(page: Page) -> Iterator[Finding]:
    for name, row in page.intent.classes.items():
        if AF41 in row.dscp and row.lossless:
            yield Finding(
                CODE,
                f"{name} is lossless and carries inference traffic (AF41), which pauses would delay",
                path=("classes", name, "dscp"),
                label="AF41 is 34",
                help="give AF41 a weighted class of its own",
                severity=Severity.WARNING,
            )
