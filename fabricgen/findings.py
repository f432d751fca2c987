"""What is told to a human: findings, the places they point at, and the refusal that carries them.

Codes come in families::

    FG0xx  the file: unreadable, not YAML, unknown keys, wrong types, broken words
    FG1xx  topology: ports, speeds, radix, oversubscription, rails, planes   (T rules)
    FG2xx  lossless: PFC, headroom, ECN, schedulers, MTU                     (Q rules)
    FG3xx  numbers: pools, ASNs, VLANs, route distinguishers                 (N rules);
           FG33x sites, FG34x policies, FG35x clock and telemetry
    FG4xx  routing: valley-free paths, ECMP width                            (R rules)
    FG5xx  hashing and load balancing                                        (H rules)
    FG6xx  deadlock                                                          (D rules)
    FG7xx  capabilities: what a platform or a hardware model cannot do       (C rules)
    FG8xx  templates and configurations: names that no value has, ways that cost time, what models refuse
    FG9xx  live switches: reach, sessions, cables, paths, drift, pushes
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """Where in a file: `line` and `column` count from 1, `width` is the number of characters under the caret."""

    file: str
    line: int
    column: int
    path: str
    width: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth telling, in the user's words.

    `label` stands beside the caret, `help` says what to do next. Whoever knows the value but not the file
    gives its `path` inside the document; the place is looked up where the document is at hand.
    """

    code: str
    message: str
    place: Place | None = None
    path: tuple[str | int, ...] = ()
    label: str = ""
    help: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = f"{self.place.file}:{self.place.line}:{self.place.column}: " if self.place else ""
        return f"{where}{self.severity}[{self.code}] {self.message}"


class RefusedError(Exception):
    """The input can't be worked with; `findings` says why, all of it in one go."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(findings)
        self.findings = findings

    def __str__(self) -> str:
        return "\n".join(map(str, self.findings))


def meant(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """The name of those known that was probably meant; empty when none is alike."""
    from difflib import get_close_matches  # noqa: PLC0415  # only a typo needs it

    return next(iter(get_close_matches(word, tuple(known), n=1, cutoff=cutoff)), "")


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """What was probably meant, as a label beside the caret."""
    name = meant(word, known, cutoff=cutoff)
    return f"nearest: {name}" if name else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """What was probably meant, as the beginning of a help."""
    name = meant(word, known)
    return f"did you mean {name}? " if name else ""
