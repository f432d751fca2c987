"""What has to go and what has to come so that one configuration becomes the other: a pure function of two texts."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from fabricgen.compare.tree import Node, tree, trimmed
from fabricgen.platforms.syntax import Form, Syntax


class Mark(StrEnum):
    KEPT = " "
    """A head that stays; something below it changes."""
    REMOVED = "-"
    ADDED = "+"


class Spot(NamedTuple):
    """Where in a list that keeps its order: in the old one for what goes, in the new one otherwise. Counts from 0.

    `whole`: the other side has no such list, so that its lines tell their order by themselves.
    """

    list: str
    place: int
    whole: bool = False


class Line(NamedTuple):
    """`spot` is None where the order means nothing."""

    mark: Mark
    depth: int
    text: str
    spot: Spot | None = None


Nodes = Sequence[Node]


def difference(before: str, after: str, syntax: Syntax) -> tuple[Line, ...]:
    """Nothing when both mean the same. Lines that change stand below the heads that they belong to."""
    if before == after:
        return ()
    if syntax.form is Form.INDENTED:
        before, after = trimmed(before, after, syntax)
    return tuple(between(tree(before, syntax), tree(after, syntax), 0))


def between(before: Nodes, after: Nodes, depth: int) -> Iterator[Line]:
    """First what has no order, then list by list what has."""
    if before == after:
        return
    lists = dict.fromkeys(node.list for node in chain(before, after))
    yield from _free(_of(before, ""), _of(after, ""), depth)
    for name in lists:
        if name:
            yield from _kept_in_order(_of(before, name), _of(after, name), depth)


def _of(nodes: Nodes, name: str) -> Nodes:
    return [node for node in nodes if node.list == name]


def _free(before: Nodes, after: Nodes, depth: int) -> Iterator[Line]:
    """In the order of the new side; what goes stands where it stood."""
    old, new = {node.text: node for node in before}, {node.text for node in after}
    gone = _runs(before, new)
    yield from chain.from_iterable(_whole(node, Mark.REMOVED, depth) for node in next(gone, ()))
    for node in after:
        if node.text not in old:
            yield from _whole(node, Mark.ADDED, depth)
            continue
        yield from _below(old[node.text], node, depth, None)
        yield from chain.from_iterable(_whole(was, Mark.REMOVED, depth) for was in next(gone, ()))


def _runs(before: Nodes, kept: set[str]) -> Iterator[list[Node]]:
    """What goes before the first node that stays, then what goes after each."""
    run: list[Node] = []
    for node in before:
        if node.text in kept:
            yield run
            run = []
        else:
            run.append(node)
    yield run


def _below(old: Node, new: Node, depth: int, spot: Spot | None) -> Iterator[Line]:
    if old.children != new.children:
        lines = list(between(old.children, new.children, depth + 1))
        if lines:
            yield Line(Mark.KEPT, depth, new.text, spot)
            yield from lines


def _kept_in_order(before: Nodes, after: Nodes, depth: int) -> Iterator[Line]:
    name = (before or after)[0].list
    matcher = SequenceMatcher(None, [node.text for node in before], [node.text for node in after], autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                yield from _below(before[i], after[j], depth, Spot(name, j))
            continue
        for i in range(i1, i2):
            yield from _whole(before[i], Mark.REMOVED, depth, Spot(name, i, not after))
        for j in range(j1, j2):
            yield from _whole(after[j], Mark.ADDED, depth, Spot(name, j, not before))


def _whole(node: Node, mark: Mark, depth: int, spot: Spot | None = None) -> Iterator[Line]:
    yield Line(mark, depth, node.text, spot)
    yield from _all(node.children, mark, depth + 1)


def _all(nodes: Iterable[Node], mark: Mark, depth: int) -> Iterator[Line]:
    counts: dict[str, int] = {}
    for node in nodes:
        spot = Spot(node.list, counts.get(node.list, 0), whole=True) if node.list else None
        counts[node.list] = counts.get(node.list, 0) + 1
        yield from _whole(node, mark, depth, spot)
