"""Pushes, faults, kills, resumes and rollbacks in any order: no box ends between two configurations, and what the
journal says of a box is what it runs.
"""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from threading import Event
from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from fabricgen.rollout.diary import nobody
from fabricgen.rollout.journal import Entry, Journal, open_ones, to_do, writing
from fabricgen.rollout.push import GOOD, Rounds, mend, push
from fabricgen.rollout.steps import SETTLED
from fabricgen.rollout.visit import Task, Times
from fabricgen.targets.drivers import EOS, FRR, eos
from fabricgen.targets.drivers.eos import EosDriver
from fabricgen.targets.secrets import Hidden
from tests.fakes import eapi
from tests.fakes.box import Box, Faults
from tests.rollout.memory import Memory

DEVICES = ("spine-00", "leaf-00", "leaf-01")
WAVES = (("spine-00",), ("leaf-00", "leaf-01"))
STEPS = ("open", "load", "compare", "commit", "confirm", "rollback", "read")
TIMES = Times(confirm=1, drain=0.0, pause=0.01, grace=-0.9)
MINUTE = 60.0
PROCESSES = count(10_000_000)
"""Numbers that no process of this machine has."""

FAULTS = st.one_of(
    st.builds(Faults),
    st.builds(Faults, drop_before=st.sampled_from(STEPS)),
    st.builds(Faults, drop_after=st.sampled_from(STEPS)),
    st.builds(Faults, forgets_timer=st.sampled_from([True])),
    st.builds(Faults, refuses=st.just("version")),
    st.builds(Faults, refuse_login=st.sampled_from([True])),
)


class Killed(BaseException):
    """The process is no more: nothing it does from here on reaches anything."""


class Mortal:
    """A process that dies at its n-th write to the journal; 0 lives for ever."""

    def __init__(self, last: int) -> None:
        self.left, self.dead = last, False

    def breathe(self) -> None:
        if self.dead:
            raise Killed

    def write(self) -> None:
        self.breathe()
        self.left -= 1
        if self.left == 0:
            self.dead = True
            raise Killed


class MortalJournal(Journal):
    def __init__(self, journal: Journal, process: Mortal) -> None:
        super().__init__(journal._connection, journal.path)
        self.process = process

    def write(self, *words, **more):
        self.process.breathe()
        super().write(*words, **more)
        self.process.write()

    def settle(self, *words):
        self.process.breathe()
        super().settle(*words)

    def keep(self, *words):
        self.process.breathe()
        super().keep(*words)

    def finish(self, run):
        self.process.breathe()
        super().finish(run)


class MortalSwitch:
    """A connection that a dead process can't use any more, not even to close it."""

    def __init__(self, live, process: Mortal) -> None:
        self._live, self._process = live, process

    def __getattr__(self, name):
        self._process.breathe()
        return getattr(self._live, name)


