"""A visit of the push engine to NX-OS, which has no timer: fabricgen itself goes back."""

import pytest

from fabricgen.rollout.diary import Diary, nobody
from fabricgen.rollout.journal import Entry, writing
from fabricgen.rollout.steps import State
from fabricgen.rollout.visit import Task, Times, visit
from fabricgen.targets.drivers import NXOS
from fabricgen.targets.drivers.nxos import NxosDriver
from fabricgen.targets.secrets import Hidden
from tests.fakes import nxapi, ssh
from tests.fakes.box import Box, Faults

pytestmark = pytest.mark.slow  # netmiko takes half a second for each candidate
OLD = "version 10.3(4a) Bios:version 01.09\nhostname leaf-1\ninterface Ethernet1/1\n  mtu 9216\n"
NEW = OLD.replace("9216", "9000")
DIFF = "no mtu 9216\n  mtu 9000"


@pytest.mark.parametrize(
    ("faults", "wrong", "state"),
    {
        "healthy": (Faults(), (), State.NEW),
        "a check fails": (Faults(), ("the session to spine-00 is down",), State.OLD),
        "a line refused": (Faults(refuses="mtu 9000"), (), State.OLD),
        "cut before commit": (Faults(drop_before="commit"), (), State.OLD),
        "cut after commit": (Faults(drop_after="commit"), (), State.OLD),
    }.values(),
)
def test_a_visit_ends_on_old_or_new(faults, wrong, state, tmp_path):
    box = Box("leaf-1", OLD, faults=faults)
    with nxapi.serve(box) as served, writing(tmp_path / "journal.db") as journal:
        known = ssh.known_hosts(tmp_path / "known_hosts", served.host, served.ssh_port)

        def reach():
            args = {"port": served.port, "ca": served.ca, "ssh_port": served.ssh_port, "known_hosts": known}
            driver = NxosDriver(served.host, "admin", "secret", optional_args=args)
            driver.open()
            return driver

        run = journal.start("push", "here", "lab", "", "{}")
        journal.enlist(run, (Entry(box.name, 0, "nxos", served.host, NEW, DIFF),))
        task = Task(box.name, NXOS, Hidden(NEW), reach, str, judge=lambda *_seen: wrong, reviewed=DIFF)
        outcome = visit(task, Diary(journal, run, box.name, nobody, str), Times(confirm=1, pause=0.05))
    assert outcome.state is state, outcome.detail
    assert box.running == (NEW if state is State.NEW else OLD)
    assert box.running == box.startup
