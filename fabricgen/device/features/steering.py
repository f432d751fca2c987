"""Gateways: which port of which leaf each is at, how routes name it, and which one a switch prefers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from fabricgen.allocation import Allocation, Lock
from fabricgen.allocation.text import ipv4
from fabricgen.device.features.marking import marked
from fabricgen.device.features.overlay import Scheme
from fabricgen.device.features.system import placeholder
from fabricgen.device.features.tenancy import host_mtu, network, tier_ids
from fabricgen.device.model import (
    Accepted,
    Exits,
    Marking,
    Origin,
    Overlay,
    Port,
    PrefixLimit,
    Received,
    Sent,
    Steering,
    Tagged,
    Translation,
    WanSession,
    Way,
)
from fabricgen.device.vrf_chains import leaving
from fabricgen.fabric import Fabric, Position, Slot, Tier
from fabricgen.intent import Intent
from fabricgen.intent.steering import AVOID, DEFAULT_ROUTE, Gateway, Limit
from fabricgen.theory.communities import FALLBACK_ASN, Function, large, local_preference, standard

LAST_PREFERENCE = 50
"""Of what a drained gateway has to offer: below 100, which routes have that nobody ranked (RFC 4271)."""
WAN = "wan"
"""The device at the other end, as descriptions call it: wan:east."""
LONGEST = 32
TRANSLATED_FIRST = 10
"""Number of the policy entry of tier 0; those of other tiers follow by id, so that a new tier moves none."""
ENTRIES = 10
"""Numbers set aside for a VRF in policies that all of them share: one for each gateway of a list, and the last."""
WAN_PROFILE = 2
"""Index of the profile of WAN ports, after those of host ports and uplinks."""


class Seat(NamedTuple):
    """A gateway and the port of the leaf that it is at, by number and name."""

    gateway: str
    number: int
    port: str


Seats = Mapping[int, tuple[Seat, ...]]
"""By leaf."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the switches of a fabric know of its gateways; `above` is what those without hosts need. `sessions` by VRF
    and gateway, `markings` by gateway.
    """

    seats: Seats
    above: Steering
    sessions: Mapping[tuple[str | None, str], WanSession]
    markings: Mapping[str, Marking]


def outlook(
    intent: Intent, fabric: Fabric, allocation: Allocation, lock: Lock, seated: Seats, plan: Scheme | None
) -> Outlook | None:
    """None without gateways. Raises `CommunityError` for what doesn't fit a community."""
    if not intent.gateways:
        return None
    known = _table(intent, allocation, lock, None)
    longer = 2 * len(fabric.tiers)  # than any way: leaf, spine, super-spine, spine, leaf, and a hop in the WAN
    tables: dict[str | None, Table] = {None: known}
    tables |= {name: _table(intent, allocation, lock, name) for name in _leaving(intent, plan)}
    sessions = {
        (vrf, seat.gateway): _session(intent, allocation, seat, tables[vrf], longer)._replace(
            tagged=None if vrf is None or plan is None else _tagged(intent, plan, seat.gateway, vrf)
        )
        for row in seated.values()
        for seat in row
        for vrf in users(intent, seat.gateway)
        if vrf in tables
    }
    exits = tuple(
        Exits(name, ENTRIES * plan.vrfs[name], _target(plan, name), table.origins, table.ways, ())
        for name, table in tables.items()
        if plan is not None and name is not None
    )
    above = Steering(intent.communities.type == "large", known.origins, known.ways, LAST_PREFERENCE, (), exits)
    return Outlook(seated, above, sessions, _markings(intent, seated))


def _markings(intent: Intent, seated: Seats) -> dict[str, Marking]:
    return {
        seat.gateway: marked(intent.classes, words, seat.gateway, seat.port)
        for row in seated.values()
        for seat in row
        if (words := intent.gateways[seat.gateway].marking)
    }


def at(known: Outlook, intent: Intent, allocation: Allocation, leaf: int, position: Position) -> Steering:
    """What one leaf needs: the prefixes of its tiers, and the sessions over its ports."""

    def placed(origins: tuple[Origin, ...], vrf: str | None) -> tuple[Origin, ...]:
        return tuple(
            origin._replace(prefix=subnet(origin)) if intent.tiers[origin.name].vrf == vrf else origin
            for origin in origins
        )

    def subnet(origin: Origin) -> str:
        net = network(intent, allocation, position, origin.number, origin.name)
        return f"{ipv4(net.first)}/{net.length}"

    def sessions(vrf: str | None) -> tuple[WanSession, ...]:
        keys = ((vrf, seat.gateway) for seat in known.seats.get(leaf, ()))
        return tuple(known.sessions[key] for key in keys if key in known.sessions)

    return replace(
        known.above,
        origins=placed(known.above.origins, None),
        sessions=sessions(None),
        exits=tuple(
            one._replace(origins=placed(one.origins, one.vrf), sessions=sessions(one.vrf)) for one in known.above.exits
        ),
        markings=tuple(
            known.markings[seat.gateway] for seat in known.seats.get(leaf, ()) if seat.gateway in known.markings
        ),
    )


