"""Gateways: which port of which leaf each is at, how routes name it, and which one a switch prefers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from fabricgen.allocation import Allocation, Lock
from fabricgen.allocation.text import ipv4
from fabricgen.device.features.tenancy import tier_ids
from fabricgen.device.model import (
    Accepted,
    Origin,
    Port,
    Received,
    Sent,
    Steering,
    Translation,
    WanSession,
    Way,
)
from fabricgen.fabric import Fabric, Position, Slot, Tier
from fabricgen.intent import Intent
from fabricgen.intent.steering import AVOID, DEFAULT_ROUTE, Gateway
from fabricgen.intent.tenancy import TIERS_MAX
from fabricgen.theory.communities import FALLBACK_ASN, Function, large, local_preference, standard

LAST_PREFERENCE = 50
"""Of what a drained gateway has to offer: below 100, which routes have that nobody ranked (RFC 4271)."""
WAN = "wan"
"""The device at the other end, as descriptions call it: wan:east."""
LONGEST = 32
TRANSLATED_FIRST = 10
"""Number of the policy entry of tier 0; those of other tiers follow by id, so that a new tier moves none."""
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
    """What the switches of a fabric know of its gateways; `above` is what those without hosts need."""

    seats: Seats
    above: Steering
    sessions: Mapping[str, WanSession]


def outlook(intent: Intent, fabric: Fabric, allocation: Allocation, lock: Lock, seated: Seats) -> Outlook | None:
    """None without gateways. Raises `CommunityError` for what doesn't fit a community."""
    if not intent.gateways:
        return None
    ways = _ways(intent, allocation)
    rows = sorted(
        (number, name) for name, number in tier_ids(intent.tiers, lock).items() if intent.tiers[name].gateways
    )
    origins = tuple(Origin(name, number, tier_mark(intent, allocation, number), None) for number, name in rows)
    above = Steering(intent.communities.type == "large", origins, ways, LAST_PREFERENCE, ())
    ranks = {way.name: rank for rank, way in enumerate(ways)}
    longer = 2 * len(fabric.tiers)  # than any way: leaf, spine, super-spine, spine, leaf, and a hop in the WAN
    sessions = {
        seat.gateway: _session(intent, allocation, seat, ranks.get(seat.gateway, len(ways)), longer, origins)
        for seats in seated.values()
        for seat in seats
    }
    return Outlook(seated, above, sessions)


def at(known: Outlook, allocation: Allocation, leaf: int, position: Position) -> Steering:
    """What one leaf needs: the prefixes of its tiers, and the sessions over its ports."""
    origins = tuple(
        origin._replace(
            prefix=f"{ipv4(allocation.tier_subnet(position, origin.number, TIERS_MAX))}/{allocation.subnet}"
        )
        for origin in known.above.origins
    )
    sessions = tuple(known.sessions[seat.gateway] for seat in known.seats.get(leaf, ()))
    return replace(known.above, origins=origins, sessions=sessions)


def order(intent: Intent) -> tuple[str, ...]:
    """Gateways from the first choice to the last. All tiers of the default VRF have the same: a rule sees to it."""
    lists = (tier.gateways for tier in intent.tiers.values() if tier.gateways)
    return tuple(name for name in next(lists, ()) if name in intent.gateways)


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


def wan_ports(intent: Intent, tier: Tier, taken: tuple[Seat, ...]) -> list[Port]:
    return [_port(intent.gateways[seat.gateway], seat, tier.slots[seat.number]) for seat in taken]


def _port(gateway: Gateway, seat: Seat, slot: Slot) -> Port:
    address = gateway.address.text
    return Port(seat.port, WAN_PROFILE, f"{WAN}:{seat.gateway}", address, None, None, slot.cage, slot.lane)


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


def _ways(intent: Intent, allocation: Allocation) -> tuple[Way, ...]:
    numbers = [(rank, name, intent.gateways[name].id) for rank, name in enumerate(order(intent))]
    return tuple(
        Way(
            name,
            gateway_mark(intent, allocation, Function.PREFER_GATEWAY, number),
            gateway_mark(intent, allocation, Function.AVOID_GATEWAY, number),
            local_preference(rank),
        )
        for rank, name, number in numbers
    )


def _session(
    intent: Intent, allocation: Allocation, seat: Seat, rank: int, longer: int, origins: tuple[Origin, ...]
) -> WanSession:
    """A drained gateway comes after all others."""
    gateway = intent.gateways[seat.gateway]
    function = Function.AVOID_GATEWAY if gateway.drained else Function.PREFER_GATEWAY
    listed = not gateway.drained and rank < len(order(intent))
    session = WanSession(
        name=seat.gateway,
        number=gateway.id,
        port=seat.port,
        address=gateway.address.far,
        asn=gateway.asn,
        community=gateway_mark(intent, allocation, function, gateway.id),
        preference=local_preference(rank) if listed else LAST_PREFERENCE,
        prepend=longer * (rank if listed else len(order(intent))),
        accept=tuple(Accepted(one.text, None if one == DEFAULT_ROUTE else LONGEST) for one in gateway.accept),
    )
    if gateway.communities is None:
        return session
    return session._replace(translation=_translation(intent, allocation, gateway, session, origins))


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
