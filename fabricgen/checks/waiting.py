"""Which buffers wait for which where the cables lie as they do.

All that reached a switch from below (or from above) may leave it by the same links, so it counts as one buffer; of a
cable between two switches of one tier, each direction does. That keeps the graph as small as the cabling file.
"""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.fabric import Fabric
from fabricgen.fabric.existing import Existing
from fabricgen.theory.deadlock import find_cycle


class Circle(NamedTuple):
    """`line` is that of a cable between two switches of one tier."""

    line: int
    switches: tuple[int, ...]


class Sideways(NamedTuple):
    vertex: int
    line: int
    start: int
    end: int


def circle(fabric: Fabric, existing: Existing) -> Circle | None:
    """Routes may go sideways at any time, but never down and then up."""
    if all(fabric.end(cable.lower).tier != fabric.end(cable.upper).tier for cable in existing.odd):
        return None
    upwards, sideways = _sorted(fabric, existing)
    vertices = 2 * fabric.switches + len(sideways)
    cycle = find_cycle(vertices, [*_vertical(upwards, sideways), *_lateral(sideways)])
    if not cycle:
        return None
    by_vertex = {each.vertex: each for each in sideways}
    switches = [by_vertex[vertex].end if vertex in by_vertex else vertex // 2 for vertex in cycle]
    return Circle(min(by_vertex[vertex].line for vertex in cycle if vertex in by_vertex), _direct(switches))


def _direct(switches: list[int]) -> tuple[int, ...]:
    """Without detours that come back the way they went: a, b, a is a."""
    way = list[int]()
    for switch in switches:
        if len(way) > 1 and way[-2] == switch:
            way.pop()
        else:
            way.append(switch)
    return tuple(way)


def _sorted(fabric: Fabric, existing: Existing) -> tuple[list[tuple[int, int]], list[Sideways]]:
    """Pairs of lower and upper switch; and both directions of the cables that climb nothing."""
    upwards, sideways = list[tuple[int, int]](), list[Sideways]()
    for cable in existing.cables():
        one, other = fabric.end(cable.lower), fabric.end(cable.upper)
        if one.tier.level < other.tier.level:
            upwards.append((one.switch, other.switch))
        elif one.switch != other.switch:
            vertex = 2 * fabric.switches + len(sideways)
            sideways.append(Sideways(vertex, cable.line, one.switch, other.switch))
            sideways.append(Sideways(vertex + 1, cable.line, other.switch, one.switch))
    return upwards, sideways


def _vertical(upwards: list[tuple[int, int]], sideways: list[Sideways]) -> Iterator[tuple[int, int]]:
    """Vertex 2 n: came to switch n from below; 2 n + 1: from above."""
    arriving: dict[int, list[int]] = {}
    for each in sideways:
        arriving.setdefault(each.end, []).append(each.vertex)
    for lower, upper in upwards:
        for source in (2 * lower, *arriving.get(lower, ())):
            yield source, 2 * upper
        for source in (2 * upper, 2 * upper + 1, *arriving.get(upper, ())):
            yield source, 2 * lower + 1


def _lateral(sideways: list[Sideways]) -> Iterator[tuple[int, int]]:
    leaving: dict[int, list[Sideways]] = {}
    for each in sideways:
        leaving.setdefault(each.start, []).append(each)
    for start, away in leaving.items():
        for each in away:
            yield 2 * start, each.vertex
            yield 2 * start + 1, each.vertex
    for one in sideways:
        for other in leaving.get(one.end, ()):
            if other.line != one.line:
                yield one.vertex, other.vertex
