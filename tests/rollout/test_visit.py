import threading
from dataclasses import replace
from pathlib import Path

import pytest
from napalm.base.exceptions import SessionLockedException

from fabricgen.rollout import loading
from fabricgen.rollout.diary import Diary, nobody
from fabricgen.rollout.journal import Entry, writing
from fabricgen.rollout.observed import Observed
from fabricgen.rollout.steps import Mark, State, Step
from fabricgen.rollout.visit import Outcome, Task, Times, recover, visit
from fabricgen.targets.driver import Confirm, Driver, Timer
from fabricgen.targets.drivers import FRR
from fabricgen.targets.secrets import Hidden
from tests.fakes.box import Box, Faults
from tests.rollout.memory import Memory, diff

OLD, NEW = "old\nsame\n", "new\nsame\n"
QUICK = Times(confirm=1, drain=0.0, pause=0.05)
NO_TIMER = replace(FRR, timer="it has no commit timer")
MINUTES = replace(FRR, timer=Timer(unit=60))


def fine(_before: Observed, _after: Observed, _ready: frozenset[str]) -> tuple[str, ...]:
    return ()


def broken(_before: Observed, _after: Observed, _ready: frozenset[str]) -> tuple[str, ...]:
    return ("the session to spine-00 is down",)


def task(box: Box, driver: Driver = FRR, **changes: object) -> Task:
    def reach() -> Memory:
        live = Memory(box)
        live.open()
        return live

    values = {"reviewed": diff(OLD, NEW), "judge": fine, **changes}
    return Task(box.name, driver, Hidden(NEW), reach, str, **values)


def visited(tmp_path: Path, work: Task, times: Times = QUICK) -> tuple[Outcome, list[str]]:
    with writing(tmp_path / "journal.db") as journal:
        run = journal.start("push", "here", "lab", "", "{}")
        journal.enlist(run, (Entry(work.device, 0, "frr", "192.0.2.1", NEW, work.reviewed),))
        outcome = visit(work, Diary(journal, run, work.device, nobody, work.mask), times)
        (entry,) = journal.entries(run)
        assert (entry.state, entry.detail) == (outcome.state, outcome.detail)
        return outcome, [f"{row.step} {row.mark}" for row in journal.steps(run)]


FAULTS = {
    "healthy": (Faults(), {}, State.NEW, "", NEW),
    "login refused": (Faults(refuse_login=True), {}, State.OLD, "login refused", OLD),
    "cut at open": (Faults(drop_before="open"), {}, State.OLD, "the connection was lost at open", OLD),
    "cut before load": (Faults(drop_before="load"), {}, State.OLD, "the connection was lost at load", OLD),
    "cut before compare": (Faults(drop_before="compare"), {}, State.OLD, "the connection was lost at compare", OLD),
    "cut before commit": (
        Faults(drop_before="commit"), {}, State.OLD, "rolled back: the connection was lost at commit", OLD,
    ),
    "cut after commit": (
        Faults(drop_after="commit"), {}, State.OLD, "rolled back: the connection was lost at commit", OLD,
    ),
    "cut before confirm": (
        Faults(drop_before="confirm"), {}, State.OLD, "rolled back: the connection was lost at confirm", OLD,
    ),
    "cut after confirm": (
        Faults(drop_after="confirm"), {}, State.OLD, "rolled back: the connection was lost at confirm", OLD,
    ),
    "a line refused": (Faults(refuses="new"), {}, State.OLD, "refused: new", OLD),
    "another difference": (
        Faults(other_diff=True), {}, State.OLD,
        "the device moved since the review: its difference is another one now; review it again", OLD,
    ),
    "check fails": (
        Faults(), {"judge": broken}, State.OLD, "rolled back: the session to spine-00 is down", OLD,
    ),
    "forgets its timer, healthy": (Faults(forgets_timer=True), {}, State.NEW, "", NEW),
    "forgets its timer, check fails": (
        Faults(forgets_timer=True), {"judge": broken}, State.OLD, "rolled back: the session to spine-00 is down", OLD,
    ),
    "no timer, healthy": (Faults(), {"driver": NO_TIMER}, State.NEW, "", NEW),
    "no timer, check fails": (
        Faults(), {"driver": NO_TIMER, "judge": broken}, State.OLD, "rolled back: the session to spine-00 is down", OLD,
    ),
    "no timer, cut after commit": (
        Faults(drop_after="commit"), {"driver": NO_TIMER}, State.OLD,
        "rolled back: the connection was lost at commit", OLD,
    ),
    "whole minutes": (Faults(), {"driver": MINUTES}, State.NEW, "", NEW),
    "drained": (Faults(), {"drained": True}, State.NEW, "", NEW),
    "drained, check fails": (
        Faults(), {"drained": True, "judge": broken}, State.OLD,
        "rolled back: the session to spine-00 is down", OLD,
    ),
    "moved since a run": (
        Faults(), {"standing": Hidden("what the run left\n")}, State.OLD,
        "somebody changed it since: look with `fabricgen diff --against live` first", OLD,
    ),
    "stands as a run left it": (Faults(), {"standing": Hidden(OLD)}, State.NEW, "", NEW),
}  # fmt: skip


