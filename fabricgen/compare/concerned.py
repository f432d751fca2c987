"""Which switches may differ between two plans: their inputs are compared, nothing is rendered.

It may name too many, never too few. What a switch is built from is the facts of its tier, what its own number gives,
and names and AS numbers of the switches that it is cabled to.
"""

from array import array
from collections.abc import Iterator
from dataclasses import fields
from hashlib import sha256
from itertools import chain
from pathlib import Path

from fabricgen.compare.sides import Plan
from fabricgen.device import Facts
from fabricgen.device.facts import NO_DEVIATION
from fabricgen.device.features.tenancy import host_vrf
from fabricgen.fabric import UNUSED, Fabric
from fabricgen.render.templates import home

BY_SWITCH = frozenset({"fabric", "names", "asns", "link_bases", "host_bases", "deviations", "intent"})
"""Facts that are looked at switch by switch; all others decide over the whole tier."""
READ = ("name", "mtu", "underlay", "hosts", "tiers", "overlay", "gateways")
"""What a switch is built from beside the facts and the VRFs: of the intent, nothing else is read there."""


def concerned(before: Plan, after: Plan) -> frozenset[str] | None:
    """Names, or None when the two are so unlike that it has to be asked of each."""
    if not _same_ground(before, after):
        return None
    own = [set(_changed(ours, theirs)) for ours, theirs in zip(before.tiers, after.tiers, strict=True)]
    changed = set(chain.from_iterable(own))
    told = {switch for switch in changed if _seen_by_neighbours(before.tiers[0], after.tiers[0], switch)}
    around = chain.from_iterable(_neighbours(before.tiers[0].fabric, switch) for switch in told)
    return frozenset(after.tiers[0].names[switch] for switch in (*changed, *around))


def _same_ground(before: Plan, after: Plan) -> bool:
    """The same switches in the same places, and templates that say the same."""
    ours, theirs = before.blueprint.fabric, after.blueprint.fabric
    if (ours.shape, ours.tiers) != (theirs.shape, theirs.tiers) or before.tiers[0].names != after.tiers[0].names:
        return False
    return _templates(before) == _templates(after)


def _templates(side: Plan) -> dict[str, bytes]:
    """What is found under each name, by digest."""
    folders = (home(), *reversed(side.templates))
    return {name: digest for folder in folders for name, digest in _texts(folder).items()}


def _texts(folder: Path) -> dict[str, bytes]:
    files = (place for place in sorted(folder.rglob("*")) if place.is_file())
    return {str(place.relative_to(folder)): sha256(place.read_bytes()).digest() for place in files}


def _changed(before: Facts, after: Facts) -> Iterator[int]:
    """Switches of the tier whose own inputs differ."""
    every = range(before.tier.first, before.tier.first + before.tier.count)
    if _shared(before) != _shared(after):
        yield from every
        return
    rows = before.fabric.peer.tobytes() != after.fabric.peer.tobytes()
    claims = before.tier.level == 0 and before.intent.vrfs != after.intent.vrfs
    for switch in every:
        numbers = _numbers(before, switch) != _numbers(after, switch)
        cables = rows and _row(before, switch) != _row(after, switch)
        if numbers or cables or (claims and _vrf(before, switch) != _vrf(after, switch)):
            yield switch


def _shared(about: Facts) -> tuple[object, ...]:
    """All that the whole tier reads. Exceptions and claims on leaves are about single switches."""
    words = (getattr(about.intent, name) for name in READ)
    vrfs = {name: vrf.model_copy(update={"leaves": ()}) for name, vrf in about.intent.vrfs.items()}
    rest = (getattr(about, field.name) for field in fields(about) if field.name not in BY_SWITCH)
    return (vrfs, *words, *rest)


def _numbers(about: Facts, switch: int) -> tuple[object, ...]:
    links = about.link_bases[switch] if switch < len(about.link_bases) else None
    hosts = about.host_bases[switch] if switch < len(about.host_bases) else None
    return about.asns[switch], links, hosts, about.deviations.get(switch, NO_DEVIATION)


def _row(about: Facts, switch: int) -> "array[int]":
    first = about.tier.port(switch)
    return about.fabric.peer[first : first + about.tier.ports]


def _vrf(about: Facts, switch: int) -> str | None:
    return host_vrf(about.intent, about.names[switch])


def _seen_by_neighbours(before: Facts, after: Facts, switch: int) -> bool:
    """Its AS number and the addresses of its links are written down at their other ends too."""
    return _numbers(before, switch)[:2] != _numbers(after, switch)[:2]


def _neighbours(fabric: Fabric, switch: int) -> Iterator[int]:
    for port in fabric.ports(switch):
        if fabric.peer[port] > UNUSED:
            yield fabric.end(fabric.peer[port]).switch
