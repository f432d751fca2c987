"""From a wish or from counts to the proportions of a Clos fabric; what can't be built is refused with the limit and
the ways out.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from fabricgen.fabric import Maxima, Shape
from fabricgen.findings import Finding, RefusedError
from fabricgen.hardware import SwitchModel
from fabricgen.intent.size import Size
from fabricgen.kinds.layout import Boxes, next_cage, slots
from fabricgen.theory.sizing import spine_count

COUNTS = ("leaves", "spines", "downlinks")


@dataclass(frozen=True, slots=True)
class Radix:
    """Ports that each role offers at the speeds in use."""

    leaf: SwitchModel
    host_gbps: int
    uplink_gbps: int
    spine: int
    super_spine: int

    def uplinks(self, downlinks: int) -> int:
        """Uplinks that fit on a leaf beside its host ports."""
        return len(slots(self.leaf, self.uplink_gbps, next_cage(slots(self.leaf, self.host_gbps)[:downlinks])))

    @property
    def downlinks(self) -> int:
        return len(slots(self.leaf, self.host_gbps))


def shape(size: Size, boxes: Boxes) -> Shape:
    """The proportions that the intent asks for. Raises `RefusedError`."""
    radix = _radix(boxes)
    if size.accelerators is not None:
        return _wish(size, boxes, radix, size.accelerators)
    missing = [name for name in COUNTS if getattr(size, name) is None]
    if missing:
        raise RefusedError((_neither(missing),))
    return _counted(size, boxes, radix)


def _neither(missing: list[str]) -> Finding:
    return Finding(
        "FG008",
        f"the size is neither wished for nor counted out: {', '.join(missing)} missing",
        path=("size",),
        help="give accelerators, or give leaves, spines and downlinks (and pods and super_spines for three tiers)",
    )


def _radix(boxes: Boxes) -> Radix:
    top = boxes.super_spine
    return Radix(
        leaf=boxes.leaf,
        host_gbps=boxes.host_gbps,
        uplink_gbps=boxes.uplink_gbps,
        spine=len(slots(boxes.spine, boxes.uplink_gbps)),
        super_spine=len(slots(top, boxes.uplink_gbps)) if top else 0,
    )


def split(radix: Radix, ratio: Fraction, downlinks: int | None) -> tuple[int, int]:
    """Ports of a leaf down and up for an exact ratio of bandwidth, the largest that fit; (0, 0) when none do."""
    per_uplink = ratio * radix.uplink_gbps / radix.host_gbps
    if downlinks is not None:
        up = Fraction(downlinks) / per_uplink
        return (downlinks, int(up)) if up.denominator == 1 and 0 < up <= radix.uplinks(downlinks) else (0, 0)
    for uplinks in range(radix.uplinks(0), 0, -1):
        down = uplinks * per_uplink
        if down.denominator == 1 and 0 < down <= radix.downlinks and uplinks <= radix.uplinks(int(down)):
            return int(down), uplinks
    return 0, 0


def _wish(size: Size, boxes: Boxes, radix: Radix, accelerators: int) -> Shape:
    down, up = split(radix, size.oversubscription.fraction, size.downlinks)
    if not down:
        raise RefusedError((_no_split(size, radix),))
    rails = size.rails or 1
    per_group = down if rails > 1 else down // size.nics_per_host
    if not per_group:
        raise RefusedError((_host_too_wide(size, down),))
    wanted = ceil(accelerators / size.nics_per_host)
    leaves = max(ceil(wanted / per_group) * rails, size.max_leaves or 0 if (size.max_pods or 1) == 1 else 0)
    hosts = min(size.nodes_installed or wanted, wanted)
    spines = spine_count(leaves, up, radix.spine) if size.tiers != 3 else None
    if spines is not None:
        built = ceil(wanted / per_group) * rails
        return _two_tiers(size, radix, (down, up), built, spines, hosts)
    if size.tiers == 2 or boxes.super_spine is None:
        raise RefusedError((_beyond_two(radix, leaves, up, down),))
    return _three_tiers(size, radix, (down, up), ceil(wanted / per_group) * rails, hosts)


def _two_tiers(size: Size, radix: Radix, split_: tuple[int, int], leaves: int, spines: int, hosts: int) -> Shape:
    down, up = split_
    links = up // spines
    maxima = Maxima(1, size.max_leaves or radix.spine // links, spines, up, 0, 0)
    return _shape(size, 2, (1, leaves, down), (spines, links), (0, 1), hosts, maxima)


def _three_tiers(size: Size, radix: Radix, split_: tuple[int, int], leaves: int, hosts: int) -> Shape:
    """Spines half down, half up, one link from each leaf to each spine of its pod."""
    (down, up), rails = split_, size.rails or 1
    half = radix.spine // 2
    per_pod = half // rails * rails
    pods = ceil(leaves / per_pod) if per_pod else 0
    room = max(pods, size.max_pods or 0)
    supers = spine_count(room, half, radix.super_spine) if pods else None
    if supers is None:
        raise RefusedError((_beyond_three(size, radix, per_pod, down),))
    in_pod = ceil(leaves / pods / rails) * rails
    maxima = Maxima(
        size.max_pods or radix.super_spine // (half // supers), size.max_leaves or half, up, up, supers, half
    )
    return _shape(size, 3, (pods, in_pod, down), (up, 1), (supers, half // supers), hosts, maxima)


def _counted(size: Size, boxes: Boxes, radix: Radix) -> Shape:
    leaves, spines, down = size.leaves or 0, size.spines or 0, size.downlinks or 0
    pods, supers = size.pods or 1, size.super_spines or 0
    tiers = 3 if supers or boxes.super_spine else 2
    findings = _miscounted(size, boxes, tiers)
    if findings:
        raise RefusedError(findings)
    maxima = _maxima(size, radix, tiers)
    _within(size, maxima)
    proportions = (supers, size.spine_links) if tiers == 3 else (0, 1)
    rails = size.rails or 1
    slots_ = pods * (leaves // rails) * (down if rails > 1 else down // size.nics_per_host)
    hosts = min(size.nodes_installed or slots_, slots_)
    return _shape(size, tiers, (pods, leaves, down), (spines, size.leaf_links), proportions, hosts, maxima)


def _maxima(size: Size, radix: Radix, tiers: int) -> Maxima:
    """Declared, or as much as the hardware holds: never from a count."""
    down = radix.spine if tiers == 2 else radix.spine // 2
    leaves = size.max_leaves or max(down // size.leaf_links, 1)
    spines = size.max_spines or max(radix.uplinks(size.downlinks or 0) // size.leaf_links, 1)
    supers = 0
    if tiers == 3:
        supers = size.max_super_spines or max((radix.spine - leaves * size.leaf_links) // size.spine_links, 1)
    pods = size.max_pods or (1 if tiers == 2 else max(radix.super_spine // size.spine_links, 1))
    return Maxima(pods, leaves, spines, spines * size.leaf_links, supers, supers * size.spine_links)


def _within(size: Size, maxima: Maxima) -> None:
    rails, room = size.rails or 1, size.max_rails or size.rails or 1
    positions = (size.leaves or 0) // rails * room
    asked = (
        ("pods", size.pods or 1, maxima.pods),
        ("leaves", positions, maxima.leaves),
        ("spines", size.spines or 0, maxima.spines),
        ("super_spines", size.super_spines or 0, maxima.super_spines),
    )
    findings = tuple(_above(name, count, limit) for name, count, limit in asked if count > limit)
    if findings:
        raise RefusedError(findings)


def _above(name: str, count: int, limit: int) -> Finding:
    return Finding(
        "FG104",
        f"{name} is {count}, but there is room for {limit}",
        path=("size", name),
        label=f"at most {limit}",
        help=f"the limit is max_{name}, or, where that is not declared, what the hardware has ports for: "
        "take a model of larger radix, fewer parallel links, more planes or a third tier",
    )


def _miscounted(size: Size, boxes: Boxes, tiers: int) -> tuple[Finding, ...]:
    rails = size.rails or 1
    found = []
    if tiers == 3 and boxes.super_spine is None:
        found.append(
            Finding("FG008", "super_spines are counted, but hardware.super-spine is missing", path=("hardware",))
        )
    if tiers == 3 and not size.super_spines:
        found.append(
            Finding("FG008", "hardware.super-spine is given, but size.super_spines is missing", path=("size",))
        )
    if (size.pods or 1) > 1 and tiers == 2:
        message = f"{size.pods} pods need super-spines between them"
        found.append(
            Finding(
                "FG104",
                message,
                path=("size", "pods"),
                help="give hardware.super-spine and size.super_spines, or 1 pod",
            )
        )
    if (size.leaves or 0) % rails:
        message = f"{size.leaves} leaves can't be dealt to {rails} rails"
        found.append(
            Finding(
                "FG106",
                message,
                path=("size", "leaves"),
                help="one leaf per rail and scalable unit: a multiple of rails",
            )
        )
    if rails == 1 and (size.downlinks or 0) < size.nics_per_host:
        found.append(_host_too_wide(size, size.downlinks or 0))
    return tuple(found)


def _shape(
    size: Size,
    tiers: int,
    leaf: tuple[int, int, int],
    spine: tuple[int, int],
    top: tuple[int, int],
    hosts: int,
    maxima: Maxima,
) -> Shape:
    (pods, leaves, downlinks), (spines, leaf_links), (super_spines, spine_links) = leaf, spine, top
    rails = size.rails or 1
    return Shape(
        tiers=tiers, planes=size.planes, pods=pods, leaves=leaves,
        rails=rails, max_rails=max(size.max_rails or rails, rails),
        downlinks=downlinks, spines=spines, leaf_links=leaf_links, super_spines=super_spines, spine_links=spine_links,
        hosts=hosts, nics_per_host=size.nics_per_host, maxima=maxima,
    )  # fmt: skip


def _no_split(size: Size, radix: Radix) -> Finding:
    ratio = size.oversubscription
    return Finding(
        "FG104",
        f"a {radix.leaf.name} can't be split {ratio} between {radix.host_gbps}G hosts and {radix.uplink_gbps}G uplinks"
        + (f" with {size.downlinks} host ports" if size.downlinks else ""),
        path=("size", "oversubscription"),
        help="choose a ratio, a number of downlinks or a speed that the ports of the model can give exactly",
    )


def _host_too_wide(size: Size, down: int) -> Finding:
    return Finding(
        "FG104",
        f"a host has {size.nics_per_host} NICs, but a leaf only {down} host ports",
        path=("size", "nics_per_host"),
        help="wire by rails (size.rails), take a leaf of larger radix, or a lower oversubscription",
    )


def _beyond_two(radix: Radix, leaves: int, up: int, down: int) -> Finding:
    limit = radix.spine * down
    return Finding(
        "FG104",
        f"{leaves} leaves with {up} uplinks each can't meet spines of {radix.spine} ports evenly: "
        f"two tiers hold {limit:,} accelerators at this ratio",
        path=("size", "accelerators"),
        label=f"at most {limit:,} in two tiers",
        help="add hardware.super-spine for a third tier, take spines of larger radix, more planes, "
        "or more oversubscription",
    )


def _beyond_three(size: Size, radix: Radix, per_pod: int, down: int) -> Finding:
    limit = radix.super_spine * per_pod * down
    return Finding(
        "FG104",
        f"{size.accelerators:,} accelerators don't fit three tiers of this hardware: they hold {limit:,} at this ratio",
        path=("size", "accelerators"),
        label=f"at most {limit:,} in three tiers",
        help="take switches of larger radix, more planes (each NIC port at a part of the speed), "
        "or more oversubscription",
    )
