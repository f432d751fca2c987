"""Another switch answers.

The box at a switch's management address says that it has a different name. Two boxes were exchanged, or two
management ports, or one was set up with the other's address. Its other findings would only confuse, so they are left
out.
"""

from collections.abc import Iterator

from fabricgen.findings import Finding
from fabricgen.rollout.scene import Scene, is_another

CODE = "FG902"


def check(scene: Scene) -> Iterator[Finding]:
    for look in scene.looks:
        if look.observed and is_another(look):
            wanted = look.expected
            message = f"{wanted.management} should be {wanted.device}, and answers as {look.observed.hostname}"
            yield Finding(CODE, message, help="see which box it is before anything is pushed to it")
