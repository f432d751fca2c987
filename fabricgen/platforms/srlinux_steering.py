"""SR Linux's words for gateways: sets of communities, and which communities a session sends."""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.model import Accepted, Steering


class Marks(NamedTuple):
    """A community-set."""

    name: str
    members: tuple[str, ...]


def marks(steering: Steering) -> Iterator[Marks]:
    ways, origins = steering.ways, steering.origins
    yield Marks("AVOID", tuple(way.avoid for way in ways))
    yield Marks("GATEWAYS", tuple(mark for way in ways for mark in (way.prefer, way.avoid)))
    yield from (Marks(f"PREFER-{way.name}", (way.prefer,)) for way in ways)
    yield from (Marks(f"TIER-{one.name}", (one.community,)) for one in origins if one.prefix is not None)
    if steering.sessions:
        yield Marks("TIERS", tuple(origin.community for origin in origins))
    yield from (Marks(f"WAN-{wan.name}", (wan.community,)) for wan in steering.sessions)


def sent(device: Device) -> list[str]:
    """Types of communities that leave with routes."""
    return ["large", "standard"] if device.steering is not None and device.steering.large else ["standard"]


def lengths(accepted: Accepted) -> str:
    """A prefix alone, or with its parts."""
    return f"{accepted.prefix.partition('/')[2]}..{accepted.longest}" if accepted.longest else "exact"


FILTERS = (("lengths", lengths), ("marks", marks), ("sent", sent))
