"""Where exports reach a disk: a file, or a folder of files, whole or not at all."""

import os
import shutil
from collections.abc import Iterable
from errno import ENOTDIR, ENOTEMPTY
from os import strerror
from pathlib import Path
from typing import NamedTuple

MARK = ".fabricgen-export"
"""Stands in every folder that an export has made, and names the format, then each file: such a folder may be replaced
as long as it has nothing else in it.
"""


class Piece(NamedTuple):
    """Text that comes next in a file of a folder."""

    path: str
    text: str


class TakenError(OSError):
    """The folder holds something that no export has put there."""


def put(out: Path, texts: Iterable[str]) -> None:
    """A file, complete or as it was before; a link stays one. Raises OSError."""
    if out.exists() and not out.is_file():
        _write_to(out, texts)  # a device or a pipe: the rename below would put a file in the place of /dev/null
        return
    place = Path(os.path.realpath(out))
    _make_room(place.parent)
    staged = place.with_name(f".{place.name}.fabricgen-new")
    try:
        _write_to(staged, texts)
        staged.replace(place)
    finally:
        staged.unlink(missing_ok=True)


def _write_to(place: Path, texts: Iterable[str]) -> None:
    with place.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(texts)


def _make_room(folder: Path) -> None:
    """Where a file stands in the way, the system's own word would be that it exists."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(ENOTDIR, strerror(ENOTDIR)) from error


def fill(out: Path, form: str, pieces: Iterable[Piece]) -> int:
    """A folder with nothing in it but these pieces, complete or as it was before; says how many files there are.

    Raises OSError, and TakenError when the folder has something in it that isn't an export of that form.
    """
    _claim(out, form)
    _make_room(out.parent)
    staged, before = (out.with_name(f".{out.name}.fabricgen-{word}") for word in ("new", "old"))
    shutil.rmtree(staged, ignore_errors=True)
    try:
        count = _write(staged, form, pieces)
        _swap(staged, out, before)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return count


def _claim(out: Path, form: str) -> None:
    if not out.exists() or not any(out.iterdir()):
        return
    mark = out / MARK
    ours, *paths = mark.read_text(encoding="utf-8").splitlines() if mark.is_file() else [""]
    if ours != form:
        raise TakenError(ENOTEMPTY, f"it holds something else than an export for {form}")
    strangers = _files(out) - {MARK, *paths}
    if strangers:
        raise TakenError(ENOTEMPTY, f"it holds {min(strangers)}, which no export for {form} has put there")


def _files(folder: Path) -> set[str]:
    """All that isn't a folder, with links to folders."""
    found = (place for place in folder.rglob("*") if place.is_symlink() or not place.is_dir())
    return {str(place.relative_to(folder)) for place in found}


def _write(staged: Path, form: str, pieces: Iterable[Piece]) -> int:
    seen: set[str] = set()
    staged.mkdir()
    for piece in pieces:
        place = staged / piece.path
        if piece.path not in seen:
            seen.add(piece.path)
            place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("a", encoding="utf-8", newline="\n") as file:
            file.write(piece.text)
    (staged / MARK).write_text("".join(f"{line}\n" for line in (form, *sorted(seen))), encoding="utf-8")
    return len(seen)


def _swap(staged: Path, out: Path, before: Path) -> None:
    """What was there goes only when the new folder is in its place."""
    shutil.rmtree(before, ignore_errors=True)
    if out.exists():
        out.rename(before)
    try:
        staged.rename(out)
    except OSError:
        if before.exists():
            before.rename(out)
        raise
    shutil.rmtree(before, ignore_errors=True)
