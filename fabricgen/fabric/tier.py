"""A tier: switches of one role, their positions and the layout of their ports."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

Role = Literal["leaf", "spine", "super-spine"]


class Slot(NamedTuple):
    """A logical port on the front panel: cage and first lane count from 1."""

    cage: int
    lane: int
    lanes: int
    gbps: int


class Position(NamedTuple):
    """Where a switch stands. `block` is the pod, or for a super-spine the spine position that it serves; `number`
    counts inside the block.
    """

    plane: int
    block: int
    number: int


@dataclass(frozen=True, slots=True)
class Tier:
    """Switches `first` … `first + count - 1`; port p of a switch is `first_port + (switch - first) * len(slots) + p`.

    The first `down` ports face the tier below (or the hosts), the rest the tier above.
    """

    role: Role
    level: int
    planes: int
    blocks: int
    per_block: int
    first: int
    first_port: int
    down: int
    slots: tuple[Slot, ...]
    rails: int = 1
    max_rails: int = 1

    @property
    def count(self) -> int:
        return self.planes * self.blocks * self.per_block

    @property
    def ports(self) -> int:
        """Logical ports of one switch."""
        return len(self.slots)

    def position(self, switch: int) -> Position:
        rest, index = divmod(switch - self.first, self.per_block)
        plane, block = divmod(rest, self.blocks)
        unit, rail = divmod(index, self.rails)
        return Position(plane, block, unit * self.max_rails + rail)

    def switch(self, position: Position) -> int | None:
        """The switch at a position, or None where none is built."""
        unit, rail = divmod(position.number, self.max_rails)
        index = unit * self.rails + rail
        if (
            rail >= self.rails
            or index >= self.per_block
            or position.block >= self.blocks
            or position.plane >= self.planes
        ):
            return None
        return self.first + (position.plane * self.blocks + position.block) * self.per_block + index

    def port(self, switch: int, index: int = 0) -> int:
        return self.first_port + (switch - self.first) * len(self.slots) + index
