"""What is asked of git: which inventories there are now and were before, and where a branch left another one."""

import os
import re
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from fabricgen.kinds.load import FILE


class GitError(Exception):
    """In the user's words, with what to do next."""


def top() -> Path:
    """The repository that the current folder is in. Raises `GitError`."""
    told = _git("rev-parse", "--show-toplevel")
    if told is None:
        raise GitError("this isn't a git repository: check the repository out first (actions/checkout, GIT_STRATEGY)")
    return Path(told.rstrip("\n"))


def departure(target: str, known: str = "") -> str:
    """The commit where HEAD left the branch `target` of origin, whose history is fetched first. Raises `GitError`.

    `known` is where the forge says it was; in a fork, origin's branch may be older than that, or not be there. In a
    pipeline of merged results, where HEAD contains the tip of `target`, it is that tip, which is newer than `known`.
    """
    ref = f"refs/remotes/origin/{target}"
    shallow = (_git("rev-parse", "--is-shallow-repository") or "").strip() == "true"
    whole = ("--unshallow",) if shallow else ()
    _git("fetch", "--quiet", "--no-tags", *whole, "origin", f"+refs/heads/{target}:{ref}")
    candidates = [found.strip() for found in (_git("merge-base", "HEAD", ref), _known(known)) if found]
    if not candidates:
        raise GitError(
            f"where this branch left {target} can't be told, because its history isn't here and can't be fetched: "
            "check out with fetch-depth: 0 (GitHub) or GIT_DEPTH: 0 (GitLab)"
        )
    first, last = candidates[0], candidates[-1]
    return last if _git("merge-base", "--is-ancestor", first, last) is not None else first


def _known(revision: str) -> str | None:
    return _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}") if revision else None


def commit(revision: str) -> str:
    """Raises `GitError`."""
    found = _known(revision)
    if found is None:
        raise GitError(f"there is no revision {revision} here: name a branch, a tag or a commit that was fetched")
    return found.strip()


def present(patterns: Iterable[str]) -> list[str]:
    """Folders with an intent that a pattern names, as the files lie here; links and what git ignores left out."""
    told = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard") or ""
    return [name for name in _matching(told.split("\0"), patterns) if _is_page(Path(name, FILE))]


def _is_page(file: Path) -> bool:
    """A link could lead out of the repository, and a finding shows the line that it is about."""
    return file.is_file() and not file.is_symlink()


def former(revision: str, patterns: Iterable[str]) -> list[str]:
    """The same as a commit has it."""
    told = _git("ls-tree", "-r", "-z", "--name-only", "--full-tree", revision) or ""
    return _matching(told.split("\0"), patterns)


def _matching(files: Sequence[str], patterns: Iterable[str]) -> list[str]:
    wanted = [_expression(pattern) for pattern in patterns]
    folders = {str(PurePosixPath(file).parent) for file in files if PurePosixPath(file).name == FILE}
    return sorted(folder for folder in folders if any(one.fullmatch(folder) for one in wanted))


def _expression(pattern: str) -> re.Pattern[str]:
    """`*` and `?` stay within a folder's name, `**` goes through folders."""
    plain = pattern.removeprefix("./").removesuffix(FILE).rstrip("/") or "."
    words = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", plain)
    return re.compile("".join(words.get(part) or re.escape(part) for part in parts), re.DOTALL)


def _git(*words: str) -> str | None:
    """None when it fails. Raises `GitError` where there is no git."""
    world = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(["git", *words], capture_output=True, check=False, env=world)  # noqa: S603, S607 - git itself, no shell
    except FileNotFoundError as error:
        raise GitError(
            "git isn't installed here: take a runner or an image that has it, such as python:3.13"
        ) from error
    return None if done.returncode else done.stdout.decode(errors="surrogateescape")