class Fabric(RuleBasedStateMachine):
    driver = FRR

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.now = 0.0
        self.version = 0
        self.boxes = {name: Box(name, "version 0\n", clock=lambda: self.now) for name in DEVICES}
        self.lawful = {"version 0\n"}
        self.run: int | None = None

    def live(self, device):
        return Memory(self.boxes[device])

    @rule(faults=st.lists(FAULTS, min_size=3, max_size=3), dies=st.integers(0, 45), carry_on=st.booleans())
    def push(self, faults, dies, carry_on):
        """Only on top of a run that is settled, as the command line has it."""
        if self.run is not None and self.open_devices():
            return
        self.version += 1
        text = f"version {self.version}\n"
        self.lawful.add(text)
        with writing(self.path) as journal:
            self.run = journal.start("push", "here", "lab", "", "{}")
            entries = [
                Entry(name, number, "frr", "192.0.2.1", text) for number, wave in enumerate(WAVES) for name in wave
            ]
            journal.enlist(self.run, tuple(entries))
        self.fall_ill(faults)
        self.visit_all(dies, carry_on=carry_on)

    @rule(faults=st.lists(FAULTS, min_size=3, max_size=3), dies=st.integers(0, 45))
    def resume(self, faults, dies):
        if self.run is not None:
            self.fall_ill(faults)
            self.go_on(dies)

    @rule()
    def resume_in_peace(self):
        if self.run is None:
            return
        self.fall_ill([Faults(), Faults(), Faults()])
        self.go_on(0)
        ended = self.entries()
        assert {entry.state for entry in ended} <= GOOD, [(entry.device, entry.state, entry.detail) for entry in ended]
        assert {box.running for box in self.boxes.values()} == {entry.candidate for entry in self.entries()}

    @rule(seconds=st.sampled_from((0.2, 2.0, MINUTE)))
    def time_passes(self, seconds):
        self.now += seconds
        for box in self.boxes.values():
            box.settle()

    @invariant()
    def never_between(self):
        assert {box.running for box in self.boxes.values()} <= self.lawful

    @invariant()
    def the_journal_is_right(self):
        """Where it says that a device is settled, it runs just that, for good."""
        for entry in self.entries() if self.run is not None else ():
            box = self.boxes[entry.device]
            if entry.state in SETTLED:
                assert box.pending() is None
                good = entry.candidate if entry.state in GOOD else entry.backup
                assert good is None or box.running == good

    def teardown(self):
        self.folder.cleanup()

    @property
    def path(self) -> Path:
        return Path(self.folder.name) / "journal.db"

    def entries(self):
        with writing(self.path) as journal:
            return journal.entries(self.run)

    def open_devices(self):
        return open_ones(self.entries())

    def fall_ill(self, faults):
        for box, fault in zip(self.boxes.values(), faults, strict=True):
            box.faults = Faults(**vars(fault))

    def task(self, entry: Entry, process: Mortal) -> Task:
        def reach():
            live = MortalSwitch(self.live(entry.device), process)
            live.open()
            return live

        return Task(entry.device, self.driver, Hidden(entry.candidate), reach, str, lambda *_: ())

    def visit_all(self, dies, *, carry_on=False):
        self.in_a_process(dies, self.rest, carry_on=carry_on)

    def go_on(self, dies):
        def work(rounds, process):
            asked = open_ones(self.entries_of(rounds))
            mend([(self.task(entry, process), entry.backup) for entry in asked], rounds)
            if not open_ones(self.entries_of(rounds)):
                self.rest(rounds, process)

        self.in_a_process(dies, work)

    def entries_of(self, rounds):
        return rounds.journal.entries(rounds.run)

    def rest(self, rounds, process):
        left = to_do(self.entries_of(rounds))
        waves = [[self.task(entry, process) for entry in left if entry.wave == number] for number in (0, 1)]
        push([wave for wave in waves if wave], frozenset(), rounds)

    def in_a_process(self, dies, work, *, carry_on=False):
        process = Mortal(dies)
        with writing(self.path) as journal, ThreadPoolExecutor(3) as executor:
            rounds = Rounds(MortalJournal(journal, process), self.run, executor, nobody, TIMES, carry_on, Event())
            try:
                work(rounds, process)
            except Killed:
                process.dead = True


class EosFabric(Fabric):
    """The same over TLS, by NAPALM's driver of EOS and ours on top of it."""

    driver = EOS

    @initialize()
    def begin(self):
        super().begin()
        self.servers = ExitStack()
        self.served = {name: self.servers.enter_context(eapi.serve(box)) for name, box in self.boxes.items()}

    def live(self, device):
        box, served = self.boxes[device], self.served[device]
        more = {"port": served.port, "ca": served.ca}
        driver = EosDriver(served.host, box.username, box.password, timeout=5, optional_args=more)
        self.drivers.append(driver)
        return driver

    def in_a_process(self, dies, work, *, carry_on=False):
        """With a number of its own, by which the sessions that it leaves are known as a dead one's. NAPALM's drivers
        close when Python forgets them; those of a process that was killed never do.
        """
        self.drivers = []
        number = next(PROCESSES)
        with (
            patch.object(eos.os, "getpid", return_value=number),
            patch.object(eos, "_is_alive", side_effect=number.__eq__),
        ):
            super().in_a_process(dies, work, carry_on=carry_on)
        for driver in self.drivers:
            driver.device = None

    def teardown(self):
        self.servers.close()
        super().teardown()


TestFabric = Fabric.TestCase
TestFabric.settings = settings(max_examples=80, stateful_step_count=8, deadline=None)
TestEosFabric = pytest.mark.slow(EosFabric.TestCase)
TestEosFabric.settings = settings(max_examples=15, stateful_step_count=8, deadline=None)
