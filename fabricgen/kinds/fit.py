"""Whether a size contradicts itself, and whether the proportions that follow from it stay within what was declared."""

from collections.abc import Iterator

from fabricgen.fabric import Shape
from fabricgen.findings import Finding
from fabricgen.intent.size import Size
from fabricgen.kinds.layout import Boxes

PORTS_MAX = 100_000_000
"""Switch ports that are laid out at most: 400 MB of columns, forty times the largest fat-tree of radix 128."""
COUNTED_OUT = ("pods", "leaves", "spines", "super_spines", "leaf_links", "spine_links")
WIDER = "take a model of larger radix, fewer parallel links, more planes or a third tier"


def contradictions(size: Size, boxes: Boxes) -> tuple[Finding, ...]:
    """What can't be meant together, before anything is sized."""
    found = [*_rails(size), *_third_tier(size, boxes)]
    if size.accelerators is not None:
        found += [_wished_and_counted(word) for word in COUNTED_OUT if word in size.model_fields_set]
    return tuple(found)


def _wished_and_counted(word: str) -> Finding:
    return Finding(
        "FG009",
        f"{word} is counted out, but accelerators is a wish from which it follows",
        path=("size", word),
        help=f"leave out {word}, or leave out accelerators and count all of it: leaves, spines and downlinks",
    )


def _rails(size: Size) -> Iterator[Finding]:
    if size.rails is None:
        if size.max_rails is not None:
            message = "max_rails keeps room for more rails, but rails is missing"
            yield Finding("FG008", message, path=("size", "max_rails"), help="add rails, or leave out max_rails")
        return
    if size.rails not in (1, size.nics_per_host):
        yield Finding(
            "FG106",
            f"{size.rails} rails for hosts of {size.nics_per_host} NICs",
            path=("size", "rails"),
            help="NIC i of a host goes to leaf i of its unit: give as many rails as nics_per_host, or leave out rails",
        )
    if size.max_rails is not None and size.rails > size.max_rails:
        yield _beyond_maximum("rails", size.rails, size.max_rails)


def _third_tier(size: Size, boxes: Boxes) -> Iterator[Finding]:
    if size.tiers == 3 and boxes.super_spine is None:
        message = "three tiers are asked for, but hardware.super-spine is missing"
        yield Finding("FG008", message, path=("size", "tiers"), help="add hardware.super-spine, or make it 2 tiers")


def miscounted(size: Size, boxes: Boxes, tiers: int) -> tuple[Finding, ...]:
    """What doesn't go together where everything is counted out."""
    return tuple(_miscounted(size, boxes, tiers))


def _miscounted(size: Size, boxes: Boxes, tiers: int) -> Iterator[Finding]:
    rails, path = size.rails or 1, ("size",)
    if tiers == 3 and boxes.super_spine is None:
        yield Finding("FG008", "super_spines are counted, but hardware.super-spine is missing", path=("hardware",))
    if tiers == 3 and not size.super_spines:
        yield Finding("FG008", "hardware.super-spine is given, but size.super_spines is missing", path=path)
    if size.tiers == 2 and tiers == 3:
        help_ = "leave out tiers, or leave out super_spines and hardware.super-spine"
        yield Finding("FG104", "2 tiers are asked for, and 3 are counted out", path=(*path, "tiers"), help=help_)
    if (size.pods or 1) > 1 and tiers == 2:
        help_ = "give hardware.super-spine and size.super_spines, or 1 pod"
        yield Finding("FG104", f"{size.pods} pods need super-spines between them", path=(*path, "pods"), help=help_)
    if (size.leaves or 0) % rails:
        help_ = "one leaf per rail and scalable unit: a multiple of rails"
        message = f"{size.leaves} leaves can't be dealt to {rails} rails"
        yield Finding("FG106", message, path=(*path, "leaves"), help=help_)
    if rails == 1 and (size.downlinks or 0) < size.nics_per_host:
        yield host_too_wide(size, size.downlinks or 0)


def host_too_wide(size: Size, down: int) -> Finding:
    return Finding(
        "FG104",
        f"a host has {size.nics_per_host} NICs, but a leaf only {down} host ports",
        path=("size", "nics_per_host"),
        help="wire by rails (size.rails), take a leaf of larger radix, or a lower oversubscription",
    )


def unfit(size: Size, shape: Shape) -> tuple[Finding, ...]:
    """What is beyond its limit: positions beyond the maxima, hosts beyond the slots, ports beyond all reason."""
    found = list(_beyond_maxima(size, shape))
    if size.nodes_installed is not None and size.nodes_installed > shape.host_slots:
        found.append(_too_many_hosts(size.nodes_installed, shape.host_slots))
    if not found and ports(shape) > PORTS_MAX:
        found.append(_too_large(ports(shape)))
    return tuple(found)


def _beyond_maxima(size: Size, shape: Shape) -> Iterator[Finding]:
    maxima = shape.maxima
    asked = (
        ("pods", shape.pods, maxima.pods),
        ("leaves", shape.leaves // shape.rails * shape.max_rails, maxima.leaves),
        ("spines", shape.spines, maxima.spines),
        ("super_spines", shape.super_spines, maxima.super_spines),
    )
    for name, count, limit in asked:
        if count > limit:
            counted = getattr(size, name) is not None
            yield _above(name, count, limit) if counted else _beyond_maximum(name, count, limit)


def _above(name: str, count: int, limit: int) -> Finding:
    return Finding(
        "FG104",
        f"{name} is {count}, but there is room for {limit}",
        path=("size", name),
        label=f"at most {limit}",
        help=f"the limit is max_{name}, or, where that is not declared, what the hardware has ports for: {WIDER}",
    )


def _beyond_maximum(name: str, count: int, limit: int) -> Finding:
    return Finding(
        "FG104",
        f"the fabric takes {count} {name.replace('_', '-')}, more than max_{name} keeps room for",
        path=("size", f"max_{name}"),
        label=f"room for {limit}",
        help=f"make max_{name} {count} or more, or ask for less",
    )


def _too_many_hosts(installed: int, slots: int) -> Finding:
    return Finding(
        "FG104",
        f"{installed} nodes are installed, but {slots} can be attached",
        path=("size", "nodes_installed"),
        label=f"at most {slots}",
        help="nodes_installed says how many of the cabled slots are in use: make the fabric larger, or install fewer",
    )


def ports(shape: Shape) -> int:
    """Logical ports of all switches."""
    maxima = shape.maxima
    leaves = shape.leaves * (shape.downlinks + shape.uplinks)
    spines = shape.spines * (maxima.leaves * shape.leaf_links + shape.spine_uplinks)
    tops = shape.spines * shape.spine_uplinks * maxima.pods
    return shape.planes * (shape.pods * (leaves + spines) + tops)


def _too_large(count: int) -> Finding:
    return Finding(
        "FG104",
        f"the fabric would have {count:,} switch ports, and {PORTS_MAX:,} is as many as are laid out",
        path=("size",),
        help="fewer planes, more oversubscription, or plan it in parts",
    )
