"""Few large flows over as many links: some links get several, others none.

RDMA has little to hash on: one destination port, a few queue pairs. n flows thrown on m links at random collide: 8 on
8 put 2.6 on the busiest link, 32 on 32 put 3.5. A collective waits for its slowest flow, so that is what it runs at.
More queue pairs per connection and hashing on them help; so does adaptive routing.

Bad::

    forwarding: {mode: per-flow}          # 32 accelerators per leaf on 32 uplinks

Good::

    forwarding: {mode: per-flow, hash: {queue_pair: true}}

Source: balls into bins, exact; Gangidi et al., RDMA over Ethernet for Distributed AI Training at Meta Scale, SIGCOMM
2024 (E-ECMP: hashing on the queue pair).
"""

from collections.abc import Iterator
from math import ceil

from fabricgen.checks.plan import Plan, written
from fabricgen.findings import Finding, Severity
from fabricgen.theory.ecmp import expected_max

CODE = "FG502"
OVERLOAD_MAX = (
    2.0  # flows on the busiest link to those of an even spread; beyond it the slowest flow gets less than half
)


def check(plan: Plan) -> Iterator[Finding]:
    shape, forwarding = plan.blueprint.fabric.shape, plan.intent.forwarding
    lossless = any(row.lossless for row in plan.intent.classes.values())
    if forwarding.mode != "per-flow" or forwarding.hash.queue_pair or not lossless or shape.uplinks < 2:
        return
    busiest, even = expected_max(shape.downlinks, shape.uplinks), ceil(shape.downlinks / shape.uplinks)
    if busiest > OVERLOAD_MAX * even:
        yield Finding(
            CODE,
            f"{shape.downlinks} accelerators on {shape.uplinks} uplinks, hashed per flow: expect {busiest:.1f} flows "
            f"on the busiest, where an even spread has {even}",
            path=written(plan.intent, ("forwarding",), ("size",)),
            label="per-flow hashing",
            help=_ways_out(plan),
            severity=Severity.WARNING,
        )


def _ways_out(plan: Plan) -> str:
    """Only what these switches can do."""
    able = [plan.able(about) for about in plan.tiers]
    ways = ["let the hosts use several queue pairs per connection, each with its own source port"]
    if not any(each.no_queue_pair_hash for each in able):
        ways[0] = "let the hosts use several queue pairs per connection and hash on them (hash.queue_pair: true)"
    if not any(each.no_adaptive for each in able):
        ways.append("use mode: adaptive")
    return ", or ".join(ways)
