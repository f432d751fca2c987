"""Service chains between VRFs: links of a leaf to appliances, one in each VRF, and its routes through them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from fabricgen.allocation import Allocation, Lock
from fabricgen.device.features.overlay import Scheme
from fabricgen.device.features.steering import Seats, tier_mark, users
from fabricgen.device.features.tenancy import host_mtu, tier_ids
from fabricgen.device.model import Crossing, Overlay, Span, Static, Tagged
from fabricgen.device.vrf_chains import VrfChain, vrf_chains
from fabricgen.intent import Intent
from fabricgen.intent.chains import WAN, Arm
from fabricgen.intent.words import Prefix


@dataclass(frozen=True, slots=True)
class Crossings:
    """`links` are by leaf, `routes` by leaf and VRF; `beyond` is what a VRF reaches through appliances. `present` are
    the VRFs that a leaf has for appliances and WAN routers, whether or not it has hosts of theirs.
    """

    links: Mapping[int, tuple[Crossing, ...]]
    routes: Mapping[tuple[int, str], tuple[Static, ...]]
    beyond: Mapping[str, tuple[Span, ...]]
    present: Mapping[int, frozenset[str]]


class Side(NamedTuple):
    """One side of an appliance: in `vrf`, what is behind the appliance is routed into this link."""

    leaf: int
    appliance: str
    vrf: str
    arm: Arm
    behind: tuple[Prefix, ...]
    marks: tuple[str, ...]


def crossings(
    intent: Intent, lock: Lock, allocation: Allocation, plan: Scheme | None, leaves: Iterable[str], seated: Seats
) -> Crossings | None:
    """None where no VRF has chains."""
    chains = vrf_chains(intent)
    if plan is None or not chains:
        return None
    places = {name: leaf for leaf, name in enumerate(leaves)}
    sides = [side for chain in chains for side in _sides(intent, lock, allocation, chain, places)]
    present: dict[int, set[str]] = defaultdict(set)
    for side in sides:
        present[side.leaf].add(side.vrf)
    for leaf, row in seated.items():
        present[leaf] |= {vrf for seat in row for vrf in users(intent, seat.gateway) if vrf is not None}
    return Crossings(
        links=_links(intent, plan, sides),
        routes=_routes(sides),
        beyond=_beyond(sides),
        present={leaf: frozenset(names) for leaf, names in present.items()},
    )


def _sides(
    intent: Intent, lock: Lock, allocation: Allocation, chain: VrfChain, places: Mapping[str, int]
) -> Iterator[Side]:
    marks = tuple(_marks(intent, lock, allocation, chain.user)) if chain.service == WAN else ()
    for number, (name, near, far) in enumerate(chain.steps):
        leaf = places.get(intent.appliances[name].leaf)
        if leaf is not None:
            yield Side(leaf, name, chain.vrfs[number], near, chain.theirs, ())
            yield Side(leaf, name, chain.vrfs[number + 1], far, chain.mine, marks)


def _marks(intent: Intent, lock: Lock, allocation: Allocation, user: str) -> Iterator[str]:
    """One route stands for all tiers of the user."""
    for number, name in sorted((number, name) for name, number in tier_ids(intent.tiers, lock).items()):
        if intent.tiers[name].vrf == user and intent.tiers[name].gateways:
            yield tier_mark(intent, allocation, number)


def _links(intent: Intent, plan: Scheme, sides: Iterable[Side]) -> dict[int, tuple[Crossing, ...]]:
    found: dict[int, set[Crossing]] = defaultdict(set)
    for side in sides:
        vlan = plan.identifiers.vrf_vlan(plan.vrfs[side.vrf])
        tagged = Tagged(side.vrf, vlan, side.arm.link(side.vrf).text, host_mtu(intent))
        found[side.leaf].add(Crossing(side.appliance, side.arm.port, tagged))
    return {leaf: tuple(sorted(row, key=lambda link: (link.port, link.tagged.vlan))) for leaf, row in found.items()}


def _routes(sides: Iterable[Side]) -> dict[tuple[int, str], tuple[Static, ...]]:
    found: dict[tuple[int, str], dict[Prefix, Static]] = defaultdict(dict)
    for side in sides:
        for prefix in side.behind:
            found[side.leaf, side.vrf][prefix] = Static(prefix.text, side.arm.link(side.vrf).far, side.marks)
    return {place: tuple(row[prefix] for prefix in sorted(row)) for place, row in found.items()}


def _beyond(sides: Iterable[Side]) -> dict[str, tuple[Span, ...]]:
    found: dict[str, set[Prefix]] = defaultdict(set)
    for side in sides:
        found[side.vrf] |= set(side.behind)
    return {vrf: tuple(Span(one.text, one.length, one.length) for one in sorted(row)) for vrf, row in found.items()}


def crossed(overlay: Overlay, known: Crossings, leaf: int) -> Overlay:
    """The overlay of a leaf, with what leads through appliances."""
    vrfs = tuple(
        replace(vrf, statics=known.routes.get((leaf, vrf.name), ()), beyond=known.beyond.get(vrf.name, ()))
        for vrf in overlay.vrfs
    )
    return replace(overlay, vrfs=vrfs, crossings=known.links.get(leaf, ()))
