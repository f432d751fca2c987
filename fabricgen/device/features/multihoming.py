"""Ports of a leaf that a multihomed host takes for one link, together with those of other leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fabricgen.allocation import Allocation, Lock
from fabricgen.allocation.overlay import segment_identifier, system_mac
from fabricgen.device.features.tenancy import tier_ids
from fabricgen.device.model import Bundle, Port, Profile
from fabricgen.fabric import Slot
from fabricgen.intent import Intent
from fabricgen.intent.tenancy import TIERS_MAX

Members = Mapping[int, str]
"""Names of multihomed hosts, by the index of the port that they are at."""


def members(intent: Intent, leaves: Sequence[str], ports: Sequence[str]) -> Mapping[int, Members]:
    """By leaf. `ports` are those that hosts can be at; what is at none of them, or of no leaf, is left out."""
    found: dict[int, dict[int, str]] = {}
    places = {name: leaf for leaf, name in enumerate(leaves)}
    numbers = {name: at for at, name in enumerate(ports)}
    for name, host in intent.multihomed.items():
        for plug in host.ports:
            leaf, index = places.get(plug.leaf), numbers.get(plug.port)
            if leaf is not None and index is not None:
                found.setdefault(leaf, {})[index] = name
    return found


def joined(
    ports: list[Port], held: Members, intent: Intent, names: Sequence[str], slots: Sequence[Slot], profile: int
) -> list[Port]:
    """In panel order: a port without the cable of a host in the plan is added, one with it becomes a member."""
    there = {port.name: port for port in ports}
    for index, name in held.items():
        label, slot = names[index], slots[index]
        plain = there.get(label) or Port(label, profile, name, None, None, None, slot.cage, slot.lane)
        there[label] = plain._replace(profile=profile, vrf=None, bundle=intent.multihomed[name].id)
    return sorted(there.values(), key=lambda port: (port.cage, port.lane))


def bundles(
    intent: Intent, lock: Lock, allocation: Allocation, held: Members, names: Sequence[str]
) -> tuple[Bundle, ...]:
    """Of one leaf, whose ports are called `names`."""
    numbers = tier_ids(intent.tiers, lock)
    found = sorted((intent.multihomed[name].id, name) for name in set(held.values()))
    return tuple(
        Bundle(
            number=number,
            name=name,
            mac=(mac := system_mac(intent.region, number)),
            identifier=segment_identifier(mac, number),
            vlan=allocation.vlan(numbers[intent.multihomed[name].tier], TIERS_MAX),
            ports=tuple(names[index] for index in sorted(held) if held[index] == name),
        )
        for number, name in found
    )


def member(host: Profile) -> Profile:
    """Of ports that are one link of several: as a host port, but its VLANs are the port channel's."""
    return replace(host, name=f"member-{host.gbps}g", vlans=())
