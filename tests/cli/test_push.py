"""Bad input to diff, push, resume and rollback: exact words, exit statuses, and what no box was ever asked."""

import json
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from fabricgen.cli.live.push import unfit
from fabricgen.cli.options import Pace
from fabricgen.rollout.change import Change, dumps, loads
from fabricgen.rollout.journal import Entry, beside, writing
from fabricgen.rollout.steps import Mark, State, Step
from fabricgen.targets.trust import certificate_fingerprint
from tests.cli.small_site import HASH, small_site
from tests.fakes import certificate, ssh
from tests.fakes.box import Box

READ = {"open", "read", "load", "compare", "discard"}
"""What changes nothing."""
LEFT_OUT = "leave it out with --only, or push the others with --continue\n"


@pytest.fixture
def site(tmp_path, monkeypatch):
    folder = tmp_path / "a site"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("FABRIC_ADMIN_HASH", HASH)
    with small_site(folder) as site:
        yield site


@pytest.fixture
def live(run, site):
    """A command with the credentials of the site."""
    return lambda *words: run(*words, "--credentials", site.credentials)


@pytest.fixture
def change(site, live):
    """Of the two spines, reviewed."""
    file = site.folder / "change.json"
    told = live("diff", ".", "--against", "live", "--only", "spine*", "--out", file)
    assert (told.status, told.err) == (1, "")
    assert HASH not in told.out + file.read_text()
    site.forget()
    return file


def test_a_push_and_back(site, live, run, change):
    """What all the others stop: without a fault it works."""
    before = site.running()
    assert live("push", change).status == 0
    assert [box.running == before[name] for name, box in site.boxes.items()] == [True, True, False, False]
    told = live("push", ".", "--yes", "--only", "spine*")
    assert (told.status, told.out) == (0, "")
    assert told.err == "2 devices as intended\nnothing to push: every device runs what is intended\n"
    assert live("rollback", 1)[:2] == (0, "rollback 2: 2 new\n")
    assert site.running() == before
    assert live("rollback", 1)[:2] == (0, "rollback 3: 2 unchanged\n")
    told = live("rollback", 2)
    assert told == (1, "", finding("FG929", "run 2 is a rollback itself", "push again what run 1 pushed"))
    for words in ((), (1,), (2,), (1, "--format", "json"), ("--format", "json")):
        told = run("runs", *words)
        assert (told.status, told.err, HASH in told.out) == (0, "", False)


def test_what_looks_like_a_reference_on_a_switch_is_its_own_word(site, live, change):
    """Such as after somebody has loaded a rendered file by hand."""
    box = site.boxes["spine-p00-00"]
    box.running += "alias a show <env:FABRIC_ADMIN_HASH>\nalias b show <env:NOT_THERE>\n"
    before = site.running()
    assert live("push", ".", "--yes", "--only", "spine*").status == 0
    assert box.running != before[box.name]
    assert live("rollback", 1)[:2] == (0, "rollback 2: 2 new\n")
    assert site.running() == before


def test_every_line_of_json_is_json(live, change):
    told = live("push", change, "--format", "json")
    *events, result = map(json.loads, told.out.splitlines())
    assert {event["device"] for event in events} == {"spine-p00-00", "spine-p00-01"}
    assert [result["kind"], *(device["state"] for device in result["devices"].values())] == ["push", "new", "new"]
    told = live("push", ".", "--yes", "--only", "spine*", "--format", "json")
    assert (told.status, json.loads(told.out)) == (0, {"run": None, "kind": "push", "devices": {}})


def finding(code, message, help):  # noqa: A002 - that's what it is called
    return f"error[{code}] {message}\nhelp: {help}\nmore: fabricgen explain {code}\n\n1 error\n"


NO_DEVICE = finding(
    "FG010", "there is no device called leaf-p00-1 here",
    "did you mean leaf-p00-01? there are leaf-p00-00 to spine-p00-01",
)  # fmt: skip


@pytest.mark.parametrize(
    "words", [("diff", "--against", "live"), ("push", "--yes"), ("push", "--dry-run")], ids=" ".join
)
def test_no_such_device(site, live, words):
    assert live(words[0], ".", *words[1:], "--only", "leaf-p00-1") == (1, "", NO_DEVICE)
    assert site.asked() == set()


