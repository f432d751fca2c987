"""Service chains: which packets a switch sends to which appliance, and at which of its ports.

A redirect is a next hop and no path: each switch on the way looks at the packet anew, and but for the port that it
comes in by it looks the same before and behind an appliance. So all appliances of a chain are at one leaf. Every switch
sends the chain's packets there, except those that come from there; and the leaf tells by the port which appliance they
come back from, and which is next.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fabricgen.allocation.text import ipv4
from fabricgen.device.features.access import ANYWHERE, aligned, block, joined, meet
from fabricgen.device.features.segments import Ground, world
from fabricgen.device.features.steering import WAN_PROFILE
from fabricgen.device.features.tenancy import network, tier_ids
from fabricgen.device.model import Block, Neighbor, Port, Redirect, Redirection, RedirectPolicy
from fabricgen.device.vrf_chains import plain, vrf_chains
from fabricgen.fabric import Fabric, Slot, Tier
from fabricgen.intent import Intent
from fabricgen.intent.chains import WAN, Appliance, Chain
from fabricgen.intent.policies import ANY
from fabricgen.intent.words import prefix_of

APPLIANCE = "appliance"
"""What is at the other end, as descriptions call it: appliance:fw-a."""
EVERYWHERE, ABOVE, FROM, AFTER = "CHAINS", "CHAINS-FROM-ABOVE", "CHAINS-FROM-", "CHAINS-AFTER-"
"""Names of policies: for packets that have been to no appliance yet; that come down; that come from where appliances
are; that come back from one.
"""
UPLINK = 1
"""Index of the profile of a leaf's uplinks."""

Blocks = tuple[Block, ...]


class Class(NamedTuple):
    """Packets that pass through the same appliances, in that order; `leaf` is where those are. No appliances: packets
    that no later class is to have. `back` is for the answers.
    """

    source: Block
    destination: Block
    through: tuple[str, ...] = ()
    leaf: int = -1
    back: bool = False


class Seat(NamedTuple):
    """A link of an appliance; `number` is the port's among those of its leaf. `own` is None where only VRFs have it,
    each by a tag of its own.
    """

    appliance: str
    number: int
    port: str
    own: str | None
    far: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What the switches of a fabric know of its chains. `seats` and `loopbacks` are by leaf; `lost` are the leaves
    whose packets are dropped when there is no way to them; `spread` has a block with holes as the prefixes that it is
    on the leaves that there are.
    """

    intent: Intent
    fabric: Fabric
    names: Mapping[str, int]
    classes: tuple[Class, ...]
    seats: Mapping[int, tuple[Seat, ...]]
    loopbacks: Mapping[int, str]
    lost: frozenset[int]
    spread: Mapping[Block, Blocks]


def outline(ground: Ground, names: tuple[str, ...], ports: tuple[str, ...]) -> Outline | None:
    """None without chains. `names` are those of all switches, `ports` those of a leaf's host ports."""
    intent = ground.intent
    if not intent.chains:
        return None
    leaves = {name: leaf for leaf, name in enumerate(ground.leaves)}
    seats = _seats(intent, leaves, ports)
    places = {name: leaves[row.leaf] for name, row in intent.appliances.items() if row.leaf in leaves}
    role = ground.fabric.tiers[0]
    used = {name for chain in plain(intent) for name in chain.through} & places.keys()
    return Outline(
        intent=intent,
        fabric=ground.fabric,
        names={name: switch for switch, name in enumerate(names)},
        classes=tuple(_classes(ground, places)),
        seats=seats,
        loopbacks={leaf: ipv4(ground.allocation.loopback("leaf", role.position(leaf))) for leaf in places.values()},
        lost=frozenset(places[name] for name in used if intent.appliances[name].otherwise == "drop"),
        spread=_spread(ground),
    )


