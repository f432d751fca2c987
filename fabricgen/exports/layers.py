"""The layers of cabling: how long, what carries it, how many links, cables and cages."""

from typing import NamedTuple

from fabricgen.device import Facts
from fabricgen.device.facts import cable_metres
from fabricgen.exports.media import KINDS, Kind, Medium, medium
from fabricgen.exports.subject import Subject
from fabricgen.fabric import UNUSED, Fabric, Tier
from fabricgen.planning import plan

FIBRE = KINDS[1:]


class Side(NamedTuple):
    """One end of a layer. `parts` is how many ports share a cage, `cages` how many of those are in use."""

    role: str
    lanes: int
    parts: int
    cages: int


class Layer(NamedTuple):
    """`links` are ports joined to ports; links that share a cage at both ends share one of the `cables`.

    `metres` is the declared length of the layer's longest cable, None where none is declared; then `medium` is None
    too, as it is where the standard has nothing for that speed and length.
    """

    name: str
    gbps: int
    metres: float | None
    medium: Medium | None
    links: int
    cables: int
    lower: Side
    upper: Side


def layers(what: Subject) -> tuple[Layer, ...]:
    """Hosts first."""
    fabric, intent = what.blueprint.fabric, what.blueprint.intent
    unlike = fabric.shape.planes * fabric.shape.pods if intent.cabling.existing else 1
    counted = plan.layers(fabric, unlike)
    return (_hosts(what, counted[0]), *map(_between, what.tiers, what.tiers[1:], counted[1:]))


def _hosts(what: Subject, counted: plan.Layer) -> Layer:
    """Nobody here knows the lanes of a NIC: they are taken to be those of the port that it is plugged into. With
    several planes it has a port in each, behind one cage.
    """
    about = what.tiers[0]
    down = _side(about.fabric, about.tier, range(about.tier.down))
    nic = Side("host", down.lanes, about.fabric.shape.planes, counted.cables)
    metres = cable_metres(about.intent, 0, "host")
    return _layer(counted, metres, nic, down, _kinds((about,), crossed=nic.parts > 1 and down.parts > 1))


def _between(below: Facts, above: Facts, counted: plan.Layer) -> Layer:
    metres = cable_metres(below.intent, below.tier.level, "up")
    lower = _side(below.fabric, below.tier, range(below.tier.down, below.tier.ports))
    upper = _side(above.fabric, above.tier, range(above.tier.down))
    parts = min(lower.parts, upper.parts)
    crossed = parts > 1 and counted.cables * parts > counted.logical_links
    return _layer(counted, metres, lower, upper, _kinds((below, above), crossed=crossed))


def _kinds(around: tuple[Facts, ...], *, crossed: bool) -> tuple[Kind, ...]:
    """None where ports are virtual; a copper cable is split at one end at the most, so crossed cages need fibre."""
    if any(about.model.virtual for about in around):
        return ()
    return FIBRE if crossed else KINDS


def _layer(counted: plan.Layer, metres: float | None, lower: Side, upper: Side, kinds: tuple[Kind, ...]) -> Layer:
    lanes = (lower.lanes, upper.lanes)
    carrier = None if metres is None else medium(counted.gbps, lanes, metres, kinds)
    return Layer(counted.name, counted.gbps, metres, carrier, counted.logical_links, counted.cables, lower, upper)


def _side(fabric: Fabric, tier: Tier, indexes: range) -> Side:
    slots = tier.slots[indexes.start : indexes.stop]
    sizes = [sum(other.cage == slot.cage for other in slots) for slot in slots[:1]]
    return Side(tier.role, slots[0].lanes, sizes[0], _cages(fabric, tier, indexes))


def _cages(fabric: Fabric, tier: Tier, indexes: range) -> int:
    """Cages with something plugged in, of all switches of a tier."""
    numbers = [slot.cage for slot in tier.slots[indexes.start : indexes.stop]]
    found = 0
    for switch in range(tier.first, tier.first + tier.count):
        first = tier.port(switch)
        row = fabric.peer[first + indexes.start : first + indexes.stop]
        found += len({cage for cage, peer in zip(numbers, row, strict=True) if peer != UNUSED})
    return found
