"""ECN is set up for traffic that doesn't take part in it.

Marking works on packets that say they understand it (ECT). Congestion notifications (CNP, CS6) and routing protocols
don't: where a queue would mark, such packets are dropped instead.

Bad::

    cnp: {dscp: 48, priority: 6, strict: true, ecn: {min: 4 us, max: 40 us}}

Good::

    cnp: {dscp: 48, priority: 6, strict: true}

Source: RFC 3168, section 5 (not-ECT packets are dropped); RFC 4594, section 3 (CS6 is network control).
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Page
from fabricgen.findings import Finding, Severity

CODE = "FG210"
NOT_ECT = (48, 56)
"""CS6 and CS7: notifications and routing (RFC 4594)."""


def check(page: Page) -> Iterator[Finding]:
    for name, row in page.intent.classes.items():
        blind = [dscp for dscp in row.dscp if dscp in NOT_ECT]
        if blind and row.ecn is not None:
            yield Finding(
                CODE,
                f"{name} would drop where it should mark: traffic of DSCP {blind[0]} is not ECN capable",
                path=("classes", name, "ecn"),
                label="not ECT",
                help="drop ecn from this class",
                severity=Severity.WARNING,
            )
