"""Whenever the start of a lab is killed, `down` leaves nothing of it, and a second start says what is there."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import spare

from fabricgen.lab import AlreadyUpError, Stage, down, labs, status, up
from fabricgen.lab.daemons import folders
from fabricgen.lab.discovery import sockets
from fabricgen.lab.ledger import LABS, erase
from fabricgen.lab.management import links
from fabricgen.lab.namespaces import existing
from fabricgen.lab.processes import of_lab
from fabricgen.lab.topology import lab_of

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

HERE = Path(__file__).parent
STARTER = """\
import sys
sys.path.insert(0, {here!r})
import spare
from fabricgen.lab import up
lab = spare.reachable({name!r}, 2, 2, 1)
print("now", flush=True)
up(lab)
print("up", flush=True)
"""
NOTHING = ((), [], (), (), (), False, False)


def left(name):
    spaces = [space for space in existing() if lab_of(space) == name]
    there = (LABS / name).exists(), name in labs()
    return (of_lab(name), spaces, links(name), folders(name), sockets(name), *there)


@pytest.fixture
def name():
    own = f"crash-{os.getpid()}"
    yield own
    down(own)


@pytest.mark.parametrize("moment", [0.0, 0.03, 0.08, 0.15, 0.25, 0.4, 0.7])
def test_killed_at_any_moment(name, moment):
    starter = STARTER.format(here=str(HERE), name=name)
    with subprocess.Popen([sys.executable, "-c", starter], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "now\n"
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
    stage = status(name).stage
    assert stage in {Stage.ABSENT, Stage.LEFT, Stage.UP}
    if stage is not Stage.ABSENT:
        with pytest.raises(AlreadyUpError) as refused:
            up(spare.reachable(name))
        assert str(refused.value) == f"lab {name} {stage}"
    down(name)
    assert left(name) == NOTHING


def test_what_is_left_without_a_note_is_found_too(name):
    lab = spare.reachable(name)
    assert up(lab) == ()
    erase(name)
    assert status(name).stage is Stage.LEFT
    with pytest.raises(AlreadyUpError) as refused:
        up(lab)
    assert str(refused.value) == f"lab {name} was left half built by a start that didn't finish; take it down first"
    down(name)
    assert left(name) == NOTHING


def test_down_also_ends_what_others_started_there(name):
    """A watcher that waits on a switch, one that waits here for a switch, and a shell in its namespace."""
    lab = spare.reachable(name)
    assert up(lab) == ()
    space = lab.namespace("leaf1")
    inside = subprocess.Popen(["ip", "netns", "exec", space, "sleep", "600"])
    beside = subprocess.Popen(["sh", "-c", "sleep 600; true", "watcher", space])
    with inside, beside:
        assert {inside.pid, beside.pid} <= set(of_lab(name))
        down(name)
        assert (inside.wait(5), beside.wait(5)) == (-signal.SIGTERM, -signal.SIGTERM)
    assert left(name) == NOTHING
