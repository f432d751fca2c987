"""Compare two sides, device by device, over a pool of processes; no more texts are held than a device has."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from fnmatch import fnmatchcase
from itertools import chain
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from signal import SIG_IGN, SIGINT, signal
from threading import Thread
from typing import NamedTuple

from fabricgen.compare.concerned import concerned
from fabricgen.compare.difference import Line, Mark, difference
from fabricgen.compare.differences import Differences, Group, groups
from fabricgen.compare.impacts import WHOLE
from fabricgen.compare.moves import Move, moves
from fabricgen.compare.renumbered import renumbered
from fabricgen.compare.shapes import Shapes, shaped, united
from fabricgen.compare.sides import Held, Plan, Reader, Side, devices, reader, roles, syntax

CHUNK = 256
"""Devices in one piece of work."""
Mask = Callable[[str], str]
Sorting = Callable[[str, str, tuple[Line, ...]], Shapes]


class Order(NamedTuple):
    """`mask` veils what must not be seen; `sorting` says which differences are alike."""

    before: Side
    after: Side
    only: str
    jobs: int
    mask: Mask
    sorting: Sorting = shaped


class Portion(NamedTuple):
    """What a piece of work found. `only_comments` are devices whose texts differ and mean the same."""

    shapes: Shapes
    changed: int
    only_comments: tuple[str, ...]


def compare(order: Order) -> Differences:
    """Raises `RefusedError` when a template fails or a saved file is gone."""
    ours, theirs = _chosen(order.before, order.only), _chosen(order.after, order.only)
    both = [device for device in theirs if device in ours]
    portions = list(_portions(order, candidates(order.before, order.after, both)))
    found = groups(united([portion.shapes for portion in portions]))
    told = tuple(_moves(order, found))
    changed = sum(portion.changed for portion in portions)
    comments = tuple(chain.from_iterable(portion.only_comments for portion in portions))
    return Differences(
        before=order.before.name,
        after=order.after.name,
        groups=found,
        added=tuple(device for device in theirs if device not in ours),
        removed=tuple(device for device in ours if device not in theirs),
        moves=told,
        untold=_untold(order),
        same=len(both) - changed - len(comments),
        only_comments=comments,
        roles={**roles(order.before), **roles(order.after)},
    )


FROM_TEXTS = "read from the texts alone: a folder doesn't say which numbers were handed out"


def _untold(order: Order) -> str:
    return "" if isinstance(order.before, Plan) and isinstance(order.after, Plan) else FROM_TEXTS


def _moves(order: Order, found: Iterable[Group]) -> Iterator[Move]:
    if isinstance(order.before, Plan) and isinstance(order.after, Plan):
        return moves(order.before, order.after, order.only)
    return chain.from_iterable(map(renumbered, found))


def _chosen(side: Side, only: str) -> dict[str, None]:
    return {device: None for device in devices(side) if fnmatchcase(device, only)}


def candidates(before: Side, after: Side, both: Sequence[str]) -> list[str]:
    """Of those on both sides, the ones whose texts may differ."""
    if isinstance(before, Plan) and isinstance(after, Plan):
        may_differ = concerned(before, after)
        if may_differ is not None:
            return [device for device in both if device in may_differ]
    return list(both)


def _portions(order: Order, names: Sequence[str]) -> Iterator[Portion]:
    chunks = [names[at : at + CHUNK] for at in range(0, len(names), CHUNK)]
    if order.jobs == 1 or len(chunks) <= 1:
        look = _looking(order)
        yield from map(look, chunks)
        return
    with ProcessPoolExecutor(order.jobs, get_context("fork"), _enlist, (order,)) as pool:
        try:
            yield from pool.map(_work, chunks)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


_state: dict[str, Callable[[Iterable[str]], Portion]] = {}
"""One entry, per process: an executor's initializer has no other way to leave something behind for its work."""


def _enlist(order: Order) -> None:
    """A worker leaves Ctrl-C to its parent, and doesn't outlive it. It collects garbage between pieces of work."""
    signal(SIGINT, SIG_IGN)
    Thread(target=_follow, daemon=True).start()
    gc.disable()
    gc.freeze()
    _state["look"] = _looking(order)


def _follow() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(names: Iterable[str]) -> Portion:
    """Macros of Jinja's hold their contexts, and so their devices, until they are collected."""
    portion = _state["look"](names)
    gc.collect()
    return portion


def _looking(order: Order) -> Callable[[Iterable[str]], Portion]:
    before, after = reader(order.before), reader(order.after)
    return lambda names: _portion(names, before, after, order)


def _portion(names: Iterable[str], before: Reader, after: Reader, order: Order) -> Portion:
    shapes: list[Shapes] = []
    comments: list[str] = []
    for device in names:
        ours, theirs = before(device), after(device)
        if ours == theirs:
            continue
        lines = tuple(line._replace(text=order.mask(line.text)) for line in compared(ours, theirs))
        if lines:
            shapes.append(order.sorting(device, theirs.platform, lines))
        else:
            comments.append(device)
    return Portion(united(shapes), len(shapes), tuple(comments))


def compared(before: Held, after: Held) -> tuple[Line, ...]:
    """All files of a device; below their names where there are several."""
    if before.platform != after.platform:
        return (
            Line(Mark.REMOVED, 0, f"{WHOLE}, for {before.platform}"),
            Line(Mark.ADDED, 0, f"{WHOLE}, for {after.platform}"),
        )
    names = list(dict.fromkeys((*after.files, *before.files)))
    if len(names) == 1:
        return _file(before, after, names[0])
    return tuple(chain.from_iterable(_under(name, before, after) for name in names))


def _under(name: str, before: Held, after: Held) -> Iterator[Line]:
    lines = _file(before, after, name)
    if lines:
        mark = Mark.ADDED if name not in before.files else Mark.REMOVED if name not in after.files else Mark.KEPT
        yield Line(mark, 0, name)
        yield from (line._replace(depth=line.depth + 1) for line in lines)


def _file(before: Held, after: Held, name: str) -> tuple[Line, ...]:
    ours, theirs = (side.files.get(name, b"").decode(errors="replace") for side in (before, after))
    return difference(ours, theirs, syntax(after.platform, name))
