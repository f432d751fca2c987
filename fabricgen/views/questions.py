"""What a person with a question gives: one type per formula, quantities in the unit of their name. None: not given."""

from typing import Literal, TypedDict

HeadroomModel = Literal["wire", "spectrum4", "tomahawk5", "jericho"]
Role = Literal["leaf", "spine", "super-spine"]


class HeadroomQuestion(TypedDict):
    """Cable in metres, speed in Gb/s, the rest in bytes."""

    speed: int
    cable: float
    mtu: int
    model: HeadroomModel
    cell: int
    ports: int
    priorities: int
    buffer: int | None


class EcnQuestion(TypedDict):
    """Thresholds and round trip in microseconds, speed in Gb/s, buffer in bytes."""

    min_us: float
    max_us: float
    speed: int
    buffer: int | None
    alpha: float
    rtt: float | None


class EcmpQuestion(TypedDict):
    """Collisions of flows on links; polarisation between two tiers; failures between a leaf and its spines."""

    flows: int | None
    links: int | None
    queue_pairs: int
    leaf_uplinks: int | None
    spine_uplinks: int | None
    spines: int | None
    parallel_links: int
    failed_links: int
    failed_spines: int


class LatencyQuestion(TypedDict):
    """One-way latencies of links in microseconds; `layers` of links between leaf and top."""

    links_us: tuple[float, ...]
    quantum_us: float | None
    layers: int


class AsnQuestion(TypedDict):
    """A position, each number from 0, and where the numbers begin."""

    region: int
    pod: int
    role: Role
    index: int
    first: int