def _seats(intent: Intent, leaves: Mapping[str, int], ports: tuple[str, ...]) -> dict[int, tuple[Seat, ...]]:
    """In the order of ports; what is at no host port of any leaf is in none."""
    numbers = {name: number for number, name in enumerate(ports)}
    redirected = {name for chain in plain(intent) for name in chain.through}
    tagged = {step.appliance for chain in vrf_chains(intent) for step in chain.steps} - redirected
    found: dict[int, list[Seat]] = {}
    for name, row in intent.appliances.items():
        for arm in (row, row.outside):
            if arm is not None and arm.port in numbers and row.leaf in leaves:
                address, own = arm.address, None if name in tagged else arm.address.text
                seat = Seat(name, numbers[arm.port], arm.port, own, address.far, address.prefix.text)
                found.setdefault(leaves[row.leaf], []).append(seat)
    return {leaf: tuple(sorted(row, key=lambda seat: seat.number)) for leaf, row in found.items()}


def ends(ground: Ground) -> dict[str, Blocks]:
    """Addresses of everyone that a chain can name, in the default VRF."""
    return dict(world(ground).addresses)


def inside(ground: Ground) -> Blocks:
    """What isn't the WAN: hosts, switches, services of the default VRF."""
    intent = ground.intent
    pools = (intent.hosts.pool, intent.underlay.loopbacks, intent.underlay.link_pool)
    services = [prefix for row in intent.services.values() if row.vrf is None for prefix in row.prefixes]
    return joined(block(one) for one in (*pools, *services) if one is not None)


def _classes(ground: Ground, places: Mapping[str, int]) -> Iterator[Class]:
    """Chains to the WAN come last: what stays inside is told first, so that all the rest is the WAN."""
    intent, known = ground.intent, ends(ground)
    chains = [chain for chain in plain(intent) if chain.through[0] in places]
    outward = [chain for chain in chains if WAN in (chain.from_, chain.to)]
    for chain in chains:
        if chain not in outward:
            yield from _both_ways(intent, chain, known, places)
    within = inside(ground) if outward else ()
    for here in dict.fromkeys(one for chain in outward for one in blocks(known, _beside_wan(chain))):
        for there in within:
            yield Class(here, there)
            yield Class(there, here)
    for chain in outward:
        yield from _both_ways(intent, chain, known, places)


def _beside_wan(chain: Chain) -> str:
    return chain.to if chain.from_ == WAN else chain.from_


def _both_ways(intent: Intent, chain: Chain, known: Mapping[str, Blocks], places: Mapping[str, int]) -> Iterator[Class]:
    """`any` is everyone else: what both ends share would look the same in both directions."""
    leaf, through = places[chain.through[0]], tuple(name for name in chain.through if name in intent.appliances)
    if ANY in (chain.from_, chain.to):
        own = blocks(known, chain.to if chain.from_ == ANY else chain.from_)
        yield from (Class(one, other) for one in own for other in own)
    for source in blocks(known, chain.from_):
        for destination in blocks(known, chain.to):
            yield Class(source, destination, through, leaf)
            yield Class(destination, source, through[::-1], leaf, back=True)


def blocks(known: Mapping[str, Blocks], end: str) -> Blocks:
    """Addresses of one end of a chain."""
    if end in (ANY, WAN):
        return (ANYWHERE,)
    return (block(prefix_of(end)),) if "/" in end else known.get(end, ())


def _spread(ground: Ground) -> dict[Block, Blocks]:
    """Of tiers, which have a hole for the number of the leaf."""
    intent = ground.intent
    found: dict[Block, Blocks] = {}
    numbers = tier_ids(intent.tiers, ground.lock) if intent.hosts.attach == "trunk" else {}
    role, known = ground.fabric.tiers[0], ends(ground)
    for name, number in numbers.items():
        nets = (network(intent, ground.allocation, role.position(leaf), number, name) for leaf in range(role.count))
        blocks = tuple(sorted({aligned(net.first, 1 << (32 - net.length)) for net in nets}))
        found |= dict.fromkeys(known[name], blocks)
    return found


