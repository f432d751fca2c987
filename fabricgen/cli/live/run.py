"""A run from its first wave to its last word: journal, threads, progress, result."""

import os
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import click

from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.live.ground import refuse
from fabricgen.cli.live.stop import leave, pool, stoppable
from fabricgen.cli.options import CONFIRM, TRANSPORTS, Call, Pace
from fabricgen.findings import Finding
from fabricgen.kinds.load import FILE
from fabricgen.rollout.diary import Event, Listener
from fabricgen.rollout.hold import BusyError, JournalError, held
from fabricgen.rollout.journal import Entry, Journal, Run, beside, check_there, open_ones, reading, writing
from fabricgen.rollout.push import GOOD, Rounds, push
from fabricgen.rollout.tasks import Ground, task
from fabricgen.rollout.visit import Outcome, Task, Times
from fabricgen.rollout.waves import Wave
from fabricgen.views import push as view


class Place(NamedTuple):
    """Where a run is written down, and how its switches are reached."""

    inventory: str
    journal: Path
    call: Call

    @property
    def page(self) -> Path:
        inventory = Path(self.inventory)
        return inventory / FILE if inventory.is_dir() else inventory

    def command(self, word: str, run: int, pace: Mapping[str, Any]) -> str:
        """Another command about a run, to be pasted into a shell; it goes at the run's own `pace`."""
        words = ["fabricgen", word, str(run), "--inventory", self.inventory]
        if self.journal != beside(Path(self.inventory)):
            words += ["--journal", str(self.journal)]
        if word != "runs" and self.call.credentials is not None:
            words += ["--credentials", str(self.call.credentials)]
        if word != "runs" and self.call.transport != TRANSPORTS[0]:
            words += ["--transport", self.call.transport]
        if word != "runs":
            words += _pace(pace)
        return shlex.join(words)


def _pace(pace: Mapping[str, Any]) -> Iterator[str]:
    """Its options; --continue is a choice of each command."""
    if pace.get("confirm", CONFIRM) != CONFIRM:
        yield from ("--confirm", str(pace["confirm"]))
    if pace.get("drain"):
        yield "--drain"
    if pace.get("client_timer"):
        yield "--client-timer"


class Order(NamedTuple):
    """What is to be done. `ready` are the devices that run what is intended already; `of` is the run to undo."""

    kind: str
    of: int | None
    place: Place
    fabric: str
    intent: str
    waves: tuple[tuple[Wave, tuple[Entry, ...]], ...]
    ready: frozenset[str]
    pace: Pace
    form: str


def refuse_unless_free(place: Place) -> None:
    """Ends the command with status 1 where `begin` would, before a device is asked anything."""
    with opened(place.journal) as journal, held(place.page):
        _refuse_after_open_run(journal, place, None)


def begin(order: Order, ground: Ground) -> int:
    """A new run. Ends the command with status 1 when an earlier one isn't settled, or the journal can't be used."""
    with opened(order.place.journal) as journal, held(order.place.page):
        _refuse_after_open_run(journal, order.place, order.of)
        options = view.as_line(order.pace._asdict())
        run = journal.start(order.kind, order.place.inventory, order.fabric, order.intent, options, order.of)
        journal.enlist(run, tuple(entry for _, entries in order.waves for entry in entries))
        tasks = [(wave, tuple(task(entry, ground) for entry in entries)) for wave, entries in order.waves]
        return carry_out(journal, run, tasks, order)


def carry_out(journal: Journal, run: int, waves: Sequence[tuple[Wave, Sequence[Task]]], order: Order) -> int:
    with at_work(journal, run, order, sum(len(tasks) for _, tasks in waves)) as rounds:
        outcomes = push(_announced(waves), order.ready, rounds)
    status = conclude(journal, run, outcomes, order)
    if rounds.stop.is_set() and status is not ExitCode.CLEAN:
        raise KeyboardInterrupt
    return status


@contextmanager
def at_work(journal: Journal, run: int, order: Order, devices: int) -> Iterator[Rounds]:
    """What it takes to change devices. Asked to stop a second time the process ends here, and leaves them as they are:
    the journal knows how far each was.
    """
    times = Times(confirm=order.pace.confirm)
    try:
        with (
            stoppable() as stop,
            listening(order.form, devices) as listener,
            pool(order.place.call.threads) as executor,
        ):
            yield Rounds(journal, run, executor, listener, times, order.pace.carry_on, stop)
    except KeyboardInterrupt:
        hint(run, order)
        leave()


