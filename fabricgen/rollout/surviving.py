"""What OSPF should do with the links that are left. Every switch has the same map of them, so the ways of all move when
one link goes; with BGP a switch that loses a route takes it back, which its neighbours' tables tell.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from fabricgen.device import Facts
from fabricgen.rollout.cabling import End
from fabricgen.rollout.expected import expected
from fabricgen.rollout.paths import Routes, routes
from fabricgen.rollout.scene import Look


def looks_now(tiers: Sequence[Facts], looks: Sequence[Look]) -> tuple[Look, ...]:
    """The same looks, expecting the ways over the adjacencies that are up; those that nobody was asked about count."""
    gone = frozenset(_down(looks)) if tiers[0].latencies is not None else frozenset()
    if not gone:
        return tuple(looks)
    numbers = {name: switch for switch, name in enumerate(tiers[0].names)}
    ways = routes(tiers, frozenset(_lower_port(tiers, numbers[end.device], end.port) for end in gone))
    return tuple(_expecting(tiers, numbers[look.device], look, ways, gone) for look in looks)


def _expecting(tiers: Sequence[Facts], switch: int, look: Look, ways: Routes, gone: AbstractSet[End]) -> Look:
    own = frozenset(end.port for end in gone if end.device == look.device)
    return replace(look, expected=expected(tiers, switch, ways, own))


def _down(looks: Sequence[Look]) -> Iterator[End]:
    """Both ends of each adjacency of the underlay that one end doesn't have."""
    for look in looks:
        seen = look.observed.sessions if look.observed else None
        for session in look.expected.sessions if seen is not None else ():
            now = (seen or {}).get(session.key)
            if "ipv4" in session.families and (now is None or not now.up):
                yield End(look.device, session.port)
                yield End(session.peer_device, session.peer_port)


def _lower_port(tiers: Sequence[Facts], switch: int, name: str) -> int:
    """Number of the port at the lower end of the cable in that port."""
    about = next(about for about in reversed(tiers) if switch >= about.tier.first)
    index = about.port_names[about.tier.level].index(name)
    port = about.tier.port(switch, index)
    return port if index >= about.tier.down else about.fabric.peer[port]