def redirection(
    known: Outline, tier: Tier, switch: int, ports: tuple[Port, ...], neighbors: tuple[Neighbor, ...]
) -> Redirection:
    """Of one switch."""
    kinds = {port.name: kind for port in ports if (kind := _kind(known, tier, switch, port)) is not None}
    wanted = dict.fromkeys((EVERYWHERE, *sorted(kinds.values())) if tier.level == 0 else sorted(kinds.values()))
    entries = {kind: row for kind in wanted if (row := _entries(known, tier, switch, kind))}
    whole = entries.get(EVERYWHERE)
    names = {kind: EVERYWHERE if row == whole else kind for kind, row in entries.items()}
    return Redirection(
        policies=tuple(RedirectPolicy(kind, row) for kind, row in entries.items() if names[kind] == kind),
        ports=tuple((port, names[kind]) for port, kind in kinds.items() if kind in names),
        vlans=EVERYWHERE if whole and tier.level == 0 else None,
        drops=_drops(known, tier, switch),
        seats=tuple((seat.port, seat.appliance) for seat in known.seats.get(switch, ()) if tier.level == 0),
        ways=tuple(
            (hop, tuple(_ways(known, tier, switch, leaf, neighbors)))
            for leaf, hop in sorted(known.loopbacks.items())
            if tier.level or leaf != switch
        ),
        spread=tuple(sorted(known.spread.items())),
    )


def _ways(known: Outline, tier: Tier, switch: int, leaf: int, neighbors: tuple[Neighbor, ...]) -> Iterator[str]:
    """Down if the leaf is below, and up if not."""
    down = _under(known, tier, switch, leaf)
    for neighbor in neighbors:
        far = known.names[neighbor.description.partition(":")[0]]
        there = next(each for each in known.fabric.tiers if each.first <= far < each.first + each.count)
        onward = _under(known, there, far, leaf) if down else True
        if neighbor.address is not None and (there.level < tier.level) == down and onward:
            yield neighbor.address


def load(known: Outline, tier: Tier, switch: int, *, masks: bool) -> int:
    """Entries of all policies of a switch, each counted once; without `masks` between prefixes alone."""
    if tier.level == 0:
        kinds = [EVERYWHERE, ABOVE, *(f"{AFTER}{seat.appliance}" for seat in known.seats.get(switch, ()))]
    else:
        below = known.fabric.tiers[tier.level - 1]
        far = [] if below.level else [name for name, each in known.names.items() if each in known.loopbacks]
        pods = sorted({known.fabric.tiers[0].position(leaf).block for leaf in known.loopbacks}) if below.level else []
        up = [] if tier.level == len(known.fabric.tiers) - 1 else [ABOVE]
        kinds = [EVERYWHERE, *up, *(f"{FROM}{name}" for name in far), *(f"{FROM}pod-{pod}" for pod in pods)]
    found = {_entries(known, tier, switch, kind) for kind in kinds}
    return sum(_width(known, one, masks=masks) for entries in found for one in entries)


def _width(known: Outline, one: Redirect, *, masks: bool) -> int:
    """Entries between prefixes that stand for one between blocks."""
    if masks:
        return 1
    return len(known.spread.get(one.source, (one.source,))) * len(known.spread.get(one.destination, (one.destination,)))


def _kind(known: Outline, tier: Tier, switch: int, port: Port) -> str | None:
    """The policy of a port, by what is at its other end; None where no packets of the default VRF come in."""
    if tier.level == 0 and port.profile != UPLINK:
        taken = next((seat.appliance for seat in known.seats.get(switch, ()) if seat.port == port.name), None)
        if taken is not None:
            return f"{AFTER}{taken}"
        return EVERYWHERE if port.address is not None and port.vrf is None else None
    far = known.names[port.description.partition(":")[0]]
    below = next(each for each in known.fabric.tiers if each.first <= far < each.first + each.count)
    if below.level > tier.level:
        return ABOVE
    if not any(_under(known, below, far, one.leaf) for one in known.classes if one.through):
        return EVERYWHERE
    return (
        f"{FROM}{port.description.partition(':')[0]}" if below.level == 0 else f"{FROM}pod-{below.position(far).block}"
    )


