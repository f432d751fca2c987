"""PFC pauses before ECN has finished marking.

Marking tells senders to slow down, and is there so that pauses stay rare. A queue may take alpha / (1 + alpha) of the
chip's buffer when it alone is congested; above that PFC fires. If marking is only complete beyond that point, the
pause always comes first. Alpha is taken as 1 on every chip, which is what SONiC ships for lossless groups; where a box
has less, PFC fires sooner than told here.

Bad::

    ecn: {min: 40 us, max: 2000 us}       # 100 MB at 400G

Good::

    ecn: {min: 4 us, max: 20 us}          # 1 MB

Source: Zhu et al., Congestion Control for Large-Scale RDMA Deployments (DCQCN), SIGCOMM 2015, section 4; dynamic
thresholds: Choudhury and Hahne, 1998.
"""

from collections.abc import Iterator

from fabricgen.checks.buffers import ALPHA, known_buffer
from fabricgen.checks.plan import PLURAL, Plan, written
from fabricgen.device import Facts
from fabricgen.findings import Finding
from fabricgen.theory.ecn import drain_microseconds, dynamic_threshold

CODE = "FG203"


def check(plan: Plan) -> Iterator[Finding]:
    told = set[str]()
    for about in plan.tiers:
        for finding in _tier(about):
            if str(finding.path) not in told:
                told.add(str(finding.path))
                yield finding


def _tier(about: Facts) -> Iterator[Finding]:
    buffer = known_buffer(about)
    if buffer is None:
        return
    limit = dynamic_threshold(ALPHA, buffer, 1)
    for profile in about.profiles:
        for queue in profile.queues:
            if queue.lossless and queue.ecn and queue.ecn.max_bytes >= limit:
                yield Finding(
                    CODE,
                    f"{queue.name} on {PLURAL[about.tier.role]}: PFC fires at {limit / 1e6:,.1f} MB, before ECN has "
                    f"finished marking at {queue.ecn.max_bytes / 1e6:,.1f} MB",
                    path=written(about.intent, ("classes", queue.name, "ecn", "max"), ("hardware", about.tier.role)),
                    label=f"below {drain_microseconds(limit, profile.gbps):,.0f} us at {profile.gbps}G",
                    help="lower max; 20 us suits chips without memory beside them",
                )
