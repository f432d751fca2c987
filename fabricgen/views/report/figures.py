"""Capacity and lossless figures as tables of words: what is worked out for a plan, and what the switches are told."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fabricgen.device import Facts
from fabricgen.device.model import Profile, TrafficClass
from fabricgen.planning.plan import FabricPlan
from fabricgen.theory.ecmp import collisions

Row = tuple[str, ...]


class Table(NamedTuple):
    caption: str
    heads: Row
    rows: list[Row]

    def as_dict(self) -> dict[str, object]:
        return {"caption": self.caption, "heads": self.heads, "rows": self.rows}


def tables(plan: FabricPlan, tiers: Sequence[Facts]) -> list[Table]:
    """Those that have something to tell."""
    found = [*_capacity(plan), *_lossless(plan, tiers), _hashing(plan, tiers)]
    return [table for table in found if table.rows]


def _capacity(plan: FabricPlan) -> Iterator[Table]:
    attached = f"{plan.accelerators_attached:,} attached, room for {plan.accelerators_max:,}"
    yield Table("Size", ("What", "How many"), [
        ("accelerators", f"{plan.accelerators:,} ({attached})"), ("hosts", f"{plan.hosts:,}"),
        ("tiers", str(plan.tiers)), ("pods", str(plan.pods)), ("planes", str(plan.planes)), ("rails", str(plan.rails)),
    ])  # fmt: skip
    yield Table("Switches", ("Role", "Switches", "Ports used", "Spare", "Oversubscription"), [
        (row.role, f"{plan.switches[row.role]:,}", f"{row.used:,}", f"{row.spare:,}", _ratio(plan, row.role))
        for row in plan.ports
    ])  # fmt: skip
    yield Table("Cables", ("Layer", "Speed", "Links", "Cables"), [
        (layer.name, f"{layer.gbps}G", f"{layer.logical_links:,}", f"{layer.cables:,}") for layer in plan.layers
    ])  # fmt: skip
    yield Table("Equal-cost paths", ("From a leaf to a leaf of", "Paths"), [
        (name.replace("_", " ").replace("same", "the same").replace("other", "another"), f"{paths:,}")
        for name, paths in plan.ecmp_paths.items()
    ])  # fmt: skip
    yield Table("Capacity after failures", ("Failure", "Left between leaves"), [
        (row.failure, f"{row.percent:g} %") for row in plan.capacity
    ])  # fmt: skip


def _ratio(plan: FabricPlan, role: str) -> str:
    ratio = plan.oversubscription.get(role)
    return "" if ratio is None else f"{ratio:g}:1"


def _lossless(plan: FabricPlan, tiers: Sequence[Facts]) -> Iterator[Table]:
    yield Table("Worst-case PFC headroom", ("Role", "Chip", "Headroom", "Buffer", "Share"), [
        (chip.role, chip.asic, _bytes(chip.headroom_bytes), _bytes(chip.buffer_bytes),
         "" if chip.share_percent is None else f"{chip.share_percent:g} %")
        for chip in plan.chips if chip.headroom_bytes
    ])  # fmt: skip
    yield Table("PFC on a port", ("Ports", "Priorities", "Cable", "XOFF headroom", "XON below"), [
        (_ports(about, profile), ", ".join(map(str, profile.lossless_priorities)), f"{room.cable_metres} m",
         _bytes(room.xoff_bytes), _bytes(room.xon_bytes))
        for about, profile in _profiles(tiers) if (room := profile.headroom)
    ])  # fmt: skip
    yield Table("ECN marking", ("Ports", "Class", "From", "Always above", "Probability"), [
        (_ports(about, profile), queue.name, f"{_bytes(ecn.min_bytes)} ({ecn.min_us:g} us)",
         f"{_bytes(ecn.max_bytes)} ({ecn.max_us:g} us)", f"{ecn.probability:g} %")
        for about, profile in _profiles(tiers) for queue in profile.queues if (ecn := queue.ecn)
    ])  # fmt: skip
    yield Table(
        "Traffic classes",
        ("Class", "Priority", "DSCP", "Service"),
        [(row.name, str(row.number), _dscps(row), _service(row)) for row in tiers[0].lossless.classes],
    )


def _profiles(tiers: Sequence[Facts]) -> Iterator[tuple[Facts, Profile]]:
    for about in tiers:
        for profile in about.profiles:
            yield about, profile


def _ports(about: Facts, profile: Profile) -> str:
    facing = {"host": "to hosts", "down": "down", "up": "up"}[profile.facing]
    return f"{about.tier.role}, {facing}, {profile.gbps}G"


def _bytes(number: int | None) -> str:
    return "not known" if number is None else f"{number:,} B"


def _dscps(row: TrafficClass) -> str:
    return "all others" if row.default else ", ".join(map(str, row.dscps))


def _service(row: TrafficClass) -> str:
    share = "strict" if row.strict else f"{row.share} %"
    return f"{share}, lossless" if row.lossless else share


def _hashing(plan: FabricPlan, tiers: Sequence[Facts]) -> Table:
    """Where each flow keeps the path that its hash picks, one flow per accelerator."""
    shape = tiers[0].fabric.shape
    heads = ("Flows of a leaf", "Uplinks", "Expected on the busiest", "Idle", "Slowest flow gets")
    if tiers[0].adaptive is not None or not shape.uplinks:
        return Table("Hashing", heads, [])
    found = collisions(shape.downlinks, shape.uplinks)
    row = (str(shape.downlinks), str(shape.uplinks), f"{found.expected_max:.1f} flows", f"{100 * found.idle:.0f} %",
           f"{100 * found.slowest:.0f} % of a link")  # fmt: skip
    return Table(f"Hashing per flow, {plan.name}", heads, [row])


def words(profile: Profile) -> list[tuple[str, str]]:
    """What a port of that profile is told beyond its own addresses."""
    found = [("MTU", f"{profile.mtu:,} B")]
    if profile.headroom:
        found += [
            ("Lossless priorities", ", ".join(map(str, profile.lossless_priorities))),
            ("PFC headroom", _bytes(profile.headroom.xoff_bytes)),
        ]
    found += [(f"ECN, {queue.name}", f"{queue.ecn.min_bytes:,} to {queue.ecn.max_bytes:,} B")
              for queue in profile.queues if queue.ecn]  # fmt: skip
    return found