@pytest.mark.parametrize(("faults", "changes", "state", "detail", "running"), FAULTS.values(), ids=FAULTS)
def test_ends_old_or_new(tmp_path, faults, changes, state, detail, running):
    box = Box("leaf-00", OLD, faults=faults)
    outcome, _ = visited(tmp_path, task(box, **changes))
    assert (outcome.state, outcome.detail, box.running, box.pending()) == (state, detail, running, None)


def test_steps_of_a_healthy_visit(tmp_path):
    _, steps = visited(tmp_path, task(Box("leaf-00", OLD)))
    order = (Step.CONNECT, Step.OBSERVE, Step.BACKUP, Step.COMPARE, Step.COMMIT, Step.CHECK, Step.CONFIRM)
    assert steps == [f"{step} {mark}" for step in order for mark in (Mark.BEGUN, Mark.DONE)]


def test_nothing_to_do(tmp_path):
    box = Box("leaf-00", NEW)
    outcome, _ = visited(tmp_path, task(box))
    assert (outcome.state, box.history) == (State.UNCHANGED, [])
    assert outcome.detail == "it runs the intended configuration already"


def test_a_box_that_never_answers_again_is_unknown_and_its_timer_puts_it_back(tmp_path):
    """The commit cuts it off; from then on nobody reaches it."""
    box = Box("leaf-00", OLD, faults=Faults(drop_after="commit"))
    work = task(box)
    unreachable = threading.Event()

    def reach() -> Memory:
        if unreachable.is_set():
            raise ConnectionError("no route to host")
        unreachable.set()
        return work.reach()

    outcome, _ = visited(tmp_path, replace(work, reach=reach), Times(confirm=1, pause=0.05, grace=0.1))
    assert (outcome.state, outcome.detail) == (
        State.UNKNOWN,
        "the connection was lost at commit; and then it couldn't be asked what it runs: no route to host",
    )
    box.settle()
    assert box.running == OLD


class Looked(Memory):
    """Somebody else looks at the same switch, with a candidate of his own, when it is to be loaded the n-th time."""

    taken = 0

    def load_replace_candidate(self, filename=None, config=None):
        self.box.loads = getattr(self.box, "loads", 0) + 1
        if self.box.loads in self.taken:
            raise SessionLockedException("another session has a candidate loaded there")
        super().load_replace_candidate(filename, config)


@pytest.mark.parametrize(
    ("taken", "state", "detail", "running"),
    [
        ({1, 2}, State.NEW, "", NEW),
        ({2, 3}, State.NEW, "", NEW),  # the proof after the confirmation
        (range(1, 99), State.OLD, "another session has a candidate loaded there", OLD),
    ],
    ids=["before", "after", "all the time"],
)
def test_whoever_only_looks_is_waited_for(tmp_path, monkeypatch, taken, state, detail, running):
    monkeypatch.setattr(loading, "PAUSE", 0.01)
    monkeypatch.setattr(loading, "PATIENCE", 0.1)
    monkeypatch.setattr(Looked, "taken", taken)
    box = Box("leaf-00", OLD)
    outcome, _ = visited(tmp_path, replace(task(box), reach=lambda: Looked(box)))
    assert (outcome.state, outcome.detail, box.running) == (state, detail, running)


PEER = {"is_up": True, "local_as": 65001, "remote_as": 65002, "address_family": {}}


def test_a_switch_whose_word_for_a_drain_is_not_known_is_not_touched(tmp_path, monkeypatch):
    """A way back is taken without an intent: what it routes by shows only when it is asked."""
    monkeypatch.setattr(Memory, "get_bgp_neighbors", lambda _self: {"global": {"peers": {"10.64.0.1": PEER}}})
    box = Box("leaf-00", OLD)
    outcome, _ = visited(tmp_path, task(box, replace(FRR, drain="nobody knows the word"), drained=True))
    assert (outcome.state, outcome.detail) == (State.OLD, "it can't be drained: nobody knows the word")
    assert (box.running, box.history) == (OLD, [])
    assert visited(tmp_path, task(box, drained=True))[0].state is State.NEW


LEFT_OPEN = {
    "still old": (OLD, None, Timer(), State.OLD, "it runs the old configuration"),
    "new and confirmed": (NEW, None, Timer(), State.NEW, "it runs the new configuration"),
    "new, waiting to be confirmed": (OLD, NEW, Timer(), State.OLD, "it runs the old configuration"),
    "something between": ("half\n", None, Timer(), State.OLD, "it runs the old configuration"),
    "only its own session could": (OLD, NEW, Timer(confirm=Confirm.SAME_SESSION), State.OLD,
                                   "it runs the old configuration"),
}  # fmt: skip


@pytest.mark.parametrize(("running", "unconfirmed", "timer", "state", "detail"), LEFT_OPEN.values(), ids=LEFT_OPEN)
def test_recover(tmp_path, running, unconfirmed, timer, state, detail):
    box = Box("leaf-00", running)
    if unconfirmed is not None:
        box.commit(unconfirmed, 60)
    with writing(tmp_path / "journal.db") as journal:
        run = journal.start("push", "here", "lab", "", "{}")
        work = task(box, replace(FRR, timer=timer))
        journal.enlist(run, (Entry("leaf-00", 0, "frr", "192.0.2.1", NEW),))
        outcome = recover(work, OLD, Diary(journal, run, "leaf-00", nobody, str), QUICK)
    assert (outcome.state, outcome.detail) == (state, detail)
    assert box.running == (NEW if state is State.NEW else OLD)
    assert box.pending() is None
