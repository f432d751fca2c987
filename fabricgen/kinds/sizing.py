"""From a wish or from counts to the proportions of a Clos fabric; what can't be built is refused with the limit and
the ways out.
"""

from bisect import bisect_right
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from fabricgen.fabric import Maxima, Shape
from fabricgen.findings import Finding, RefusedError
from fabricgen.intent.size import Size
from fabricgen.kinds.fit import contradictions, host_too_wide, miscounted, unfit
from fabricgen.kinds.layout import Boxes, slots
from fabricgen.theory.sizing import spine_count

COUNTS = ("leaves", "spines", "downlinks")


class Radix(NamedTuple):
    """Ports that each role offers at the speeds in use; of a leaf the cage that each port is in."""

    name: str
    host_gbps: int
    uplink_gbps: int
    host_cages: tuple[int, ...]
    uplink_cages: tuple[int, ...]
    spine: int
    super_spine: int

    def uplinks(self, downlinks: int) -> int:
        """Uplinks that fit on a leaf beside its host ports: from the next free cage on."""
        used = self.host_cages[:downlinks][-1:] or (0,)
        return len(self.uplink_cages) - bisect_right(self.uplink_cages, used[0])

    @property
    def downlinks(self) -> int:
        return len(self.host_cages)


def shape(size: Size, boxes: Boxes) -> Shape:
    """The proportions that the intent asks for. Raises `RefusedError`."""
    findings = contradictions(size, boxes)
    if findings:
        raise RefusedError(findings)
    proportions = _sized(size, boxes, _radix(boxes))
    findings = unfit(size, proportions)
    if findings:
        raise RefusedError(findings)
    return proportions


def _sized(size: Size, boxes: Boxes, radix: Radix) -> Shape:
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
        name=boxes.leaf.name,
        host_gbps=boxes.host_gbps,
        uplink_gbps=boxes.uplink_gbps,
        host_cages=tuple(slot.cage for slot in slots(boxes.leaf, boxes.host_gbps)),
        uplink_cages=tuple(slot.cage for slot in slots(boxes.leaf, boxes.uplink_gbps)),
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
        raise RefusedError((host_too_wide(size, down),))
    wanted = ceil(accelerators / size.nics_per_host)
    hosts, units = size.nodes_installed or wanted, ceil(wanted / per_group)
    room = max(units * (size.max_rails or rails), size.max_leaves or 0 if (size.max_pods or 1) == 1 else 0)
    spines = spine_count(room, up, radix.spine) if size.tiers != 3 else None
    if spines is not None:
        return _two_tiers(size, radix, (down, up), units * rails, spines, hosts)
    if size.tiers == 2 or boxes.super_spine is None:
        raise RefusedError((_beyond_two(radix, room, up, down),))
    return _three_tiers(size, radix, (down, up), units, hosts)


def _two_tiers(size: Size, radix: Radix, split_: tuple[int, int], leaves: int, spines: int, hosts: int) -> Shape:
    down, up = split_
    links = up // spines
    maxima = Maxima(1, size.max_leaves or radix.spine // links, size.max_spines or spines, up, 0, 0)
    return _shape(size, 2, (1, leaves, down), (spines, links), (0, 1), hosts, maxima)


def _three_tiers(size: Size, radix: Radix, split_: tuple[int, int], units: int, hosts: int) -> Shape:
    """Spines half down, half up, one link from each leaf to each spine of its pod.

    Where pods are declared to be added, each but an only one is built full: a wish that grows then adds leaves at the
    end. Elsewhere the leaves are dealt out evenly.
    """
    (down, up), rails, half = split_, size.rails or 1, radix.spine // 2
    per_pod = min(size.max_leaves or half, half) // (size.max_rails or rails)
    if not per_pod:
        raise RefusedError((_no_pod(size, half),))
    pods = ceil(units / per_pod)
    supers = spine_count(max(pods, size.max_pods or 0), half, radix.super_spine)
    if supers is None:
        raise RefusedError((_beyond_three(size, radix, per_pod * rails, down),))
    links = half // supers
    maxima = Maxima(
        size.max_pods or radix.super_spine // links, size.max_leaves or half,
        size.max_spines or up, up, size.max_super_spines or supers, half,
    )  # fmt: skip
    in_pod = per_pod if size.max_pods and pods > 1 else ceil(units / pods)
    return _shape(size, 3, (pods, in_pod * rails, down), (up, 1), (supers, links), hosts, maxima)


def _counted(size: Size, boxes: Boxes, radix: Radix) -> Shape:
    leaves, spines, down = size.leaves or 0, size.spines or 0, size.downlinks or 0
    pods, supers = size.pods or 1, size.super_spines or 0
    tiers = 3 if supers or boxes.super_spine else 2
    findings = miscounted(size, boxes, tiers)
    if findings:
        raise RefusedError(findings)
    maxima = _maxima(size, radix, tiers)
    proportions = (supers, size.spine_links) if tiers == 3 else (0, 1)
    rails = size.rails or 1
    slots_ = pods * (leaves // rails) * (down if rails > 1 else down // size.nics_per_host)
    return _shape(
        size,
        tiers,
        (pods, leaves, down),
        (spines, size.leaf_links),
        proportions,
        size.nodes_installed or slots_,
        maxima,
    )


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
        f"a {radix.name} can't be split {ratio} between {radix.host_gbps}G hosts and {radix.uplink_gbps}G uplinks"
        + (f" with {size.downlinks} host ports" if size.downlinks else ""),
        path=("size", "oversubscription"),
        help="choose a ratio, a number of downlinks or a speed that the ports of the model can give exactly",
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


def _no_pod(size: Size, half: int) -> Finding:
    rails, room = size.max_rails or size.rails or 1, min(size.max_leaves or half, half)
    return Finding(
        "FG104",
        f"a pod of three tiers has room for {room} leaves, fewer than the {rails} of one scalable unit",
        path=("size", "rails") if size.rails else ("size", "accelerators"),
        help="half the ports of a spine face the leaves of its pod: take spines of larger radix",
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
