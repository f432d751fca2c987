"""Ports of a model at a speed: how many, and where they are on the front panel."""

from functools import cache

from fabricgen.hardware.switch import Breakout, Cages, Slot, SwitchModel, sound


class SpeedError(LookupError):
    """A switch has no ports of that speed; `allowed` holds those it has, in Gb/s, the fastest first."""

    def __init__(self, name: str, gbps: int, allowed: tuple[int, ...]) -> None:
        choices = ", ".join(f"{speed}G" for speed in allowed)
        super().__init__(f"{name} has no ports of {gbps}G: choose from {choices}")
        self.name = name
        self.gbps = gbps
        self.allowed = allowed


def speeds(model: SwitchModel) -> tuple[int, ...]:
    """Speeds of the fabric ports in Gb/s, the fastest first; none where any speed will do."""
    return tuple(sorted({breakout.gbps for breakout in model.fabric.breakouts}, reverse=True))


def breakout(model: SwitchModel, gbps: int) -> Breakout:
    """The breakout with the most ports of that speed that the chip can carry on all cages. Raises `SpeedError`."""
    fabric = model.fabric
    if not fabric.breakouts:
        return Breakout(1, gbps, fabric.lanes)
    limit = sound(model.asic.max_ports) or fabric.count * fabric.lanes
    ways = [way for way in fabric.breakouts if way.gbps == gbps and way.parts * fabric.count <= limit]
    if not ways:
        raise SpeedError(model.name, gbps, speeds(model))
    return max(ways)


def logical_ports(model: SwitchModel, gbps: int) -> int:
    """Radix at a speed; 0 where the model lacks the speed."""
    return len(port_slots(model, gbps))


def port_slots(model: SwitchModel, gbps: int) -> tuple[Slot, ...]:
    """All fabric ports of a speed in panel order; none where the model lacks it (`breakout` says which it has)."""
    try:
        return _slots(model.fabric, breakout(model, gbps))
    except SpeedError:
        return ()


@cache
def _slots(cages: Cages, way: Breakout) -> tuple[Slot, ...]:
    firsts = tuple(part * way.lanes + 1 for part in range(way.parts))
    return tuple(Slot(cage, first, way.lanes) for cage in range(1, cages.count + 1) for first in firsts)
