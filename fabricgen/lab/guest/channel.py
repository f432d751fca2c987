"""Orders to a guest and what came of them: files in a folder that host and guest share.

An order is `NUMBER.order`, a JSON list of words and where to run them; the answer is what the words wrote, in
`NUMBER.output` and `NUMBER.errors`, and at the end `NUMBER.status`. `NUMBER.stop` asks for an early end. A file that
tells something is renamed into place, so it is never seen half written.
"""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple
from uuid import uuid4

from fabricgen.lab.command import CommandFailedError, Completed

ORDER, STOP, OUTPUT, ERRORS, STATUS = ".order", ".stop", ".output", ".errors", ".status"
READY = "ready"
PAUSE = 0.02  # seconds between two looks
SECONDS = 600.0


class Order(NamedTuple):
    """`words` as on a command line, in the folder `place`."""

    words: tuple[str, ...]
    place: str


class Told(NamedTuple):
    """Where the answer to an order comes to stand."""

    share: Path
    number: str

    def path(self, kind: str) -> Path:
        return self.share / f"{self.number}{kind}"

    @property
    def status(self) -> int | None:
        """None as long as it runs."""
        try:
            return int(self.path(STATUS).read_text())
        except FileNotFoundError:
            return None

    def forget(self) -> None:
        for kind in (ORDER, STOP, OUTPUT, ERRORS, STATUS):
            self.path(kind).unlink(missing_ok=True)


def put(path: Path, text: str) -> None:
    """Seen whole, or not at all."""
    staged = path.with_name(f".{path.name}")
    staged.write_text(text)
    staged.replace(path)


def give(share: Path, order: Order) -> Told:
    told = Told(share, uuid4().hex)
    put(told.path(ORDER), json.dumps(order))
    return told


def read(path: Path) -> Order:
    words, place = json.loads(path.read_text())
    return Order(tuple(words), place)


def wait(told: Told, words: Sequence[str], alive: Callable[[], bool], seconds: float = SECONDS) -> int:
    """Its exit status. Raises CommandFailedError when it takes longer, or when its guest dies."""
    limit = time.monotonic() + seconds
    while (status := told.status) is None:
        if not alive():
            raise CommandFailedError(words, "can't be run: the guest kernel has stopped")
        if time.monotonic() > limit:
            told.path(STOP).touch()
            raise CommandFailedError(words, f"took more than {seconds:g} s in the guest")
        time.sleep(PAUSE)
    return status


def follow(told: Told, alive: Callable[[], bool], output: BinaryIO, errors: BinaryIO) -> int | None:
    """Hand on what it says as it says it; returns its exit status, or None when its guest died."""
    streams = ((told.path(OUTPUT), output), (told.path(ERRORS), errors))
    passed = dict.fromkeys((OUTPUT, ERRORS), 0)
    while True:
        status, living = told.status, alive()
        for kind, (path, stream) in zip(passed, streams, strict=True):
            passed[kind] += _hand_on(path, passed[kind], stream)
        if status is not None or not living:
            told.forget()
            return status
        time.sleep(PAUSE)


def _hand_on(path: Path, passed: int, stream: BinaryIO) -> int:
    """How many bytes were new."""
    if not path.exists():
        return 0
    with path.open("rb") as file:
        file.seek(passed)
        new = file.read()
    stream.write(new)
    stream.flush()
    return len(new)


def completed(told: Told, words: Sequence[str], status: int) -> Completed:
    """What it said; the files go."""
    output, errors = (told.path(kind).read_text(errors="replace") for kind in (OUTPUT, ERRORS))
    told.forget()
    return Completed(tuple(words), status, output, errors)