def _under(known: Outline, tier: Tier, switch: int, leaf: int) -> bool:
    """Whether packets get from a switch down to a leaf."""
    if tier.level == 0:
        return switch == leaf
    here, there = tier.position(switch), known.fabric.tiers[0].position(leaf)
    return tier.level == len(known.fabric.tiers) - 1 or (here.plane, here.block) == (there.plane, there.block)


def _entries(known: Outline, tier: Tier, switch: int, kind: str) -> tuple[Redirect, ...]:
    """Packets that are routed, as those that have been to their appliances, have an entry where a later one would
    redirect them.
    """
    found: list[Redirect] = []
    for one in reversed(known.classes):
        hop = _hop(known, tier, switch, kind, one) if _concerned(known, tier, switch, kind, one.leaf) else None
        if hop is not None or any(later.hop and _both_meet(one, later) for later in found):
            found.append(Redirect(one.source, one.destination, hop, tier.level == 0 and switch == one.leaf))
    return tuple(reversed(found))


def _both_meet(one: Class, other: Redirect) -> bool:
    return meet(one.source, other.source) and meet(one.destination, other.destination)


def _concerned(known: Outline, tier: Tier, switch: int, kind: str, leaf: int) -> bool:
    """Whether packets for that leaf that come in there have not been to it."""
    if kind.startswith(AFTER):
        return switch == leaf
    if kind == ABOVE:
        return _under(known, tier, switch, leaf)
    if not kind.startswith(FROM):
        return True
    below = known.fabric.tiers[tier.level - 1]
    if below.level == 0:
        return leaf != known.names[kind.removeprefix(FROM)]
    return f"{FROM}pod-{known.fabric.tiers[0].position(leaf).block}" != kind


def _hop(known: Outline, tier: Tier, switch: int, kind: str, one: Class) -> str | None:
    """Where the packets go next; None where they are routed."""
    if not one.through:
        return None
    if tier.level or switch != one.leaf:
        return known.loopbacks[one.leaf]
    name = kind.removeprefix(AFTER)
    if not kind.startswith(AFTER):
        return _entrance(known.intent.appliances[one.through[0]], back=one.back)
    if name not in one.through[:-1]:
        return None
    following = one.through[one.through.index(name) + 1]
    return _entrance(known.intent.appliances[following], back=one.back)


def _entrance(appliance: Appliance, *, back: bool) -> str:
    arm = appliance.outside if back and appliance.outside is not None else appliance
    return arm.address.far


def _drops(known: Outline, tier: Tier, switch: int) -> tuple[str, ...]:
    """Prefixes that lead nowhere unless something is there: next hops of what may not pass by its appliance."""
    if tier.level == 0 and switch in known.lost:
        closed = (seat for seat in known.seats.get(switch, ()) if _closed(known.intent, seat.appliance))
        return tuple(seat.prefix for seat in closed if seat.own is not None)
    return tuple(f"{known.loopbacks[leaf]}/32" for leaf in sorted(known.lost))


def _closed(intent: Intent, name: str) -> bool:
    return intent.appliances[name].otherwise == "drop"


def appliance_ports(known: Outline, tier: Tier, switch: int) -> list[Port]:
    return [_port(seat, tier.slots[seat.number]) for seat in known.seats.get(switch, ())]


def _port(seat: Seat, slot: Slot) -> Port:
    return Port(seat.port, WAN_PROFILE, f"{APPLIANCE}:{seat.appliance}", seat.own, None, None, slot.cage, slot.lane)
