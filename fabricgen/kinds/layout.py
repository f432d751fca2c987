"""Which front-panel port does what: hosts or lower tier first, uplinks from the next free cage on."""

from typing import NamedTuple

from fabricgen.fabric import Role, Slot
from fabricgen.findings import Finding, RefusedError
from fabricgen.hardware import SwitchModel, port_slots


class Boxes(NamedTuple):
    """The switch of each role, and the speed of a NIC port in one plane and of the links between switches, in Gb/s."""

    leaf: SwitchModel
    spine: SwitchModel
    super_spine: SwitchModel | None
    host_gbps: int
    uplink_gbps: int

    def role(self, role: Role) -> SwitchModel | None:
        return {"leaf": self.leaf, "spine": self.spine, "super-spine": self.super_spine}[role]

    def speeds(self, role: Role) -> tuple[int, int]:
        """Down and up."""
        return (self.host_gbps if role == "leaf" else self.uplink_gbps, self.uplink_gbps)


def slots(model: SwitchModel, gbps: int, first_cage: int = 1) -> tuple[Slot, ...]:
    """All ports of that speed from a cage on; none when the model lacks the speed."""
    found = (Slot(port.cage, port.lane, port.lanes, gbps) for port in port_slots(model, gbps))
    return tuple(slot for slot in found if slot.cage >= first_cage)


def next_cage(down: tuple[Slot, ...]) -> int:
    return down[-1].cage + 1 if down else 1


def layout(model: SwitchModel, role: Role, speed: tuple[int, int], down: int, up: int) -> tuple[Slot, ...]:
    """Ports of a switch with `down` and `up` ports. Raises `RefusedError` (FG104) when they don't fit the model."""
    lower = slots(model, speed[0])[:down]
    upper = slots(model, speed[1], next_cage(lower))[:up]
    if len(lower) < down or len(upper) < up:
        raise RefusedError((_too_many(model, role, speed, down, up),))
    return lower + upper


def _too_many(model: SwitchModel, role: Role, speed: tuple[int, int], down: int, up: int) -> Finding:
    lower = len(slots(model, speed[0]))
    upper = len(slots(model, speed[1], next_cage(slots(model, speed[0])[:down])))
    return Finding(
        "FG104",
        f"a {role} needs {down} ports of {speed[0]}G down and {up} of {speed[1]}G up, more than a {model.name} has",
        path=("hardware", role, "model"),
        label=f"{lower} ports of {speed[0]}G; beside {min(down, lower)} of them, {upper} of {speed[1]}G",
        help="take a model of larger radix, fewer parallel links, more planes or a third tier",
    )
