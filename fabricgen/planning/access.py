"""How many entries access lists take: those that are rendered, and the same policies in other styles of isolation."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from fabricgen.device import Facts
from fabricgen.device.features.access import block
from fabricgen.device.features.chains import Outline, load
from fabricgen.device.features.filters import Guard
from fabricgen.device.features.policies import Segment, World, access_list
from fabricgen.device.features.segments import segment_of, segments, world
from fabricgen.device.features.tenancy import host_vrf
from fabricgen.device.model import AccessList, Block
from fabricgen.hardware import sound
from fabricgen.intent import Intent
from fabricgen.intent.policies import ANY, OUTSIDE_VRFS, Policy
from fabricgen.planning.plan import Lists, Redirects, Style
from fabricgen.platforms import PLATFORMS

SERVED = "services"
"""The table of services that no party is in, where each party has a VRF of its own."""


class Scene(NamedTuple):
    """Parties with their addresses, services with theirs, and the policies that are about nobody else."""

    parties: Mapping[str, tuple[Block, ...]]
    services: Mapping[str, tuple[Block, ...]]
    homes: Mapping[str, str]
    pool: tuple[Block, ...]
    policies: tuple[Policy, ...]


def lists(tiers: tuple[Facts, ...]) -> tuple[Lists, ...]:
    """One row, of the leaves; none where nothing is filtered."""
    about = tiers[0]
    if about.guard is None or not (about.guard.lists or about.guard.borders):
        return ()
    sizes = [sum(size(about, one) for one in row) for row in _on_leaves(about, about.guard)]
    chip = about.model.asic
    return (Lists(about.tier.role, chip.title, max(sizes), sum(sizes), sound(chip.acl_entries)),)


def redirects(tiers: tuple[Facts, ...]) -> tuple[Redirects, ...]:
    """One row for each role; none where nothing is redirected."""
    return tuple(_redirects(about, about.chains) for about in tiers if about.chains and about.chains.classes)


def _redirects(about: Facts, known: Outline) -> Redirects:
    masks = PLATFORMS[about.platform].capabilities.on(about.model).redirect_masks
    numbers = range(about.tier.first, about.tier.first + about.tier.count)
    sizes = [load(known, about.tier, switch, masks=masks) for switch in numbers]
    return Redirects(about.tier.role, max(sizes), sum(sizes))


def size(about: Facts, listed: AccessList | None) -> int:
    """Entries as the platform writes them."""
    if listed is None:
        return 0
    each = PLATFORMS[about.platform].capabilities.on(about.model).entries_per_answer
    return sum(each if entry.established else 1 for entry in listed.entries)


def _on_leaves(about: Facts, guard: Guard) -> Iterable[list[AccessList]]:
    """The lists of each leaf."""
    for name in about.names[: about.tier.count]:
        tiers = about.intent.tiers if _trunk(about.intent) else ()
        here = {segment_of(about.intent, tier) for tier in tiers} or {_at(about, name)}
        own = [gateway for gateway, row in about.intent.gateways.items() if row.leaf == name]
        yield [
            *(guard.lists[one] for one in sorted(here) if one in guard.lists),
            *(guard.borders[one] for one in own if one in guard.borders),
        ]


def _trunk(intent: Intent) -> bool:
    return intent.hosts.attach == "trunk"


def _at(about: Facts, leaf: str) -> str:
    return host_vrf(about.intent, leaf) or OUTSIDE_VRFS


def styles(tiers: tuple[Facts, ...]) -> tuple[Style, ...]:
    """Nothing where there are fewer than two parties to keep apart."""
    about = tiers[0]
    if about.guard is None or about.intent.policies is None:
        return ()
    scene = _scene(about)
    if len(scene.parties) < 2:
        return ()
    ways = (
        ("one table, each pair denied", _one_table(scene, _pairwise(scene))),
        ("one table, one aggregate denied", _one_table(scene, _aggregate(scene))),
        ("a VRF for each", _own_tables(scene)),
    )
    return tuple(_style(about, scene, name, way) for name, way in ways)


def _style(about: Facts, scene: Scene, name: str, way: World) -> Style:
    found = {
        party: access_list(way, Segment(party, way.tables[party], frozenset({party}), party), scene.policies)
        for party in scene.parties
    }
    sizes = {party: size(about, listed) for party, listed in found.items()}
    everywhere = sum(sizes.values())
    fabric = everywhere * about.tier.count
    if not _trunk(about.intent):
        fabric = sum(sizes.get(_at(about, leaf), 0) for leaf in about.names[: about.tier.count])
    return Style(name, sum(1 for listed in found.values() if listed is not None), everywhere, fabric)


def _scene(about: Facts) -> Scene:
    """Hosts in VLANs are told apart by their tier, others by their VRF."""
    intent, pool = about.intent, about.intent.hosts.pool
    known = world(about.ground)
    names = intent.tiers if _trunk(intent) else (one.name for one in segments(intent) if one.name not in intent.tiers)
    parties = {name: known.addresses[name] for name in sorted(names) if known.addresses[name]}
    meant = {ANY, *parties, *intent.services}
    return Scene(
        parties=parties,
        services={name: known.addresses[name] for name in intent.services},
        homes={name: row.vrf if row.vrf in parties else SERVED for name, row in intent.services.items()},
        pool=() if pool is None else (block(pool),),
        policies=tuple(
            policy
            for policy in intent.policies or ()
            if all("/" in end or end in meant for end in (policy.from_, policy.to))
        ),
    )


def _one_table(scene: Scene, rivals: Mapping[str, tuple[Block, ...]]) -> World:
    """All parties in the default VRF, kept apart by lists alone."""
    everyone = {**scene.parties, **scene.services}
    tables: dict[str, str | None] = dict.fromkeys(everyone)
    return World(tables, everyone, frozenset(scene.services), {}, {}, rivals)


def _served(scene: Scene) -> tuple[Block, ...]:
    return tuple(one for blocks in scene.services.values() for one in blocks)


def _pairwise(scene: Scene) -> dict[str, tuple[Block, ...]]:
    return {
        name: (*(one for other, blocks in scene.parties.items() if other != name for one in blocks), *_served(scene))
        for name in scene.parties
    }


def _aggregate(scene: Scene) -> dict[str, tuple[Block, ...]]:
    return dict.fromkeys(scene.parties, (*scene.pool, *_served(scene)))


def _own_tables(scene: Scene) -> World:
    """A VRF for each party; what policies let it ask is what its VRF reaches. A party that is asked is a service."""
    tables: dict[str, str | None] = {**{name: name for name in scene.parties}, **scene.homes}
    asked = {policy.to for policy in scene.policies if policy.action == "permit" and policy.to in scene.parties}
    reach: dict[str | None, frozenset[str]] = {name: frozenset(_reached(scene, name)) for name in scene.parties}
    return World(tables, {**scene.parties, **scene.services}, frozenset({*scene.services, *asked}), reach, {}, {})


def _reached(scene: Scene, party: str) -> Iterable[str]:
    for policy in scene.policies:
        known = policy.to in scene.services or policy.to in scene.parties
        if policy.action == "permit" and policy.from_ in (ANY, party) and known and policy.to != party:
            yield policy.to