def test_no_such_device_in_the_change(site, live, change):
    told = live("push", change, "--only", "leaf-p00-00")
    advice = "did you mean spine-p00-00? there are spine-p00-00 to spine-p00-01"
    assert told == (1, "", finding("FG010", "there is no device called leaf-p00-00 here", advice))
    assert site.asked() == set()


def unreachable(site):
    site.servers["spine-p00-01"].close()
    return (
        "spine-p00-01: no connection to 127.0.0.1: 127.0.0.1: can't be reached by eAPI: [Errno 111] Connection "
        "refused; check that it is up, and the way to its management"
    )


def wrong_password(site):
    site.boxes["spine-p00-01"].password = "another"
    return (
        "spine-p00-01: the login of admin is refused: 127.0.0.1: user name or password isn't accepted; check the user, "
        "and its password or key"
    )


def untrusted(site):
    port, file = site.ports["spine-p00-01"], site.folder / "other.pem"
    file.write_bytes(certificate._pem(certificate._issue("a stranger").certificate))
    site.log_in(**{"spine-p00-01": f", ca: {file}"})
    return (
        f"spine-p00-01: 127.0.0.1 port {port} shows a certificate that isn't vouched for by the CA file {file}: unable "
        f"to get local issuer certificate; {certificate_fingerprint('127.0.0.1', port)}; compare that with the box's "
        "own certificate, then name the one that signed it as `ca` in the credentials file"
    )


FAULTS = {fault.__name__.replace("_", " "): fault for fault in (unreachable, wrong_password, untrusted)}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_device_that_is_not_reached(site, live, change, fault):
    """Nothing is pushed to the others either: before the first one is touched, all are asked."""
    said = fault(site)
    told = live("push", change)
    assert told == (3, "", f"{said}\nnothing is pushed while a device can't be reached; {LEFT_OUT}")
    assert site.asked() <= {"open", "read"}
    told = live("push", ".", "--yes")
    words = said.removeprefix("spine-p00-01: ")
    assert told.status == 3
    assert f"\nspine-p00-01: {words}\n" in told.err
    assert told.err.endswith(f"nothing is pushed while a device can't be asked; {LEFT_OUT}")
    assert site.asked() <= READ


def test_the_others_are_pushed_when_told_to_continue(site, live):
    site.servers["leaf-p00-01"].close()
    site.edit("availability: {pod: 50 %}", "availability: {pod: 0 %}")
    before = site.running()
    told = live("push", ".", "--yes", "--only", "*-01", "--continue")
    assert (told.status, told.out) == (3, "push 1: 1 new\n")
    assert [name for name, text in site.running().items() if text != before[name]] == ["spine-p00-01"]


def test_an_ssh_host_that_nobody_knows(run, tmp_path, monkeypatch):
    page = (Path(__file__).resolve().parents[2] / "inventories/lab/intent.yml").read_text()
    monkeypatch.setenv("FABRIC_ADMIN_HASH", HASH)
    (tmp_path / "intent.yml").write_text(page)
    credentials = tmp_path / "credentials.yml"
    box, known = Box("leaf-p00-00"), tmp_path / "known_hosts"
    with ssh.serve(box, ssh.Talks()) as port:
        known.touch()
        credentials.write_text(
            f"username: admin\npassword: plain:secret\nknown_hosts: {known}\n"
            f"devices: {{leaf-p00-00: {{host: 127.0.0.1, port: {port}}}}}\n"
        )
        credentials.chmod(0o600)
        told = run("push", tmp_path, "--yes", "--only", "leaf-p00-00", "--credentials", credentials)
    key = ssh.host_key()
    assert told.status == 3
    assert re.search(
        rf"^leaf-p00-00: the host key of \[127.0.0.1\]:{port} isn't in {known}: ecdsa-sha2-nistp256 SHA256:\S+; "
        r"compare that with what the box itself says \(`ssh-keygen -lf` on its public host key\), then add this line: "
        rf"\[127.0.0.1\]:{port} ecdsa-sha2-nistp256 {re.escape(key.get_base64())}$",
        told.err, re.MULTILINE,
    )  # fmt: skip
    assert box.steps == []


