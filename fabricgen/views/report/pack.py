"""Texts that are alike, kept as one text and its numbers: what 64 leaves share is written once.

Line by line: what all texts have in common is the line itself; where only numbers or IPv4 addresses differ, and by the
same step from text to text, the line has a mark in their place and the numbers are [first, step, width, every, wrap];
whatever else is written out. Nothing is lost: a line that doesn't come back exactly as it was is written out.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

MARK = "\0"
"""Stands where a number stood. No artifact has a control character."""
NUMBER = re.compile(r"(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|\d{1,15})", re.ASCII)
"""Fifteen digits are exact in a double, which is all that a page has."""
QUAD = -1
"""The width that stands for four octets with dots."""

Line = str | list[object]
"""A constant line; or a text with marks followed by a `Series` or a list of words for each mark; or None followed by
all the lines.
"""


class Series(NamedTuple):
    """One step further after each `every` texts, and back to the first after `wrap` of them; 0 is never."""

    first: int
    step: int
    width: int
    every: int
    wrap: int

    def words(self, count: int) -> list[str]:
        places = (place % self.wrap if self.wrap else place for place in range(count))
        values = [self.first + self.step * (place // self.every) for place in places]
        if self.width == QUAD:
            return [quad(value) for value in values]
        return [f"{value:0{self.width}}" for value in values]


Word = str | Series | list[str]
"""One for all texts, a rule, or one for each."""


class Group(NamedTuple):
    """Texts with as many lines: which ones, and the lines."""

    places: list[int]
    lines: list[Line]


def quad(value: int) -> str:
    return f"{value >> 24}.{value >> 16 & 255}.{value >> 8 & 255}.{value & 255}"


def pack(texts: Sequence[str]) -> list[Group]:
    split = [text.split("\n") for text in texts]
    order = sorted(range(len(texts)), key=lambda place: len(split[place]))
    groups = (list(places) for _, places in groupby(order, key=lambda place: len(split[place])))
    return [Group(places, [_line(column) for column in zip(*(split[at] for at in places), strict=True)])
            for places in groups]  # fmt: skip


def unpack(groups: Iterable[Group]) -> list[str]:
    """The texts again, as the page does it."""
    found: dict[int, str] = {}
    for places, lines in groups:
        columns = [_lines(line, len(places)) for line in lines]
        found |= {place: "\n".join(column[at] for column in columns) for at, place in enumerate(places)}
    return [found[place] for place in sorted(found)]


def _line(column: tuple[str, ...]) -> Line:
    if column.count(column[0]) == len(column):
        return column[0]
    cut = [NUMBER.split(line) for line in column]
    if len({len(pieces) for pieces in cut}) > 1:
        return [None, *column]
    pieces, words = _apart(zip(*cut, strict=True))
    if not all(isinstance(piece, str) for piece in pieces):
        return [None, *column]
    return [_marked(pieces, words), *(word for word in words if not isinstance(word, str))]


def _apart(columns: Iterable[tuple[str, ...]]) -> tuple[list[Word], list[Word]]:
    """What stands between the numbers, and the numbers."""
    found = [_series(row) for row in columns]
    return found[::2], found[1::2]


def _marked(pieces: Sequence[Word], words: Sequence[Word]) -> str:
    marks = (word if isinstance(word, str) else MARK for word in words)
    return "".join(f"{piece}{mark}" for piece, mark in zip(pieces, (*marks, ""), strict=True))


@lru_cache(maxsize=65536)
def _series(row: tuple[str, ...]) -> Word:
    """One word where all are the same; a rule when it makes exactly these words; else the words."""
    if row.count(row[0]) == len(row):
        return row[0]
    if not NUMBER.fullmatch(row[0]):
        return list(row)
    found = _guess(row)
    return found if tuple(found.words(len(row))) == row else list(row)


def _guess(row: Sequence[str]) -> Series:
    """From where the words change first, and where they come back."""
    width = QUAD if "." in row[0] else len(row[0]) if any(word[0] == "0" for word in row) else 0
    every = next(place for place, word in enumerate(row) if word != row[0])
    wrap = next((place for place in range(every, len(row)) if row[place] == row[0]), 0)
    first, second = _value(row[0]), _value(row[every])
    return Series(first, second - first, width, every, wrap)


def _value(word: str) -> int:
    total = 0
    for octet in word.split("."):
        total = total << 8 | int(octet)
    return total


def _lines(line: Line, count: int) -> list[str]:
    if isinstance(line, str):
        return [line] * count
    template, *columns = line
    if template is None:
        return [str(text) for text in columns]
    pieces = str(template).split(MARK)
    words = [_words(column, count) for column in columns]
    return [
        "".join(piece + word for piece, word in zip(pieces, (*row, ""), strict=True))
        for row in zip(*words, strict=True)
    ]


def _words(column: object, count: int) -> Sequence[str]:
    if isinstance(column, Series):
        return column.words(count)
    if isinstance(column, list) and all(isinstance(word, str) for word in column):
        return column
    raise TypeError(f"no column: {column!r}")
