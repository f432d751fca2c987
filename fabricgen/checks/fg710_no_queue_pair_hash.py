"""A platform can't hash on the RoCE queue pair.

The queue pair is deep inside the packet; a chip finds it only if the network OS can tell it where to look.

Bad::

    hardware: {leaf: {model: nvidia-sn5600, platform: sonic}}     # where the platform says it can't
    forwarding: {hash: {queue_pair: true}}

Good::

    forwarding: {hash: {queue_pair: false}}

Source: Gangidi et al., SIGCOMM 2024 (user-defined field for the queue pair); by platform in `fabricgen platforms`.
"""

from collections.abc import Iterator

from fabricgen.checks.capability import Wish, refusals
from fabricgen.checks.plan import Plan
from fabricgen.findings import Finding

CODE = "FG710"
WISH = Wish(
    CODE,
    "hashing on the queue pair",
    lambda able: able.no_queue_pair_hash,
    ("forwarding", "hash", "queue_pair"),
    "drop queue_pair",
)


def check(plan: Plan) -> Iterator[Finding]:
    if plan.intent.forwarding.hash.queue_pair:
        yield from refusals(plan, plan.tiers, WISH)
