"""A plan from flags alone: a fabric of boxes that only have a radix, sized by the same rules as an inventory."""

from functools import partial

from fabricgen.fabric import Role, Slot, clos
from fabricgen.findings import Finding, RefusedError
from fabricgen.hardware import Asic, Breakout, Cages, SwitchModel
from fabricgen.intent.size import Size
from fabricgen.kinds.layout import Boxes, layout
from fabricgen.kinds.sizing import shape
from fabricgen.planning.plan import FabricPlan, figures


def box(radix: int, gbps: int, per_cage: int) -> SwitchModel:
    """A switch of which nothing is known but its ports: `radix` at `gbps`, `per_cage` of them in a cage."""
    breakouts = (Breakout(per_cage, gbps, 8 // per_cage),)
    cages = Cages(max(radix // per_cage, 1), 8, None, breakouts, "given on the command line", "A")
    asic = Asic(name="any", title="any", family="any", depth="none")
    return SwitchModel(
        name=f"switch of radix {radix}", vendor="any", title="any", asic=asic, cages=(cages,), platforms=(), sources=()
    )


def wish(size: Size, radix: int, nic_gbps: int) -> FabricPlan:
    """Links run at the speed of a NIC port. Raises `RefusedError` with the limit and the ways out."""
    if nic_gbps % size.planes:
        message = f"a NIC of {nic_gbps}G can't be divided equally over {size.planes} planes"
        raise RefusedError((Finding("FG102", message, help="choose a number of planes that divides the speed"),))
    gbps = nic_gbps // size.planes
    switch = box(radix, gbps, _per_cage(size.planes, radix))
    boxes = Boxes(switch, switch, switch, gbps, gbps)
    proportions = shape(size, boxes)
    fabric = clos(proportions, partial(_layout, boxes))
    return figures(fabric, size.accelerators, {tier.role: radix for tier in fabric.tiers})


def _per_cage(planes: int, radix: int) -> int:
    """A NIC of several planes has one cage; the switches' cages are broken out alike."""
    return planes if 8 % planes == 0 and radix % planes == 0 else 1


def _layout(boxes: Boxes, role: Role, down: int, up: int) -> tuple[Slot, ...]:
    return layout(boxes.role(role) or boxes.leaf, role, boxes.speeds(role), down, up)
