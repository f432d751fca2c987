"""The plan of an inventory: its fabric's figures, and what its hardware makes of them."""

from fabricgen.device import Facts
from fabricgen.hardware import SwitchModel, port_slots, sound
from fabricgen.intent import Intent
from fabricgen.kinds import Blueprint
from fabricgen.planning.plan import (
    Chip,
    FabricPlan,
    RackPower,
    capacity,
    ecmp_paths,
    layers,
    oversubscription,
    ports,
)


def plan(blueprint: Blueprint, tiers: tuple[Facts, ...]) -> FabricPlan:
    fabric, shape = blueprint.fabric, blueprint.fabric.shape
    wanted = blueprint.intent.size.accelerators
    nics = shape.nics_per_host
    return FabricPlan(
        name=blueprint.intent.name,
        kind=blueprint.kind,
        accelerators=wanted or shape.host_slots * nics,
        accelerators_attached=shape.hosts * nics,
        accelerators_max=shape.host_slots * nics,
        hosts=shape.hosts,
        tiers=shape.tiers,
        planes=shape.planes,
        pods=shape.pods,
        rails=shape.rails,
        switches={tier.role: tier.count for tier in fabric.tiers},
        layers=layers(fabric, shape.planes * shape.pods if blueprint.intent.cabling.existing else 1),
        ports=ports(fabric, {about.tier.role: radix(about.model, about) for about in tiers}),
        oversubscription=oversubscription(fabric),
        ecmp_paths=ecmp_paths(fabric),
        capacity=capacity(fabric),
        chips=tuple(chip(about) for about in tiers),
        power=power(blueprint.intent, tiers),
    )


def radix(model: SwitchModel, about: Facts) -> int:
    """Ports of the box at the speeds of its layout: those laid out, and what the cages beyond would give."""
    slots = about.tier.slots
    last = max(slot.cage for slot in slots)
    beyond = [slot for slot in port_slots(model, slots[-1].gbps) if slot.cage > last]
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
