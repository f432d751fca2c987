"""One device from its old configuration to the reviewed one, or back to the old one; never between."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from fabricgen.rollout.diary import Diary
from fabricgen.rollout.loading import UnhealthyError, difference, discard, load, merge, pending, put_back, reached, same
from fabricgen.rollout.observed import Observed, Routing, observe
from fabricgen.rollout.steps import State, Step
from fabricgen.targets.driver import Driver, Timer
from fabricgen.targets.live import Live
from fabricgen.targets.secrets import Hidden

Judge = Callable[[Observed, Observed, frozenset[str]], tuple[str, ...]]
"""What isn't right after a commit, in sentences, from what was seen before, what is seen now, and the devices that run
the intended configuration by then.
"""


@dataclass(frozen=True, slots=True)
class Times:
    """In seconds. `confirm` is the box's timer; three quarters of it are for checks, the rest to go back in order.

    `grace` is what a box gets past its deadline to be reached again after it went back by itself.
    """

    confirm: int = 120
    drain: float = 10.0
    pause: float = 1.0
    grace: float = 10.0

    @property
    def check(self) -> float:
        return self.confirm * 0.75


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done to one device. `candidate` is loaded as it stands, secrets in their places.

    `reviewed` is the diff that a person saw, masked; None asks for none. `standing` is what must run there now, where
    that matters. `drained` moves traffic away first. `routing` is what the underlay runs, None where
    nobody knows. `ready` are the devices that run what is intended already.
    """

    device: str
    driver: Driver
    candidate: Hidden
    reach: Callable[[], Live]
    mask: Callable[[str], str]
    judge: Judge
    reviewed: str | None = None
    standing: Hidden | None = None
    drained: bool = False
    routing: Routing | None = "bgp"
    ready: frozenset[str] = frozenset()


class Outcome(NamedTuple):
    """`detail` is for a person, and masked."""

    device: str
    state: State
    detail: str
    seconds: float


class _Settled(NamedTuple):
    state: State
    detail: str = ""


class RefusedError(Exception):
    """The device isn't touched; the message says why."""


def visit(task: Task, diary: Diary, times: Times) -> Outcome:
    """Load, compare, commit with a timer, check, confirm; whatever goes wrong after the commit, go back."""
    return _told(diary, lambda: _visit(task, diary, times))


def recover(task: Task, backup: str | None, diary: Diary, times: Times) -> Outcome:
    """Of a device that a run left open: ask it what it runs, and if that is neither old nor new, make it old."""
    return _told(diary, lambda: _recover(task, backup, diary, times))


def _told(diary: Diary, work: Callable[[], _Settled]) -> Outcome:
    try:
        state, detail = work()
    except Exception as trouble:  # noqa: BLE001 - every driver raises what its library raises; nothing has been touched
        state, detail = State.OLD, _words(trouble, diary.device)
    return Outcome(diary.device, state, diary.settle(state, detail), diary.seconds())


def _visit(task: Task, diary: Diary, times: Times) -> _Settled:
    with diary.step(Step.CONNECT):
        live = task.reach()
    with reached(lambda: live):
        with diary.step(Step.OBSERVE):
            before = _seen(live, task.routing)
            drain = _drain_words(task, before)
        with diary.step(Step.BACKUP):
            backup = live.get_backup()
            diary.keep(backup)
        with diary.step(Step.COMPARE):
            changes = _reviewed(live, task)
        if not changes:
            return _Settled(State.UNCHANGED, "it runs the intended configuration already")
        return _changed(live, task, before, backup, drain, diary, times)


def _seen(live: Live, routing: Routing | None) -> Observed:
    """Raises RefusedError when it can't be asked now what it could be asked on its platform."""
    seen = observe(live, routing)
    if failed := [f"{note.what}: {note.reason}" for note in seen.notes if note.reason]:
        raise RefusedError(f"what it does now can't be read, so nobody could tell what the change broke: {failed[0]}")
    return seen


def _reviewed(live: Live, task: Task) -> bool:
    """Whether anything is to change; then the candidate is loaded."""
    try:
        found = _as_reviewed(live, task)
    except BaseException:
        discard(live)
        raise
    if not found:
        discard(live)
    return bool(found)


def _as_reviewed(live: Live, task: Task) -> str:
    """Raises RefusedError when the difference isn't what was reviewed, or another one stands there than should."""
    found = task.mask(difference(live, task.candidate.reveal()))
    if found and task.standing is not None:
        if difference(live, task.standing.reveal()):
            raise RefusedError("somebody changed it since: look with `fabricgen diff --against live` first")
        load(live, task.candidate.reveal())
    if found and task.reviewed is not None and not same(found, task.reviewed):
        raise RefusedError("the device moved since the review: its difference is another one now; review it again")
    return found


