"""One run at a time: locks that the kernel lets go of when their holder dies, however it dies (flock(2))."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path


class JournalError(Exception):
    """The journal can't be opened or written; the message says why and what to do."""


class BusyError(JournalError):
    """Another run is at work on this inventory."""


class Hold:
    """A file of its own that tells who holds it. Raises BusyError, and OSError when it can't be made."""

    def __init__(self, file: Path, what: Path) -> None:
        self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            holder = os.read(self._descriptor, 20).decode() or "?"
            self.close()
            raise BusyError(
                f"process {holder} is at work on this fabric with {what}: wait until it's done, or stop it first"
            ) from taken
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, str(os.getpid()).encode(), 0)

    def close(self) -> None:
        os.close(self._descriptor)


@contextmanager
def held(page: Path) -> Iterator[None]:
    """Two runs with journals of their own find each other by the inventory's page. Nothing is written to it; where it
    isn't there, or its file system knows no locks, nothing is held. Raises BusyError.
    """
    try:
        file = page.open("rb")
    except OSError:
        yield
        return
    with closing(file):
        with suppress(OSError):
            _lock(file.fileno(), page)
        yield


def _lock(descriptor: int, page: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as taken:
        raise BusyError(
            f"another process is at work on the fabric of {page}, with another journal: wait until it's done"
        ) from taken
