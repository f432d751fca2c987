"""Who is where, read off the page: the segments of a fabric and the addresses of everyone that a policy can name."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from fabricgen.allocation import Allocation, Lock
from fabricgen.device.features.access import aligned, block, joined
from fabricgen.device.features.policies import Segment, World
from fabricgen.device.features.steering import users
from fabricgen.device.features.tenancy import host_vrf, pool, tier_ids
from fabricgen.device.model import Block
from fabricgen.fabric import Fabric
from fabricgen.intent import Intent
from fabricgen.intent.policies import OUTSIDE_VRFS
from fabricgen.intent.tenancy import TIERS_MAX, Vrf


class Ground(NamedTuple):
    """What addresses depend on; `leaves` are the names of the leaves in their order."""

    intent: Intent
    fabric: Fabric
    allocation: Allocation
    lock: Lock
    leaves: tuple[str, ...]


def segments(intent: Intent) -> tuple[Segment, ...]:
    """One for each VRF, and for each tier that is closed to the others or that a policy names."""
    found = [_whole(name, name) for name in intent.vrfs]
    found.append(_whole(OUTSIDE_VRFS, None))
    apart = _apart(intent)
    return (*found, *(_tier(intent, name) for name in intent.tiers if name in apart))


def borders(intent: Intent) -> tuple[Segment, ...]:
    """One for each WAN router that talks to the default routing table."""
    return tuple(
        Segment(name, None, frozenset({name}), None, block(gateway.address.prefix))
        for name, gateway in intent.gateways.items()
        if None in users(intent, name)
    )


def segment_of(intent: Intent, tier: str) -> str:
    """The name of a tier's segment: its own, or that of its VRF."""
    return tier if tier in _apart(intent) else intent.tiers[tier].vrf or OUTSIDE_VRFS


def _apart(intent: Intent) -> frozenset[str]:
    if intent.segments == "tiers":
        return frozenset(intent.tiers)
    return frozenset(end for policy in intent.policies or () for end in (policy.from_, policy.to)) & intent.tiers.keys()


def _whole(name: str, table: str | None) -> Segment:
    return Segment(name, table, frozenset({name}), name)


def _tier(intent: Intent, name: str) -> Segment:
    table = intent.tiers[name].vrf
    around = table or OUTSIDE_VRFS
    return Segment(name, table, frozenset({name, around}), name if intent.segments == "tiers" else around)


def world(ground: Ground) -> World:
    intent = ground.intent
    addresses = _addresses(ground)
    tables: dict[str, str | None] = {name: name for name in intent.vrfs}
    tables |= {OUTSIDE_VRFS: None}
    tables |= {name: tier.vrf for name, tier in intent.tiers.items()}
    tables |= {name: service.vrf for name, service in intent.services.items()}
    tables |= dict.fromkeys(intent.gateways)
    return World(
        tables=tables,
        addresses=addresses,
        services=frozenset(intent.services),
        reach={name: frozenset(vrf.shares) & intent.services.keys() for name, vrf in intent.vrfs.items()},
        told={name: _told(vrf) for name, vrf in intent.vrfs.items()},
        rivals=_rivals(intent, addresses) if intent.segments == "tiers" else {},
    )


def _told(vrf: Vrf) -> dict[str, tuple[Block, ...]]:
    return {name: joined(map(block, prefixes)) for name, prefixes in vrf.shares.items() if prefixes}


def _addresses(ground: Ground) -> dict[str, tuple[Block, ...]]:
    intent = ground.intent
    tiers = {name: _tier_blocks(ground, name, number) for name, number in tier_ids(intent.tiers, ground.lock).items()}
    spread = _trunked(intent, tiers) if intent.hosts.attach == "trunk" else _routed(ground)
    services = {name: joined(map(block, row.prefixes)) for name, row in intent.services.items()}
    beyond = {name: joined(map(block, gateway.accept)) for name, gateway in intent.gateways.items()}
    return {**dict.fromkeys((*intent.vrfs, OUTSIDE_VRFS), ()), **beyond, **spread, **tiers, **services}


def _tier_blocks(ground: Ground, name: str, number: int) -> tuple[Block, ...]:
    """A tier has the same place in the block of every leaf, so one mask with a hole finds it on all of them."""
    tier = ground.intent.tiers[name]
    if tier.stretch is not None:
        return (block(tier.stretch),)
    dealt = pool(ground.intent, tier.vrf)
    if dealt is None or ground.intent.hosts.attach != "trunk":
        return ()
    size = ground.allocation.tier_block()
    return (Block(dealt.first + number * size, block(dealt).mask | (TIERS_MAX - 1) * size, 32),)


def _trunked(intent: Intent, tiers: Mapping[str, tuple[Block, ...]]) -> dict[str, tuple[Block, ...]]:
    members: dict[str, list[Block]] = {}
    for name, tier in intent.tiers.items():
        members.setdefault(tier.vrf or OUTSIDE_VRFS, []).extend(tiers[name])
    return {name: joined(blocks) for name, blocks in members.items()}


def _routed(ground: Ground) -> dict[str, tuple[Block, ...]]:
    """A VRF's own pool, or the blocks of its leaves."""
    intent = ground.intent
    members: dict[str, list[Block]] = {}
    for leaf, name in enumerate(ground.leaves) if intent.hosts.pool else ():
        members.setdefault(host_vrf(intent, name) or OUTSIDE_VRFS, []).append(_leaf_block(ground, leaf))
    own = {name: (block(vrf.pool),) for name, vrf in intent.vrfs.items() if vrf.pool is not None}
    return {name: joined(blocks) for name, blocks in members.items()} | own


def _leaf_block(ground: Ground, leaf: int) -> Block:
    allocation, position = ground.allocation, ground.fabric.tiers[0].position(leaf)
    return aligned(allocation.host_link(position, 0), allocation.host_block())


def _rivals(intent: Intent, addresses: Mapping[str, tuple[Block, ...]]) -> dict[str, tuple[Block, ...]]:
    """What else is in the table of a tier: one block for all that its pool deals out, and what lies outside it."""
    return {
        name: (*_dealt(intent, tier.vrf), *_beside(intent, addresses, name))
        for name, tier in intent.tiers.items()
        if _neighbours(intent, name) or _services(intent, tier.vrf)
    }


def _dealt(intent: Intent, table: str | None) -> tuple[Block, ...]:
    dealt = pool(intent, table)
    return () if dealt is None else (block(dealt),)


def _beside(intent: Intent, addresses: Mapping[str, tuple[Block, ...]], tier: str) -> Iterable[Block]:
    stretched = [name for name in _neighbours(intent, tier) if intent.tiers[name].stretch is not None]
    return [one for name in (*stretched, *_services(intent, intent.tiers[tier].vrf)) for one in addresses[name]]


def _neighbours(intent: Intent, tier: str) -> list[str]:
    return [name for name, row in intent.tiers.items() if name != tier and row.vrf == intent.tiers[tier].vrf]


def _services(intent: Intent, table: str | None) -> list[str]:
    return [name for name, row in intent.services.items() if row.vrf == table]
