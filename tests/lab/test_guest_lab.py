"""`fabricgen lab up --guest`: a lab with VLANs and VRFs in a kernel of its own, met from this machine as any other."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import spare
from test_crash import NOTHING, left

from fabricgen.lab import down
from fabricgen.lab.access import credentials
from fabricgen.lab.guest import check
from fabricgen.lab.guest.life import guest_of
from fabricgen.lab.kernel import lacking
from fabricgen.lab.observe import wait_until
from fabricgen.lab.requirements import CannotRunHereError

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

NAME = f"guest-{os.getpid()}"
EDITS = (
    ("leaves: 4", "leaves: 1"),
    ("  spines: 2\n", "  spines: 1\n"),
    ("availability: {pod: 50 %}", "availability: {pod: 0 %}"),
    ("attach: routed", "attach: trunk"),
    ("pool: 10.128.0.0/24", "pool: 10.128.0.0/18"),
)
TIERS = "vrfs: {training: {id: 1}}\ntiers: {frontier: {id: 0, vrf: training}, open: {id: 1}}\n"
LEAF, PORT = "leaf-p00-00", "leaf-p00-00:swp9"


def fabricgen(folder, *words):
    command = [sys.executable, "-m", "fabricgen", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


@pytest.fixture(scope="module")
def page(able, tmp_path_factory):
    folder = spare.page(tmp_path_factory.mktemp("guest"), NAME)
    text = (folder / "intent.yml").read_text()
    for old, new in EDITS:
        assert old in text
        text = text.replace(old, new)
    (folder / "intent.yml").write_text(text + TIERS)
    return folder


@pytest.fixture(scope="module")
def packages(able):
    try:
        check(uplink="tap")
    except CannotRunHereError as unable:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(unable))


@pytest.fixture(scope="module")
def lab(page, packages):
    """Its inventory, and what `lab up` said."""
    try:
        yield page, fabricgen(page, "lab", "up", ".", "--guest", "--wait", "120")
    finally:
        down(NAME)


def status(folder):
    (told,) = json.loads(fabricgen(folder, "lab", "status", NAME, "--format", "json").stdout)
    return told


def up(told):
    return sum(session["state"] == "Established" for switch in told["switches"] for session in switch["sessions"])


def test_a_kernel_without_the_devices_is_told_apart(page):
    if not lacking():
        pytest.skip("this kernel has them all")
    done = fabricgen(page, "lab", "up", ".")
    assert done.returncode == 1
    assert done.stderr == (
        "error[FG014] this kernel has no VRF devices, no 802.1Q VLANs, no VLAN-aware bridges, which leaf-p00-00 and 1 "
        "more would need\nhelp: fabricgen lab up --guest brings a kernel that has them\n"
        "more: fabricgen explain FG014\n\n1 error\n"
    )
    assert left(NAME) == NOTHING


@pytest.mark.parametrize("seconds", [0.6, 2.5])
def test_of_a_start_that_is_killed_nothing_is_left(page, packages, seconds):
    """Before the guest is there, or while it builds."""
    with subprocess.Popen([sys.executable, "-m", "fabricgen", "lab", "up", ".", "--guest"], cwd=page) as starting:
        limit = time.monotonic() + 30
        while not guest_of(NAME).folder.exists() and time.monotonic() < limit:
            time.sleep(0.01)
        time.sleep(seconds)
        starting.kill()
    refused = fabricgen(page, "lab", "up", ".", "--guest")
    said = f"error[FG015] lab {NAME} was left half built by a start that didn't finish; take it down first"
    assert refused.stderr.splitlines()[0] == said
    assert fabricgen(page, "lab", "down", ".").stdout == f"lab {NAME}: taken away\n"
    assert left(NAME) == NOTHING


def test_it_comes_up_with_every_session(lab):
    folder, started = lab
    assert started.returncode == 0, started.stderr
    assert started.stdout.startswith(f"lab {NAME}: 2 switches, 1 hosts, 2 cables; 2 of 2 sessions up after ")
    told = status(folder)
    assert (up(told), told["stage"], told["guest"][:2]) == (2, "up", "6.")


def test_the_switches_answer_on_this_machines_management_network(lab):
    folder, _ = lab
    done = fabricgen(folder, "verify", ".", "--only", LEAF, "--credentials", str(credentials(NAME)))
    assert (done.returncode, done.stderr) == (0, "")


def test_a_push_reaches_them_over_ssh(lab):
    folder, _ = lab
    text = (folder / "intent.yml").read_text()
    (folder / "intent.yml").write_text(text.replace("graceful_restart: 120", "graceful_restart: 240"))
    done = fabricgen(
        folder, "push", ".", "--yes", "--only", LEAF, "--confirm", "120", "--credentials", str(credentials(NAME))
    )
    assert (done.returncode, done.stdout) == (0, "push 1: 1 new\n"), done.stderr
    shown = fabricgen(
        folder,
        "lab",
        "run",
        "--lab",
        NAME,
        "--",
        "vtysh",
        "-N",
        f"fabricgen_{NAME}_{LEAF}",
        "-c",
        "show running-config",
    )
    assert " bgp graceful-restart restart-time 240\n" in shown.stdout


def test_what_is_broken_inside_is_told_and_mended(lab):
    folder, _ = lab
    done = fabricgen(folder, "lab", "break", "link", PORT, "--lab", NAME)
    assert (done.returncode, done.stdout) == (
        0, f"broken: link {PORT} - spine-p00-00:swp1\nundo: fabricgen lab mend {NAME}\n"
    )  # fmt: skip
    assert status(folder)["broken"] == [{"kind": "link", "what": [PORT, "spine-p00-00:swp1"]}]
    again = fabricgen(folder, "lab", "break", "link", PORT, "--lab", NAME)
    assert (again.returncode, again.stderr.splitlines()[0]) == (
        1, f"error[FG015] link {PORT} spine-p00-00:swp1 is broken already; mend it first"
    )  # fmt: skip
    assert fabricgen(folder, "lab", "mend", NAME).stdout == f"mended: link {PORT} spine-p00-00:swp1\n"


def test_a_program_runs_inside_and_its_end_is_passed_on(lab):
    folder, _ = lab
    script = "uname -r; ls /sys/class/net; echo wrong >&2; touch /etc/of-the-guest; exit 7"
    done = fabricgen(folder, "lab", "run", "--lab", NAME, "--", "sh", "-c", script)
    assert (done.returncode, done.stderr) == (7, "wrong\n")
    assert {status(folder)["guest"], "vec0"} <= set(done.stdout.split())
    assert not Path("/etc/of-the-guest").exists()


def test_a_killed_guest_is_told_and_taken_away(lab):
    folder, _ = lab
    os.kill(int((guest_of(NAME).folder / "uml/guest/pid").read_text()), signal.SIGKILL)
    assert wait_until(lambda: status(folder)["stage"], lambda seen: seen == "died", 10).reached
    refused = fabricgen(folder, "lab", "mend", NAME)
    assert refused.stderr.splitlines()[0] == f"error[FG015] lab {NAME} has lost its guest kernel; take it down"
    assert fabricgen(folder, "lab", "down", NAME).stdout == f"lab {NAME}: taken away\n"
    assert left(NAME) == NOTHING
