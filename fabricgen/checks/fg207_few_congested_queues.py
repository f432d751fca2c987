"""With many ports congested, PFC fires before ECN has finished marking.

Congested queues share the buffer. From N* = B / Kmax - 1 / alpha queues on, each gets less than the point where
marking is complete, and pauses come first. When N* is below the number of ports, an incast onto many of them does
that. Alpha is taken as 1 on every chip, which is what SONiC ships for lossless groups; where a box has less, PFC fires
sooner than told here.

Bad::

    ecn: {min: 10 us, max: 200 us}        # 10 MB at 400G: 15 congested ports on a chip of 165 MB

Good::

    ecn: {min: 4 us, max: 20 us}          # 1 MB: 164 ports

Source: dynamic thresholds, Choudhury and Hahne, 1998; Zhu et al. (DCQCN), SIGCOMM 2015, section 4.
"""

from collections.abc import Iterator

from fabricgen.checks.buffers import ALPHA, known_buffer
from fabricgen.checks.plan import PLURAL, Plan, written
from fabricgen.device import Facts
from fabricgen.device.model import Ecn
from fabricgen.findings import Finding, Severity
from fabricgen.theory.ecn import congested_queues, drain_microseconds, dynamic_threshold

CODE = "FG207"


def check(plan: Plan) -> Iterator[Finding]:
    for name, row in plan.intent.classes.items():
        if row.lossless and row.ecn is not None:
            yield from list(_class(plan, name))[:1]


def _class(plan: Plan, name: str) -> Iterator[Finding]:
    for about in plan.tiers:
        buffer, ecn = known_buffer(about), _largest(about, name)
        if buffer is None or ecn is None or ecn.max_bytes >= dynamic_threshold(ALPHA, buffer, 1):
            continue
        queues = int(congested_queues(ALPHA, buffer, ecn.max_bytes))
        if queues < about.tier.ports:
            gbps = max(profile.gbps for profile in about.profiles)
            most = drain_microseconds(buffer / (about.tier.ports + 1 / ALPHA), gbps)
            yield Finding(
                CODE,
                f"{name} on {PLURAL[about.tier.role]}: with more than {queues} of {about.tier.ports} ports congested, "
                "PFC fires before ECN has finished marking",
                path=written(plan.intent, ("classes", name, "ecn", "max"), ("hardware", about.tier.role, "model")),
                label=f"{ecn.max_bytes / 1e6:,.1f} MB at {gbps}G",
                help=f"up to {most:.1f} us would hold for all ports at once",
                severity=Severity.WARNING,
            )


def _largest(about: Facts, name: str) -> Ecn | None:
    found = [queue.ecn for profile in about.profiles for queue in profile.queues if queue.name == name and queue.ecn]
    return max(found, key=lambda ecn: ecn.max_bytes, default=None)
