"""A difference for a terminal: what must not be comes first and in red, then the odd ones, then the crowd."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from fabricgen.compare.difference import Line, Mark
from fabricgen.compare.differences import Differences, Group
from fabricgen.compare.moves import Move
from fabricgen.platforms.effect import Impact
from fabricgen.views import diff_words as words
from fabricgen.views.diff import named
from fabricgen.views.diff_words import Detail
from fabricgen.views.findings import Colour

SAMPLE = 12
"""Lines of an example."""
MOVES = 5
"""Of each kind that are named before the rest is counted."""


class Look(StrEnum):
    """Parameters of "select graphic rendition" (ECMA-48)."""

    ALARM = "1;31"
    REMOVED = "31"
    ADDED = "32"
    HITLESS = "32"
    TRAFFIC = "33"
    RELOAD = "1;31"
    BOLD = "1"
    FAINT = "2"


LOOKS = {Impact.HITLESS: Look.HITLESS, Impact.TRAFFIC: Look.TRAFFIC, Impact.RELOAD: Look.RELOAD}
MARKS = {Mark.REMOVED: Look.REMOVED, Mark.ADDED: Look.ADDED, Mark.KEPT: Look.FAINT}


def as_text(found: Differences, detail: Detail, colour: Colour) -> str:
    blocks = [
        [_painted(words.title(found), Look.BOLD, colour)],
        [*_moved(found, detail, colour), *_listed(found, detail, colour)],
        *(list(_group(group, found, detail, colour)) for group in found.groups),
        [words.summary(found)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _moved(found: Differences, detail: Detail, colour: Colour) -> Iterator[str]:
    if not found.moves:
        return
    yield _painted(words.moved(found.moves), Look.ALARM, colour)
    if found.untold:
        yield f"  ({found.untold})"
    for kind, moves in words.kinds(found.moves).items():
        shown = moves if detail is Detail.ALL else moves[:MOVES]
        yield from (_painted(f"  {words.move(one)}", Look.REMOVED, colour) for one in shown)
        yield from _rest(kind, moves, shown)


def _rest(kind: str, moves: Sequence[Move], shown: Sequence[Move]) -> Iterator[str]:
    if len(moves) > len(shown):
        yield f"  and {len(moves) - len(shown):,} more: {kind}; --all names them"


def _listed(found: Differences, detail: Detail, colour: Colour) -> Iterator[str]:
    for word, devices, look in (("added", found.added, Look.ADDED), ("removed", found.removed, Look.REMOVED)):
        if devices:
            names = ", ".join(devices) if detail is Detail.ALL else named(devices)
            yield _painted(f"{word}: {words.counted(devices, found)}: {names}", look, colour)


def _group(group: Group, found: Differences, detail: Detail, colour: Colour) -> Iterator[str]:
    remark = words.remark(group, found)
    head = _painted(words.who(group, found, detail), Look.BOLD, colour)
    impact = _painted(group.impact, LOOKS[group.impact], colour)
    yield f"{head}  {impact}" + (f"  ({remark})" if remark else "")
    yield from (f"  {reason}" for reason in words.because(group))
    yield from _lines(group.lines if detail is Detail.ALL else words.folded(group.lines), colour)
    if group.example:
        device, lines = group.example
        yield f"  such as {device}:"
        yield from _lines(lines[:SAMPLE], colour)
        if len(lines) > SAMPLE:
            yield f"    {len(lines) - SAMPLE:,} more lines; --all shows those of each device"


def _lines(lines: Sequence[Line], colour: Colour) -> Iterator[str]:
    return (_painted(f"    {words.drawn(line)}", MARKS[line.mark], colour) for line in lines)


def _painted(text: str, look: Look, colour: Colour) -> str:
    return f"\x1b[{look}m{text}\x1b[0m" if colour is Colour.ALWAYS else text
