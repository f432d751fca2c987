"""How far apart the switches of a fabric are, one way, and what of that is a cost of 1."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import NamedTuple

from fabricgen.fabric import Fabric
from fabricgen.intent import Intent
from fabricgen.intent.ospf import LinkLatency
from fabricgen.theory.latency import DETOUR, cost, fibre_us, quantum


class Pair(NamedTuple):
    """Links between switches of two sets; `row` of the page's list."""

    row: int
    some: frozenset[int]
    others: frozenset[int]
    us: float

    def fits(self, lower: int, upper: int) -> bool:
        return (lower in self.some and upper in self.others) or (lower in self.others and upper in self.some)


class Apart(NamedTuple):
    """One-way latency of a link, and where the page or the cabling file says so; None where nobody does."""

    us: float | None
    path: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Latencies:
    """`layers` by the level of the lower switch; `cables` by lower port. `quantum_us` is what a cost of 1 stands for,
    `chosen` if the page doesn't say. `longest_path_us` leads up through the longest link of each layer, and down.
    """

    layers: tuple[Apart, ...]
    pairs: tuple[Pair, ...]
    cables: Mapping[int, float]
    quantum_us: float
    chosen: bool
    longest_path_us: float

    def apart(self, level: int, lower: int, upper: int, port: int) -> Apart:
        """`port` is the lower one of the link; the nearest word counts."""
        if (us := self.cables.get(port)) is not None:
            return Apart(us, ("cabling", "existing"))
        found = next((pair for pair in reversed(self.pairs) if pair.fits(lower, upper)), None)
        return Apart(found.us, ("underlay", "ospf", "links", found.row)) if found else self.layers[level]

    def cost(self, us: float | None) -> int:
        """A link of which nobody says how long it is costs 1; a check refuses it."""
        return 1 if us is None else cost(us, self.quantum_us).value

    def leaving(self, level: int, us: float | None) -> int:
        """Cost at the lower switch of a link: a leaf adds what keeps others from passing through it."""
        return self.cost(us) + (DETOUR if level == 0 else 0)

    def in_layer(self, fabric: Fabric, level: int, pair: Pair) -> bool:
        """Whether any cable of the layer is the pair's."""
        return _cabled(fabric, level, pair)

    def told(self) -> tuple[float, ...]:
        """Every latency that anyone writes down, ascending."""
        known = {apart.us for apart in self.layers if apart.us is not None}
        return tuple(sorted(known | {pair.us for pair in self.pairs} | set(self.cables.values())))


def latencies(intent: Intent, fabric: Fabric, names: tuple[str, ...]) -> Latencies | None:
    """None unless the underlay is OSPF."""
    if intent.underlay.routing != "ospf":
        return None
    layers = tuple(_layers(intent))[: len(fabric.tiers) - 1]
    pairs = tuple(_pairs(intent.underlay.ospf.links, names))
    longest = 2 * sum(_longest(fabric, level, layer, pairs) for level, layer in enumerate(layers))
    found = Latencies(layers, pairs, fabric.latency_us, 1.0, chosen=True, longest_path_us=longest)
    given, told = intent.underlay.ospf.quantum, found.told()
    step = given or (quantum(told, longest) if told else found.quantum_us)
    return Latencies(layers, pairs, fabric.latency_us, step, chosen=given is None, longest_path_us=longest)


def _layers(intent: Intent) -> Iterator[Apart]:
    """What was measured counts before the length of the cables."""
    cabling, measured = intent.cabling, intent.underlay.ospf.latency
    for field, metres, us in (
        ("leaf-spine", cabling.leaf_spine, measured.leaf_spine),
        ("spine-super-spine", cabling.spine_super_spine, measured.spine_super_spine),
    ):
        if us is not None:
            yield Apart(us, ("underlay", "ospf", "latency", field))
        else:
            yield Apart(None if metres is None else fibre_us(metres / 1000), ("cabling", field))


def _pairs(links: tuple[LinkLatency, ...], names: tuple[str, ...]) -> Iterator[Pair]:
    """What several links select, such as all spines, is one set for all of them."""
    selects = {select for link in links for select in link.between}
    meant = {
        select: frozenset(switch for switch, name in enumerate(names) if fnmatchcase(name, select))
        for select in selects
    }
    for row, link in enumerate(links):
        some, others = (meant[select] for select in link.between)
        yield Pair(row, some, others, link.latency if link.latency is not None else fibre_us((link.length or 0) / 1000))


def _longest(fabric: Fabric, level: int, layer: Apart, pairs: tuple[Pair, ...]) -> float:
    tier = fabric.tiers[level]
    named = (pair.us for pair in pairs if _cabled(fabric, level, pair))
    ports = range(tier.first_port, tier.first_port + tier.count * tier.ports)
    laid = (us for port, us in fabric.latency_us.items() if port in ports)
    return max((*named, *laid, layer.us or 0.0))


def _cabled(fabric: Fabric, level: int, pair: Pair) -> bool:
    """Whether any cable of the layer is the pair's. Looked for at the end where fewer switches are meant: the other one
    may be everybody's.
    """
    near, far = sorted((pair.some, pair.others), key=len)
    lower, upper = fabric.tiers[level : level + 2]
    for tier, other in ((lower, upper), (upper, lower)):
        ends = range(other.first_port, other.first_port + other.count * other.ports)
        switches = (switch for switch in near if tier.first <= switch < tier.first + tier.count)
        peers = (fabric.peer[port] for switch in switches for port in fabric.ports(switch))
        if any(peer in ends and fabric.end(peer).switch in far for peer in peers):
            return True
    return False
