"""How many paths a switch may use at once, and how it tells flows apart."""

from fabricgen.device.model import Ecmp
from fabricgen.fabric import Role, Shape
from fabricgen.intent import Intent


def ecmp(intent: Intent, shape: Shape, role: Role, chip_width: int | None) -> Ecmp:
    hashing = intent.forwarding.hash
    width = intent.underlay.max_paths or min(needed_width(shape, role), chip_width or needed_width(shape, role))
    return Ecmp(hashing.seeds.role(role), width, hashing.queue_pair)


def needed_width(shape: Shape, role: Role) -> int:
    """As wide as the declared maxima can ever need, so that growth changes no switch."""
    maxima = shape.maxima
    ways = {
        "leaf": maxima.uplinks,
        "spine": max(maxima.spine_uplinks, shape.leaf_links),
        "super-spine": shape.spine_links,
    }
    return ways[role]
