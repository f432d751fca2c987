"""Something couldn't be read from a switch.

The box or its driver failed on one question; the others were answered. What depends on it isn't verified, so this is an
error.
"""

from collections.abc import Iterator

from fabricgen.findings import Finding
from fabricgen.rollout.scene import Look, Scene

CODE = "FG914"


def check(scene: Scene) -> Iterator[Finding]:
    """What fails for the same reason is told together."""
    for look in scene.seen.values():
        parts: dict[str, list[str]] = {}
        for what, reason in _failures(look):
            parts.setdefault(reason, []).append(what)
        for reason, unread in parts.items():
            message = f"{look.device} doesn't tell its {', '.join(unread)}: {reason}"
            yield Finding(CODE, message, help="try again; if it stays, ask the box the same by hand")


def _failures(look: Look) -> Iterator[tuple[str, str]]:
    notes = (*(look.observed.notes if look.observed else ()), *look.notes)
    yield from ((note.what, note.reason) for note in notes if note.reason)
    if look.drift and look.drift.trouble:
        yield "difference from the intended configuration", look.drift.trouble
