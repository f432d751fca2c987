"""The proportions of a Clos fabric, once all wishes are decided: small integers, from which everything else follows."""

from dataclasses import dataclass
from typing import NamedTuple


class Maxima(NamedTuple):
    """What the numbering keeps room for. Declared, or given by the hardware; never derived from a count."""

    pods: int
    leaves: int
    spines: int
    uplinks: int
    super_spines: int
    spine_uplinks: int


@dataclass(frozen=True, slots=True)
class Shape:
    """`leaves` and `spines` count per pod and plane, `super_spines` per spine position and plane.

    With rails, leaf positions come in groups of `max_rails`, of which the first `rails` are built.
    """

    tiers: int
    planes: int
    pods: int
    leaves: int
    rails: int
    max_rails: int
    downlinks: int
    spines: int
    leaf_links: int
    super_spines: int
    spine_links: int
    hosts: int
    nics_per_host: int
    maxima: Maxima

    @property
    def uplinks(self) -> int:
        """Ports of a leaf towards the spines."""
        return self.spines * self.leaf_links

    @property
    def spine_uplinks(self) -> int:
        """Ports of a spine towards the super-spines."""
        return self.super_spines * self.spine_links if self.tiers == 3 else 0

    @property
    def hosts_per_leaf(self) -> int:
        """Hosts on one leaf; with rails, on one scalable unit of `rails` leaves."""
        return self.downlinks if self.rails > 1 else self.downlinks // self.nics_per_host

    @property
    def host_slots(self) -> int:
        """Hosts that can be attached."""
        return self.pods * (self.leaves // self.rails) * self.hosts_per_leaf
