"""What was done so far, on disk before it is done: a SQLite file that outlives a kill at any moment.

It holds configurations as they ran, secrets included, so nobody but its owner may read it.
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from fabricgen.rollout.hold import Hold, JournalError
from fabricgen.rollout.steps import TOUCHED, UNSURE, Mark, State, Step

FOLDER = ".fabricgen"
FILE = "journal.db"
NEW, FORMAT, FOREIGN = 0, 1, -1

UNUSABLE = "the journal {path} can't be used ({error}); without it nothing is pushed: make room, or give --journal"
UNREAD = "the journal {path} can't be read ({error})"

TABLES = """
CREATE TABLE IF NOT EXISTS runs (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, of INTEGER, inventory TEXT NOT NULL, fabric TEXT NOT NULL,
  intent TEXT NOT NULL, options TEXT NOT NULL, started TEXT NOT NULL, ended TEXT
);
CREATE TABLE IF NOT EXISTS devices (
  run INTEGER NOT NULL REFERENCES runs, device TEXT NOT NULL, wave INTEGER NOT NULL, platform TEXT NOT NULL,
  host TEXT NOT NULL, candidate TEXT NOT NULL, diff TEXT, standing TEXT, backup TEXT, state TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (run, device)
);
CREATE TABLE IF NOT EXISTS steps (
  id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs, device TEXT NOT NULL, step TEXT NOT NULL,
  mark TEXT NOT NULL, detail TEXT NOT NULL, at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS steps_of ON steps (run, device);
"""


class Entry(NamedTuple):
    """One device of a run. `diff` is the reviewed one, masked; None on a rollback. `candidate` bears references
    instead of secrets on a push, and what ran before, secrets included, on a rollback. `standing` is what must run
    there before it, with references, where the box's own word wasn't what was reviewed.
    """

    device: str
    wave: int
    platform: str
    host: str
    candidate: str
    diff: str | None = None
    standing: str | None = None
    backup: str | None = None
    state: State = State.WAITING
    detail: str = ""

    @property
    def ran(self) -> bool:
        """Whether the candidate is what ran before, letter by letter: nobody reviews a way back."""
        return self.diff is None

    @property
    def referring(self) -> tuple[str, ...]:
        """Its texts that bear references."""
        texts = (self.standing,) if self.ran else (self.candidate, self.standing)
        return tuple(text for text in texts if text is not None)


class StepRow(NamedTuple):
    device: str
    step: Step
    mark: Mark
    detail: str
    at: str


@dataclass(frozen=True, slots=True)
class Run:
    """`of` is the run that a rollback undoes; `intent` the digest of what was reviewed; `options` JSON text."""

    id: int
    kind: str
    of: int | None
    inventory: str
    fabric: str
    intent: str
    options: str
    started: str
    ended: str | None


def beside(inventory: Path) -> Path:
    """Where the journal of an inventory lies unless told otherwise."""
    folder = inventory if inventory.is_dir() else inventory.parent
    return folder / FOLDER / FILE


class Journal:
    """Safe to use from several threads; every write is on disk when it returns."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self.path = path

    def start(self, kind: str, inventory: str, fabric: str, intent: str, options: str, of: int | None = None) -> int:
        columns = "(kind, of, inventory, fabric, intent, options, started)"
        with self._writing() as cursor:
            cursor.execute(
                f"INSERT INTO runs {columns} VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - a constant
                (kind, of, inventory, fabric, intent, options, _now()),
            )
            return int(cursor.lastrowid or 0)

    def enlist(self, run: int, entries: tuple[Entry, ...]) -> None:
        with self._writing() as cursor:
            cursor.executemany(
                "INSERT INTO devices VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [(run, *entry) for entry in entries]
            )

    def write(self, run: int, device: str, step: Step, mark: Mark, detail: str = "") -> None:
        with self._writing() as cursor:
            _write_step(cursor, run, device, step, mark, detail)
            if mark is Mark.BEGUN and step in TOUCHED:
                cursor.execute("UPDATE runs SET ended = NULL WHERE id = ?", (run,))
                cursor.execute(
                    "UPDATE devices SET state = ?, detail = '' WHERE run = ? AND device = ? AND state != ?",
                    (State.OPEN, run, device, State.OPEN),
                )

    def keep(self, run: int, device: str, backup: str) -> None:
        """What ran before; the first one counts, whatever a resumed run meets later."""
        with self._writing() as cursor:
            cursor.execute(
                "UPDATE devices SET backup = ? WHERE run = ? AND device = ? AND backup IS NULL", (backup, run, device)
            )

    def settle(self, run: int, device: str, state: State, detail: str) -> None:
        with self._writing() as cursor:
            cursor.execute(
                "UPDATE devices SET state = ?, detail = ? WHERE run = ? AND device = ?", (state, detail, run, device)
            )

    def finish(self, run: int) -> None:
        with self._writing() as cursor:
            cursor.execute("UPDATE runs SET ended = ? WHERE id = ?", (_now(), run))

    def runs(self) -> tuple[Run, ...]:
        with self._reading() as cursor:
            return tuple(Run(*row) for row in cursor.execute("SELECT * FROM runs ORDER BY id"))

    def run(self, number: int) -> Run | None:
        return next((run for run in self.runs() if run.id == number), None)

    def entries(self, run: int) -> tuple[Entry, ...]:
        with self._reading() as cursor:
            rows = cursor.execute("SELECT * FROM devices WHERE run = ? ORDER BY wave, device", (run,))
            return tuple(_entry(row[1:]) for row in rows)

    def steps(self, run: int) -> tuple[StepRow, ...]:
        with self._reading() as cursor:
            rows = cursor.execute("SELECT device, step, mark, detail, at FROM steps WHERE run = ? ORDER BY id", (run,))
            return tuple(StepRow(row[0], Step(row[1]), Mark(row[2]), row[3], row[4]) for row in rows)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Cursor]:
        with self._lock, _told(self.path), self._connection, closing(self._connection.cursor()) as cursor:
            yield cursor

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Cursor]:
        with self._lock, _told(self.path, UNREAD), closing(self._connection.cursor()) as cursor:
            yield cursor


