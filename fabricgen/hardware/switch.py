"""What the catalogue says of a switch: figures with their source, the chip, the front panel."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Confidence = Literal["A", "B", "C"]
"""A: the vendor's own file or manual, or two independent sources. B: one public source. C: hearsay."""
Depth = Literal["shallow", "deep", "none"]
"""shallow: on-chip memory only; deep: HBM or DRAM behind it; none: no switch chip."""
HeadroomModel = Literal["tomahawk5", "spectrum4", "jericho", "wire"]
"""Which formula gives the PFC headroom of a port; wire: the bytes in flight times the cell factor, no more."""
Queueing = Literal["output", "voq"]
"""output: shared memory with queues at the egress port; voq: virtual output queues at the ingress chip."""
Granularity = Literal["flowlet", "packet", "cell"]


class Figure(NamedTuple):
    """A number from the world outside, with where it is to be read."""

    value: int
    source: str
    confidence: Confidence


def sound(figure: Figure | None) -> int | None:
    """The number, if it may decide anything: unknown and hearsay (C) give None."""
    return figure.value if figure is not None and figure.confidence != "C" else None


class Balancing(NamedTuple):
    """Load balancing by load: what is moved, and at which port speeds in Gb/s (none named: at all)."""

    per: Granularity
    source: str
    confidence: Confidence
    gbps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asic:
    """`lossless_priorities` and `ecmp_width`: what public configurations use, not what the silicon could do."""

    name: str
    title: str
    family: str
    depth: Depth
    queueing: Queueing = "output"
    headroom_model: HeadroomModel = "wire"
    cell_bytes: Figure | None = None
    buffer_bytes: Figure | None = None
    lossless_priorities: Figure | None = None
    ecmp_width: Figure | None = None
    acl_entries: Figure | None = None
    """IPv4 entries of ingress access lists that its TCAM holds."""
    max_ports: Figure | None = None
    dynamic_load_balancing: tuple[Balancing, ...] = ()

    def balances(self, per: Granularity, gbps: int) -> bool:
        """False also where nothing better than hearsay says so."""
        return any(
            way.per == per and way.confidence != "C" and (not way.gbps or gbps in way.gbps)
            for way in self.dynamic_load_balancing
        )


class Breakout(NamedTuple):
    """A way to use a cage: so many ports, of so many Gb/s, each on so many electrical lanes."""

    parts: int
    gbps: int
    lanes: int


@dataclass(frozen=True, slots=True)
class Cages:
    """Front-panel cages of one sort, in panel order. No breakouts: one port per cage, at any speed."""

    count: int
    lanes: int
    lane_gbps: int | None
    breakouts: tuple[Breakout, ...]
    source: str
    confidence: Confidence


class Slot(NamedTuple):
    """Where a port is: cage from 1 in panel order, its first lane in the cage from 1, and how many lanes it takes."""

    cage: int
    lane: int
    lanes: int

    @property
    def part(self) -> int:
        """Which port of the cage it is, from 1."""
        return (self.lane - 1) // self.lanes + 1


class CardPort(NamedTuple):
    card: int
    port: int


class Chassis(NamedTuple):
    """A modular switch whose cards are alike; cards are numbered as the vendor numbers them."""

    cards: int
    first_card: int
    ports_per_card: int

    def place(self, cage: int) -> CardPort:
        """Card number and port from 1 on it, for a cage counted from 1 through the whole chassis."""
        card, port = divmod(cage - 1, self.ports_per_card)
        return CardPort(self.first_card + card, port + 1)


class SonicExtra(NamedTuple):
    """A port beside the fabric cages, as the box's own files name it."""

    name: str
    lane: int
    panel_index: int
    alias: str
    mode: str
    gbps: int


class Paused(NamedTuple):
    """What SONiC has lossless priority groups for: port speeds in Gb/s and cable lengths in metres, each with each."""

    gbps: tuple[int, ...]
    metres: tuple[int, ...]


NOTHING_PAUSED = Paused((), ())


class SonicBox(NamedTuple):
    """What SONiC's own files (port_config.ini, platform.json) say of a box.

    `lanes` holds the chip's number of the first lane of each cage, in panel order; the lanes of a cage follow on.
    `modes` are those that use a whole cage, exactly as spelled in platform.json.
    Aliases are patterns over cage, cage0 (from 0), lane, part (from 1) and letter.
    `paused` is what pg_profile_lookup.ini has rows for; speeds below 100G, which no fabric uses, left out.
    """

    hwsku: str
    platform: str
    vendor: Literal["broadcom", "mellanox"]
    cage_lanes: int
    lanes: tuple[int, ...]
    alias: str
    alias_part: str
    modes: tuple[str, ...]
    first_index: int = 1
    extras: tuple[SonicExtra, ...] = ()
    paused: Paused = NOTHING_PAUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchModel:
    """`cages` starts with the fabric cages; what follows serves management and is never part of the fabric."""

    name: str
    vendor: str
    title: str
    asic: Asic
    cages: tuple[Cages, ...]
    platforms: tuple[str, ...]
    sources: tuple[str, ...]
    chassis: Chassis | None = None
    sonic: SonicBox | None = None
    watts_typical: Figure | None = None
    watts_max: Figure | None = None
    virtual: bool = False

    @property
    def fabric(self) -> Cages:
        return self.cages[0]
