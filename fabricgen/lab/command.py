"""The one door to other programs: run a command, keep what it said, and do many at once."""

import subprocess
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeVar

SECONDS = 60.0  # nothing the lab runs on one switch takes a tenth of this
WORKERS = 16

Item = TypeVar("Item")
Result = TypeVar("Result")


class Completed(NamedTuple):
    """What a finished command said; `code` is its exit status."""

    command: tuple[str, ...]
    code: int
    output: str
    errors: str


class CommandFailedError(Exception):
    """A command ended badly, ran too long, or isn't there."""

    def __init__(self, command: Sequence[str], reason: str, said: str = "") -> None:
        super().__init__(f"`{' '.join(command)}` {reason}" + (f": {said.strip()}" if said.strip() else ""))
        self.command = tuple(command)
        self.said = said


def attempt(command: Sequence[str], given: str = "", seconds: float = SECONDS) -> Completed:
    """Run to the end whatever the exit status; `given` is its standard input.

    Raises CommandFailedError when the program is missing or needs more than `seconds`.
    """
    try:
        done = subprocess.run(  # noqa: S603 — no shell; every word comes from a validated lab or from this package
            command, input=given, capture_output=True, text=True, timeout=seconds, check=False
        )
    except FileNotFoundError as missing:
        raise CommandFailedError(command, "can't start", str(missing)) from missing
    except subprocess.TimeoutExpired as late:
        raise CommandFailedError(command, f"took more than {seconds:g} s") from late
    return Completed(tuple(command), done.returncode, done.stdout, done.stderr)


def run(command: Sequence[str], given: str = "", seconds: float = SECONDS) -> str:
    """Run and return the standard output. Raises CommandFailedError on any exit status but 0."""
    done = attempt(command, given, seconds)
    if done.code:
        raise CommandFailedError(command, f"ended with status {done.code}", done.errors or done.output)
    return done.output


def each(work: Callable[[Item], Result], items: Iterable[Item]) -> tuple[Result, ...]:
    """`work` on every item, several at a time, results in order of the items; the first error is raised."""
    with ThreadPoolExecutor(WORKERS) as pool:
        return tuple(pool.map(work, items))
