"""What all drawings of a difference say alike: who, how many, what happens, and why."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain, groupby

from fabricgen.compare.difference import Line, Mark
from fabricgen.compare.differences import Differences, Group
from fabricgen.compare.moves import Move
from fabricgen.views.diff import named

INDENT = "   "
FEW = 3
"""Heads that are told once when they are as many."""
PLURAL = {"leaf": "leaves", "spine": "spines", "super-spine": "super-spines"}


class Detail(StrEnum):
    FOLDED = "folded"
    ALL = "all"
    """Every device by name."""


def drawn(line: Line) -> str:
    """A mark, the depth, the words; in a list that keeps its order, the place counted from 1."""
    place = f"  (place {line.spot.place + 1})" if line.spot and not line.spot.whole and line.mark.strip() else ""
    return f"{line.mark} {INDENT * line.depth}{line.text}{place}"


def folded(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Neighbouring heads below which the very same changes are told once: the first, how many more, and the last."""
    return tuple(chain.from_iterable(_run(list(run)) for _, run in groupby(_blocks(lines), key=_alike)))


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Each line of the least depth with what is below it."""
    starts = [place for place, line in enumerate(lines) if line.depth == lines[0].depth]
    return (tuple(lines[one:other]) for one, other in zip(starts, [*starts[1:], len(lines)], strict=bool(starts)))


def _alike(block: tuple[Line, ...]) -> tuple[object, ...]:
    head, *below = block
    if head.mark is not Mark.KEPT or head.spot is not None:
        return block
    return tuple((line.mark, line.depth, line.text) for line in below)


def _run(blocks: Sequence[tuple[Line, ...]]) -> Iterator[Line]:
    (head, *below), last = blocks[0], blocks[-1][0]
    if len(blocks) < FEW:
        for block in blocks:
            yield block[0]
            yield from folded(block[1:])
        return
    yield head._replace(text=f"{head.text} (and {len(blocks) - 1:,} more alike, to {last.text})")
    yield from folded(below)


def counted(devices: Sequence[str], found: Differences) -> str:
    """8,192 leaves; devices when they aren't all of one role."""
    number, roles = len(devices), {found.roles.get(device, "") for device in devices}
    role = roles.pop() if len(roles) == 1 else ""
    one, many = (role, PLURAL[role]) if role in PLURAL else ("device", "devices")
    return f"{number:,} {one if number == 1 else many}"


def who(group: Group, found: Differences, detail: Detail = Detail.FOLDED) -> str:
    """leaf-p00-03; or 8,192 leaves: leaf-p00-00, leaf-p00-01, leaf-p00-02 and 8,189 more."""
    if len(group.devices) == 1:
        return group.devices[0]
    names = ", ".join(group.devices) if detail is Detail.ALL else named(group.devices)
    return f"{counted(group.devices, found)}: {names}"


def remark(group: Group, found: Differences) -> str:
    """What makes a group stand out; empty when nothing does."""
    odd = "odd one out" if found.is_odd(group) else ""
    own = f"alike but for values of their own, shown as …; {group.variants:,} variants" if group.variants > 1 else ""
    return "; ".join(filter(None, (odd, own)))


def because(group: Group) -> Iterator[str]:
    """Of what decides first, each reason with the first line that it is about."""
    for reason in group.reasons:
        yield f"{reason.impact}: {reason.words} ({reason.line}; {reason.source})"


def title(found: Differences) -> str:
    return f"{found.after} against {found.before}"


def summary(found: Differences) -> str:
    """One line: how many differ in how many ways, what that does, who comes and goes."""
    return ", ".join(_counts(found))


def _counts(found: Differences) -> Iterator[str]:
    if found.groups:
        ways = len(found.groups)
        what = ", ".join(f"{count:,} {impact}" for impact, count in found.impacts.items())
        verb = "differs" if found.changed == 1 else "differ"
        yield f"{_devices(found.changed)} {verb} in {ways:,} way{'s'[: ways != 1]} ({what})"
    if found.added:
        yield f"{len(found.added):,} added"
    if found.removed:
        yield f"{len(found.removed):,} removed"
    if found.only_comments:
        yield f"{_devices(len(found.only_comments))} with other comments only"
    if found.same or not found:
        yield f"{_devices(found.same)} the same"


def _devices(count: int) -> str:
    return f"{count:,} device{'s'[: count != 1]}"


def moved(moves: Sequence[Move]) -> str:
    """The headline of what must not be."""
    count = len(moves)
    what = "number of existing things moves" if count == 1 else "numbers of existing things move"
    return f"{count:,} {what}: there must be none"


def move(one: Move) -> str:
    return f"{one.of}: {one.what} {one.before} → {one.after}"


def kinds(moves: Iterable[Move]) -> dict[str, list[Move]]:
    """By what moves, so that each kind can be told by its first and a count."""
    found: dict[str, list[Move]] = {}
    for one in moves:
        found.setdefault(one.what, []).append(one)
    return found
