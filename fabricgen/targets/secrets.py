"""From references to secrets and back: <env:NAME>, <file:PATH> and <command:WORDS> become what they stand for on the
way to a device, and are put back into whatever a device answers before anybody sees it.
"""

import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from fabricgen.findings import Finding, RefusedError
from fabricgen.source import visible
from fabricgen.targets.masking import SHORTEST, Mask

SECONDS = 60.0
"""A password manager may have to ask a person first."""
COMPLAINT_MAX = 300  # characters of a failing command's complaint that are repeated

PLACEHOLDER = re.compile(r"<((?:env|file|command):[^<>\n]{1,210})>")
UNSAFE = re.compile(r"""[^!-~]|["'\\<>`]""")
"""What could break out of its word in some configuration: blanks, quotes, angle brackets, anything beyond ASCII."""


class Hidden:
    """A secret that shows itself only when asked to: neither printing, formatting nor pickling tells it."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return "<hidden>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hidden) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("a secret isn't written anywhere")


class NoSecretError(Exception):
    """The reference leads nowhere; the message says why, in one clause, without the secret."""


class Need(NamedTuple):
    """A reference, and where it stands: `leaf-p00-00: frr.conf`."""

    reference: str
    where: str


class Resolved(NamedTuple):
    """`text` is what a device gets; `mask` makes what it answers fit to be seen."""

    text: Hidden
    mask: Callable[[str], str]


def fetch(reference: str, folder: Path) -> Hidden:
    """What `env:NAME`, `file:PATH` or `command:WORDS` stands for; of a file or an answer the first line.

    Relative paths count from `folder`, and commands run there, without a shell. Raises NoSecretError.
    """
    kind, _, words = reference.partition(":")
    value = {"env": _environment, "file": _first_line, "command": _answer}[kind](words, folder)
    if not value:
        raise NoSecretError(f"{reference} is empty")
    return Hidden(value)


def needs(text: str, where: str) -> tuple[Need, ...]:
    """The references in a rendered text, each once."""
    return tuple(Need(reference, where) for reference in sorted(set(PLACEHOLDER.findall(text))))


@dataclass(frozen=True, slots=True)
class Secrets:
    """The secrets of one run by reference; `known` are others that must not be seen either, such as logins."""

    values: Mapping[str, Hidden]
    mask: Mask

    def resolve(self, text: str) -> Resolved:
        """Raises KeyError for a reference that wasn't gathered."""
        whole = PLACEHOLDER.sub(lambda found: self.values[found[1]].reveal(), text)
        return Resolved(Hidden(whole), self.mask)

    def as_it_is(self, text: str) -> Resolved:
        """Of what a device ran: what looks like a reference there is its own word."""
        return Resolved(Hidden(text), self.mask)


def gather(wanted: Iterable[Need], folder: Path, known: Iterable[Hidden] = ()) -> Secrets:
    """Fetch what is needed, each reference once. Raises RefusedError with all that can't be had.

    `known` are secrets of other origin that the mask shall hide too, such as the passwords of logins.
    """
    places: dict[str, list[str]] = {}
    for reference, where in wanted:
        places.setdefault(reference, []).append(where)
    values: dict[str, Hidden] = {}
    findings = []
    for reference, wheres in places.items():
        try:
            values[reference] = _fit(reference, fetch(reference, folder))
        except NoSecretError as missing:
            findings.append(_missing(missing, wheres))
    if findings:
        raise RefusedError(tuple(findings))
    others = {hidden.reveal(): "" for hidden in known}
    return Secrets(values, Mask.of(others | {hidden.reveal(): reference for reference, hidden in values.items()}))


def _fit(reference: str, hidden: Hidden) -> Hidden:
    """Raises NoSecretError for what could break a configuration, or couldn't be masked again."""
    text = hidden.reveal()
    if len(text) < SHORTEST:
        raise NoSecretError(
            f"{reference} has fewer than {SHORTEST} characters; nobody could keep it out of what is shown"
        )
    if UNSAFE.search(text):
        raise NoSecretError(
            f"{reference} has a blank, a quote, a backslash, an angle bracket or a character beyond ASCII in it; "
            "switches disagree on what those mean"
        )
    return hidden


def _missing(reason: NoSecretError, wheres: list[str]) -> Finding:
    first, *others = dict.fromkeys(wheres)
    also = f" and {len(others):,} more" if others else ""
    return Finding(
        "FG013", f"no secret for {first}{also}: {reason}",
        help="set it where the intent's reference points; the intent itself never holds a secret",
    )  # fmt: skip


def _environment(name: str, _folder: Path) -> str:
    value = os.environ.get(name)
    if value is None:
        raise NoSecretError(f"the environment has no {name}")
    return value


def _first_line(path: str, folder: Path) -> str:
    file = folder / Path(path).expanduser()
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise NoSecretError(f"{file} can't be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise NoSecretError(f"{file} is not UTF-8 text") from None
    return text.partition("\n")[0].rstrip("\r")


def _answer(command: str, folder: Path) -> str:
    """The first line of a command's output; nothing of it ever gets into a message."""
    try:
        words = shlex.split(command)
        done = subprocess.run(  # noqa: S603 - without a shell, and named by the inventory's or the credentials' owner
            words, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise NoSecretError(f"`{command}` gave no answer within {SECONDS:g} s") from None
    except (OSError, ValueError, IndexError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no command line"
        raise NoSecretError(f"`{command}` can't start: {reason}") from None
    if done.returncode:
        said = visible(done.stderr.decode("utf-8", "replace").strip().replace("\n", " "))[:COMPLAINT_MAX]
        raise NoSecretError(f"`{command}` ended with status {done.returncode}" + (f": {said}" if said else ""))
    return done.stdout.decode("utf-8", "replace").partition("\n")[0].rstrip("\r")
