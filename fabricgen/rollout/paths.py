"""Which ways BGP takes through the fabric as it is cabled: position and ASNs in, next switches out.

Assumed: eBGP on every cable, AS paths of equal weight (multipath-relax), routes that went down never go up again
(RFC 7938, section 5.2.1), and loop detection as the intent sets it. Then the shortest AS path is the one with the
fewest switches, and a route from below is always shorter than one from above.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from fabricgen.device import Facts
from fabricgen.fabric import Fabric
from fabricgen.rollout import shortest

WORK_MAX = 2_000_000
"""Cables looked at, over all destinations: a few seconds. A larger fabric is judged by a sample of destinations."""
SAMPLE_MIN = 8


class Graph(NamedTuple):
    """By switch: the switches above it, and its ASN. `levels` holds the switches of each tier, lowest first.

    `forgiving` switches accept their own ASN in a path.
    """

    levels: tuple[range, ...]
    above: tuple[tuple[int, ...], ...]
    asns: tuple[int, ...]
    forgiving: frozenset[int]


class Route(NamedTuple):
    """The best routes of one switch to one destination. `through` are ASNs of any of them, `certain` of all."""

    distance: int
    towards: tuple[int, ...]
    through: frozenset[int]
    certain: frozenset[int]


Routes = Mapping[int, Mapping[int, tuple[int, ...]]]
"""Destination → switch → the switches it forwards to. What isn't certain isn't in it."""


def routes(tiers: Sequence[Facts], without: AbstractSet[int] = frozenset()) -> Routes:
    """To every switch, or to an evenly spaced sample of them when the fabric is large. OSPF may be asked what it does
    without the cables of some lower ports.
    """
    about = tiers[0]
    graph = graph_of(about.fabric, about.asns, frozenset(about.intent.underlay.allowas_in))
    if about.latencies is not None:
        around = shortest.web(tiers, about.latencies, without)
        return {switch: dict(shortest.towards(around, switch)) for switch in destinations(graph)}
    return {switch: dict(towards(graph, switch)) for switch in destinations(graph)}


def graph_of(fabric: Fabric, asns: tuple[int, ...], forgiving: frozenset[str]) -> Graph:
    levels = tuple(range(tier.first, tier.first + tier.count) for tier in fabric.tiers)
    above = tuple(tuple(sorted(set(_above(fabric, switch)))) for switch in range(fabric.switches))
    trusting = [level for tier, level in zip(fabric.tiers, levels, strict=True) if tier.role in forgiving]
    return Graph(levels, above, asns, frozenset(switch for level in trusting for switch in level))


def destinations(graph: Graph) -> Iterator[int]:
    cables = sum(map(len, graph.above)) or 1
    most = max(WORK_MAX // cables, SAMPLE_MIN)
    every = -(-len(graph.above) // most)
    return iter(range(0, len(graph.above), every))


def towards(graph: Graph, destination: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each switch that has a route, and the switches it forwards to."""
    known = _upwards(graph, destination)
    unsure: set[int] = set()
    for level in reversed(graph.levels):
        for switch in level:
            if switch not in known:
                _listen(graph, switch, known, unsure)
    return ((switch, route.towards) for switch, route in known.items() if route.towards)


def _above(fabric: Fabric, switch: int) -> Iterator[int]:
    tier = fabric.tier_of(switch)
    beyond = tier.first_port + tier.count * tier.ports
    for port in fabric.ports(switch):
        if fabric.peer[port] >= beyond:
            yield fabric.end(fabric.peer[port]).switch


def _upwards(graph: Graph, destination: int) -> dict[int, Route]:
    """All that hear of it from below."""
    own = frozenset({graph.asns[destination]})
    known = {destination: Route(0, (), own, own)}
    speaking: Iterable[int] = (destination,)
    while speaking:
        heard: dict[int, list[int]] = {}
        for lower in speaking:
            for upper in graph.above[lower]:
                heard.setdefault(upper, []).append(lower)
        known |= {upper: _learnt(graph, upper, lowers, known) for upper, lowers in heard.items()}
        speaking = heard
    return known


def _listen(graph: Graph, switch: int, known: dict[int, Route], unsure: set[int]) -> None:
    """A switch learns from those above, unless its own ASN is in the path.

    Which of several equal paths an upper switch passes on can't be known: where that decides, nothing is expected.
    """
    uppers = [upper for upper in graph.above[switch] if upper in known]
    own = graph.asns[switch]
    if switch not in graph.forgiving:
        if any(own in known[upper].through - known[upper].certain for upper in uppers):
            unsure.add(switch)
        uppers = [upper for upper in uppers if own not in known[upper].through]
    if switch in unsure or any(upper in unsure for upper in graph.above[switch]):
        unsure.add(switch)
    elif uppers:
        nearest = min(known[upper].distance for upper in uppers)
        known[switch] = _learnt(graph, switch, [upper for upper in uppers if known[upper].distance == nearest], known)


def _learnt(graph: Graph, switch: int, speakers: list[int], known: Mapping[int, Route]) -> Route:
    own = graph.asns[switch]
    through = {known[speaker].through for speaker in speakers}
    certain = {known[speaker].certain for speaker in speakers}
    return Route(
        distance=known[speakers[0]].distance + 1,
        towards=tuple(speakers),
        through=frozenset.union(*through) | {own},
        certain=frozenset.intersection(*certain) | {own},
    )
