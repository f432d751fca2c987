import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fabricgen.rollout.diary import Event, nobody
from fabricgen.rollout.journal import Entry, Journal, writing
from fabricgen.rollout.push import Rounds, mend, push
from fabricgen.rollout.steps import State
from fabricgen.rollout.visit import Outcome, Task, Times
from fabricgen.targets.drivers import FRR
from fabricgen.targets.secrets import Hidden
from tests.fakes.box import Box, Faults
from tests.rollout.memory import Memory

OLD, NEW = "old\n", "new\n"


def task(box: Box, seen: list[tuple[str, frozenset[str]]] | None = None) -> Task:
    def reach() -> Memory:
        live = Memory(box)
        live.open()
        return live

    def judge(_before, _after, ready):
        if seen is not None:
            seen.append((box.name, ready))
        return ()

    return Task(box.name, FRR, Hidden(NEW), reach, str, judge)


def rounds(journal: Journal, executor: ThreadPoolExecutor, boxes: list[Box], listener=nobody, **values) -> Rounds:
    run = journal.start("push", "here", "lab", "", "{}")
    journal.enlist(run, tuple(Entry(box.name, 0, "frr", "192.0.2.1", NEW) for box in boxes))
    options = {"times": Times(confirm=1, pause=0.05), "carry_on": False, "stop": threading.Event(), **values}
    return Rounds(journal, run, executor, listener, **options)


def pushed(path: Path, boxes: list[Box], waves: list[list[int]], **values) -> tuple[Outcome, ...]:
    with writing(path) as journal, ThreadPoolExecutor(4) as executor:
        work = rounds(journal, executor, boxes, **values)
        outcomes = push([[task(boxes[at]) for at in wave] for wave in waves], frozenset(), work)
        assert {entry.device: entry.state for entry in journal.entries(work.run)} == {
            box.name: next((found.state for found in outcomes if found.device == box.name), State.WAITING)
            for box in boxes
        }
        found = journal.run(work.run)
        assert found is not None
        assert (found.ended is None) == any(outcome.state is State.UNKNOWN for outcome in outcomes)
        return outcomes


def test_all_waves(tmp_path):
    boxes = [Box(f"leaf-{at:02}", OLD) for at in range(7)]
    outcomes = pushed(tmp_path / "journal.db", boxes, [[0], [1, 2, 3], [4, 5, 6]])
    assert {outcome.state for outcome in outcomes} == {State.NEW}
    assert {box.running for box in boxes} == {NEW}


STOPS = {"stops": (False, 3), "is told to carry on": (True, 6)}


@pytest.mark.parametrize(("carry_on", "visited"), STOPS.values(), ids=STOPS)
def test_a_wave_that_is_not_clean(tmp_path, carry_on, visited):
    boxes = [Box(f"leaf-{at:02}", OLD) for at in range(6)]
    boxes[1].faults = Faults(refuses="new")
    outcomes = pushed(tmp_path / "journal.db", boxes, [[0], [1, 2], [3, 4, 5]], carry_on=carry_on)
    assert len(outcomes) == visited
    assert [outcome.detail for outcome in outcomes if outcome.state is State.OLD] == ["refused: new"]
    assert [box.running for box in boxes].count(NEW) == visited - 1


def test_a_device_is_judged_by_those_that_are_ready_before_its_wave(tmp_path):
    boxes, seen = [Box(name, OLD) for name in ("spine-00", "leaf-00", "leaf-01")], []
    with writing(tmp_path / "journal.db") as journal, ThreadPoolExecutor(4) as executor:
        waves = [[task(boxes[0], seen)], [task(boxes[1], seen), task(boxes[2], seen)]]
        push(waves, frozenset({"leaf-09"}), rounds(journal, executor, boxes))
    assert dict(seen) == {
        "spine-00": frozenset({"leaf-09"}),
        "leaf-00": frozenset({"leaf-09", "spine-00"}),
        "leaf-01": frozenset({"leaf-09", "spine-00"}),
    }


def test_asked_to_stop_it_finishes_what_is_begun_and_begins_nothing_more(tmp_path):
    boxes, stop = [Box(f"leaf-{at:02}", OLD) for at in range(3)], threading.Event()
    outcomes = pushed(tmp_path / "journal.db", boxes, [[0], [1, 2]], stop=stop, listener=lambda _event: stop.set())
    assert [outcome.device for outcome in outcomes] == ["leaf-00"]
    assert [box.running for box in boxes] == [NEW, OLD, OLD]


def test_asked_to_stop_it_asks_no_further_device_what_it_runs(tmp_path):
    boxes, stop = [Box("leaf-00", NEW), Box("leaf-01", "half\n")], threading.Event()
    with writing(tmp_path / "journal.db") as journal, ThreadPoolExecutor(1) as executor:
        work = rounds(journal, executor, boxes, stop=stop, listener=lambda _event: stop.set())
        outcomes = mend([(task(box), OLD) for box in boxes], work)
    assert [outcome.device for outcome in outcomes] == ["leaf-00"]
    assert boxes[1].running == "half\n"


def test_a_listener_that_is_gone_harms_no_device(tmp_path):
    def gone(_event):
        raise BrokenPipeError

    box = Box("leaf-00", OLD)
    (outcome,) = pushed(tmp_path / "journal.db", [box], [[0]], listener=gone)
    assert (outcome.state, outcome.detail, box.running) == (State.NEW, "", NEW)


def test_events_tell_each_step_and_the_end(tmp_path):
    events: list[Event] = []
    box = Box("leaf-00", OLD)
    pushed(tmp_path / "journal.db", [box], [[0]], listener=events.append)
    assert [event.step for event in events if event.mark == "begun"] == [
        "connect", "observe", "backup", "compare", "commit", "check", "confirm",
    ]  # fmt: skip
    assert (events[-1].step, events[-1].state) == (None, State.NEW)


def test_mend_asks_every_open_device(tmp_path):
    boxes = [Box("leaf-00", NEW), Box("leaf-01", "half\n")]
    with writing(tmp_path / "journal.db") as journal, ThreadPoolExecutor(4) as executor:
        outcomes = mend([(task(box), OLD) for box in boxes], rounds(journal, executor, boxes))
    assert [outcome.state for outcome in outcomes] == [State.NEW, State.OLD]
    assert boxes[1].running == OLD
