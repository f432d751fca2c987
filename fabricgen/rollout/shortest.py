"""Which ways OSPF takes through the fabric as it is cabled: the cheapest, by what each side of a link costs (RFC 2328).

A path costs what the ports cost that it leaves by. All switches know the same map, so each can be asked for itself.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from heapq import heappop, heappush
from typing import NamedTuple

from fabricgen.device import Facts
from fabricgen.device.features.latency import Latencies
from fabricgen.fabric import Fabric


class Web(NamedTuple):
    """By switch: its neighbours and what the cheapest cable to each costs there, and the same the other way round."""

    leaving: tuple[dict[int, int], ...]
    entering: tuple[dict[int, int], ...]


def web(tiers: Sequence[Facts], known: Latencies, without: AbstractSet[int] = frozenset()) -> Web:
    """`without` the cables of those lower ports."""
    fabric = tiers[0].fabric
    leaving: tuple[dict[int, int], ...] = tuple({} for _ in range(fabric.switches))
    for lower, upper, up, down in _links(fabric, known, without):
        for one, other, cost in ((lower, upper, up), (upper, lower, down)):
            leaving[one][other] = min(cost, leaving[one].get(other, cost))
    entering: tuple[dict[int, int], ...] = tuple({} for _ in leaving)
    for switch, row in enumerate(leaving):
        for neighbour, cost in row.items():
            entering[neighbour][switch] = cost
    return Web(leaving, entering)


def towards(around: Web, destination: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each switch that has a route, and the switches it forwards to."""
    distance = _distances(around, destination)
    for switch, best in distance.items():
        if switch != destination:
            row = around.leaving[switch]
            yield switch, tuple(sorted(hop for hop in row if hop in distance and row[hop] + distance[hop] == best))


def _links(fabric: Fabric, known: Latencies, without: AbstractSet[int]) -> Iterator[tuple[int, int, int, int]]:
    """Lower and upper switch, and what the link costs at each."""
    for tier in fabric.tiers[:-1]:
        beyond = tier.first_port + tier.count * tier.ports
        for port in range(tier.first_port, beyond):
            if fabric.peer[port] >= beyond and port not in without:
                lower, upper = fabric.end(port).switch, fabric.end(fabric.peer[port]).switch
                us = known.apart(tier.level, lower, upper, port).us
                yield lower, upper, known.leaving(tier.level, us), known.cost(us)


def _distances(around: Web, destination: int) -> dict[int, int]:
    """Dijkstra's algorithm, from the destination backwards."""
    found: dict[int, int] = {}
    waiting = [(0, destination)]
    while waiting:
        cost, switch = heappop(waiting)
        if switch in found:
            continue
        found[switch] = cost
        for before, step in around.entering[switch].items():
            if before not in found:
                heappush(waiting, (cost + step, before))
    return found
