"""Pushes to real FRR: from empty to full, changed, poisoned, killed; the daemons and the kernel are asked what became
of it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fabricgen.judge import judge
from fabricgen.lab import down, up
from fabricgen.lab.inventory import emptied
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.observe import Flow, lost, running_config, wait_until
from fabricgen.render.run import Worker

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

PAGE = Path(__file__).resolve().parents[2] / "inventories/lab/intent.yml"
KILLED = Path(__file__).with_name("killed.py")
NAME = f"push-{os.getpid()}"
SMALL = (("name: lab\n", f"name: {NAME}\n"), ("leaves: 4", "leaves: 2"))
LEAF = "leaf-p00-00"
STEPS = ("connect", "observe", "backup", "compare", "commit", "check", "confirm")
WRITES = [f"{step} {mark}" for step in STEPS for mark in ("begun", "done")]


class Site:
    """An inventory beside a running lab, and what it says of the lab's switches."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.page = folder, folder / "intent.yml"
        self.edit(PAGE.read_text(), *SMALL)
        self.lab = self.planned()

    def edit(self, text, *changes):
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        self.page.write_text(text)

    def change(self, *changes):
        self.edit(self.page.read_text(), *changes)

    def planned(self):
        verdict = judge(self.folder)
        assert not verdict.errors, verdict.findings
        assert verdict.blueprint is not None
        return lab_of(verdict.blueprint, Worker(verdict.blueprint, ()))

    def run(self, *words, last=None):
        """`last` is the write to the journal after which it is killed."""
        start = [sys.executable, str(KILLED), str(last)] if last else [sys.executable, "-m", "fabricgen"]
        command = [*start, *words, "--transport", "local"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder)
        return done.returncode, done.stdout, done.stderr

    def push(self, *words, last=None):
        return self.run("push", ".", "--yes", "--confirm", "15", *words, last=last)

    def difference(self, *words):
        status, out, err = self.run("diff", ".", "--against", "live", "--format", "json", *words)
        assert status in (0, 1), err
        return {name: group["diff"] for group in json.loads(out)["groups"] for name in group["devices"]}

    def states(self, run):
        done = subprocess.run(
            [sys.executable, "-m", "fabricgen", "runs", str(run), "--format", "json"],
            capture_output=True, text=True, check=True, cwd=self.folder,
        )  # fmt: skip
        return {name: device["state"] for name, device in json.loads(done.stdout)["devices"].items()}

    def last_run(self):
        done = subprocess.run(
            [sys.executable, "-m", "fabricgen", "runs", "--format", "json"],
            capture_output=True, text=True, check=True, cwd=self.folder,
        )  # fmt: skip
        return json.loads(done.stdout)[-1]["run"]

    def running(self, switch=LEAF):
        return running_config(self.lab.name, switch)

    def silent(self):
        """Pings from each host to each other that go unanswered."""
        hosts = {host.name: host.addresses[0][1].split("/")[0] for host in self.lab.hosts}
        flows = [Flow(one, hosts[one], hosts[other]) for one in hosts for other in hosts if one != other]
        assert len(flows) == 2
        return lost(self.lab.name, flows)

    def forwards(self, seconds=20):
        waited = wait_until(self.silent, lambda seen: not seen, seconds)
        assert waited.reached, waited.seen


@pytest.fixture(scope="module")
def site(able, tmp_path_factory):
    """A full lab: pushed from empty switches, which is the first thing that is tested."""
    site = Site(tmp_path_factory.mktemp("site"))
    try:
        assert up(emptied(site.lab)) == ()
        assert len(site.difference()) == 4
        assert len(site.silent()) == 2
        status, out, err = site.push()
        assert (status, out) == (0, "push 1: 4 new\n"), err
        yield site
    finally:
        down(site.lab.name)


def test_from_empty_to_full(site):
    assert site.difference() == {}
    site.forwards()


def test_pushed_again_nothing_happens(site):
    before = site.last_run()
    status, out, err = site.push()
    assert (status, out) == (0, "")
    assert err.endswith("nothing to push: every device runs what is intended\n")
    assert site.last_run() == before


