"""SR Linux's words for gateways: sets of communities, and which communities a session sends."""

from collections.abc import Iterator

from fabricgen.device import Device
from fabricgen.device.model import Accepted, Steering
from fabricgen.platforms.steering_terms import Marks, agreed_with, told

NOTHING = "0:[0]"
"""Of a set that replaces what there is by nothing: regular expressions aren't written to routes (Nokia's models)."""


def marks(steering: Steering) -> Iterator[Marks]:
    ways, origins = steering.ways, steering.origins
    yield Marks("AVOID", tuple(way.avoid for way in ways))
    yield Marks("GATEWAYS", tuple(mark for way in ways for mark in (way.prefer, way.avoid)))
    yield from (Marks(f"PREFER-{way.name}", (way.prefer,)) for way in ways)
    yield from (Marks(f"TIER-{one.name}", (one.community,)) for one in origins if one.prefix is not None)
    if steering.sessions:
        yield Marks("TIERS", tuple(origin.community for origin in origins))
    yield from (Marks(f"WAN-{wan.name}", (wan.community,)) for wan in steering.sessions)
    for name, members in (mark for wan in steering.sessions for mark in agreed_with(wan)):
        yield Marks(name, members or (NOTHING,))


def sent(device: Device) -> list[str]:
    """Types of communities that leave with routes."""
    return ["large", "standard"] if device.steering is not None and device.steering.large else ["standard"]


def lengths(accepted: Accepted) -> str:
    """A prefix alone, or with its parts."""
    return f"{accepted.prefix.partition('/')[2]}..{accepted.longest}" if accepted.longest else "exact"


FILTERS = (("lengths", lengths), ("marks", marks), ("sent", sent), ("told", told))
