"""The words of a push: its steps, and what is known of a device after them."""

from enum import StrEnum


class Step(StrEnum):
    """What is done to one device, in this order; each is written down before it begins."""

    CONNECT = "connect"
    OBSERVE = "observe"
    BACKUP = "backup"
    COMPARE = "compare"
    DRAIN = "drain"
    COMMIT = "commit"
    CHECK = "check"
    CONFIRM = "confirm"
    ROLL_BACK = "roll back"
    RECOVER = "recover"


class Mark(StrEnum):
    """How far a step is."""

    BEGUN = "begun"
    DONE = "done"
    FAILED = "failed"
    NOTE = "note"
    """Something worth knowing in the middle of it."""


class State(StrEnum):
    """Which configuration a device runs, as far as its run knows."""

    WAITING = "waiting"
    """Nothing has been sent."""
    OLD = "old"
    """What ran before; also after a rollback."""
    NEW = "new"
    """What was reviewed, confirmed."""
    UNCHANGED = "unchanged"
    """It ran the intended configuration already."""
    OPEN = "open"
    """In the middle: the run ended there. `resume` or `rollback` ask the device."""
    UNKNOWN = "unknown"
    """It doesn't answer."""


TOUCHED = frozenset({Step.DRAIN, Step.COMMIT, Step.CHECK, Step.CONFIRM, Step.ROLL_BACK, Step.RECOVER})
"""Once one of these has begun, the device may run something else than before."""

SETTLED = frozenset({State.OLD, State.NEW, State.UNCHANGED})
UNSURE = frozenset({State.OPEN, State.UNKNOWN})
"""Nobody knows what such a device runs before it is asked."""
