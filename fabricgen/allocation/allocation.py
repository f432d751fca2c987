"""Every number of the fabric, computed from the position of the thing that bears it.

No count and no list order enters: growth inside the declared maxima moves nothing. The lower device owns a link.
"""

from dataclasses import dataclass
from typing import NamedTuple

from fabricgen.fabric import Maxima, Position, Role
from fabricgen.theory.asn import AsnScheme


class Pool(NamedTuple):
    """A block of addresses; `bits` is 32 or 128."""

    first: int
    size: int
    bits: int


def power_of_two(value: int) -> int:
    """The smallest power of two that is not below `value`."""
    return 1 << (value - 1).bit_length()


@dataclass(frozen=True, slots=True)
class Numbering:
    """Position arithmetic on declared maxima; gives offsets into pools."""

    maxima: Maxima
    downlinks: int

    @property
    def pod_block(self) -> int:
        """Loopbacks reserved for one pod, a power of two so that a pod is one prefix outside."""
        return power_of_two(self.maxima.leaves + self.maxima.spines)

    @property
    def plane_block(self) -> int:
        return self.maxima.pods * self.pod_block + self.maxima.spines * self.maxima.super_spines

    def device(self, role: Role, position: Position) -> int:
        """Offset of a switch among all switches that the maxima allow."""
        base = position.plane * self.plane_block
        if role == "super-spine":
            return (
                base + self.maxima.pods * self.pod_block + position.block * self.maxima.super_spines + position.number
            )
        return base + position.block * self.pod_block + (self.maxima.leaves if role == "spine" else 0) + position.number

    @property
    def leaf_links(self) -> int:
        return self.maxima.pods * self.maxima.leaves * self.maxima.uplinks

    @property
    def plane_links(self) -> int:
        """Links between switches that the maxima allow in one plane."""
        return self.leaf_links + self.maxima.pods * self.maxima.spines * self.maxima.spine_uplinks

    def link(self, lower: Role, position: Position, uplink: int) -> int:
        """Offset of a link among all links: its lower device and the uplink's place on it."""
        base = position.plane * self.plane_links
        if lower == "leaf":
            return base + (position.block * self.maxima.leaves + position.number) * self.maxima.uplinks + uplink
        own = (position.block * self.maxima.spines + position.number) * self.maxima.spine_uplinks
        return base + self.leaf_links + own + uplink

    def leaf(self, position: Position) -> int:
        """Offset of a leaf among all leaves."""
        return (position.plane * self.maxima.pods + position.block) * self.maxima.leaves + position.number

    @property
    def leaves(self) -> int:
        """Leaves that the maxima allow in one plane."""
        return self.maxima.pods * self.maxima.leaves


@dataclass(frozen=True, slots=True)
class Allocation:
    """The pools of a fabric and the numbering that deals them out. Addresses are integers."""

    numbering: Numbering
    region: int
    loopbacks: Pool
    links: Pool | None
    loopbacks6: Pool | None
    links6: Pool | None
    hosts: Pool | None
    subnet: int
    management: Pool
    asns: AsnScheme
    spine_asns_unique: bool
    vlan_base: int

    def loopback(self, role: Role, position: Position) -> int:
        return self.loopbacks.first + self.numbering.device(role, position)

    def loopback6(self, role: Role, position: Position) -> int | None:
        """The first address of an IPv6 prefix is every router's (RFC 4291 section 2.6.1): it is left out."""
        return None if self.loopbacks6 is None else self.loopbacks6.first + 1 + self.numbering.device(role, position)

    def management_address(self, role: Role, position: Position) -> int:
        """The network address and the gateway come first."""
        return self.management.first + 2 + self.numbering.device(role, position)

    def asn(self, role: Role, position: Position) -> int:
        """One per leaf; one for the spines of a pod and one for the super-spines of a plane, unless unique ones are
        asked for.
        """
        pod = position.plane * self.numbering.maxima.pods
        if role == "super-spine":
            number = position.block * self.numbering.maxima.super_spines + position.number
            return self.asns.asn(self.region, pod, "super-spine", number if self.spine_asns_unique else 0)
        shared = role == "spine" and not self.spine_asns_unique
        return self.asns.asn(self.region, pod + position.block, role, 0 if shared else position.number)

    def host_block(self) -> int:
        """Addresses set aside for the routed host ports of one leaf, two each."""
        return power_of_two(2 * self.numbering.downlinks)

    def host_offset(self, position: Position, port: int) -> int:
        """Place in its pool of the leaf's address on a routed host port; the host has the next one."""
        return self.numbering.leaf(position) * self.host_block() + 2 * port

    def host_link(self, position: Position, port: int) -> int:
        """The leaf's address on a routed host port, from the pool of all hosts."""
        return (self.hosts.first if self.hosts else 0) + self.host_offset(position, port)

    def tier_block(self) -> int:
        """Addresses of one tier's subnet on one leaf."""
        return 1 << (32 - self.subnet)

    def tier_offset(self, position: Position, tier: int, tiers_max: int) -> int:
        """Place in its pool of a tier's subnet on a leaf."""
        return (self.numbering.leaf(position) * tiers_max + tier) * self.tier_block()

    def tier_subnet(self, position: Position, tier: int, tiers_max: int) -> int:
        """Network address of a tier's subnet on a leaf, from the pool of all hosts."""
        return (self.hosts.first if self.hosts else 0) + self.tier_offset(position, tier, tiers_max)

    def vlan(self, tier: int, tiers_max: int) -> int:
        return self.vlan_base + self.region * tiers_max + tier
