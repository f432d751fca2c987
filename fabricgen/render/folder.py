"""The output folder: complete or absent, and untouched where nothing changed.

New bytes are staged beside their place; only when every device is rendered do they move in, and the manifest comes
last.
A folder without a manifest is not complete. One process writes at a time; what a killed one left staged goes before the
next one starts.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import orjson

from fabricgen.findings import Finding, RefusedError
from fabricgen.render.press import Artifact

MANIFEST = "manifest.json"
STAGED = ".fabricgen-new"
CLAIM = ".fabricgen-writing"
NAMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
"""How devices, platforms and roles are called."""


class Row(NamedTuple):
    """A line of the manifest."""

    device: str
    platform: str
    role: str
    path: str
    sha256: str
    bytes: int


class Stored(NamedTuple):
    row: Row
    changed: bool


class Claim(NamedTuple):
    """`inherited` from a process that was killed."""

    descriptor: int
    inherited: bool


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """The folder is this process's alone, and absent afterwards if nothing came of it. Raises `RefusedError` when
    another process writes there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    claim = _claim(folder)
    try:
        if claim.inherited:
            abandon(folder)
        yield
    finally:
        (folder / CLAIM).unlink(missing_ok=True)
        os.close(claim.descriptor)
        if not any(folder.iterdir()):
            folder.rmdir()


def _claim(folder: Path) -> Claim:
    """A lock ends with its process, however that ends; only the file stays."""
    inherited = (folder / CLAIM).exists()
    descriptor = os.open(folder / CLAIM, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        finding = Finding(
            "FG012", f"another render is writing to {folder}", help="wait for it, or choose another folder"
        )
        raise RefusedError((finding,)) from error
    if os.fstat(descriptor).st_nlink:
        return Claim(descriptor, inherited)
    os.close(descriptor)  # its owner has just finished and removed it
    return _claim(folder)


def stage(folder: Path, artifact: Artifact) -> Stored:
    """Write an artifact beside its place, unless the file there holds the same bytes already."""
    row = Row(artifact.device, artifact.platform, artifact.role, artifact.path, artifact.sha256, len(artifact.data))
    place = f"{folder}/{artifact.path}"
    if _same(place, artifact.data):
        return Stored(row, changed=False)
    _write(place + STAGED, artifact.data)
    return Stored(row, changed=True)


def _same(place: str, data: bytes) -> bool:
    try:
        descriptor = os.open(place, os.O_RDONLY)
    except OSError:
        return False
    with open(descriptor, "rb", buffering=0) as file:
        return os.fstat(descriptor).st_size == len(data) and file.read() == data


def _write(place: str, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        descriptor = os.open(place, flags, 0o644)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        descriptor = os.open(place, flags, 0o644)
    with open(descriptor, "wb", buffering=0) as file:
        file.write(data)


def settle(folder: Path, stored: Iterable[Stored]) -> None:
    """Move what is staged to its place."""
    for row, changed in stored:
        if changed:
            place = f"{folder}/{row.path}"
            os.replace(place + STAGED, place)


def clear(folder: Path, paths: Iterable[str]) -> None:
    """Remove files and the folders that this leaves empty."""
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        parent = (folder / path).parent
        while parent != folder and parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()
            parent = parent.parent


def abandon(folder: Path) -> None:
    """Remove all that is staged, whoever staged it."""
    clear(folder, [str(place.relative_to(folder)) for place in folder.rglob(f"*{STAGED}")])


def manifest(fabric: str, kind: str, rows: Iterable[Row]) -> bytes:
    data = {"fabric": fabric, "kind": kind, "artifacts": [row._asdict() for row in rows]}
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def rows_of(folder: Path) -> tuple[Row, ...]:
    """What the folder's manifest lists; nothing when there is none of ours."""
    try:
        data = orjson.loads((folder / MANIFEST).read_bytes())
        rows = tuple(Row(**row) for row in data["artifacts"])
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        return ()
    return rows if all(map(_ours, rows)) else ()


def refuse_strangers(folder: Path) -> None:
    """Raises `RefusedError` when the manifest there is of something else: many a web page has one of that name."""
    try:
        text = (folder / MANIFEST).read_bytes()
        data = orjson.loads(text) if text else {"artifacts": []}  # nothing is what a disk may keep when the power fails
    except FileNotFoundError:
        return
    except orjson.JSONDecodeError:
        data = None
    if not isinstance(data, dict) or "artifacts" not in data:
        finding = Finding(
            "FG012", f"{folder} has a {MANIFEST} that no render has written: nothing was written",
            help="choose another folder",
        )  # fmt: skip
        raise RefusedError((finding,))


def _ours(row: Row) -> bool:
    """Nothing outside the folder is ever removed, whatever a manifest says, and what it names can be told anywhere."""
    typed = all(isinstance(text, str) for text in row[:-1]) and isinstance(row.bytes, int)
    named = typed and all(map(NAMED.fullmatch, row[:3]))
    return named and not PurePosixPath(row.path).is_absolute() and ".." not in PurePosixPath(row.path).parts
