"""The whole fabric as columns of integers: which port faces which."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from fabricgen.fabric.shape import Shape
from fabricgen.fabric.tier import Position, Role, Tier

UNUSED = -1


class End(NamedTuple):
    """One end of a cable: the tier, the switch, and which of its slots."""

    tier: Tier
    switch: int
    slot: int


class HostEnd(NamedTuple):
    """A host by the position of the leaf (or, with rails, the scalable unit) that it hangs on, and its NIC."""

    block: int
    group: int
    slot: int
    nic: int
    plane: int


class Cable(NamedTuple):
    """The lower port and the one it faces."""

    lower: int
    upper: int


@dataclass(frozen=True, slots=True)
class Fabric:
    """`peer[port]` is the port at the other end, -1 where nothing is plugged in, and -2 - n for host NIC n.

    `latency_us` is by the lower port of a cable: one way, where the cabling file says it.
    """

    shape: Shape
    tiers: tuple[Tier, ...]
    peer: "array[int]"
    latency_us: Mapping[int, float] = field(default_factory=dict)

    @property
    def switches(self) -> int:
        return sum(tier.count for tier in self.tiers)

    def tier_of(self, switch: int) -> Tier:
        return next(tier for tier in reversed(self.tiers) if switch >= tier.first)

    def tier(self, role: Role) -> Tier | None:
        return next((tier for tier in self.tiers if tier.role == role), None)

    def position(self, switch: int) -> Position:
        return self.tier_of(switch).position(switch)

    def end(self, port: int) -> End:
        tier = next(tier for tier in reversed(self.tiers) if port >= tier.first_port)
        offset, index = divmod(port - tier.first_port, tier.ports)
        return End(tier, tier.first + offset, index)

    def ports(self, switch: int) -> range:
        tier = self.tier_of(switch)
        first = tier.port(switch)
        return range(first, first + tier.ports)

    def cables(self) -> Iterator[Cable]:
        """Every cable between switches once, lower end first."""
        for tier in self.tiers[:-1]:
            beyond = tier.first_port + tier.count * tier.ports
            for port in range(tier.first_port, beyond):
                if self.peer[port] >= beyond:
                    yield Cable(port, self.peer[port])

    def vacated(self, ports: Iterable[int]) -> "Fabric":
        """The same without what is plugged into those ports."""
        peer = self.peer[:]
        for port in ports:
            peer[port] = UNUSED
        return replace(self, peer=peer)

    def host(self, port: int) -> HostEnd | None:
        """Who hangs on a leaf port, by position."""
        if self.peer[port] >= UNUSED:
            return None
        leaf = self.end(port)
        return self.host_at(leaf.tier.position(leaf.switch), leaf.slot)

    def host_at(self, leaf: Position, index: int) -> HostEnd:
        """Who hangs, or would hang, on port `index` of the leaf at that position."""
        if self.shape.rails > 1:
            group, rail = divmod(leaf.number, self.shape.max_rails)
            return HostEnd(leaf.block, group, index, rail, leaf.plane)
        slot, nic = divmod(index, self.shape.nics_per_host)
        return HostEnd(leaf.block, leaf.number, slot, nic, leaf.plane)
