"""Who is a boundary clock, and which ports may take time (IEEE 1588-2019).

Time runs from the grandmasters' ports up through their leaves and spines, and down from there to every host. Where the
best clock can be behind a port, the protocol decides; every other port only gives time (masterOnly, notSlave in
G.8275.1), so that no host can put its own clock into the fabric.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fabricgen.device.model import Clock
from fabricgen.fabric import UNUSED, Fabric, Tier
from fabricgen.intent import clock as words

TIMEOUT = 3
"""Announce intervals: the default of all four profiles."""


class Defaults(NamedTuple):
    """Of a profile; intervals are powers of two in seconds."""

    domain: int
    announce: int
    sync: int
    delay_request: int
    transport: str


PROFILES: Mapping[str, Defaults] = {
    "g8275.1": Defaults(24, -3, -4, -4, "ethernet"),
    "ieee1588": Defaults(0, 1, 0, 0, "ipv4"),
    "aes67": Defaults(127, 0, -3, -3, "ipv4"),
    "smpte2059-2": Defaults(127, -2, -4, -4, "ipv4"),
}
"""ITU-T G.8275.1 annex A; IEEE 1588-2019 I.3; AES-R16-2016 and SMPTE ST 2059-2, with the rates that Arista's designs
(AVD, ptp_profiles) give them.
"""


class Timing(NamedTuple):
    """`sources` are the leaves that grandmasters hang on with the names of their ports, `leading` all switches with a
    grandmaster below them.
    """

    clock: Clock
    sources: Mapping[int, str]
    leading: frozenset[int]


def timing(asked: words.Clock | None, fabric: Fabric, names: Sequence[str]) -> Timing | None:
    """None where the page has no clock. A source that isn't there is left to a check."""
    if asked is None:
        return None
    leaf = fabric.tiers[0]
    own = range(leaf.first, leaf.first + leaf.count)
    sources = {switch: asked.sources[names[switch]] for switch in own if names[switch] in asked.sources}
    return Timing(clock(asked), sources, leading(fabric, frozenset(sources)))


def clock(asked: words.Clock) -> Clock:
    usual, intervals = PROFILES[asked.profile], asked.intervals
    return Clock(
        profile=asked.profile,
        domain=_either(asked.domain, usual.domain),
        announce=_either(intervals.announce, usual.announce),
        timeout=TIMEOUT,
        sync=_either(intervals.sync, usual.sync),
        delay_request=_either(intervals.delay_request, usual.delay_request),
        transport="ethernet" if usual.transport == "ethernet" else "ipv4",
    )


def _either(asked: int | None, usual: int) -> int:
    return usual if asked is None else asked


def leading(fabric: Fabric, sources: frozenset[int]) -> frozenset[int]:
    """The sources and all switches above them."""
    found = level = sources
    for tier, above in zip(fabric.tiers, fabric.tiers[1:], strict=False):
        level = frozenset(far for switch in level for far in _above(fabric, tier, above, switch))
        found |= level
    return found


def _above(fabric: Fabric, tier: Tier, above: Tier, switch: int) -> set[int]:
    first = tier.port(switch)
    peers = (fabric.peer[port] for port in range(first + tier.down, first + tier.ports))
    return {_switch(above, peer) for peer in peers if peer >= above.first_port}


def _switch(tier: Tier, port: int) -> int:
    return tier.first + (port - tier.first_port) // tier.ports


def upstream(fabric: Fabric, tier: Tier, known: Timing, port_names: Sequence[str], switch: int) -> frozenset[str]:
    """Names of the ports of a switch that may take time."""
    first = tier.port(switch)
    below = fabric.tiers[tier.level - 1] if tier.level else None
    row = enumerate(fabric.peer[first : first + tier.ports])
    taking = {port_names[index] for index, peer in row if peer > UNUSED and _takes(tier, below, known, index, peer)}
    return frozenset(taking | ({known.sources[switch]} if switch in known.sources else set()))


def _takes(tier: Tier, below: Tier | None, known: Timing, index: int, peer: int) -> bool:
    """Every port up; of those down, the ones with a grandmaster somewhere below."""
    return index >= tier.down or (below is not None and _switch(below, peer) in known.leading)
