"""What every fake switch has: a running configuration, a commit timer, and faults on demand."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


class DroppedError(Exception):
    """The connection is cut here."""


@dataclass
class Faults:
    """What goes wrong. `drop_before` and `drop_after` name a step: open, load, compare, commit, confirm, rollback,
    read. A drop before leaves the box as it was; a drop after has done the work, and the answer is lost. Each drop
    happens once.
    """

    drop_before: str = ""
    drop_after: str = ""
    slow: float = 0.0
    refuse_login: bool = False
    other_diff: bool = False
    forgets_timer: bool = False
    refuses: str = ""
    """A line that the box doesn't take."""


@dataclass
class Box:
    """The configurations of one switch as text; every fake protocol works on one of these.

    `running` is what packets meet, `startup` what survives a reboot, `history` what ran before, latest last.
    """

    name: str
    running: str = ""
    startup: str = ""
    username: str = "admin"
    password: str = "secret"
    faults: Faults = field(default_factory=Faults)
    history: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    """Every step that was asked of the box, in order."""
    clock: Callable[[], float] = time.monotonic
    lock: threading.RLock = field(default_factory=threading.RLock)
    _before: str | None = None
    _deadline: float = 0.0

    def __post_init__(self) -> None:
        self.startup = self.startup or self.running

    def step(self, name: str, work: Callable[[], str] = str) -> str:
        """Do a step's work unless a fault is due. Raises DroppedError."""
        with self.lock:
            self.settle()
            self.steps.append(name)
            if self.faults.slow:
                time.sleep(self.faults.slow)
            if self.faults.drop_before == name:
                self.faults.drop_before = ""
                raise DroppedError(name)
            answer = work()
            if self.faults.drop_after == name:
                self.faults.drop_after = ""
                raise DroppedError(name)
            return answer

    def commit(self, config: str, seconds: float | None = None) -> None:
        """`seconds` arms the timer, unless the box forgets it."""
        self.settle()
        self.history.append(self.running)
        if seconds is not None and not self.faults.forgets_timer:
            self._before = self.running if self._before is None else self._before
            self._deadline = self.clock() + seconds
        self.running = config

    def pending(self) -> float | None:
        """Seconds until the box goes back, or None."""
        self.settle()
        return None if self._before is None else self._deadline - self.clock()

    def confirm(self) -> None:
        self.settle()
        self._before = None

    def abort(self) -> None:
        """Go back at once from an unconfirmed commit."""
        if self._before is not None:
            self.running, self._before = self._before, None

    def settle(self) -> None:
        """What the timer would have done by now."""
        if self._before is not None and self.clock() >= self._deadline:
            self.abort()