def with_exits(overlay: Overlay, steering: Steering | None) -> Overlay:
    """With what its VRFs know of gateways."""
    if steering is None or not steering.exits:
        return overlay
    exits = {one.vrf: one for one in steering.exits}
    return replace(overlay, vrfs=tuple(replace(vrf, exits=exits.get(vrf.name)) for vrf in overlay.vrfs))


def order(intent: Intent, vrf: str | None = None) -> tuple[str, ...]:
    """Gateways from the first choice to the last. All tiers of a VRF have the same: a rule sees to it."""
    lists = (tier.gateways for tier in intent.tiers.values() if tier.gateways and leaving(intent, tier.vrf) == vrf)
    return tuple(name for name in next(lists, ()) if name in intent.gateways)


def users(intent: Intent, gateway: str) -> tuple[str | None, ...]:
    """VRFs that tiers leave from by it; the default one, None, has those that no tier names, too."""
    found = {leaving(intent, tier.vrf) for tier in intent.tiers.values() if gateway in tier.gateways}
    named = tuple(sorted(vrf for vrf in found if vrf is not None))
    return (None, *named) if None in found or not named else named


def seats(intent: Intent, leaves: Sequence[str], ports: Sequence[str], hosts: int) -> dict[int, tuple[Seat, ...]]:
    """By leaf, in the order of its ports; a gateway at no host port of any leaf is in none. `hosts` is their number."""
    found: dict[int, list[Seat]] = {}
    places, numbers = (
        {name: leaf for leaf, name in enumerate(leaves)},
        {name: at for at, name in enumerate(ports[:hosts])},
    )
    for name, gateway in intent.gateways.items():
        leaf, index = places.get(gateway.leaf), numbers.get(gateway.port)
        if leaf is not None and index is not None:
            found.setdefault(leaf, []).append(Seat(name, index, gateway.port))
    return {leaf: tuple(sorted(row, key=lambda seat: seat.number)) for leaf, row in found.items()}


def wan_ports(known: Outlook, intent: Intent, tier: Tier, leaf: int) -> list[Port]:
    return [_port(known, intent, seat, tier.slots[seat.number]) for seat in known.seats.get(leaf, ())]


def _port(known: Outlook, intent: Intent, seat: Seat, slot: Slot) -> Port:
    """Where only VRFs leave by it, all packets are tagged, and the port itself has no address."""
    plain = (None, seat.gateway) in known.sessions
    address = intent.gateways[seat.gateway].address.text if plain else None
    profile = WAN_PROFILE + link_mtus(intent).index(link_mtu(intent, seat.gateway))
    return Port(seat.port, profile, f"{WAN}:{seat.gateway}", address, None, None, slot.cage, slot.lane)


def community_asn(intent: Intent, allocation: Allocation) -> int:
    """The number that communities begin with."""
    if intent.communities.asn is not None:
        return intent.communities.asn
    return allocation.asn("leaf", Position(0, 0, 0)) if intent.communities.type == "large" else FALLBACK_ASN


def tier_mark(intent: Intent, allocation: Allocation, number: int) -> str:
    asn = community_asn(intent, allocation)
    if intent.communities.type == "large":
        return str(large(asn, Function.TIER, number))
    return str(standard(intent.region, Function.TIER, 0, number, asn))


def foreign_mark(intent: Intent, allocation: Allocation, number: int) -> str:
    asn = community_asn(intent, allocation)
    if intent.communities.type == "large":
        return str(large(asn, Function.FOREIGN_TIER, number))
    return str(standard(intent.region, Function.FOREIGN_TIER, 0, number, asn))


def gateway_mark(intent: Intent, allocation: Allocation, function: Function, number: int) -> str:
    asn = community_asn(intent, allocation)
    if intent.communities.type == "large":
        return str(large(asn, function, number))
    return str(standard(intent.region, function, number, 0, asn))


class Table(NamedTuple):
    """A VRF or the default one: tiers that have gateways, and these by rank."""

    origins: tuple[Origin, ...]
    ways: tuple[Way, ...]


def _leaving(intent: Intent, plan: Scheme | None) -> list[str]:
    """VRFs that have gateways, by id."""
    ids = {} if plan is None else plan.vrfs
    found = {leaving(intent, tier.vrf) for tier in intent.tiers.values() if tier.gateways}
    return sorted((vrf for vrf in found if vrf is not None and vrf in ids), key=lambda vrf: ids[vrf])


