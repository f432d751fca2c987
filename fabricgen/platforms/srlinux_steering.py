"""SR Linux's words for gateways: sets of communities, and which communities a session sends."""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.model import Accepted, Origin, Steering, WanSession

NOTHING = "0:[0]"
"""Of a set that replaces what there is by nothing: regular expressions aren't written to routes (Nokia's models)."""


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
    for wan in steering.sessions:
        yield from _agreed(wan)


def _agreed(wan: WanSession) -> Iterator[Marks]:
    """What stands on the link, and what it becomes."""
    if wan.translation is None:
        return
    for row in wan.translation.received:
        yield Marks(f"WAN-{wan.name}-MARKED-{row.name}", (row.theirs,))
        yield Marks(f"WAN-{wan.name}-MEANS-{row.name}", row.marks)
    yield from (Marks(f"WAN-{wan.name}-TELLS-{row.name}", row.marks) for row in wan.translation.sent)
    yield Marks(f"WAN-{wan.name}-TELLS", wan.translation.others or (NOTHING,))


def told(origin: Origin, wan: WanSession) -> str:
    """The set of communities that a tier of this leaf is announced with; empty for none."""
    if wan.translation is None:
        return f"TIER-{origin.name}"
    if any(row.name == origin.name for row in wan.translation.sent):
        return f"WAN-{wan.name}-TELLS-{origin.name}"
    return f"WAN-{wan.name}-TELLS" if wan.translation.others else ""


def sent(device: Device) -> list[str]:
    """Types of communities that leave with routes."""
    return ["large", "standard"] if device.steering is not None and device.steering.large else ["standard"]


def lengths(accepted: Accepted) -> str:
    """A prefix alone, or with its parts."""
    return f"{accepted.prefix.partition('/')[2]}..{accepted.longest}" if accepted.longest else "exact"


FILTERS = (("lengths", lengths), ("marks", marks), ("sent", sent), ("told", told))