CHANGES = {
    "timers": (("bfd: 300 ms x 3", "bfd: 500 ms x 4"), {"leaf-p00-00", "leaf-p00-01", "spine-p00-00", "spine-p00-01"}),
    "asn policy": (
        ("availability:", "exceptions:\n  - {select: leaf-p00-01, reason: moved in, asn: 4204194000}\n\navailability:"),
        {"leaf-p00-01", "spine-p00-00", "spine-p00-01"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "devices"), CHANGES.values(), ids=CHANGES)
def test_a_change_and_back(site, tmp_path, change, devices):
    text = site.page.read_text()
    site.change(change)
    status, out, _ = site.run("diff", ".", "--against", "live", "--out", str(tmp_path / "change.json"))
    assert status == 1, out
    assert set(site.difference()) == devices
    status, out, err = site.run("push", str(tmp_path / "change.json"), "--confirm", "30")
    assert (status, out) == (0, f"push {site.last_run()}: {len(devices)} new\n"), err
    assert site.difference() == {}
    site.forwards()
    status, out, err = site.run("rollback", str(site.last_run()), "--confirm", "30")
    assert (status, out) == (0, f"rollback {site.last_run()}: {len(devices)} new\n"), err
    site.page.write_text(text)
    assert site.difference() == {}
    site.forwards()


def test_a_reviewed_change_is_refused_when_intent_or_device_moved(site, tmp_path):
    text, change = site.page.read_text(), tmp_path / "change.json"
    site.change(("bfd: 300 ms x 3", "bfd: 500 ms x 3"))
    site.run("diff", ".", "--against", "live", "--only", LEAF, "--out", str(change))
    site.change(("bfd: 500 ms x 3", "bfd: 600 ms x 3"))
    status, _, err = site.run("push", str(change))
    assert status == 1
    assert err.startswith(f"error[FG922] {LEAF}: the intent moved since the review; make the change anew and review it")
    site.change(("bfd: 600 ms x 3", "bfd: 500 ms x 3"))
    by_hand(site, "interface swp9", "description by hand")
    before = site.running()
    status, out, err = site.run("push", str(change))
    assert status == 3
    assert "the device moved since the review: its difference is another one now; review it again" in out
    assert site.running() == before
    site.page.write_text(text)
    assert set(site.difference()) == {LEAF}
    assert site.push()[0] == 0


def by_hand(site, *lines, switch=LEAF):
    words = [word for line in ("configure terminal", *lines) for word in ("-c", line)]
    subprocess.run(["vtysh", "-N", site.lab.namespace(switch), *words], check=True, capture_output=True)


@pytest.fixture
def poison(site):
    """A template that gives the neighbours of a switch an AS number that they don't have."""
    folder = site.folder / "templates/frr"
    folder.mkdir(parents=True)
    shipped = (PAGE.parents[2] / "templates/frr/neighbors.j2").read_text()
    assert "{{ neighbor.asn }}" in shipped
    (folder / "neighbors.j2").write_text(shipped.replace("{{ neighbor.asn }}", "64999"))
    yield
    (folder / "neighbors.j2").unlink()
    folder.rmdir()
    folder.parent.rmdir()


@pytest.mark.usefixtures("poison")
def test_a_poisoned_change_is_rolled_back_and_the_rest_is_left_alone(site):
    before = {switch.name: site.running(switch.name) for switch in site.lab.switches}
    status, out, err = site.push()
    assert status == 3, err
    assert out.startswith(f"push {site.last_run()}: 1 waiting, 1 old\n  spine-p00-00: rolled back: the BGP session")
    assert {switch.name: site.running(switch.name) for switch in site.lab.switches} == before
    site.forwards()
    assert site.run("rollback", str(site.last_run()))[0] == 1


@pytest.mark.usefixtures("poison")
def test_a_poisoned_box_whose_client_is_gone_goes_back_by_itself(site):
    """Killed when the check begins: nobody is there any more to roll back, but the box's own timer."""
    before = site.running("spine-p00-00")
    status, _, _ = site.push("--only", "spine-p00-00", last=WRITES.index("check begun") + 1)
    assert status == -9
    assert site.running("spine-p00-00") != before
    waited = wait_until(lambda: site.running("spine-p00-00"), lambda text: text == before, 40)
    assert waited.reached, waited.seen
    site.forwards()
    assert site.states(site.last_run()) == {"spine-p00-00": "open"}
    status, _, err = site.push("--only", "spine-p00-01")
    assert status == 1
    assert f"error[FG928] run {site.last_run()} left spine-p00-00 open" in err
    status, out, err = site.run("rollback", str(site.last_run()), "--confirm", "15")
    assert site.states(site.last_run()) == {"spine-p00-00": "old"}, (out, err)


@pytest.mark.parametrize("last", range(1, len(WRITES) + 1), ids=lambda last: WRITES[last - 1].replace(" ", "-"))
def test_killed_at_each_step(site, last):
    """Then resume, or on every other step rollback: the device runs what that promises, and the journal says so."""
    text, old = site.page.read_text(), site.running()
    site.change(("graceful_restart: 120", "graceful_restart: 90"))
    try:
        status, _, err = site.push("--only", LEAF, last=last)
        assert status == -9, err
        run = site.last_run()
        if last % 2:
            status, out, err = site.run("resume", str(run), "--confirm", "15")
            assert (status, out) == (0, f"push {run}: 1 new\n"), err
            assert site.difference("--only", LEAF) == {}
        status, out, err = site.run("rollback", str(run), "--confirm", "15")
        assert site.states(run)[LEAF] in ("old", "new", "waiting"), (out, err)
        assert site.running() == old
    finally:
        site.page.write_text(text)
    assert site.difference("--only", LEAF) == {}


def test_the_fabric_still_forwards(site):
    site.forwards()