def resealed(file, **changes):
    """Somebody who knows how a seal is made."""
    found = loads(file.read_bytes(), "")
    file.write_bytes(dumps(replace(found, changes=tuple(replace(change, **changes) for change in found.changes))))


def tampered(site, change):
    change.write_text(change.read_text().replace('"diff": "', '"diff": "+'))
    return (
        f"error[FG921] {change} was edited after it was made: its seal is broken; make it anew and review it\n"
        "more: fabricgen explain FG921\n\n1 error\n"
    )


def moved(*devices):
    said = "the intent moved since the review; make the change anew and review it\nmore: fabricgen explain FG922\n\n"
    return "".join(f"error[FG922] {device}: {said}" for device in devices) + f"{len(devices)} errors\n"


def another_address(site, change):
    resealed(change, host="203.0.113.9")
    return moved("spine-p00-00", "spine-p00-01")


def another_platform(site, change):
    resealed(change, platform="frr")
    return moved("spine-p00-00", "spine-p00-01")


def intent_moved(site, change):
    site.edit("domain: small.example", "domain: other.example")
    return moved("spine-p00-00", "spine-p00-01")


def another_inventory(site, change):
    site.edit("name: small", "name: other")
    return (
        "error[FG922] the change is of fabric small, the inventory describes other\n"
        "more: fabricgen explain FG922\n\n1 error\n"
    )


def inventory_gone(site, change):
    change.write_bytes(dumps(replace(loads(change.read_bytes(), ""), inventory="some where")))
    return finding(
        "FG921", f"the change was made of the inventory some where, which isn't there as seen from {site.folder}",
        "say where it lies with --inventory, or push from where the change was made",
    )  # fmt: skip


def not_a_change(site, change):
    change.write_text("{}")
    return (
        f"error[FG921] {change} is not a change file: format: Field required; make one with `fabricgen diff INVENTORY "
        "--against live --out FILE`\nmore: fabricgen explain FG921\n\n1 error\n"
    )


def availability(site, change):
    site.edit("availability: {pod: 50 %}", "availability: {pod: 75 %}")
    return finding(
        "FG923",
        "pod p00 has 2 spines: with one down 50 % of its uplinks are left (2 of 4), availability asks for 75 %",
        "give the pods more uplinks, bring back what is down, or lower `availability: {pod: … %}` in the intent",
    )


def open_run(site, change):
    """The hint has all that the next command needs."""
    with writing(beside(site.folder)) as journal:
        run = journal.start("push", ".", "small", "", '{"confirm": 600, "drain": true, "client_timer": true}')
        journal.enlist(run, (Entry("leaf-p00-00", 0, "eos", "127.0.0.1", "new"),))
        journal.write(run, "leaf-p00-00", Step.COMMIT, Mark.BEGUN)
    pace = ["--confirm", "600", "--drain", "--client-timer"]
    rest = shlex.join(["--inventory", ".", "--credentials", str(site.credentials), *pace])
    assert "'" in rest
    return finding(
        "FG928", "run 1 left leaf-p00-00 open",
        f"`fabricgen resume 1 {rest}` or `fabricgen rollback 1 {rest}` first: the devices are asked what they run",
    )  # fmt: skip


BAD = (
    tampered, another_address, another_platform, intent_moved, another_inventory, inventory_gone, not_a_change,
    availability, open_run,
)  # fmt: skip


@pytest.mark.parametrize("spoil", BAD, ids=lambda spoil: spoil.__name__.replace("_", " "))
def test_refused(site, live, change, spoil):
    said = spoil(site, change)
    assert live("push", change) == (1, "", said)
    assert site.asked() <= ({"open", "read"} if spoil is availability else set())


