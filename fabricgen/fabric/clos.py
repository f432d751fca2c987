"""Wiring of a leaf-spine or leaf-spine-super-spine fabric: positions in, columns out."""

from array import array
from collections.abc import Callable
from itertools import product

from fabricgen.fabric.fabric import UNUSED, Fabric
from fabricgen.fabric.shape import Shape
from fabricgen.fabric.tier import Position, Role, Slot, Tier

Layout = Callable[[Role, int, int], tuple[Slot, ...]]
"""Port layout of a role that has so many ports down and so many up."""


def clos(shape: Shape, layout: Layout) -> Fabric:
    """Wire up: uplink `spine * links + n` of a leaf meets port `leaf * links + n` of that spine, and so on upwards.

    A new spine, leaf or pod takes the next port of its neighbours and moves none.
    """
    tiers = _tiers(shape, layout)
    last = tiers[-1]
    peer = array("i", [UNUSED]) * (last.first_port + last.count * last.ports)
    fabric = Fabric(shape, tiers, peer)
    _attach_hosts(fabric)
    _join_leaves(fabric)
    if shape.tiers == 3:
        _join_spines(fabric)
    return fabric


def _tiers(shape: Shape, layout: Layout) -> tuple[Tier, ...]:
    leaf_slots = layout("leaf", shape.downlinks, shape.uplinks)
    spine_down = shape.maxima.leaves * shape.leaf_links
    spine_slots = layout("spine", spine_down, shape.spine_uplinks)
    leaf = Tier(
        "leaf",
        0,
        shape.planes,
        shape.pods,
        shape.leaves,
        0,
        0,
        shape.downlinks,
        leaf_slots,
        shape.rails,
        shape.max_rails,
    )
    spine = Tier(
        "spine", 1, shape.planes, shape.pods, shape.spines, leaf.count, leaf.count * leaf.ports, spine_down, spine_slots
    )
    if shape.tiers == 2:
        return (leaf, spine)
    down = shape.maxima.pods * shape.spine_links
    slots = layout("super-spine", down, 0)
    first_port = spine.first_port + spine.count * spine.ports
    first = spine.first + spine.count
    return (
        leaf,
        spine,
        Tier("super-spine", 2, shape.planes, shape.spines, shape.super_spines, first, first_port, down, slots),
    )


def _attach_hosts(fabric: Fabric) -> None:
    """Fill host ports in order of position; NIC n of the fabric is noted as -2 - n."""
    shape, leaf = fabric.shape, fabric.tiers[0]
    used = shape.downlinks if shape.rails > 1 else shape.hosts_per_leaf * shape.nics_per_host
    for switch in range(leaf.first, leaf.first + leaf.count):
        ordinal = (switch - leaf.first) % (leaf.blocks * leaf.per_block)
        wanted = _nics_on(shape, ordinal, used)
        start = leaf.port(switch)
        number = -2 - (switch - leaf.first) * shape.downlinks
        fabric.peer[start : start + wanted] = array("i", range(number, number - wanted, -1))


def _nics_on(shape: Shape, leaf: int, used: int) -> int:
    """Host ports in use on the leaf-th leaf of a plane."""
    hosts_before = (leaf // shape.rails) * shape.hosts_per_leaf
    hosts = max(0, min(shape.hosts_per_leaf, shape.hosts - hosts_before))
    return min(used, hosts if shape.rails > 1 else hosts * shape.nics_per_host)


def _join_leaves(fabric: Fabric) -> None:
    shape, (leaf, spine) = fabric.shape, fabric.tiers[:2]
    for plane, pod in product(range(shape.planes), range(shape.pods)):
        first_leaf = leaf.first + (plane * shape.pods + pod) * shape.leaves
        first_spine = spine.first + (plane * shape.pods + pod) * shape.spines
        for switch in range(first_leaf, first_leaf + shape.leaves):
            index = leaf.position(switch).number
            for link in range(shape.leaf_links):
                lower = leaf.port(switch, leaf.down + link)
                upper = spine.port(first_spine, index * shape.leaf_links + link)
                _join(fabric.peer, lower, shape.leaf_links, upper, spine.ports, shape.spines)


def _join_spines(fabric: Fabric) -> None:
    shape, (_, spine, top) = fabric.shape, fabric.tiers
    for switch in range(spine.first, spine.first + spine.count):
        plane, pod, index = spine.position(switch)
        first_top = top.switch(Position(plane, index, 0)) or 0
        for link in range(shape.spine_links):
            lower = spine.port(switch, spine.down + link)
            upper = top.port(first_top, pod * shape.spine_links + link)
            _join(fabric.peer, lower, shape.spine_links, upper, top.ports, shape.super_spines)


def _join(peer: "array[int]", lower: int, lower_step: int, upper: int, upper_step: int, count: int) -> None:
    """Plug `count` cables between two evenly spaced rows of ports."""
    lowers = range(lower, lower + lower_step * count, lower_step)
    uppers = range(upper, upper + upper_step * count, upper_step)
    peer[lowers.start : lowers.stop : lower_step] = array("i", uppers)
    peer[uppers.start : uppers.stop : upper_step] = array("i", lowers)
