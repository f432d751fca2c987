"""Waves of devices, one after another; within a wave all at once. Stops after the first wave that isn't clean."""

import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, replace

from fabricgen.rollout.diary import Diary, Listener
from fabricgen.rollout.hold import JournalError
from fabricgen.rollout.journal import Journal, open_ones
from fabricgen.rollout.steps import State
from fabricgen.rollout.visit import Outcome, Task, Times, recover, visit

GOOD = frozenset({State.NEW, State.UNCHANGED})


@dataclass(frozen=True, slots=True)
class Rounds:
    """All that a run needs beside its tasks. `carry_on` goes to the next wave whatever became of the last one."""

    journal: Journal
    run: int
    executor: Executor
    listener: Listener
    times: Times
    carry_on: bool
    stop: threading.Event
    """Once it is set, devices at work are brought to an end, and no others begun."""


def push(waves: Iterable[Sequence[Task]], ready: frozenset[str], rounds: Rounds) -> tuple[Outcome, ...]:
    """`ready` are the devices that run what is intended already. Outcomes are of the devices that were begun."""
    outcomes: list[Outcome] = []
    for wave in waves:
        found = _wave([replace(task, ready=ready) for task in wave], rounds)
        outcomes.extend(found)
        ready |= {outcome.device for outcome in found if outcome.state in GOOD}
        if rounds.stop.is_set() or (not rounds.carry_on and any(outcome.state not in GOOD for outcome in found)):
            break
    _finish(rounds)
    return tuple(outcome for outcome in outcomes if outcome.state is not State.WAITING)


def mend(tasks: Sequence[tuple[Task, str | None]], rounds: Rounds) -> tuple[Outcome, ...]:
    """Ask every device that a run left open what it runs; each task comes with its backup, if it got that far."""
    work = [rounds.executor.submit(_ask, task, backup, rounds) for task, backup in tasks]
    found = tuple(future.result() for future in work)
    _finish(rounds)
    return tuple(outcome for outcome in found if outcome is not None)


def _ask(task: Task, backup: str | None, rounds: Rounds) -> Outcome | None:
    return None if rounds.stop.is_set() else recover(task, backup, _diary(task, rounds), rounds.times)


def _wave(tasks: Sequence[Task], rounds: Rounds) -> tuple[Outcome, ...]:
    work = [rounds.executor.submit(_one, task, rounds) for task in tasks]
    return tuple(future.result() for future in work)


def _one(task: Task, rounds: Rounds) -> Outcome:
    if rounds.stop.is_set():
        return Outcome(task.device, State.WAITING, "not begun", 0.0)
    return visit(task, _diary(task, rounds), rounds.times)


def _diary(task: Task, rounds: Rounds) -> Diary:
    return Diary(rounds.journal, rounds.run, task.device, rounds.listener, task.mask)


def _finish(rounds: Rounds) -> None:
    """A run is over when nobody has to ask a device any more what it runs; that the disk is full is told elsewhere."""
    with suppress(JournalError):
        if not open_ones(rounds.journal.entries(rounds.run)):
            rounds.journal.finish(rounds.run)
