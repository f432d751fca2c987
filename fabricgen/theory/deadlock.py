"""PFC deadlock: a cycle of buffers that wait for each other (Tagger, CoNEXT 2017).

A vertex is a buffer: one direction of a link in one lossless priority. An edge: some allowed route goes from the one
into the other at a switch. Without a cycle there is no deadlock; up-then-down routes in a Clos have none.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate

_WIDTH = array("l").itemsize


def buffer(link: int, priority: int, priorities: int) -> int:
    """Number of a vertex; `link` counts directions, `priority` the lossless priorities from 0."""
    return link * priorities + priority


def find_cycle(vertices: int, edges: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """The buffers of one cycle in order, or nothing. Time and memory grow with vertices + edges.

    Peels off, again and again, the buffers that nothing waits for; what can't be peeled off holds or hangs on a cycle.
    """
    starts, targets = _outgoing(vertices, edges)
    waiting = array("l", bytes(_WIDTH * vertices))
    for _, target in edges:
        waiting[target] += 1
    free = [vertex for vertex in range(vertices) if not waiting[vertex]]
    peeled = bytearray(vertices)
    while free:
        vertex = free.pop()
        peeled[vertex] = 1
        for target in targets[starts[vertex] : starts[vertex + 1]]:
            waiting[target] -= 1
            if not waiting[target]:
                free.append(target)
    return _walk_back(peeled, edges)


def _outgoing(vertices: int, edges: Sequence[tuple[int, int]]) -> "tuple[array[int], array[int]]":
    """Where each source's targets begin, and the targets grouped by source."""
    counts = array("l", bytes(_WIDTH * vertices))
    for source, _ in edges:
        counts[source] += 1
    starts = array("l", accumulate(counts, initial=0))
    free, targets = starts[:], array("l", bytes(_WIDTH * len(edges)))
    for source, target in edges:
        targets[free[source]] = target
        free[source] += 1
    return starts, targets


def _walk_back(peeled: bytearray, edges: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """Each buffer left over has one before it that is left over too: going back must come round."""
    before = {target: source for source, target in edges if not peeled[source]}
    left = next((vertex for vertex in range(len(peeled)) if not peeled[vertex]), None)
    if left is None:
        return ()
    seen: dict[int, int] = {}
    while left not in seen:
        seen[left] = len(seen)
        left = before[left]
    path = list(seen)[seen[left] :]
    return tuple(reversed(path))
