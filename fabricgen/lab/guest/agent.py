"""The first program of a guest: runs what the host orders, one process per order, and reaps what ends.

`python -m fabricgen.lab.guest.agent SHARE MODULE...`: modules are loaded beforehand, because a Python program that is
ordered (`PYTHON -m NAME ...`) is a fork of this one and finds them there; a fresh one takes five seconds in a guest.
"""

import importlib
import os
import runpy
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, NoReturn

from fabricgen.lab.guest.channel import ERRORS, ORDER, OUTPUT, PAUSE, READY, STATUS, STOP, Order, Told, put, read

FORGET, NAMES_AND_FILES = Path("/proc/sys/vm/drop_caches"), "2"
"""Else the guest goes on with files as it read them first, whatever the host has written since: sysctl/vm.rst."""
NOT_FOUND = 127  # as a shell says it


class Running(NamedTuple):
    """An order that is being carried out, in a process group of its own."""

    pid: int
    told: Told
    files: tuple[int, int]


def serve(share: Path) -> NoReturn:
    running: dict[int, Running] = {}
    put(share / READY, os.uname().release)
    while True:
        for told in _orders(share):
            started = _start(told)
            running[started.pid] = started
        for one in running.values():
            _attend(one)
        for pid, status in _ended():
            if pid in running:
                _finish(running.pop(pid), status)
        time.sleep(PAUSE)


def _orders(share: Path) -> Iterator[Told]:
    for path in sorted(share.glob(f"[!.]*{ORDER}")):
        yield Told(share, path.name.removesuffix(ORDER))


def _start(told: Told) -> Running:
    FORGET.write_text(NAMES_AND_FILES)
    order = read(told.path(ORDER))
    told.path(ORDER).unlink()
    opened = [os.open(told.path(kind), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600) for kind in (OUTPUT, ERRORS)]
    files = opened[0], opened[1]
    pid = os.fork()
    if not pid:
        _carry_out(order, files)
    return Running(pid, told, files)


def _carry_out(order: Order, files: tuple[int, int]) -> NoReturn:
    """In the child: never returns to the loop of its parent."""
    code = NOT_FOUND
    try:
        os.setsid()
        for mine, standard in zip((os.open(os.devnull, os.O_RDONLY), *files), range(3), strict=True):
            os.dup2(mine, standard)
        os.chdir(order.place)
        code = _program(order.words)
    except OSError as error:
        os.write(2, f"{order.words[0]}: {error}\n".encode())
    except BaseException:  # noqa: BLE001 — whatever a program raises is its own end, told as Python tells it
        code = 1
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _program(words: tuple[str, ...]) -> int:
    if words[:2] != (sys.executable, "-m"):
        os.execvp(words[0], words)  # noqa: S606 — an order is any program; no shell reads it
    sys.argv = list(words[2:])
    try:
        runpy.run_module(words[2], run_name="__main__", alter_sys=True)
    except SystemExit as end:
        return _code(end.code)
    return 0


def _code(said: str | int | None) -> int:
    """What Python makes of the argument of sys.exit."""
    if isinstance(said, str):
        sys.stderr.write(f"{said}\n")
        return 1
    return said or 0


def _attend(one: Running) -> None:
    """What it wrote so far goes to the host now, not when the kernel feels like it; and it ends when it is to."""
    for file in one.files:
        os.fsync(file)
    if one.told.path(STOP).exists():
        os.killpg(one.pid, signal.SIGKILL)


def _ended() -> Iterator[tuple[int, int]]:
    """Orders, and orphans: the first program of a kernel is everyone's foster parent."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        yield pid, os.waitstatus_to_exitcode(status)


def _finish(one: Running, code: int) -> None:
    for file in one.files:
        os.fsync(file)
        os.close(file)
    put(one.told.path(STATUS), str(code if code >= 0 else 128 - code))


if __name__ == "__main__":
    for name in sys.argv[2:]:
        importlib.import_module(name)
    serve(Path(sys.argv[1]))