def conclude(journal: Journal, run: int, outcomes: Sequence[Outcome], order: Order) -> ExitCode:
    entries = show_result(journal, run, outcomes, order)
    if all(entry.state in GOOD for entry in entries):
        return ExitCode.CLEAN
    hint(run, order)
    return ExitCode.TARGET


def show_result(journal: Journal, run: int, outcomes: Sequence[Outcome], order: Order) -> tuple[Entry, ...]:
    """Tells how every device ended, also what a full disk kept from the journal."""
    ended = {outcome.device: outcome for outcome in outcomes}
    entries = tuple(_as_it_ended(entry, ended.get(entry.device)) for entry in journal.entries(run))
    _say(view.result(run, order.kind, entries, outcomes, order.form))
    return entries


def _as_it_ended(entry: Entry, outcome: Outcome | None) -> Entry:
    return entry if outcome is None else entry._replace(state=outcome.state, detail=outcome.detail)


def _announced(waves: Sequence[tuple[Wave, Sequence[Task]]]) -> Iterator[Sequence[Task]]:
    for number, (wave, tasks) in enumerate(waves, start=1):
        _say(view.wave(number, len(waves), wave, [task.device for task in tasks]) + "\n", err=True)
        yield tasks


def _say(text: str, *, err: bool = False) -> None:
    """Once nobody reads any more, or the disk behind is full, the rest goes nowhere: that is no reason to stop between
    two waves, nor to end with another status than the devices have earned.
    """
    try:
        click.echo(text, err=err, nl=False)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), (sys.stderr if err else sys.stdout).fileno())


def hint(run: int, order: Order) -> None:
    """The ways on."""
    words = ("runs", "resume") if order.kind == "rollback" else ("runs", "resume", "rollback")
    pace = order.pace._asdict()
    _say(view.what_next(run, [order.place.command(word, run, pace) for word in words]), err=True)


@contextmanager
def opened(path: Path) -> Iterator[Journal]:
    """To write in. Ends the command with status 1 when that can't be, then or later."""
    try:
        with writing(path) as journal:
            yield journal
    except JournalError as error:
        refuse(Finding("FG927" if isinstance(error, BusyError) else "FG926", str(error)))


@contextmanager
def reopened(path: Path) -> Iterator[Journal]:
    """To write in, where there is one: a mistyped place gets none."""
    try:
        check_there(path)
    except JournalError as error:
        refuse(Finding("FG926", str(error)))
    with opened(path) as journal:
        yield journal


@contextmanager
def looked_into(path: Path) -> Iterator[Journal]:
    """To read. Ends the command with status 1 when that can't be."""
    try:
        with reading(path) as journal:
            yield journal
    except JournalError as error:
        refuse(Finding("FG926", str(error)))


def found(journal: Journal, number: int) -> Run:
    """Ends the command with status 1 when there is no such run."""
    run = journal.run(number)
    if run is None:
        known = [str(run.id) for run in journal.runs()]
        there = f"there are {', '.join(known[-10:])}" if known else "nothing was pushed yet"
        refuse(Finding("FG010", f"there is no run {number} in {journal.path}", help=there))
    return run


def _refuse_after_open_run(journal: Journal, place: Place, undone: int | None) -> None:
    """A second change on top of one that nobody knows the end of helps nobody."""
    for run in journal.runs():
        left = [entry.device for entry in open_ones(journal.entries(run.id))]
        if left and run.id != undone:
            words = ("resume",) if run.kind == "rollback" else ("resume", "rollback")
            ways = " or ".join(f"`{place.command(word, run.id, view.from_line(run.options))}`" for word in words)
            refuse(
                Finding(
                    "FG928", f"run {run.id} left {', '.join(left[:3])} open",
                    help=f"{ways} first: the devices are asked what they run",
                )
            )  # fmt: skip


@contextmanager
def listening(form: str, devices: int) -> Iterator[Listener]:
    """A table on a terminal, a line per device elsewhere, a line of JSON per event when asked for."""
    if form == "json":
        yield lambda event: _say(view.as_line(view.event_values(event)) + "\n")
    elif sys.stderr.isatty():
        from fabricgen.views.board import board

        with board(devices) as listener:
            yield listener
    else:
        yield _line


def _line(event: Event) -> None:
    if event.state is not None:
        _say(view.settled_line(event) + "\n", err=True)
