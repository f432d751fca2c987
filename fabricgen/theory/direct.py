"""Networks whose switches carry hosts and wires alike: torus and dragonfly (Kim et al., ISCA 2008). Counts only."""

from dataclasses import dataclass
from math import prod


@dataclass(frozen=True, slots=True)
class Torus:
    """`bisection` in links; None where the longest side is odd, for then no straight cut halves it."""

    nodes: int
    links: int
    degree: int
    diameter: int
    bisection: int | None


def torus(*sides: int) -> Torus:
    """A side of 2 has one link per pair, not two; a side of 1 has none. Raises ValueError without any node."""
    if not sides or min(sides) < 1:
        raise ValueError("a torus has at least one side, and each side at least one node")
    nodes, longest = prod(sides), max(sides)
    links = sum(nodes * min(side - 1, 2) // 2 for side in sides)
    degree = sum(min(side - 1, 2) for side in sides)
    cut = nodes // longest * min(longest - 1, 2)
    return Torus(nodes, links, degree, sum(side // 2 for side in sides), None if longest % 2 else cut)


@dataclass(frozen=True, slots=True)
class Dragonfly:
    """`balanced` when a = 2p = 2h: then no sort of link saturates before the others under uniform traffic."""

    groups: int
    routers: int
    endpoints: int
    radix: int
    local_links: int
    global_links: int
    balanced: bool


def dragonfly(hosts: int, routers: int, global_links: int, groups: int | None = None) -> Dragonfly:
    """Per router p hosts and h global links, per group a routers; as many groups as can be, unless fewer are given.

    Raises ValueError beyond a h + 1 groups: some pair would have no link.
    """
    limit = routers * global_links + 1
    count = limit if groups is None else groups
    if count > limit:
        raise ValueError(
            f"{count} groups asked for, but {routers} routers of {global_links} global links reach {limit}"
        )
    everywhere = routers * count
    return Dragonfly(
        groups=count,
        routers=everywhere,
        endpoints=hosts * everywhere,
        radix=hosts + routers - 1 + global_links,
        local_links=count * routers * (routers - 1) // 2,
        global_links=everywhere * global_links // 2,
        balanced=routers == 2 * hosts == 2 * global_links,
    )
