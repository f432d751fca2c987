"""A path is known to routing, and no traffic is sent over it.

The session is up, the switch at its other end has a route to the prefix, and so announces it; but forwarding doesn't
use that next hop. What routing shows and what the hardware or the kernel does have come apart. FRR 8.4 does that after
a link went and came back, unless `no zebra nexthop kernel enable` is set: `show ip route` shows both paths, the kernel
has one. Half of the bandwidth is gone, and no session tells.
"""

from collections.abc import Iterator

from fabricgen.findings import Finding
from fabricgen.rollout.gaps import Cause, gaps
from fabricgen.rollout.scene import Scene, several

CODE = "FG910"


def check(scene: Scene) -> Iterator[Finding]:
    for gap in gaps(scene):
        if gap.cause is Cause.STALE:
            expected = scene.seen[gap.device].expected
            yield Finding(
                CODE,
                f"{gap.device}: {gap.peer} is known to {expected.routing.upper()} but not used by {gap.port}: "
                f"{gap.has} of {gap.width} paths to {several(gap.prefixes)}",
                help=f"make {gap.device} install its routes anew: clear the {expected.noun}, or restart routing there",
            )
