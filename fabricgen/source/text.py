"""The characters of a file, before anyone asks what they mean."""

import re
import unicodedata
from collections.abc import Iterator

from fabricgen.findings import Finding, Place

FILE_MAX = 4 * 1024 * 1024  # bytes; a page of intent has a few thousand

_LINE_END = re.compile(r"\r\n|\r|\n")
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # Unicode Annex 9: they reorder the line that a reviewer sees
_HIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff{_BIDI}]")
_IN_VALUE = re.compile(f"[\t\n\r]|{_HIDDEN.pattern}")
_UNDECODED = range(0xDC80, 0xDD00)  # where "surrogateescape" puts the bytes 0x80 to 0xFF that aren't UTF-8 (PEP 383)

_NOT_TEXT = "name a YAML file, saved as UTF-8"
HELP = "remove it: it could break out of its line in a switch configuration, or hide text from a reviewer"


def lines_of(text: str) -> list[str]:
    """Lines as libyaml counts them once `blanked` has removed the exotic line ends."""
    return _LINE_END.split(text)


def blanked(text: str) -> str:
    """The same text with a space for every character that is refused, so that the rest keeps its line and column."""
    return _HIDDEN.sub(" ", text)


def visible(text: str) -> str:
    """The same text with a mark for every character that could lead a terminal, a reader or a parser astray."""
    return _HIDDEN.sub("\ufffd", text)


def hidden(file: str, lines: list[str]) -> Iterator[Finding]:
    """The first refused character of each line; one for all of a file that isn't text."""
    if any("\0" in line for line in lines):
        yield Finding("FG001", "this is not a text file: it has NUL bytes", Place(file, 1, 1, ""), help=_NOT_TEXT)
        return
    for number, line in enumerate(lines, 1):
        if match := _HIDDEN.search(line):
            yield _refused(match[0], Place(file, number, match.start() + 1, ""))


def hidden_in(value: str) -> str:
    """What an escape or a line break put into `value` that may not be there; empty when nothing did."""
    match = None if value.isprintable() else _IN_VALUE.search(value)
    if match is None:
        return ""
    return {"\n": "a line break", "\r": "a line break", "\t": "a tab"}.get(
        match[0]
    ) or f"the character {_named(match[0])}"


def _refused(character: str, place: Place) -> Finding:
    if ord(character) in _UNDECODED:
        return Finding(
            "FG001",
            f"the byte 0x{ord(character) - 0xDC00:02X} is not UTF-8 text",
            place,
            label="not UTF-8",
            help="save the file as UTF-8; names need nothing but ASCII",
        )
    return Finding("FG005", f"the character {_named(character)} is not allowed", place, label="invisible", help=HELP)


def _named(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")
