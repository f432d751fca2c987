"""A visit of the push engine over the wire: whatever is cut, the switch ends on old or new."""

from contextlib import contextmanager

import pytest

from fabricgen.rollout.diary import Diary, nobody
from fabricgen.rollout.journal import Entry, writing
from fabricgen.rollout.observed import observe
from fabricgen.rollout.steps import State
from fabricgen.rollout.visit import Task, Times, recover, visit
from fabricgen.targets.drivers import EOS
from fabricgen.targets.drivers.eos import EosDriver
from fabricgen.targets.secrets import Hidden
from tests.fakes import eapi
from tests.fakes.box import Box, Faults

OLD = "hostname leaf-1\ninterface Ethernet1/1\n   mtu 9214\n"
NEW = OLD.replace("9214", "9000")
DIFF = "-mtu 9214\n+mtu 9000"
QUICK = Times(confirm=30, drain=0.0, pause=0.01)


def fine(_before, _after, _ready):
    return ()


def broken(_before, _after, _ready):
    return ("the session to spine-00 is down",)


@contextmanager
def visited(box, folder, judge=fine):
    """The task, and the page of the journal that it is written on."""
    with eapi.serve(box) as served, writing(folder / "journal.db") as journal:

        def reach():
            driver = EosDriver(served.host, "admin", "secret", optional_args={"port": served.port, "ca": served.ca})
            driver.open()
            return driver

        run = journal.start("push", "here", "lab", "", "{}")
        journal.enlist(run, (Entry(box.name, 0, "eos", served.host, NEW, DIFF),))
        task = Task(box.name, EOS, Hidden(NEW), reach, str, judge=judge, reviewed=DIFF)
        yield task, Diary(journal, run, box.name, nobody, str)


FAULTS = {
    "healthy": (Faults(), State.NEW),
    "cut before open": (Faults(drop_before="open"), State.OLD),
    "cut after open": (Faults(drop_after="open"), State.OLD),
    "cut before load": (Faults(drop_before="load"), State.OLD),
    "cut after load": (Faults(drop_after="load"), State.OLD),
    "cut before compare": (Faults(drop_before="compare"), State.OLD),
    "cut after compare": (Faults(drop_after="compare"), State.OLD),
    "cut before commit": (Faults(drop_before="commit"), State.OLD),
    "cut after commit": (Faults(drop_after="commit"), State.OLD),
    "cut before confirm": (Faults(drop_before="confirm"), State.OLD),
    "cut after confirm": (Faults(drop_after="confirm"), State.OLD),
    "login refused": (Faults(refuse_login=True), State.OLD),
    "a line refused": (Faults(refuses="mtu 9000"), State.OLD),
    "another difference": (Faults(other_diff=True), State.OLD),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_visit_ends_on_old_or_new(name, tmp_path):
    faults, state = FAULTS[name]
    box = Box("leaf-1", OLD, faults=faults)
    with visited(box, tmp_path) as (task, diary):
        outcome = visit(task, diary, QUICK)
    assert outcome.state is state, outcome.detail
    assert eapi.lines(box.running) == eapi.lines(NEW if state is State.NEW else OLD)
    assert box.pending() is None


def test_a_check_that_fails_takes_the_commit_back(tmp_path):
    box = Box("leaf-1", OLD)
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


def test_everything_is_observed(tmp_path):
    with visited(Box("leaf-1", OLD), tmp_path) as (task, _):
        driver = task.reach()
        seen = observe(driver)
        driver.close()
    assert (seen.hostname, seen.version, seen.notes) == ("leaf-1", "4.32.2F", ())
