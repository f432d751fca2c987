"""An inventory as a revision of its git repository has it, laid out in a temporary folder; the user's tree and index
are only read.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from fabricgen.findings import Finding, RefusedError
from fabricgen.render.templates import home

ABOUT_THE_COMMIT = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"})
"""Set in hooks: githooks(5)."""
LINK = "120000"
"""Mode of a symbolic link: gitformat-index(5)."""


class Revision(NamedTuple):
    """`inventory` is what the user named, in the temporary folder; `templates` are our own as the revision has them,
    if the repository is ours.
    """

    inventory: Path
    templates: tuple[Path, ...]
    commit: str
    top: Path


class Blob(NamedTuple):
    """A file in a commit. `path` counts from the top of the repository."""

    mode: str
    name: str
    path: str


@contextmanager
def revision(inventory: Path, rev: str) -> Iterator[Revision]:
    """Raises `RefusedError` when git can't give it."""
    folder = inventory if inventory.is_dir() else inventory.parent
    top = _top(folder)
    commit = _commit(folder, rev)
    below = os.path.relpath(folder.resolve(), top)
    blobs = [blob for blob in _blobs(top, commit, below) if _wanted(blob.path, below)]
    if not blobs:
        raise RefusedError((_absent(inventory, rev),))
    shared = _shared(top)
    own = [] if shared is None else _blobs(top, commit, shared)
    with TemporaryDirectory(prefix="fabricgen-") as place:
        _lay(top, [*blobs, *own], Path(place))
        there = Path(place) / below
        templates = () if not own or shared is None else (Path(place) / shared,)
        yield Revision(there if inventory.is_dir() else there / inventory.name, templates, commit, Path(place))


def _wanted(path: str, below: str) -> bool:
    """The page, the lock file and the cabling lie in the folder itself, templates in one of their own."""
    inside = path if below == "." else path.removeprefix(f"{below}/")
    return "/" not in inside or inside.startswith("templates/")


def _shared(top: Path) -> str | None:
    """Where our own templates lie in this repository, if it is ours."""
    try:
        return str(home().resolve().relative_to(top))
    except ValueError:
        return None


def _top(folder: Path) -> Path:
    if not folder.is_dir():
        raise RefusedError((Finding("FG001", f"there is no folder {folder}", help="name an inventory"),))
    told = _git(folder, "rev-parse", "--show-toplevel")
    if told.returncode:
        finding = Finding(
            "FG022", f"{folder} isn't in a git repository",
            help=f"git says: {told.stderr.decode(errors='replace').strip()}",
        )  # fmt: skip
        raise RefusedError((finding,))
    return Path(told.stdout.decode().rstrip("\n")).resolve()


def _commit(folder: Path, rev: str) -> str:
    told = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}")
    if told.returncode:
        finding = Finding(
            "FG022", f"the repository of {folder} has no revision {rev}",
            help="name a branch, a tag or a commit, such as git:HEAD; in CI, fetch the history that it needs first",
        )  # fmt: skip
        raise RefusedError((finding,))
    return told.stdout.decode().strip()


def _absent(inventory: Path, rev: str) -> Finding:
    return Finding(
        "FG022", f"{inventory} isn't in revision {rev}",
        help="it came later, or lay elsewhere: name a revision that has it, or a folder of artefacts",
    )  # fmt: skip


def _blobs(top: Path, commit: str, below: str) -> list[Blob]:
    told = _git(top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *([] if below == "." else [below]))
    rows = (row.partition("\t") for row in told.stdout.decode(errors="surrogateescape").split("\0") if row)
    found = ((about.split(), path) for about, _, path in rows)
    return [Blob(mode, name, path) for (mode, kind, name), path in found if kind == "blob"]


def _lay(top: Path, blobs: list[Blob], place: Path) -> None:
    """Byte for byte as they were committed: attributes that change line ends or leave files out don't count."""
    asked = "".join(f"{blob.name}\n" for blob in blobs).encode()
    told = _git(top, "cat-file", "--batch", asked=asked)
    at = 0
    for blob in blobs:
        head, _, _ = told.stdout[at : at + 200].partition(b"\n")
        if not head[-1:].isdigit():
            raise RefusedError((_lacking(blob, told.stderr),))
        at += len(head) + 1
        size = int(head.split()[-1])
        _put(place / blob.path, blob, told.stdout[at : at + size])
        at += size + 1


def _lacking(blob: Blob, said: bytes) -> Finding:
    """A partial clone asks its origin for what it lacks; git says "missing", or ends, when that fails."""
    why = " ".join(said.decode(errors="replace").split()) or f"{blob.name} is missing"
    return Finding(
        "FG022", f"this clone has {blob.path} of that revision by name only",
        help=f"clone without --filter, or where git reaches the origin; git says: {why}",
    )  # fmt: skip


def _put(file: Path, blob: Blob, data: bytes) -> None:
    """A link is left out: what it names lies in the user's tree, not in the revision."""
    if blob.mode != LINK:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _environment() -> dict[str, str]:
    """Without what a hook is told about the commit at hand: it would stand for another folder."""
    return {name: value for name, value in os.environ.items() if name not in ABOUT_THE_COMMIT} | {"LC_ALL": "C"}


def _git(folder: Path, *words: str, asked: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    command = ["git", "-C", str(folder), *words]
    try:
        return subprocess.run(command, input=asked, capture_output=True, check=False, env=_environment())  # noqa: S603 - git itself, no shell
    except FileNotFoundError as error:
        finding = Finding(
            "FG022", "git isn't installed here, so no revision can be read",
            help="install it, or compare with a folder of artefacts",
        )  # fmt: skip
        raise RefusedError((finding,)) from error
