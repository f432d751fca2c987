"""A BGP session or an OSPF adjacency that the intent doesn't have.

Somebody added a neighbour by hand, in whichever VRF, or a neighbour of an older plan is still there. It
may bring routes that nobody planned.
"""

from collections.abc import Iterator

from fabricgen.findings import Finding
from fabricgen.rollout.scene import Scene

CODE = "FG905"


def check(scene: Scene) -> Iterator[Finding]:
    for look in scene.seen.values():
        wanted = {session.key for session in look.expected.sessions}
        sessions = (look.observed.sessions if look.observed else None) or {}
        for key, seen in sessions.items():
            if key not in wanted:
                state = "up" if seen.up else "down"
                has = f"an OSPF adjacency by {key}" if seen.routing == "ospf" else f"a BGP session with {key}"
                asn = "" if seen.routing == "ospf" else f", AS {seen.remote_as}"
                message = f"{look.device} has {has}{asn}, which isn't in the intent"
                yield Finding(CODE, message, label=state, help="remove it, or bring it into the intent")