def _changed(
    live: Live, task: Task, before: Observed, backup: str, drain: str | None, diary: Diary, times: Times
) -> _Settled:
    """From here on the device may run something else; every way out goes by `_confirm` or `_back`."""
    deadline = time.monotonic() + armed(task.driver.timer, times) + times.grace
    try:
        if task.drained:
            with diary.step(Step.DRAIN):
                _drain(live, task, drain, times)
        with diary.step(Step.COMMIT):
            deadline = time.monotonic() + armed(task.driver.timer, times) + times.grace
            _commit(live, task.driver.timer, times)
        if isinstance(task.driver.timer, Timer) and not pending(live):
            diary.note(Step.COMMIT, "the box didn't keep the timer; fabricgen goes back by itself if a check fails")
        with diary.step(Step.CHECK):
            _check(task, before, times)
        with diary.step(Step.CONFIRM):
            _confirm(live, task)
    except Exception as trouble:  # noqa: BLE001 - whatever it was, the device must not stay between
        return _back(live, task, backup, diary, deadline, trouble, times)
    return _Settled(State.NEW)


def armed(timer: Timer | str, times: Times) -> int:
    """Seconds that the box waits: a whole number of its units, up to its longest."""
    if isinstance(timer, str):
        return times.confirm
    return min(ceil(times.confirm / timer.unit) * timer.unit, timer.longest)


def _commit(live: Live, timer: Timer | str, times: Times) -> None:
    if isinstance(timer, Timer):
        live.commit_config(revert_in=armed(timer, times))
    else:
        live.commit_config()


def _drain_words(task: Task, before: Observed) -> str | None:
    """The lines that move traffic away; None where nothing is to be moved.

    Raises RefusedError when they aren't known for what it routes by.
    """
    seen = next(iter((before.sessions or {}).values()), None)
    if seen is None or not task.drained:
        return None
    words = task.driver.drain_ospf if seen.routing == "ospf" else task.driver.drain
    if isinstance(words, str):
        raise RefusedError(f"it can't be drained: {words}")
    return words(seen.local_as)


def _drain(live: Live, task: Task, words: str | None, times: Times) -> None:
    """Traffic leaves before the change begins: RFC 8326, with OSPF RFC 6987."""
    discard(live)
    if words is not None:
        merge(live, words)
        live.commit_config()
        time.sleep(times.drain)
    load(live, task.candidate.reveal())


def _check(task: Task, before: Observed, times: Times) -> None:
    """Look again and again over a connection of its own: that one can be made is the first check."""
    end = time.monotonic() + times.check
    while True:
        wrong = _look(task, before)
        if not wrong:
            return
        if time.monotonic() > end:
            raise UnhealthyError("; ".join(wrong))
        time.sleep(times.pause)


def _look(task: Task, before: Observed) -> tuple[str, ...]:
    try:
        with reached(task.reach) as outside:
            return task.judge(before, observe(outside, task.routing), task.ready)
    except Exception as trouble:  # noqa: BLE001 - not to be reached is what is looked for
        return (f"it can't be reached from outside: {_words(trouble, task.device)}",)


def _confirm(live: Live, task: Task) -> None:
    if pending(live):
        live.confirm_commit()
    left = difference(live, task.candidate.reveal())
    discard(live)
    if left:
        raise UnhealthyError(f"it doesn't run what was confirmed; this is left: {task.mask(left)}")


def _back(
    live: Live, task: Task, backup: str, diary: Diary, deadline: float, trouble: Exception, times: Times
) -> _Settled:
    """First over the connection that is open; if that is lost, over new ones until the box's own timer has run out."""
    why = _words(trouble, task.device)
    with suppress(Exception), diary.anyway(Step.ROLL_BACK):  # tried again below, on a connection of its own
        put_back(live, backup)
        return _Settled(State.OLD, f"rolled back: {why}")
    with suppress(Exception):
        live.close()
    return _by_new_connections(task, backup, diary, deadline, why, times)


def _by_new_connections(task: Task, backup: str, diary: Diary, deadline: float, why: str, times: Times) -> _Settled:
    last = ""
    while True:
        try:
            with diary.anyway(Step.ROLL_BACK), reached(task.reach) as live:
                put_back(live, backup)
        except Exception as trouble:  # noqa: BLE001 - tried until the time is over
            last = _words(trouble, task.device)
        else:
            return _Settled(State.OLD, f"rolled back: {why}")
        if time.monotonic() > deadline:
            return _Settled(State.UNKNOWN, f"{why}; and then it couldn't be asked what it runs: {last}")
        time.sleep(times.pause)


def _recover(task: Task, backup: str | None, diary: Diary, times: Times) -> _Settled:
    """An unconfirmed commit is taken back first, or waited for where only its own session could."""
    end = time.monotonic() + armed(task.driver.timer, times) + times.grace
    while True:
        try:
            with diary.anyway(Step.RECOVER), reached(task.reach) as live:
                return _asked(live, task, backup)
        except Exception as trouble:  # noqa: BLE001 - tried until its timer must have run out
            if time.monotonic() > end:
                return _Settled(State.UNKNOWN, f"it can't be asked what it runs: {_words(trouble, task.device)}")
        time.sleep(times.pause)


def _asked(live: Live, task: Task, backup: str | None) -> _Settled:
    if pending(live):
        live.rollback()
    left = difference(live, task.candidate.reveal())
    discard(live)
    if not left:
        return _Settled(State.NEW, "it runs the new configuration")
    if backup is not None:
        put_back(live, backup)
    return _Settled(State.OLD, "it runs the old configuration")


def _words(trouble: Exception, device: str) -> str:
    """Without the name of the device in front: whoever tells of it has said it."""
    return str(trouble).strip().removeprefix(f"{device}: ") or type(trouble).__name__
