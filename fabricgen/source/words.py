"""What an unquoted word means: the few words that every YAML reader takes for the same value, and text otherwise."""

import re
from collections.abc import Callable
from typing import NamedTuple

Scalar = str | int | float | bool | None

NUMBER_MAX = 40  # characters; the largest IPv6 address as a decimal number has 39 digits

_WORD = re.compile(
    r"""(?P<null>null|~|)
      | (?P<true>true)
      | (?P<false>false)
      | (?P<whole>[-+]?(?:0|[1-9][0-9]*))
      | (?P<hexadecimal>0x[0-9A-Fa-f]+)
      | (?P<decimal>[-+]?(?:0|[1-9][0-9]*)\.[0-9]+)
      | (?P<padded>[-+]?0[0-9]+)""",
    re.VERBOSE,
)
_VALUES: dict[str, Callable[[str], Scalar]] = {
    "null": lambda _: None,
    "true": lambda _: True,
    "false": lambda _: False,
    "whole": int,
    "hexadecimal": lambda word: int(word, 16),
    "decimal": float,
}


class Trouble(NamedTuple):
    """Why a word can't be taken: the parts of a finding without its place."""

    code: str
    message: str
    help: str


def meaning(word: str) -> Scalar | Trouble:
    match = _WORD.fullmatch(word)
    if match is None or match.lastgroup is None:
        return word
    if len(word) > NUMBER_MAX:
        return Trouble(
            "FG009", f"a number of {len(word)} characters", "write a shorter number, or quote it if it is text"
        )
    if match.lastgroup == "padded":
        return _padded(word)
    return _VALUES[match.lastgroup](word)


def _padded(word: str) -> Trouble:
    octal = not set(word) & {"8", "9"}
    reason = f"YAML 1.1 readers take it for octal {int(word, 8)}" if octal else "YAML readers disagree what it is"
    return Trouble("FG002", f"{word} has a leading zero: {reason}", f'write {int(word)}, or "{word}" if it is text')
