"""Growth is declared for which the switches have no ports.

Maxima keep numbers free, so that nothing is renumbered later. That is worth little when the leaf has no port left for
the spines that are to come: then growth means new leaves. Where the size is a wish, the ratio has dealt out the ports
of a leaf already, and growth spreads the same uplinks over more spines: one each at least.

Bad::

    size: {leaves: 4, spines: 32, downlinks: 32, max_spines: 64}     # on leaves of 64 ports

Good::

    size: {leaves: 4, spines: 16, downlinks: 32, max_spines: 32}

Source: arithmetic on the front panel of the model.
"""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.checks.plan import Plan, a
from fabricgen.device import Facts
from fabricgen.fabric import Tier
from fabricgen.findings import Finding, Severity
from fabricgen.hardware import SwitchModel, port_slots

CODE = "FG110"


class Growth(NamedTuple):
    """Switches above that a maximum keeps room for, and the links that a switch below has to each of them."""

    word: str
    asked: int
    links: int


def check(plan: Plan) -> Iterator[Finding]:
    shape, size = plan.blueprint.fabric.shape, plan.intent.size
    growths = (
        Growth("max_spines", shape.maxima.spines, shape.leaf_links),
        Growth("max_super_spines", shape.maxima.super_spines, shape.spine_links),
    )
    judge = _counted if size.accelerators is None else _wished
    for about, growth in zip(plan.tiers[:-1], growths, strict=False):
        if getattr(size, growth.word) is not None:
            yield from judge(about, growth)


def _counted(about: Facts, growth: Growth) -> Iterator[Finding]:
    ports, room = growth.asked * growth.links, free_upwards(about.model, about.tier)
    if ports > room:
        message = f"{growth.word} means {ports} ports upwards on a {about.tier.role}, and {a(about.model.name)} has"
        help_ = "declare what the ports allow, or take a model with more of them before growth needs them"
        yield _finding(growth, f"{message} {room}", room, help_)


def _wished(about: Facts, growth: Growth) -> Iterator[Finding]:
    uplinks = about.tier.ports - about.tier.down
    if growth.asked > uplinks:
        message = f"{growth.word} is {growth.asked}, and a {about.tier.role} has {uplinks} uplinks at this ratio"
        help_ = f"make it {uplinks} or less, or ask for less oversubscription"
        yield _finding(growth, message, uplinks, help_)


def _finding(growth: Growth, message: str, room: int, help_: str) -> Finding:
    path, label = ("size", growth.word), f"room for {room}"
    return Finding(CODE, message, path=path, label=label, help=help_, severity=Severity.WARNING)


def free_upwards(model: SwitchModel, tier: Tier) -> int:
    """Ports of the uplinks' speed from the cage on where they start."""
    first = tier.slots[tier.down].cage
    return sum(slot.cage >= first for slot in port_slots(model, tier.slots[tier.down].gbps))
