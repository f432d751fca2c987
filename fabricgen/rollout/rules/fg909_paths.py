"""Traffic takes fewer, more or other paths than planned.

For the loopback of every switch and the prefix of every leaf's host ports, the next hops are compared with the shortest
ways through the fabric as it is planned (or as the file of existing cables has it). They are read where packets are
forwarded. A path that is missing because a session is down, or because the next switch has no route itself, is not told
again. In a large fabric the prefixes of evenly spaced switches stand for all.
"""

from collections.abc import Iterator

from fabricgen.findings import Finding
from fabricgen.rollout.gaps import Cause, gaps, surplus
from fabricgen.rollout.scene import Scene, several

CODE = "FG909"


def check(scene: Scene) -> Iterator[Finding]:
    for gap in gaps(scene):
        if gap.cause is Cause.UNKNOWN:
            message = f"{gap.device} has {gap.has} of {gap.width} paths to {several(gap.prefixes)}: none by {gap.port}"
            yield Finding(CODE, f"{message} to {gap.peer}", help=f"see what {gap.peer} announces there, and its state")
    for more in surplus(scene):
        message = f"{more.device} has {more.has} paths to {several(more.prefixes)}, and {more.width} are planned"
        yield Finding(CODE, f"{message}: {more.port} is too many", help="see which route leads there, and who added it")