def _table(intent: Intent, allocation: Allocation, lock: Lock, vrf: str | None) -> Table:
    rows = sorted((number, name) for name, number in tier_ids(intent.tiers, lock).items())
    tiers = intent.tiers
    out = [(number, name) for number, name in rows if tiers[name].gateways and leaving(intent, tiers[name].vrf) == vrf]
    origins = tuple(Origin(name, number, tier_mark(intent, allocation, number), None) for number, name in out)
    return Table(origins, _ways(intent, allocation, order(intent, vrf)))


def _ways(intent: Intent, allocation: Allocation, listed: tuple[str, ...]) -> tuple[Way, ...]:
    numbers = [(rank, name, intent.gateways[name].id) for rank, name in enumerate(listed)]
    return tuple(
        Way(
            name,
            gateway_mark(intent, allocation, Function.PREFER_GATEWAY, number),
            gateway_mark(intent, allocation, Function.AVOID_GATEWAY, number),
            local_preference(rank),
        )
        for rank, name, number in numbers
    )


def _target(plan: Scheme, vrf: str) -> str:
    return plan.identifiers.target(plan.identifiers.vrf_vni(plan.vrfs[vrf]))


def _tagged(intent: Intent, plan: Scheme, gateway: str, vrf: str) -> Tagged:
    """The same addresses in each VRF: each is a space of its own, at both ends (RFC 4364, section 10a)."""
    vlan = plan.identifiers.vrf_vlan(plan.vrfs[vrf])
    return Tagged(vrf, vlan, intent.gateways[gateway].address.text, link_mtu(intent, gateway))


def _session(intent: Intent, allocation: Allocation, seat: Seat, table: Table, longer: int) -> WanSession:
    """A drained gateway comes after all others."""
    gateway = intent.gateways[seat.gateway]
    function = Function.AVOID_GATEWAY if gateway.drained else Function.PREFER_GATEWAY
    names = [way.name for way in table.ways]
    listed = not gateway.drained and seat.gateway in names
    rank = names.index(seat.gateway) if listed else len(names)
    session = WanSession(
        name=seat.gateway,
        number=gateway.id,
        port=seat.port,
        address=gateway.address.far,
        asn=gateway.asn,
        community=gateway_mark(intent, allocation, function, gateway.id),
        preference=local_preference(rank) if listed else LAST_PREFERENCE,
        prepend=longer * rank,
        accept=tuple(Accepted(one.text, None if one == DEFAULT_ROUTE else LONGEST) for one in gateway.accept),
        bfd_interval_ms=gateway.bfd.interval_ms if gateway.bfd else 0,
        bfd_multiplier=gateway.bfd.multiplier if gateway.bfd else 0,
        password=placeholder(gateway.password) if gateway.password else None,
        limit=None if gateway.limit is None else _limit(gateway.limit),
    )
    if gateway.communities is None:
        return session
    return session._replace(translation=_translation(intent, allocation, gateway, session, table.origins))


def _limit(limit: Limit) -> PrefixLimit:
    return PrefixLimit(limit.prefixes, int(limit.warn), limit.action == "close")


def link_mtu(intent: Intent, gateway: str) -> int:
    """Bytes of an IP packet between a leaf and a WAN router."""
    return intent.gateways[gateway].mtu or host_mtu(intent)


def link_mtus(intent: Intent) -> tuple[int, ...]:
    """One profile of WAN ports for each: that of the hosts first."""
    common = host_mtu(intent)
    return (common, *sorted({link_mtu(intent, name) for name in intent.gateways} - {common}, reverse=True))


def _translation(
    intent: Intent, allocation: Allocation, gateway: Gateway, session: WanSession, origins: tuple[Origin, ...]
) -> Translation:
    """A tier of the other side gets a mark of its own function here, so that it never passes for one of this fabric,
    which would be announced to other gateways. What is to be avoided is looked at first.
    """
    agreed = dict(gateway.communities or {})
    avoid = agreed.get(AVOID)
    avoided = gateway_mark(intent, allocation, Function.AVOID_GATEWAY, gateway.id)
    worst = (Received(1, AVOID, avoid, (avoided,), LAST_PREFERENCE),) if avoid else ()
    told = (avoid,) if avoid and gateway.drained else ()
    known = [origin for origin in origins if origin.name in agreed]
    return Translation(
        received=(
            *worst,
            *(
                Received(
                    TRANSLATED_FIRST + origin.number,
                    origin.name,
                    agreed[origin.name],
                    (session.community, foreign_mark(intent, allocation, origin.number)),
                    session.preference,
                )
                for origin in known
            ),
        ),
        sent=tuple(
            Sent(TRANSLATED_FIRST + origin.number, origin.name, origin.community, (agreed[origin.name], *told))
            for origin in known
        ),
        others=told,
    )
