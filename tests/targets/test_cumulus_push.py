"""A visit of the push engine over the wire: whatever is cut, a Cumulus switch ends on old or new."""

from contextlib import contextmanager

import pytest

from fabricgen.rollout.diary import Diary, nobody
from fabricgen.rollout.journal import Entry, writing
from fabricgen.rollout.steps import State
from fabricgen.rollout.visit import Task, Times, recover, visit
from fabricgen.targets.drivers import CUMULUS
from fabricgen.targets.secrets import Hidden
from tests.fakes import nvue
from tests.fakes.box import Box, Faults
from tests.targets.cumulus_bench import DIFF, NEW, OLD, connect, runs_new

QUICK = Times(confirm=30, drain=0.0, pause=0.01)


STATE = {
    "/system": {"hostname": "leaf-1"},
    "/router/bgp": {"autonomous-system": 65001},
    "/vrf": {"default": {"router": {"bgp": {"neighbor": {"swp1": {"state": "established", "remote-as": 65100}}}}}},
}


def fine(_before, _after, _ready):
    return ()


def broken(_before, _after, _ready):
    return ("the session to spine-00 is down",)


@contextmanager
def visited(box, folder, judge=fine, **more):
    """The task, and the page of the journal that it is written on."""
    switch = nvue.Switch(box, STATE)
    with nvue.serve(box, switch=switch) as served, writing(folder / "journal.db") as journal:

        def reach():
            driver = connect(served)
            driver.open()
            return driver

        run = journal.start("push", "here", "lab", "", "{}")
        journal.enlist(run, (Entry(box.name, 0, "cumulus", served.host, NEW, DIFF),))
        task = Task(box.name, CUMULUS, Hidden(NEW), reach, str, judge=judge, reviewed=DIFF, **more)
        yield task, Diary(journal, run, box.name, nobody, str)


FAULTS = {
    "healthy": (Faults(), State.NEW),
    **{f"cut before {step}": (Faults(drop_before=step), State.OLD) for step in ("open", "load", "compare", "commit")},
    **{f"cut after {step}": (Faults(drop_after=step), State.OLD) for step in ("open", "load", "compare", "commit")},
    "cut before confirm": (Faults(drop_before="confirm"), State.OLD),
    "cut after confirm": (Faults(drop_after="confirm"), State.OLD),
    "login refused": (Faults(refuse_login=True), State.OLD),
    "a word refused": (Faults(refuses="new one"), State.OLD),
    "another difference": (Faults(other_diff=True), State.OLD),
    "no timer that is known": (Faults(forgets_timer=True), State.OLD),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_visit_ends_on_old_or_new(name, tmp_path):
    faults, state = FAULTS[name]
    box = Box("leaf-1", OLD, faults=faults)
    with visited(box, tmp_path) as (task, diary):
        outcome = visit(task, diary, QUICK)
    assert outcome.state is state, outcome.detail
    assert runs_new(box) == (state is State.NEW)
    assert box.running == box.startup
    assert runs_new(box) or box.running == OLD
    assert box.pending() is None


@pytest.mark.parametrize("fault", [Faults(), Faults(drop_after="rollback")])
def test_a_check_that_fails_takes_the_commit_back(tmp_path, fault):
    box = Box("leaf-1", OLD, faults=fault)
    with visited(box, tmp_path, broken) as (task, diary):
        outcome = visit(task, diary, Times(confirm=1, pause=0.01))
    assert (outcome.state, outcome.detail) == (State.OLD, "rolled back: the session to spine-00 is down")
    assert box.running == OLD == box.startup


def test_a_commit_that_a_dead_process_left_waiting_is_taken_back(tmp_path):
    box = Box("leaf-1", OLD)
    with visited(box, tmp_path) as (task, diary):
        left = task.reach()
        left.load_replace_candidate(config=NEW)
        left.commit_config(revert_in=600)  # and no close(): the process is gone
        outcome = recover(task, OLD, diary, QUICK)
    assert (outcome.state, outcome.detail) == (State.OLD, "it runs the old configuration")
    assert box.running == OLD
    assert box.pending() is None


def test_drained_before_the_change(tmp_path):
    """The drain is merged, and gone with the replace that follows."""
    box = Box("leaf-1", OLD)
    with visited(box, tmp_path, drained=True) as (task, diary):
        outcome = visit(task, diary, QUICK)
    assert (outcome.state, outcome.detail) == (State.NEW, "")
    assert ["graceful-shutdown" in config for config in (*box.history, box.running)] == [False, True, False]