def test_devices_that_came_and_went_since_the_review(site, live):
    change = site.folder / "change.json"
    live("diff", ".", "--against", "live", "--out", change)
    site.forget()
    site.edit("leaves: 2", "leaves: 1")
    told = live("push", change)
    assert told.status == 1
    assert "error[FG922] leaf-p00-01: the inventory has no such device any more; make the change anew\n" in told.err
    assert site.asked() == set()
    site.edit("leaves: 1", "leaves: 3")
    told = live("push", change)
    assert told.status == 1
    assert moved("spine-p00-00", "spine-p00-01") in told.err
    assert site.asked() == set()


def test_a_journal_that_can_not_be_written(site, live, change):
    (site.folder / "file").touch()
    for source in (change, "."):
        told = live("push", source, "--yes", "--journal", "file/journal.db")
        assert (told.status, told.out) == (1, "")
        assert told.err.startswith(
            "error[FG926] the journal file/journal.db can't be used ([Errno 17] File exists: 'file'); without it "
            "nothing is pushed: make room, or give --journal\n"
        )
    assert site.asked() == set()


@pytest.mark.parametrize("words", [("push", "change.json"), ("push", ".", "--yes"), ("resume", 1), ("rollback", 1)])
def test_two_at_once(site, live, change, words):
    with writing(beside(Path())):
        told = live(*words)
    assert told.status == 1
    assert re.match(
        r"error\[FG927\] process \d+ is at work on this fabric with .fabricgen/journal.db: wait until it's done, "
        r"or stop it first\nmore: fabricgen explain FG927\n",
        told.err,
    )
    assert site.asked() == set()


def test_nobody_to_review(site, live):
    told = live("push", ".")
    assert told.status == 2
    assert told.err == (
        "nobody is here to review the difference: make a change file with `fabricgen diff INVENTORY --against live "
        "--out CHANGE` and push that, or say --yes"
    )
    assert site.asked() <= READ


def test_a_platform_that_can_not_be_drained(site, live, change):
    told = live("push", change, "--drain")
    assert told == (
        1, "", finding(
            "FG925", "2 eos devices can't be drained: no source seen for the EOS word",
            "push them without --drain, with --only",
        ),
    )  # fmt: skip
    assert site.asked() == set()


@pytest.fixture
def half_done(site):
    """A run that has a switch before it that can't be drained, and one behind it that has no timer."""
    with writing(beside(Path())) as journal:
        run = journal.start("push", ".", "small", "", "{}")
        entries = (
            Entry("spine-p00-00", 0, "nxos", "127.0.0.1", "new", "+ x", backup="old"),
            Entry("spine-p00-01", 1, "eos", "127.0.0.1", "new", "+ x"),
        )
        journal.enlist(run, entries)
        journal.settle(run, "spine-p00-00", State.NEW, "")
    return run


AGAIN = {
    "rollback": ((), "FG924", "1 nxos devices would not go back by themselves: NX-OS has no commit that goes back by "),
    "resume": (("--drain",), "FG925", "1 eos devices can't be drained: no source seen for the EOS word"),
}


@pytest.mark.parametrize("word", AGAIN)
def test_what_a_push_is_refused_for_is_refused_later_as_well(site, live, half_done, word):
    more, code, message = AGAIN[word]
    told = live(word, half_done, *more)
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith(f"error[{code}] {message}")
    assert site.asked() == set()


def change_of(platform):
    return Change("leaf-00", platform, "192.0.2.1", "", "+ x")


WITHOUT = "2 nxos devices would not go back by themselves: NX-OS has no commit that goes back by itself"
CLIENT = "with --client-timer fabricgen rolls them back from here, as long as it runs and reaches them"
PACE = Pace(120, drain=False, client_timer=False, carry_on=False)
UNFIT = {
    "no timer on the box": (("nxos", "nxos", "eos"), PACE, [("FG924", WITHOUT, CLIENT)]),
    "one on the client, as asked for": (("nxos",), PACE._replace(client_timer=True), []),
    "all can": (("eos", "frr", "junos"), PACE, []),
    "FRR can be drained": (("frr",), PACE._replace(drain=True), []),
}


@pytest.mark.parametrize(("platforms", "pace", "expected"), UNFIT.values(), ids=UNFIT)
def test_unfit(platforms, pace, expected):
    found = unfit([change_of(platform) for platform in platforms], pace)
    assert [(finding.code, finding.message, finding.help) for finding in found] == expected


