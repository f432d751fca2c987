"""A port has another MTU than intended.

A packet that is too long for the next port is dropped without a word where the Don't Fragment bit is set, and RoCE sets
it. Small packets pass, so BGP is up and pings are fine. Bridged ports aren't compared: some systems give them none.
"""

from collections.abc import Iterator

from fabricgen.findings import Finding
from fabricgen.rollout.cabling import natural
from fabricgen.rollout.scene import Scene, several

CODE = "FG911"


def check(scene: Scene) -> Iterator[Finding]:
    for look in scene.seen.values():
        seen = (look.observed.mtus if look.observed else None) or {}
        odd: dict[tuple[int, int], list[str]] = {}
        for port, wanted in look.expected.mtus.items():
            if port in seen and seen[port] != wanted:
                odd.setdefault((seen[port], wanted), []).append(port)
        for (has, wanted), ports in odd.items():
            verb = "has" if len(ports) == 1 else "have"
            message = f"{look.device} {several(sorted(ports, key=natural))} {verb} an MTU of {has}, not {wanted}"
            yield Finding(CODE, message, help="set it, or write an exception into the intent")
