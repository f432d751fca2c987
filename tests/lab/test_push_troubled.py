"""Pushes to real FRR that somebody stops, kills or starves: what is told then, and what the switches run."""

import os
import shlex
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from fabricgen.judge import judge
from fabricgen.lab import down, up
from fabricgen.lab.inventory import emptied
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.observe import running_config, wait_until
from fabricgen.render.run import Worker

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

PAGE = Path(__file__).resolve().parents[2] / "inventories/lab/intent.yml"
KILLED = Path(__file__).with_name("killed.py")
NAME = f"trouble-{os.getpid()}"
KEY = "notToBeSeen4711"
CHANGES = (
    ("name: lab\n", f"name: {NAME}\n"),
    ("leaves: 4", "leaves: 2"),
    ("graceful_restart: 120", 'graceful_restart: 120\n  password: "env:BGP_KEY"'),
)
LEAF, SPINE = "leaf-p00-00", "spine-p00-00"
ENVIRONMENT = {**os.environ, "BGP_KEY": KEY}
LOCAL = ("--transport", "local")
COMMIT_BEGUN = 9
"""The write to the journal of a visit that says so."""


class Site:
    """An inventory in a folder whose name a shell would take apart."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.page = folder, folder / "intent.yml"
        text = PAGE.read_text()
        for old, new in CHANGES:
            assert old in text
            text = text.replace(old, new)
        self.page.write_text(text)
        verdict = judge(folder)
        assert verdict.blueprint is not None, verdict.findings
        self.lab = lab_of(verdict.blueprint, Worker(verdict.blueprint, ()))

    def run(self, *words, start=(sys.executable, "-m", "fabricgen")):
        done = subprocess.run(
            [*start, *map(str, words), *LOCAL], capture_output=True, text=True, check=False, env=ENVIRONMENT
        )
        assert KEY not in done.stdout + done.stderr
        return done.returncode, done.stdout, done.stderr

    def start(self, *words):
        words = [sys.executable, "-m", "fabricgen", *map(str, words), *LOCAL]
        return subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, start_new_session=True
        )

    def turn(self):
        """The intent moves, back and forth."""
        text = self.page.read_text()
        one, other = "bfd: 300 ms x 3", "bfd: 500 ms x 4"
        self.page.write_text(text.replace(one, other) if one in text else text.replace(other, one))

    def running(self, switch=SPINE):
        return running_config(self.lab.name, switch)

    def drained(self):
        return "bgp graceful-shutdown" in self.running()


@pytest.fixture(scope="module")
def site(able, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "a site"
    folder.mkdir()
    site = Site(folder)
    try:
        assert up(emptied(site.lab)) == ()
        yield site
    finally:
        down(site.lab.name)


def test_a_leaf_alone_is_not_asked_for_sessions_with_empty_spines(site):
    status, out, err = site.run("push", site.folder, "--yes", "--only", LEAF, "--confirm", 20)
    assert (status, out) == (0, "push 1: 1 new\n"), err
    status, out, err = site.run("push", site.folder, "--yes", "--confirm", 30)
    assert (status, out) == (0, "push 2: 3 new\n"), err
    status, out, err = site.run("diff", site.folder, "--against", "live")
    assert (status, out) == (0, "4 devices as intended\n"), err


def drain(site, *more):
    """A push of one spine, in the middle of its drain."""
    pushed = site.start("push", site.folder, "--yes", "--drain", "--only", SPINE, "--confirm", 30, *more)
    waited = wait_until(site.drained, bool, 30)
    assert waited.reached, pushed.communicate()
    return pushed


@pytest.mark.parametrize("asks", [(signal.SIGINT, signal.SIGINT), (signal.SIGTERM, signal.SIGINT), (signal.SIGKILL,)])
def test_left_in_the_middle_of_a_drain(site, asks):
    """At once: a switch that was waited for would be drained no more. The command that is told brings it back."""
    before = site.running()
    site.turn()
    pushed = drain(site)
    for ask in asks:
        pushed.send_signal(ask)
        time.sleep(0.5)
    _, err = pushed.communicate()
    assert site.drained()
    if asks == (signal.SIGKILL,):
        assert pushed.returncode == -signal.SIGKILL
        _, _, err = site.run("push", site.folder, "--yes")
        told = err.partition("` or `")[2].partition("`")[0]
    else:
        assert pushed.returncode == 130
        assert err.endswith("interrupted\n")
        told = next(line for line in err.splitlines() if line.startswith("  fabricgen rollback "))
    words = [word for word in shlex.split(told)[1:] if word not in LOCAL]
    status, out, err = site.run(*words)
    assert (status, out.endswith(f": 1 old\n  {SPINE}: it runs the old configuration\n")) == (0, True), (out, err)
    assert site.running() == before
    site.turn()


def test_asked_once_to_stop_the_switch_is_finished(site):
    site.turn()
    pushed = drain(site)
    pushed.send_signal(signal.SIGTERM)
    out, err = pushed.communicate()
    assert (pushed.returncode, out.partition(": ")[2]) == (0, "1 new\n"), err
    assert "stopping: devices at work are brought to an end; Ctrl-C again to leave them as they are\n" in err
    assert not site.drained()


def test_a_rollback_that_was_killed_is_resumed_though_the_switch_has_a_secret(site):
    before = site.running()
    site.turn()
    status, out, err = site.run("push", site.folder, "--yes", "--only", SPINE, "--confirm", 20)
    assert status == 0, err
    run = int(out.split()[1].rstrip(":"))
    words = ("rollback", run, "--inventory", site.folder, "--confirm", 20)
    assert site.run(*words, start=(sys.executable, str(KILLED), str(COMMIT_BEGUN)))[0] == -signal.SIGKILL
    status, out, err = site.run("resume", run + 1, "--inventory", site.folder, "--confirm", 20)
    assert (status, out) == (0, f"rollback {run + 1}: 1 new\n"), err
    assert site.running() == before
    site.turn()


@pytest.fixture
def disk(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", place], check=True)
    yield place
    subprocess.run(["umount", place], check=True)


def fill(file):
    with suppress(OSError), file.open("wb", buffering=0) as rest:
        while True:
            rest.write(b"x" * 1024)


def test_a_disk_that_fills_up_during_a_drain(site, disk):
    before = site.running()
    site.turn()
    pushed = drain(site, "--journal", disk / "journal.db")
    fill(disk / "rest")
    out, err = pushed.communicate()
    why = f"the journal {disk}/journal.db can't be used (database or disk is full); without it nothing is pushed: make "
    assert out == f"push 1: 1 old\n  {SPINE}: rolled back: {why}room, or give --journal\n", err
    assert pushed.returncode == 3
    assert site.running() == before
    (disk / "rest").unlink()
    status, out, err = site.run("resume", 1, "--inventory", site.folder, "--journal", disk / "journal.db")
    assert (status, out) == (0, "push 1: 1 new\n"), err
    assert site.running() != before