def test_tenants_on_links_of_their_own_are_not_drained():
    changes = [change_of("frr"), change_of("sonic")]
    assert list(unfit(changes, PACE, tagged=True)) == []
    (found,) = unfit(changes, PACE._replace(drain=True), tagged=True)
    assert (found.code, found.help) == ("FG925", "push them without --drain")
    assert found.message == (
        "2 devices can't be drained: a drain moves what the default VRF routes, and others have links of their own"
    )


@pytest.mark.parametrize("words", [("resume", 7), ("rollback", 7), ("runs", 7)], ids=lambda words: words[0])
def test_no_such_run(site, run, words):
    with writing(beside(Path())):
        pass
    told = run(*words)
    assert told == (1, "", finding("FG010", "there is no run 7 in .fabricgen/journal.db", "nothing was pushed yet"))


def test_no_journal(site, run):
    told = run("runs")
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith(
        "error[FG926] there is no journal .fabricgen/journal.db: nothing was pushed from here, or it was told to lie "
        "elsewhere\n"
    )
    assert not (site.folder / ".fabricgen").exists()


@pytest.mark.parametrize("word", ["resume", "rollback"])
def test_a_mistyped_inventory_gets_no_journal(site, run, word):
    told = run(word, 1, "--inventory", "some/where")
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith("error[FG926] there is no journal some/.fabricgen/journal.db: nothing was pushed from ")
    assert not (site.folder / "some").exists()


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_reader_that_is_gone_changes_neither_the_devices_nor_the_status(site, change, stream):
    """Such as `| head`, or a full disk."""
    command = [sys.executable, "-m", "fabricgen", "push", change, "--format", "json", "--credentials", site.credentials]
    ends = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, check=False, text=True, **(ends | {stream: full}))
    assert (done.returncode, done.stderr or "") == (0, "" if stream == "stderr" else done.stderr)
    assert "Traceback" not in (done.stderr or "")
    assert {name for name, text in site.running().items() if text != f"hostname {name}\n"} == {
        "spine-p00-00", "spine-p00-01",
    }  # fmt: skip


def test_a_change_without_a_place(site, live):
    """Such as --out "$UNSET"."""
    told = live("diff", ".", "--against", "live", "--out", "")
    assert told.status == 1
    assert told.err.startswith("error[FG012] can't write .: Is a directory\n")


def test_a_change_that_finds_no_room_leaves_nothing_behind(site, live, monkeypatch):
    monkeypatch.setattr(Path, "replace", lambda *_words: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    told = live("diff", ".", "--against", "live", "--out", "change.json")
    assert told.err.startswith("error[FG012] can't write change.json: No space left on device\n")
    assert list(site.folder.glob("*change.json*")) == []


def test_one_of_two_rolled_back_by_hand_then_all(site, live, change):
    """`--only` takes some back, the next rollback the rest, and what is back already stays as it is."""
    before = site.running()
    live("push", change)
    assert live("rollback", 1, "--only", "spine-p00-01")[:2] == (0, "rollback 2: 1 new\n")
    assert live("rollback", 1)[:2] == (0, "rollback 3: 1 new, 1 unchanged\n")
    assert site.running() == before


def test_a_run_that_is_done_is_done_also_when_the_intent_moved_on(site, live, change):
    live("push", change)
    site.edit("domain: small.example", "domain: other.example")
    assert live("resume", 1) == (0, "push 1: 2 new\n", "")


def test_a_device_changed_by_hand_is_not_rolled_back(site, live, change):
    live("push", change)
    box = site.boxes["spine-p00-01"]
    box.running += "alias ours show version\n"
    by_hand = box.running
    told = live("rollback", 1)
    assert told.status == 3
    assert told.out == (
        "rollback 2: 1 waiting, 1 old\n"
        "  spine-p00-01: somebody changed it since: look with `fabricgen diff --against live` first\n"
    )
    assert "rollback 2" not in told.err
    assert "\n  fabricgen resume 2 --inventory . " in told.err
    assert box.running == by_hand
