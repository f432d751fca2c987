"""The states of an NVUE revision, as NVIDIA's API guide and public clients of it name them, and waiting for one."""

import time
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from fabricgen.targets.drivers.cumulus_text import issues

WAITING = "confirm"
"""Applied, and taken back unless it is confirmed in time."""
APPLIED = frozenset({"applied", "applied_and_saved", "auto_save", "auto_saving", "save", "saving", "saved"})
FAILED = frozenset(
    {"invalid", "apply_error", "apply_fail", "ays_fail", "confirm_fail", "ignore_fail", "ready_error", "verify_error"}
)
BUSY = frozenset(
    {"apply", "ays", "ays_yes", "ays_no", "checked", "checking", "confirm_no", "confirm_yes", "ignore_fail_no"}
    | {"ready", "readying", "reloaded", "reloading", "verified", "verifying"}
)
"""On the way to another one."""

APPLY_SECONDS = 300.0
"""How long a revision may take: applying one can restart switchd, and the API itself."""
BUSY_SECONDS = 60.0
"""How long to wait for one that somebody else applies."""
PAUSE_FIRST, PAUSE_LONGEST = 0.02, 2.0


class Told(NamedTuple):
    """Of a revision: its state, and what the box says about it."""

    state: str
    words: str = ""


def told_of(revision: str, answer: Mapping[str, Any]) -> Told:
    """The answer may be the revision, or an object with the revision in it."""
    inner = answer.get(revision, answer)
    return Told(str(inner.get("state", "")), issues(inner.get("transition")))


def attempts(seconds: float) -> Iterator[None]:
    """Again and again, after longer and longer pauses, until the time is over."""
    end, pause = time.monotonic() + seconds, PAUSE_FIRST
    while time.monotonic() < end:
        yield
        time.sleep(pause)
        pause = min(pause * 1.5, PAUSE_LONGEST)
