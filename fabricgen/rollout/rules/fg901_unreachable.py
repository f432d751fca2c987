"""A switch can't be reached.

Nothing answers at its management address, the login is refused, or its key isn't known. Nothing else can be said of
it; the switches around it still tell about their side of its cables and sessions. When all its cables are dead
too, that is told here, and not cable by cable. The exit status is 3.
"""

from collections.abc import Iterator

from fabricgen.findings import Finding
from fabricgen.rollout.scene import Scene, without_power

CODE = "FG901"


def check(scene: Scene) -> Iterator[Finding]:
    off = without_power(scene)
    for look in scene.looks:
        if look.observed is None:
            wanted = look.expected
            message = f"{wanted.device} ({wanted.management}) can't be reached: {look.trouble}"
            dead = f"all its {len(wanted.links)} cables are dead too: see whether it has power"
            yield Finding(CODE, message, help=dead if wanted.device in off else "")
