"""Numbers of existing things that move: there must be none, so each is told by name.

Between two plans this is arithmetic on both allocations; no text is read.
"""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from fabricgen.allocation.text import address
from fabricgen.compare.sides import Plan
from fabricgen.device import Facts
from fabricgen.device.features.tenancy import host_vrf, network, pool, tier_ids, vrf_ids
from fabricgen.intent.tenancy import TIERS_MAX


class Move(NamedTuple):
    """`of` is the switch, VRF or tier; `what` the number that it had and has."""

    of: str
    what: str
    before: str
    after: str


def moves(before: Plan, after: Plan, only: str) -> Iterator[Move]:
    """By name, switches first. Nothing is looked at where both sides number alike."""
    if _alike(before, after):
        return
    ours, theirs = _switches(before), _switches(after)
    for name, (about, switch) in ours.items():
        if name in theirs and fnmatchcase(name, only):
            yield from _of_switch(name, (about, switch), theirs[name])
    yield from _of_names(before, after)


def _alike(before: Plan, after: Plan) -> bool:
    one, other = before.blueprint, after.blueprint
    same = one.allocation == other.allocation and one.lock == other.lock
    return (
        same
        and before.tiers[0].asns == after.tiers[0].asns
        and before.tiers[0].names == after.tiers[0].names
        and (_ids(before) == _ids(after))
    )


Place = tuple[Facts, int]


def _switches(side: Plan) -> dict[str, Place]:
    return {
        about.names[switch]: (about, switch)
        for about in side.tiers
        for switch in range(about.tier.first, about.tier.first + about.tier.count)
    }


def _of_switch(name: str, before: Place, after: Place) -> Iterator[Move]:
    for what, old, new in zip(WHAT, _numbers(*before), _numbers(*after), strict=True):
        if old != new and old is not None and new is not None:
            yield Move(name, what, old, new)
    ours, theirs = _gateways(*before), _gateways(*after)
    yield from (
        Move(name, f"the subnet of tier {tier}", old, theirs[tier])
        for tier, old in ours.items()
        if tier in theirs and theirs[tier] != old
    )


WHAT = (
    "its AS number", "its loopback", "its IPv6 loopback", "its management address", "the first of its links upwards",
    "the first of its IPv6 links upwards", "the first of its host links",
)  # fmt: skip
"""The links of a switch are numbered one after another, so they stay or move together."""


def _numbers(about: Facts, switch: int) -> tuple[str | None, ...]:
    allocation, tier = about.allocation, about.tier
    position = tier.position(switch)
    six = allocation.loopback6(tier.role, position)
    link = about.link_bases[switch] if switch < len(about.link_bases) else None
    routed = tier.level == 0 and about.intent.hosts.attach == "routed"
    dealt = routed and pool(about.intent, host_vrf(about.intent, about.names[switch])) is not None
    return (
        str(about.asns[switch]),
        address(allocation.loopback(tier.role, position), 32),
        None if six is None else address(six, 128),
        address(allocation.management_address(tier.role, position), allocation.management.bits),
        None if link is None or allocation.links is None else address(allocation.links.first + 2 * link, 32),
        None if link is None or allocation.links6 is None else address(allocation.links6.first + 2 * link, 128),
        address(about.host_bases[switch], 32) if dealt else None,
    )


def _gateways(about: Facts, switch: int) -> dict[str, str]:
    """Subnets of the tiers on a leaf."""
    if about.tier.level or about.intent.hosts.attach != "trunk":
        return {}
    position = about.tier.position(switch)
    rows = tier_ids(about.intent.tiers, about.lock).items()
    nets = {name: network(about.intent, about.allocation, position, number, name) for name, number in rows}
    return {name: f"{address(net.first, 32)}/{net.length}" for name, net in nets.items()}


def _of_names(before: Plan, after: Plan) -> Iterable[Move]:
    ours, theirs = _ids(before), _ids(after)
    return (
        Move(of, what, str(number), str(theirs[of, what]))
        for (of, what), number in ours.items()
        if (of, what) in theirs and theirs[of, what] != number
    )


def _ids(side: Plan) -> dict[tuple[str, str], int]:
    intent, lock, allocation = side.blueprint.intent, side.blueprint.lock, side.blueprint.allocation
    tiers = tier_ids(intent.tiers, lock)
    return {
        **{(f"VRF {name}", "its id, and so its route distinguishers and targets"): number
           for name, number in vrf_ids(intent.vrfs, lock).items()},
        **{(f"tier {name}", "its VLAN"): allocation.vlan(number, TIERS_MAX) for name, number in tiers.items()},
    }  # fmt: skip
