"""A lossless class on shallow buffers has nothing but pauses.

Without ECN nobody tells senders to slow down; the only brake is PFC, which spreads from switch to switch. That works
on spines with deep buffers, which take the bursts. On shallow ones pauses become the normal case.

Bad::

    rdma: {dscp: 26, priority: 3, lossless: true, share: 60 %}

Good::

    rdma: {dscp: 26, priority: 3, lossless: true, share: 60 %, ecn: {min: 4 us, max: 20 us}}

Source: Gangidi et al., RDMA over Ethernet for Distributed AI Training at Meta Scale, SIGCOMM 2024: no DCQCN at 400G,
over deep-buffer cluster switches.
"""

from collections.abc import Iterator

from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding, Severity

CODE = "FG218"


def check(plan: Plan) -> Iterator[Finding]:
    shallow = {about.model.name: None for about in plan.tiers[1:] if about.model.asic.depth == "shallow"}
    for name, row in plan.intent.classes.items():
        if row.lossless and row.ecn is None and shallow:
            yield Finding(
                CODE,
                f"{name} is lossless without ECN, on spines with shallow buffers ({', '.join(shallow)})",
                path=("classes", name),
                label="no ecn",
                help="add ecn: {min: 4 us, max: 20 us, probability: 10 %}, or take deep-buffer spines",
                severity=Severity.WARNING,
            )
