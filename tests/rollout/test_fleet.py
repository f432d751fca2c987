"""Two hundred switches over TLS, each with a fault of its own: what the journal says of a switch is what it runs."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Event

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from fabricgen.rollout.diary import nobody
from fabricgen.rollout.journal import Entry, open_ones, to_do, writing
from fabricgen.rollout.push import GOOD, Rounds, mend, push
from fabricgen.rollout.steps import SETTLED, State
from fabricgen.rollout.visit import Task, Times
from fabricgen.targets.drivers import EOS
from fabricgen.targets.drivers.eos import EosDriver
from fabricgen.targets.secrets import Hidden
from tests.fakes import eapi
from tests.fakes.box import Box, Faults

SWITCHES, THREADS = 200, 32
WAVES = {0: range(1), 1: range(1, 60), 2: range(60, SWITCHES)}
TIMES = Times(confirm=60, drain=0.0, pause=0.05, grace=0.0)
STEPS = ("open", "load", "compare", "commit", "confirm", "rollback", "read")
FAULTS = {
    "none": {},
    "slow": {"slow": 0.01},
    "login refused": {"refuse_login": True},
    "another difference": {"other_diff": True},
    "timer forgotten": {"forgets_timer": True},
    "line refused": {"refuses": "mtu 9000"},
    **{f"cut before {step}": {"drop_before": step} for step in STEPS},
    **{f"cut after {step}": {"drop_after": step} for step in STEPS},
}
UNHARMED = {"none", "slow", "timer forgotten", "cut before rollback", "cut after rollback"}
DIFF = "-mtu 9214\n+mtu 9000"


def text(name, mtu):
    return f"hostname {name}\ninterface Ethernet1/1\nmtu {mtu}\n"


class Fleet:
    def __init__(self, stack, folder, ill):
        self.boxes = {f"leaf-{at:03}": Box(f"leaf-{at:03}", text(f"leaf-{at:03}", 9214)) for at in range(SWITCHES)}
        self.served = {name: stack.enter_context(eapi.serve(box)) for name, box in self.boxes.items()}
        self.journal = stack.enter_context(writing(folder / "journal.db"))
        self.executor = stack.enter_context(ThreadPoolExecutor(THREADS))
        for box, fault in zip(self.boxes.values(), ill, strict=True):
            box.faults = Faults(**FAULTS[fault])

    def heal(self):
        for box in self.boxes.values():
            box.faults = Faults()

    def reach(self, name):
        box, served = self.boxes[name], self.served[name]
        driver = EosDriver(
            served.host, box.username, box.password, timeout=30, optional_args={"port": served.port, "ca": served.ca}
        )
        driver.open()
        return driver

    def task(self, entry):
        return Task(
            entry.device, EOS, Hidden(entry.candidate), lambda: self.reach(entry.device), str, lambda *_: (), entry.diff
        )

    def begin(self, kind, entries):
        run = self.journal.start(kind, "here", "fleet", "", "{}")
        self.journal.enlist(run, tuple(entries))
        return run

    def rounds(self, run):
        return Rounds(self.journal, run, self.executor, nobody, TIMES, carry_on=True, stop=Event())

    def go(self, run):
        left = to_do(self.journal.entries(run))
        waves = [[self.task(entry) for entry in left if entry.wave == number] for number in WAVES]
        return push(waves, frozenset(), self.rounds(run))

    def mend(self, run):
        asked = open_ones(self.journal.entries(run))
        return mend([(self.task(entry), entry.backup) for entry in asked], self.rounds(run))

    def agrees(self, run):
        """Every box runs what the journal says, for good; one that couldn't be asked runs old or new."""
        for entry in self.journal.entries(run):
            box = self.boxes[entry.device]
            old, new = text(box.name, 9214), text(box.name, 9000)
            lawful = {new} if entry.state in GOOD else {old} if entry.state in SETTLED else {old, new}
            assert "\n".join([*eapi.lines(box.running), ""]) in lawful, entry
            assert box.pending() is None, entry


EVERY_FAULT = st.lists(st.sampled_from(tuple(FAULTS)), min_size=SWITCHES, max_size=SWITCHES).filter(
    lambda ill: len(set(ill)) == len(FAULTS)
)


@pytest.mark.slow
@settings(max_examples=1, phases=[Phase.generate], deadline=None)
@given(ill=EVERY_FAULT)
def test_a_fleet_with_a_fault_each_then_resumed_then_rolled_back(ill):
    with ExitStack() as stack:
        fleet = Fleet(stack, Path(stack.enter_context(tempfile.TemporaryDirectory())), ill)
        run = fleet.begin(
            "push",
            [
                Entry(f"leaf-{at:03}", number, "eos", "127.0.0.1", text(f"leaf-{at:03}", 9000), DIFF)
                for number, switches in WAVES.items() for at in switches
            ],
        )  # fmt: skip
        fleet.go(run)
        fleet.agrees(run)
        ended = {entry.device: entry.state for entry in fleet.journal.entries(run)}
        assert {ended[name] for name, fault in zip(fleet.boxes, ill, strict=True) if fault in UNHARMED} <= {State.NEW}
        fleet.heal()
        fleet.mend(run)
        fleet.go(run)
        assert {entry.state for entry in fleet.journal.entries(run)} <= GOOD
        fleet.agrees(run)
        back = fleet.begin(
            "rollback",
            [
                Entry(entry.device, entry.wave, entry.platform, entry.host, entry.backup)
                for entry in fleet.journal.entries(run)
            ],
        )
        fleet.go(back)
        assert {entry.state for entry in fleet.journal.entries(back)} == {State.NEW}
        for box in fleet.boxes.values():
            assert (eapi.lines(box.running), box.pending()) == (text(box.name, 9214).splitlines(), None)
