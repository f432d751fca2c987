import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from fabricgen.rollout.hold import BusyError, JournalError, held
from fabricgen.rollout.journal import Entry, beside, open_ones, reading, to_do, writing
from fabricgen.rollout.steps import Mark, State, Step

ENTRIES = (Entry("leaf-00", 1, "frr", "192.0.2.11", "new"), Entry("spine-00", 0, "frr", "192.0.2.1", "new", "+ x"))


def started(path: Path) -> int:
    with writing(path) as journal:
        run = journal.start("push", "inventories/lab", "lab", "digest", "{}")
        journal.enlist(run, ENTRIES)
        return run


def test_a_run_is_found_again_in_order_of_its_waves(tmp_path):
    run = started(tmp_path / "journal.db")
    with reading(tmp_path / "journal.db") as journal:
        assert [found.id for found in journal.runs()] == [run]
        assert journal.entries(run) == tuple(sorted(ENTRIES, key=lambda entry: entry.wave))
        assert journal.run(run + 1) is None


def test_a_touched_device_is_open_until_it_settles(tmp_path):
    with writing(tmp_path / "journal.db") as journal:
        run = journal.start("push", "here", "lab", "", "{}")
        journal.enlist(run, ENTRIES)
        journal.write(run, "leaf-00", Step.COMPARE, Mark.BEGUN)
        assert {entry.state for entry in journal.entries(run)} == {State.WAITING}
        journal.write(run, "leaf-00", Step.COMMIT, Mark.BEGUN)
        assert [entry.device for entry in open_ones(journal.entries(run))] == ["leaf-00"]
        journal.settle(run, "leaf-00", State.NEW, "")
        assert [entry.device for entry in to_do(journal.entries(run))] == ["spine-00"]
        assert [row.step for row in journal.steps(run)] == [Step.COMPARE, Step.COMMIT]


def test_the_first_backup_counts(tmp_path):
    with writing(tmp_path / "journal.db") as journal:
        run = journal.start("push", "here", "lab", "", "{}")
        journal.enlist(run, ENTRIES)
        journal.keep(run, "leaf-00", "before the run")
        journal.keep(run, "leaf-00", "in the middle of it")
        assert {entry.device: entry.backup for entry in journal.entries(run)}["leaf-00"] == "before the run"


def test_it_holds_secrets_so_nobody_else_reads_it_and_no_repository_takes_it(tmp_path):
    path = beside(tmp_path)
    started(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert (path.parent / ".gitignore").read_text() == "*\n"
    assert beside(tmp_path / "intent.yml") == path


def test_two_at_once(tmp_path):
    path = tmp_path / "journal.db"
    with (
        writing(path),
        pytest.raises(
            BusyError,
            match=rf"^process {os.getpid()} is at work on this fabric with {path}: wait until it's done, or stop it",
        ),
        writing(path),
    ):
        pass
    with writing(path):
        pass


def test_two_at_once_with_journals_of_their_own(tmp_path):
    page = tmp_path / "intent.yml"
    page.write_text("name: lab\n")
    page.chmod(0o400)
    with (
        held(page),
        pytest.raises(
            BusyError, match=f"^another process is at work on the fabric of {page}, with another journal: wait until"
        ),
        held(page),
    ):
        pass
    with held(page), held(tmp_path / "none.yml"):
        pass


HOLD = """
import sys, time
from pathlib import Path
from fabricgen.rollout.journal import writing
with writing(Path(sys.argv[1])) as journal:
    journal.start("push", "here", "lab", "", "{}")
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_killed_holder_holds_nothing(tmp_path):
    path = tmp_path / "journal.db"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match=f"process {holder.pid} is at work"), writing(path):
            pass
        holder.send_signal(signal.SIGKILL)
    with writing(path) as journal:
        assert [run.kind for run in journal.runs()] == ["push"]


def test_a_full_disk(tmp_path):
    """SQLite's own limit stands in for the disk's."""
    path = tmp_path / "journal.db"
    run = started(path)
    with writing(path) as journal:
        pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
        journal._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(JournalError) as trouble:
            journal.write(run, "leaf-00", Step.COMMIT, Mark.BEGUN, "x" * 1_000_000)
    assert str(trouble.value) == (
        f"the journal {path} can't be used (database or disk is full); "
        "without it nothing is pushed: make room, or give --journal"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_place_that_cannot_be_written(tmp_path):
    with pytest.raises(JournalError, match="can't be used"), writing(Path("/dev/full/journal.db")):
        pass


def test_no_journal_yet(tmp_path):
    with (
        pytest.raises(JournalError, match="nothing was pushed from here, or it was told to lie elsewhere"),
        reading(tmp_path / "journal.db"),
    ):
        pass
    assert not list(tmp_path.iterdir())


def test_one_of_a_later_format(tmp_path):
    path = tmp_path / "journal.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 9")
    connection.close()
    for opened in (reading, writing):
        with pytest.raises(JournalError, match="is of format 9; this fabricgen writes 1"), opened(path):
            pass


def foreign(path):
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")
    connection.close()


def nonsense(path):
    path.write_text("leaf-00 leaf-01 " * 100)


STRANGERS = {
    "somebody else's database": (foreign, "is no journal of fabricgen's; name another file with --journal"),
    "no database": (nonsense, "(file is not a database)"),
}


@pytest.mark.parametrize(("make", "message"), STRANGERS.values(), ids=STRANGERS)
def test_a_file_that_is_none_is_left_as_it_is(tmp_path, make, message):
    path = tmp_path / "journal.db"
    make(path)
    before, mode = path.read_bytes(), path.stat().st_mode
    for opened in (reading, writing):
        with pytest.raises(JournalError, match=re.escape(message)), opened(path):
            pass
    assert (path.read_bytes(), path.stat().st_mode) == (before, mode)


def test_two_journals_in_one_folder_have_nothing_to_do_with_each_other(tmp_path):
    """Whatever they are called: the file that is locked is nobody's journal."""
    with writing(tmp_path / "one.lock") as one, writing(tmp_path / "one.db"), writing(tmp_path / "one"):
        one.start("push", "here", "lab", "", "{}")
    with reading(tmp_path / "one.lock") as again:
        assert len(again.runs()) == 1


def test_who_only_reads_needs_no_right_to_write(tmp_path):
    path = tmp_path / "journal.db"
    run = started(path)
    path.chmod(0o440)
    with reading(path) as journal:
        assert len(journal.entries(run)) == len(ENTRIES)
    assert stat.S_IMODE(path.stat().st_mode) == 0o440


def test_a_run_goes_on_when_a_device_is_touched_again(tmp_path):
    with writing(tmp_path / "journal.db") as journal:
        run = journal.start("push", "here", "lab", "", "{}")
        journal.enlist(run, ENTRIES)
        journal.finish(run)
        journal.write(run, "leaf-00", Step.COMMIT, Mark.BEGUN)
        found = journal.run(run)
    assert found is not None
    assert found.ended is None
