"""What `fabricgen lab` does, on a running lab of an inventory: drills, their undoing, and what it says."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
import spare
from click.testing import CliRunner

from fabricgen.cli.lab import command
from fabricgen.lab import down, status
from fabricgen.lab.ledger import LABS
from fabricgen.lab.observe import Neighbour, all_established, neighbours, running_config, sessions, wait_until

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

OWN = f"drill-{os.getpid()}"
SWITCHES = ("leaf-p00-00", "leaf-p00-01", "leaf-p00-02", "leaf-p00-03", "spine-p00-00", "spine-p00-01")


def lab(*words):
    """Status, stdout, stderr."""
    done = CliRunner().invoke(command, [str(word) for word in words], standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.return_value, done.stdout, done.stderr


@pytest.fixture(scope="module")
def folder(able, tmp_path_factory):
    own = spare.page(tmp_path_factory.mktemp("drill"), OWN)
    try:
        done, out, _ = lab("up", own)
        assert (done, out.splitlines()[1:]) == (0, next_steps(own))
        assert out.startswith(f"lab {OWN}: 6 switches, 4 hosts, 12 cables; 16 of 16 sessions up after ")
        yield own
    finally:
        down(OWN)


def next_steps(own):
    ssh, address = LABS / OWN / "ssh", f"{spare.base_of(0)}.2"
    way = f"ssh -i {ssh}/key -o UserKnownHostsFile={ssh}/known_hosts root@{address}  # leaf-p00-00"
    return [
        f"log in:       {way}",
        f"verify:       fabricgen verify {own} --credentials {LABS / OWN}/credentials.yml",
        f"without SSH:  fabricgen verify {own} --transport local",
        "break:        fabricgen lab break link leaf-p00-00:swp9",
        f"end:          fabricgen lab down {own}",
    ]


def counted(*switches):
    """Sessions up, of each switch."""
    seen = sessions(OWN, switches)
    return [sum(session.state == "Established" for session in seen if session.switch == name) for name in switches]


def settle(*switches, at):
    waited = wait_until(lambda: counted(*switches), lambda seen: seen == list(at), 40)
    assert waited.seen == list(at)


def mended():
    told = lab("mend", OWN)
    waited = wait_until(lambda: sessions(OWN, SWITCHES), all_established, 40)
    assert waited.reached, [session for session in waited.seen if session.state != "Established"]
    assert status(OWN).drills == ()
    return told


def test_a_link_is_broken_and_mended(folder):
    link = "leaf-p00-00:swp9 - spine-p00-00:swp1"
    told = lab("break", "link", "spine-p00-00:swp1", "--lab", OWN)
    assert told == (0, f"broken: link {link}\nundo: fabricgen lab mend {OWN}\n", "")
    settle("leaf-p00-00", "spine-p00-00", at=(1, 3))
    assert [str(drill) for drill in status(OWN).drills] == ["link leaf-p00-00:swp9 spine-p00-00:swp1"]
    assert mended() == (0, "mended: link leaf-p00-00:swp9 spine-p00-00:swp1\n", "")
    assert lab("mend", folder) == (0, f"nothing is broken in lab {OWN}\n", "")


def test_all_cables_between_two_switches(folder):
    told = lab("break", "link", "spine-p00-01", "leaf-p00-01", "--lab", folder)
    assert told[1].startswith("broken: link leaf-p00-01:swp10 - spine-p00-01:swp2\n")
    settle("leaf-p00-01", "spine-p00-01", at=(1, 3))
    mended()


def test_a_flap_passes(folder):
    told = lab("break", "flap", "leaf-p00-00:swp9", "--for", "0.5", "--lab", OWN)
    assert told == (0, "link leaf-p00-00:swp9 - spine-p00-00:swp1 was down for 0.5 s\n", "")
    assert status(OWN).drills == ()
    settle("leaf-p00-00", "spine-p00-00", at=(2, 4))


def test_swapped_plugs_are_seen_by_the_neighbours(folder):
    before = running_config(OWN, "leaf-p00-02")
    right = (Neighbour("swp10", "spine-p00-01", "swp3"), Neighbour("swp9", "spine-p00-00", "swp3"))
    wrong = (Neighbour("swp10", "spine-p00-00", "swp3"), Neighbour("swp9", "spine-p00-01", "swp3"))
    told = lab("break", "swap", "leaf-p00-02:swp9", "leaf-p00-02:swp10", "--lab", OWN)
    assert told[1].startswith("broken: the plugs in leaf-p00-02:swp9 and leaf-p00-02:swp10 have changed places\n")
    for expected, undo in ((wrong, mended), (right, int)):
        waited = wait_until(lambda: neighbours(OWN, "leaf-p00-02"), lambda seen, it=expected: seen == it, 15)
        assert waited.seen == expected
        undo()
    assert running_config(OWN, "leaf-p00-02") == before


def test_a_switch_loses_its_power_and_starts_again(folder):
    assert lab("break", "switch", "spine-p00-01", "--lab", OWN)[0] == 0
    settle("leaf-p00-00", "leaf-p00-03", at=(1, 1))
    off = next(switch for switch in status(OWN).switches if switch.name == "spine-p00-01")
    assert (off.namespace, off.daemons, off.services) == (True, (), ())
    assert f"spine-p00-01  {spare.base_of(0)}.11  -         nothing\n" in lab("status", OWN)[1]
    mended()
    on = next(switch for switch in status(OWN).switches if switch.name == "spine-p00-01")
    assert (on.daemons, on.services) == (("bfdd", "bgpd", "staticd", "zebra"), ("lldpd", "sshd"))


def test_the_status_as_json(folder):
    told = json.loads(lab("status", folder, "--format", "json")[1])
    assert [(one["lab"], one["stage"], one["broken"]) for one in told] == [(OWN, "up", [])]
    leaf = told[0]["switches"][0]
    assert (leaf["name"], leaf["management"]) == ("leaf-p00-00", f"{spare.base_of(0)}.2")
    assert leaf["running"] == ["bfdd", "bgpd", "staticd", "zebra", "lldpd", "sshd"]
    assert {session["neighbor"] for session in leaf["sessions"]} == {"10.64.0.0", "10.64.0.2"}


REFUSED = {
    "no such switch": (
        ("switch", "leaf-p0-00"),
        "error[FG010] there is no switch called leaf-p0-00\nhelp: did you mean leaf-p00-00? there are leaf-p00-00, ",
    ),
    "no such port": (
        ("link", "leaf-p00-00:swp90"),
        "error[FG010] there is no port with a cable on leaf-p00-00 called swp90\nhelp: did you mean swp9? there are ",
    ),
    "no cable": (
        ("link", "leaf-p00-00", "leaf-p00-01"),
        "error[FG010] no cable goes from leaf-p00-00 to leaf-p00-01\n",
    ),
    "not an end": (("swap", "leaf-p00-00", "x"), "error[FG010] leaf-p00-00 is no end of a cable; write SWITCH:PORT, "),
    "one cable": (
        ("swap", "leaf-p00-00:swp9", "spine-p00-00:swp1"),
        "error[FG010] leaf-p00-00:swp9 and spine-p00-00:swp1 are the ends of one cable; choose ends of two\n",
    ),
    "a host": (
        ("swap", "leaf-p00-00:swp1", "leaf-p00-00:swp9"),
        "error[FG010] host-leaf-p00-00 is a host: choose cables between switches\n",
    ),
}


@pytest.mark.parametrize(("words", "start"), REFUSED.values(), ids=REFUSED)
def test_a_drill_that_cannot_be(folder, words, start, capsys):
    done = CliRunner().invoke(command, ["break", *words, "--lab", OWN], standalone_mode=False)
    assert (getattr(done.exception, "exit_code", done.return_value), done.stdout) == (1, "")
    assert done.stderr.startswith(start)
    assert status(OWN).drills == ()


def test_the_same_twice(folder):
    assert lab("break", "switch", "leaf-p00-03", "--lab", OWN)[0] == 0
    again = CliRunner().invoke(command, ["break", "link", "leaf-p00-03:swp9", "--lab", OWN], standalone_mode=False)
    assert again.stderr.startswith("error[FG015] switch leaf-p00-03 is broken already; mend it first\n")
    mended()


def test_up_twice(folder):
    again = CliRunner().invoke(command, ["up", str(folder)], standalone_mode=False)
    assert again.stderr.startswith(
        f"error[FG015] lab {OWN} is up already; take it down first\nhelp: fabricgen lab down "
    )
    assert status(OWN).switches


def test_empty_switches_have_names_and_a_way_in_only(able, tmp_path):
    name = f"void-{os.getpid()}"
    own = spare.page(tmp_path, name, number=1)
    try:
        done, out, _ = lab("up", own, "--empty")
        assert (done, out.splitlines()[0]) == (0, f"lab {name}: 6 switches, 4 hosts, 12 cables; no sessions yet")
        text = running_config(name, "leaf-p00-00")
        assert {"frr defaults datacenter", "hostname leaf-p00-00"} <= set(text.splitlines())
        assert not {line for line in text.splitlines() if line.startswith(("router", "interface", "ip "))}
    finally:
        assert lab("down", own) == (0, f"lab {name}: taken away\n", "")
    assert lab("down", own) == (0, f"lab {name}: there was nothing of it\n", "")


def test_twenty_switches_within_a_minute(able, tmp_path):
    name = f"k4-{os.getpid()}"
    own = spare.page(tmp_path, name, "lab-k4", number=1)
    try:
        start = time.monotonic()
        done, out, err = lab("up", own)
        assert (done, time.monotonic() - start < 60) == (0, True), err
        assert out.startswith(f"lab {name}: 20 switches, 8 hosts, 40 cables; 64 of 64 sessions up after ")
    finally:
        down(name)


@pytest.mark.parametrize(
    "words", [("up", "{page}", "--transport", "local"), ("down", "{page}"), ("status",), ("mend", OWN)]
)
def test_whoever_is_not_root_is_told(folder, words):
    """Another user, in a process of their own. What is below pytest's folders is closed to them."""
    other = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", sys.executable, "-m", "fabricgen", "lab"]
    with tempfile.TemporaryDirectory() as place:
        page = shutil.copytree(folder, Path(place) / "page")
        for folder_ in (Path(place), page):
            folder_.chmod(0o755)
        given = [word.format(page=page) for word in words]
        told = subprocess.run([*other, *given], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith(
        "error[FG014] a lab can't run here: network namespaces need root; run it with sudo or as root in a container\n"
    )
    assert status(OWN).switches
