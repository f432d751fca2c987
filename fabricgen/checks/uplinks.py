"""How many links each switch has to each switch above it that it could have links to."""

from collections.abc import Mapping

from fabricgen.fabric import Fabric, Position, Tier

Uplinks = Mapping[int, Mapping[int, int]]
"""Links by lower and upper switch; 0 where both stand where a link is planned and none is."""


def uplinks(fabric: Fabric, tier: Tier) -> dict[int, dict[int, int]]:
    upper = fabric.tiers[tier.level + 1]
    found: dict[int, dict[int, int]] = {}
    for switch in range(tier.first, tier.first + tier.count):
        links = dict.fromkeys(_planned(tier, upper, switch), 0)
        first = tier.port(switch)
        for peer in fabric.peer[first + tier.down : first + tier.ports]:
            if peer >= 0:
                above = upper.first + (peer - upper.first_port) // upper.ports
                links[above] = links.get(above, 0) + 1
        found[switch] = links
    return found


def _planned(tier: Tier, upper: Tier, switch: int) -> range:
    """Upper switches of the same pod, or those that a spine of this position serves."""
    plane, block, number = tier.position(switch)
    first = upper.switch(Position(plane, number if upper.level == 2 else block, 0)) or 0
    return range(first, first + upper.per_block)