def check_there(path: Path) -> None:
    """Raises JournalError."""
    if not path.is_file():
        raise JournalError(f"there is no journal {path}: nothing was pushed from here, or it was told to lie elsewhere")


@contextmanager
def reading(path: Path) -> Iterator[Journal]:
    """Raises JournalError when there is none."""
    check_there(path)
    with _told(path, UNREAD):
        connection = sqlite3.connect(path)
    with closing(connection):
        _refuse_format(_version(connection, path, UNREAD), path, known=(FORMAT,))
        yield Journal(connection, path)


@contextmanager
def writing(path: Path) -> Iterator[Journal]:
    """The journal, held so that no second run touches the same fabric. Raises BusyError and JournalError."""
    with closing(_hold(path)):
        with _told(path):
            connection = sqlite3.connect(path, check_same_thread=False)
        with closing(connection):
            _prepare(connection, path)
            yield Journal(connection, path)


def open_ones(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Of which nobody knows what they run before they are asked."""
    return tuple(entry for entry in entries if entry.state in UNSURE)


def to_do(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Which run what they ran before, and shall not."""
    return tuple(entry for entry in entries if entry.state in (State.WAITING, State.OLD))


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Every commit is synced to the disk: sqlite.org/pragma.html#pragma_synchronous."""
    version = _version(connection, path, UNUSABLE)
    _refuse_format(version, path, known=(NEW, FORMAT))
    with _told(path):
        path.chmod(0o600)
        if version == NEW:
            connection.executescript(f"{TABLES} PRAGMA user_version = {FORMAT};")
        connection.executescript("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")


def _version(connection: sqlite3.Connection, path: Path, words: str) -> int:
    """NEW of an empty file. Of a database that somebody else made, the number that they gave it, or FOREIGN."""
    with _told(path, words):
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        filled = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    return FOREIGN if version == NEW and filled else version


def _refuse_format(version: int, path: Path, known: tuple[int, ...]) -> None:
    if version in known:
        return
    if version in (NEW, FOREIGN):
        raise JournalError(f"{path} is no journal of fabricgen's; name another file with --journal")
    raise JournalError(f"{path} is of format {version}; this fabricgen writes {FORMAT}: use the one that wrote it")


def _hold(path: Path) -> Hold:
    with _told(path):
        _make_folder(path.parent)
        return Hold(path.with_name(f".{path.name}.lock"), path)


def _make_folder(folder: Path) -> None:
    """A folder of our own keeps itself out of the user's repository, for it holds configurations with secrets."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.name == FOLDER and not (folder / ".gitignore").exists():
        (folder / ".gitignore").write_text("*\n")


@contextmanager
def _told(path: Path, words: str = UNUSABLE) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise JournalError(words.format(path=path, error=error)) from error


def _entry(row: tuple[Any, ...]) -> Entry:
    *columns, state, detail = row
    return Entry._make((*columns, State(state), detail))


def _write_step(cursor: sqlite3.Cursor, run: int, device: str, step: Step, mark: Mark, detail: str) -> None:
    cursor.execute(
        "INSERT INTO steps (run, device, step, mark, detail, at) VALUES (?, ?, ?, ?, ?, ?)",
        (run, device, step, mark, detail, _now()),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
