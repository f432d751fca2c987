"""The plan of an inventory: its fabric's figures, and what its hardware makes of them."""

from dataclasses import replace

from fabricgen.device import Facts
from fabricgen.hardware import port_slots, sound
from fabricgen.intent import Intent
from fabricgen.kinds import Blueprint
from fabricgen.planning.access import lists, redirects, styles
from fabricgen.planning.plan import Chip, FabricPlan, RackPower, figures


def plan(blueprint: Blueprint, tiers: tuple[Facts, ...]) -> FabricPlan:
    intent, shape = blueprint.intent, blueprint.fabric.shape
    unlike = shape.planes * shape.pods if intent.cabling.existing else 1
    offered = {about.tier.role: radix(about) for about in tiers}
    found = figures(blueprint.fabric, intent.size.accelerators, offered, unlike)
    chips = tuple(chip(about) for about in tiers)
    return replace(
        found, name=intent.name, kind=blueprint.kind, chips=chips, power=power(intent, tiers),
        access=lists(tiers), styles=styles(tiers), redirects=redirects(tiers),
    )  # fmt: skip


def radix(about: Facts) -> int:
    """Ports of the box at the speeds of its layout: those laid out, and what the cages beyond would give."""
    slots = about.tier.slots
    last = max(slot.cage for slot in slots)
    beyond = [slot for slot in port_slots(about.model, slots[-1].gbps) if slot.cage > last]
    return len(slots) + len(beyond)


def chip(about: Facts) -> Chip:
    """Every port in use paused in every lossless priority at once, divided by the ratio when headroom is shared."""
    tier = about.tier
    facing = (range(tier.down), range(tier.down, tier.ports))
    needed = sum(
        len(indexes) * len(profile.lossless_priorities) * (profile.headroom.xoff_bytes if profile.headroom else 0)
        for indexes, profile in zip(facing, about.profiles, strict=False)
    )
    shared = round(needed / about.lossless.headroom_ratio)
    return Chip(tier.role, about.model.asic.title, shared, sound(about.model.asic.buffer_bytes))


def power(intent: Intent, tiers: tuple[Facts, ...]) -> tuple[RackPower, ...]:
    """Declared racks only."""
    rack = intent.hardware.rack
    if rack is None:
        return ()
    found = []
    for about in tiers:
        watts = sound(about.model.watts_max)
        found.append(RackPower(about.tier.role, None if watts is None else watts * rack.switches, round(rack.power)))
    return tuple(found)
