"""One device's page of a run: each step is on disk before it begins, and told to whoever listens."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple, Protocol

from fabricgen.rollout.hold import JournalError
from fabricgen.rollout.journal import Journal
from fabricgen.rollout.steps import Mark, State, Step


class Event(NamedTuple):
    """Something happened to a device: a step began or ended, or (without a step) the device is settled in a state.

    `seconds` since its visit began.
    """

    run: int
    device: str
    step: Step | None
    mark: Mark
    state: State | None
    detail: str
    seconds: float


class Listener(Protocol):
    def __call__(self, event: Event, /) -> None: ...


def nobody(_event: Event) -> None:
    """Listens to nothing."""


class Diary:
    """Of one device; used by one thread at a time."""

    def __init__(self, journal: Journal, run: int, device: str, listener: Listener, mask: Callable[[str], str]) -> None:
        self._journal, self._run, self._listener, self._mask = journal, run, listener, mask
        self._start = time.monotonic()
        self.device = device

    @contextmanager
    def anyway(self, step: Step) -> Iterator[None]:
        """A step on the way back: it is done also when it can't be written down any more."""
        with suppress(JournalError):
            self._write(step, Mark.BEGUN, "")
        mark, detail = Mark.DONE, ""
        try:
            yield
        except BaseException as trouble:
            mark, detail = Mark.FAILED, self._mask(str(trouble))
            raise
        finally:
            with suppress(JournalError):
                self._write(step, mark, detail)

    @contextmanager
    def step(self, step: Step) -> Iterator[None]:
        """Raises JournalError, before anything is done, when it can't be written down."""
        self._write(step, Mark.BEGUN, "")
        try:
            yield
        except BaseException as trouble:
            with suppress(JournalError):  # the trouble itself is what the caller has to hear of
                self._write(step, Mark.FAILED, self._mask(str(trouble)))
            raise
        self._write(step, Mark.DONE, "")

    def note(self, step: Step, detail: str) -> None:
        """Something worth knowing in the middle of a step."""
        self._write(step, Mark.NOTE, self._mask(detail))

    def keep(self, backup: str) -> None:
        self._journal.keep(self._run, self.device, backup)

    def settle(self, state: State, detail: str) -> str:
        """Returns the detail as written: masked, and with what the journal itself suffered."""
        masked = self._mask(detail)
        try:
            self._journal.settle(self._run, self.device, state, masked)
        except JournalError as trouble:
            masked = masked if str(trouble) in masked else f"{masked}; {trouble}".removeprefix("; ")
        self._tell(None, Mark.DONE, state, masked)
        return masked

    def seconds(self) -> float:
        return time.monotonic() - self._start

    def _write(self, step: Step, mark: Mark, detail: str) -> None:
        self._journal.write(self._run, self.device, step, mark, detail)
        self._tell(step, mark, None, detail)

    def _tell(self, step: Step | None, mark: Mark, state: State | None, detail: str) -> None:
        """A listener that is gone, such as a terminal or the end of a pipe, changes nothing on a device."""
        with suppress(Exception):
            self._listener(Event(self._run, self.device, step, mark, state, detail, self.seconds()))
