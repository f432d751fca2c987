"""A cable is dead, or nobody is heard over it.

A port of a planned cable is down, or isn't there, or it is up and hears nobody by LLDP. The sessions of a dead cable
aren't told again. A switch that hears nobody at all is told once: most likely LLDP doesn't run there.
"""

from collections.abc import Iterator

from fabricgen.findings import Finding
from fabricgen.rollout.scene import Scene, without_power

CODE = "FG908"


def check(scene: Scene) -> Iterator[Finding]:
    off = without_power(scene)
    for trouble in scene.cables.silent:
        if not any(end.device in off for end in trouble.ends):
            yield Finding(CODE, trouble.message, help=trouble.help)
