"""A switch runs another configuration than intended.

The intended configuration was loaded as a candidate, compared by the box itself, and discarded; nothing was changed.
Somebody changed the switch by hand, or the intent moved on and wasn't pushed. The help shows the difference as the box
tells it, from what runs to what is intended, with secrets masked. Switches with the same difference are told together.
"""

from collections.abc import Iterator

from fabricgen.findings import Finding
from fabricgen.rollout.drift import changed_lines, shown
from fabricgen.rollout.scene import Scene, several

CODE = "FG912"


def check(scene: Scene) -> Iterator[Finding]:
    devices: dict[str, list[str]] = {}
    for look in scene.seen.values():
        if look.drift and look.drift.diff:
            devices.setdefault(look.drift.diff, []).append(look.device)
    for diff, names in devices.items():
        number, verb = changed_lines(diff), "runs" if len(names) == 1 else "run"
        count = f"{number:,} line{'s' if number > 1 else ''}"
        message = f"{several(names)} {verb} another configuration than intended: {count} would change"
        yield Finding(CODE, message, help=shown(diff))
