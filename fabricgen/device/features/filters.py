"""Where packets are filtered: at host ports and gateways by policy, at the switch itself by what it has to hear."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fabricgen.device.features.access import ANYWHERE, ANYWHERE6, block, joined
from fabricgen.device.features.policies import STEP, Rule, Segment, World, access_list
from fabricgen.device.features.segments import Ground, borders, segment_of, segments, world
from fabricgen.device.model import AccessList, Block, Entry, Filters, Ports, Vlan, WanSession
from fabricgen.intent import Intent
from fabricgen.intent.policies import OUTSIDE_VRFS, Policy
from fabricgen.intent.underlay import Underlay

SSH, BGP = Ports(22, 22), Ports(179, 179)
BFD, BFD_MULTIHOP = Ports(3784, 3785), Ports(4784, 4784)
"""Control and echo packets of RFC 5881; RFC 5883."""
VXLAN = Ports(4789, 4789)
PTP = Ports(319, 320)
TRACEROUTE = Ports(33434, 33523)
"""Thirty hops of three probes, as traceroute(8) counts them."""
LINK_LOCAL = Block(0xFE80 << 112, 0x3FF << 118, 128)


@dataclass(frozen=True, slots=True)
class Guard:
    """What all switches of a fabric filter by. `lists` by segment and `borders` by gateway, without those that filter
    nothing; `bare` are the filters of a switch without hosts.
    """

    lists: Mapping[str, AccessList]
    borders: Mapping[str, AccessList]
    segments: Mapping[str, str]
    bare: Filters


def guard(ground: Ground) -> Guard | None:
    """None where the page filters nothing."""
    intent = ground.intent
    if intent.policies is None and not intent.management.allow and intent.control_plane == "open":
        return None
    lists, beyond = {}, {}
    if intent.policies is not None:
        known = world(ground)
        meant = [policy for policy in intent.policies if known.knows(policy.from_) and known.knows(policy.to)]
        lists, beyond = _lists(known, segments(intent), meant), _lists(known, borders(intent), meant)
    return Guard(lists, beyond, {name: segment_of(intent, name) for name in intent.tiers}, _bare(intent))


def _lists(known: World, parts: tuple[Segment, ...], policies: list[Policy]) -> dict[str, AccessList]:
    found = ((one.name, access_list(known, one, policies)) for one in parts)
    return {name: listed for name, listed in found if listed is not None}


def filters(about: Guard, vrf: str | None, vlans: tuple[Vlan, ...], sessions: tuple[WanSession, ...]) -> Filters:
    """Of a leaf, whose routed host ports are in `vrf`."""
    if not about.lists and not about.borders:
        return about.bare
    untagged = (one for one in sessions if one.tagged is None)
    outside = [(one.port, about.borders[one.name]) for one in untagged if one.name in about.borders]
    by_vlan = [(vlan.id, about.lists.get(about.segments[vlan.name])) for vlan in vlans]
    hosts = None if vlans else about.lists.get(vrf or OUTSIDE_VRFS)
    standing = (hosts, *(listed for _, listed in by_vlan), *(listed for _, listed in outside))
    needed = {listed.name: listed for listed in standing if listed is not None}
    return Filters(
        lists=tuple(listed for _, listed in sorted(needed.items())),
        hosts=None if hosts is None else hosts.name,
        gateways=tuple((number, listed.name) for number, listed in by_vlan if listed is not None),
        neighbours=about.bare.neighbours,
        control=about.bare.control,
        control6=about.bare.control6,
        borders=tuple((port, listed.name) for port, listed in outside),
    )


def _bare(intent: Intent) -> Filters:
    logins = tuple(block(prefix) for prefix in intent.management.allow)
    underlay = intent.underlay
    closed, six = intent.control_plane == "closed", underlay.ipv6 is not None or underlay.links == "unnumbered"
    return Filters(
        lists=(), hosts=None, gateways=(), neighbours=(*_neighbours(intent), *_neighbours6(underlay)),
        control=_numbered(_control(intent, logins)) if closed else None,
        control6=_numbered(_control6(intent, logins)) if closed and six else None,
    )  # fmt: skip


def _numbered(rules: Iterator[Rule]) -> tuple[Entry, ...]:
    return tuple(Entry(STEP * (index + 1), *rule) for index, rule in enumerate(rules))


def _control(intent: Intent, logins: tuple[Block, ...]) -> Iterator[Rule]:
    yield from _everyone(intent, ANYWHERE)
    for neighbour in _neighbours(intent):
        yield from _neighbour(intent, neighbour, ANYWHERE)
    yield from _logins(logins, ANYWHERE)


def _control6(intent: Intent, logins: tuple[Block, ...]) -> Iterator[Rule]:
    yield from _everyone(intent, ANYWHERE6)
    for neighbour in _neighbours6(intent.underlay):
        yield from _neighbour(intent, neighbour, ANYWHERE6)
    yield from _logins(logins, ANYWHERE6)


def _neighbours(intent: Intent) -> tuple[Block, ...]:
    """Switches by their links and loopbacks, and the WAN routers of gateways."""
    underlay = intent.underlay
    links = () if underlay.link_pool is None or underlay.links != "/31" else (block(underlay.link_pool),)
    beyond = joined(block(gateway.address.prefix) for gateway in intent.gateways.values())
    return (*links, block(underlay.loopbacks), *beyond)


def _neighbours6(underlay: Underlay) -> tuple[Block, ...]:
    six = underlay.ipv6
    if six is None:
        return (LINK_LOCAL,) if underlay.links == "unnumbered" else ()
    return (LINK_LOCAL, *(block(pool) for pool in (six.links, six.loopbacks) if pool is not None))


def _everyone(intent: Intent, anywhere: Block) -> Iterator[Rule]:
    yield Rule("permit", "icmp", anywhere, anywhere)
    yield Rule("permit", "udp", anywhere, anywhere, ports=TRACEROUTE)
    if intent.clock is not None:
        yield Rule("permit", "udp", anywhere, anywhere, ports=PTP)


def _neighbour(intent: Intent, neighbour: Block, anywhere: Block) -> Iterator[Rule]:
    """Sessions are opened from either end."""
    yield Rule("permit", "tcp", neighbour, anywhere, ports=BGP)
    yield Rule("permit", "tcp", neighbour, anywhere, source_ports=BGP, established=True)
    if intent.underlay.bfd is not None or any(gateway.bfd for gateway in intent.gateways.values()):
        yield Rule("permit", "udp", neighbour, anywhere, ports=BFD)
        yield Rule("permit", "udp", neighbour, anywhere, ports=BFD_MULTIHOP)
    if intent.underlay.routing == "ospf":
        yield Rule("permit", "ospf", neighbour, anywhere)
    if intent.overlay is not None and intent.overlay.kind == "evpn":
        yield Rule("permit", "udp", neighbour, anywhere, ports=VXLAN)


def _logins(logins: tuple[Block, ...], anywhere: Block) -> Iterator[Rule]:
    """From everywhere unless the page says from where."""
    for source in logins or (anywhere,):
        if source.bits == anywhere.bits:
            yield Rule("permit", "tcp", source, anywhere, ports=SSH)
