"""The processes of a lab, found in the kernel's tables, so that a lost note hides none."""

import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from fabricgen.lab.ledger import workshop
from fabricgen.lab.namespaces import NAMED
from fabricgen.lab.topology import lab_of

PROC = Path("/proc")
GRACE = 1.5  # seconds a process has to leave by itself: FRR takes 0.2 s, but is deaf while it starts
PAUSE = 0.05


class LeftBehindError(Exception):
    """Something of a lab didn't go away."""


class Seen(NamedTuple):
    """A process; `network` tells its network namespace from others."""

    pid: int
    words: tuple[str, ...]
    network: tuple[int, int]


def stop(lab: str) -> None:
    """Raises LeftBehindError when a process outlives even a kill."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        send(of_lab(lab), sign)
        if _gone(lab, GRACE):
            return
    raise LeftBehindError(f"processes of lab {lab} don't stop: {', '.join(map(str, of_lab(lab)))}")


def of_lab(lab: str) -> tuple[int, ...]:
    """Those whose command line has one of its namespaces, or something from its workshop, as a word; and all in its
    namespaces, also in those that have lost their names. Not this process, nor who started it.
    """
    mine, home = frozenset(_ancestors(os.getpid())), _identity(PROC / "self/ns/net")
    seen = [process for process in _all() if process.pid not in mine]
    named = {process.pid for process in seen if _names(lab, process.words)}
    networks = {process.network for process in seen if process.pid in named} | set(_networks(lab))
    inside = {process.pid for process in seen if process.network in networks - {home}}
    return tuple(sorted(named | inside))


def in_namespace(space: str) -> tuple[int, ...]:
    """None when there is no such namespace."""
    if not (NAMED / space).exists():
        return ()
    network = _identity(NAMED / space)
    return tuple(process.pid for process in _all() if process.network == network)


def programs(space: str, names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` that run in a namespace."""
    wanted = frozenset(names)
    return tuple(sorted({name for pid in in_namespace(space) if (name := _program(pid)) in wanted}))


def _program(pid: int) -> str:
    try:
        return (PROC / str(pid) / "comm").read_text().strip()
    except OSError:  # it ended meanwhile
        return ""


def send(pids: Iterable[int], sign: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, sign)
        except ProcessLookupError:
            continue


def _gone(lab: str, seconds: float) -> bool:
    limit = time.monotonic() + seconds
    while of_lab(lab):
        if time.monotonic() > limit:
            return False
        time.sleep(PAUSE)
    return True


def _names(lab: str, words: tuple[str, ...]) -> bool:
    return any(lab_of(word) == lab or word.startswith(f"{workshop(lab)}/") for word in words)


def _networks(lab: str) -> Iterator[tuple[int, int]]:
    spaces = NAMED.iterdir() if NAMED.is_dir() else ()
    return (_identity(path) for path in spaces if lab_of(path.name) == lab)


def _all() -> Iterator[Seen]:
    for entry in PROC.glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
            yield Seen(int(entry.name), tuple(words), _identity(entry / "ns/net"))
        except OSError:  # it ended meanwhile
            continue


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _ancestors(pid: int) -> Iterator[int]:
    while pid:
        yield pid
        status = (PROC / str(pid) / "status").read_text()
        pid = int(status.partition("\nPPid:")[2].split()[0])
