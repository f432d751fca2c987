"""SR Linux's own words, units and defaults, as its templates ask for them; buffers are in `srlinux_buffers`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, repeat
from typing import Any, NamedTuple, TypeVar

import orjson

from fabricgen.device import Device
from fabricgen.device.model import Bgp, Neighbor, PeerGroup, Port, Profile, Queue, TrafficClass, User, Vlan
from fabricgen.platforms.srlinux_buffers import (
    allocations,
    limited,
    marked,
    markings,
    pause_set,
    pause_sets,
    paused,
    plan,
)

ETHERNET_HEADER = 14
"""Bytes that the MTU of a port counts beside the packet, without the checksum (YANG 25.3, interface mtu)."""
VLAN_TAG = 4
PRIORITIES = {"info": "informational"}
"""Severities of messages that have another name here (YANG 25.3, logging, priority-type)."""
FRAME_MIN = 1500
"""The least MTU of an Ethernet port."""

BUILT_IN = ("admin",)
"""Users with a place of their own (YANG 25.3, admin-user)."""

Item = TypeVar("Item")


def rows(items: Iterable[Item]) -> list[tuple[str, Item]]:
    """Each with the comma that parts it from the one before."""
    return list(zip(chain(("",), repeat(",")), items, strict=False))


def quoted(text: str) -> str:
    return orjson.dumps(text).decode()


def listed(items: Iterable[object]) -> str:
    """A JSON array."""
    return orjson.dumps(list(items)).decode()


def local_users(users: Iterable[User]) -> list[User]:
    return [user for user in users if user.name not in BUILT_IN]


def built_in(users: Iterable[User]) -> list[User]:
    return [user for user in users if user.name in BUILT_IN]


def operators(users: Iterable[User]) -> bool:
    """Whether somebody needs the role that only reads."""
    return any(user.role == "operator" for user in users)


def priority(severity: str) -> str:
    return PRIORITIES.get(severity, severity)


def sampled(profiles: Iterable[Profile]) -> int:
    """The rarest of what the ports want: what serves those without a rate of their own."""
    return max(profile.sampling or 0 for profile in profiles)


def family(address: str) -> str:
    return "ipv6" if ":" in address else "ipv4"


def frame(profile: Profile, *, tagged: bool = False) -> int:
    """MTU of a port in bytes: what its packets need with their header, and a tag on a trunk or where they are `tagged`.
    The most, 9232, is within the 9412 that the models name for 7220 IXR.
    """
    return max(profile.mtu + ETHERNET_HEADER + (VLAN_TAG if tagged or not profile.routed else 0), FRAME_MIN)


def widest_frame(device: Device) -> int:
    """MTU of all bridged subinterfaces, in bytes; 7220 IXR have one for the whole box."""
    return max(frame(profile) for profile in device.profiles if not profile.routed)


def divided(name: str) -> str:
    """The cage of a port that is one of several in it, empty for a port that has its cage alone."""
    return name.rpartition("/")[0] if name.count("/") == 2 else ""


class Cage(NamedTuple):
    """A divided cage: its name, how many ports it is made for and the speed of each in Gb/s."""

    name: str
    parts: int
    gbps: int


def cages(device: Device) -> list[Cage]:
    """The divided ones, each once."""
    found: dict[str, Cage] = {}
    for port in device.ports:
        if name := divided(port.name):
            profile = device.profiles[port.profile]
            found[name] = Cage(name, parts(profile), profile.gbps)
    return list(found.values())


CAGE_LANES = 8
"""Of every cage that these switches divide."""


def parts(profile: Profile) -> int:
    return CAGE_LANES // profile.lanes


def needs_fec(profile: Profile) -> bool:
    """100G on four lanes: the one speed of a fabric at which FEC is a choice (YANG 25.3, fec-option)."""
    return profile.gbps == 100 and profile.lanes == 4


def by_code_point(classes: Iterable[TrafficClass]) -> list[tuple[int, str]]:
    return sorted((dscp, row.name) for row in classes for dscp in row.dscps)


class Scheduler(NamedTuple):
    """Number 0 serves its queues strictly, highest first; number 1 shares out what they leave."""

    sequence: int
    strict: bool
    classes: tuple[TrafficClass, ...]


def schedulers(classes: Iterable[TrafficClass]) -> list[Scheduler]:
    every = tuple(classes)
    found = (
        Scheduler(0, strict=True, classes=tuple(row for row in every if row.strict)),
        Scheduler(1, strict=False, classes=tuple(row for row in every if not row.strict)),
    )
    return [each for each in found if each.classes]


class Prefixes(NamedTuple):
    """A prefix-set, and the protocols whose routes in it may leave; none named: all."""

    name: str
    prefix: str
    lengths: str
    protocols: tuple[str, ...]


def prefixes(bgp: Bgp) -> list[Prefixes]:
    """What may leave. The aggregate stands for a leaf's own links where there is one."""
    found = [Prefixes("LOOPBACKS", bgp.loopbacks, "32..32", ())]
    if bgp.hosts is not None:
        origin = "local" if bgp.aggregate is None else "aggregate"
        found.append(Prefixes("HOSTS", bgp.hosts, f"{length(bgp.hosts)}..31", (origin, "bgp")))
    if bgp.loopbacks6 is not None:
        found.append(Prefixes("LOOPBACKS-V6", bgp.loopbacks6, "128..128", ()))
    return found


def length(prefix: str) -> int:
    return int(prefix.partition("/")[2])


class Permit(NamedTuple):
    """A statement of a policy; `protocol` is empty where any will do."""

    name: str
    prefix_set: str
    protocol: str


def permits(bgp: Bgp) -> list[Permit]:
    return [
        Permit("-".join(filter(None, (each.name.lower(), protocol))), each.name, protocol)
        for each in prefixes(bgp)
        for protocol in each.protocols or ("",)
    ]


ACCEPT_ALL = "FROM-ANYWHERE"
"""Without an import policy SR Linux takes nothing from an eBGP neighbour (RFC 8212)."""


def imported(group: PeerGroup) -> str:
    return group.route_map_in or ACCEPT_ALL


def imports(bgp: Bgp) -> list[str]:
    """Names of all import policies."""
    return sorted({imported(group) for group in bgp.groups})


class Sessions(NamedTuple):
    """A group as SR Linux has it: one address family each, but for unnumbered links. `families` are the active ones."""

    name: str
    group: PeerGroup
    families: tuple[str, ...]
    idle: tuple[str, ...]
    asn: int | None


FAMILIES = ("ipv4-unicast", "ipv6-unicast")


def active(bgp: Bgp) -> tuple[str, ...]:
    return FAMILIES if bgp.ipv6 else FAMILIES[:1]


def sessions(bgp: Bgp) -> list[Sessions]:
    """A session carries the family of its addresses; over unnumbered links it carries all."""
    every = active(bgp)
    if bgp.unnumbered:
        return [Sessions(group.name, group, every, (), None) for group in bgp.groups]
    found = []
    for group in bgp.groups:
        found.append(Sessions(group.name, group, every[:1], every[1:], group.asn))
        if any(hop.group == group.name and hop.address6 for hop in bgp.neighbors):
            found.append(Sessions(f"{group.name}-V6", group, every[1:], every[:1], group.asn))
    return found


class Peer(NamedTuple):
    """A neighbour; `asn` is None where its group has it."""

    address: str
    group: str
    asn: int | None
    description: str


def peers(bgp: Bgp) -> Iterator[Peer]:
    asns = {group.name: group.asn for group in bgp.groups}
    for hop in bgp.neighbors:
        asn = None if asns[hop.group] is not None else hop.asn
        if hop.address is not None:
            yield Peer(hop.address, hop.group, asn, hop.description)
        if hop.address6 is not None:
            yield Peer(hop.address6, f"{hop.group}-V6", asn, hop.description)


def linked(neighbors: Iterable[Neighbor]) -> list[str]:
    """Subinterfaces that BGP sessions run over."""
    return [f"{hop.interface}.0" for hop in neighbors]


def adjacent(ports: Iterable[Port]) -> list[str]:
    """Subinterfaces that OSPF neighbours are heard on."""
    return [f"{port.name}.0" for port in ports if port.ospf is not None and port.ospf.neighbor is not None]


class Member(NamedTuple):
    """A network-instance with its subinterfaces."""

    name: str
    members: tuple[str, ...]


def default_members(device: Device) -> list[str]:
    return [*(f"irb0.{vlan.id}" for vlan in device.vlans if vlan.vrf is None), *_routed(device, None), "system0.0"]


def vrf_members(device: Device) -> list[Member]:
    return [Member(vrf.name, (*_gateways(device.vlans, vrf.name), *_routed(device, vrf.name))) for vrf in device.vrfs]


def _gateways(vlans: Iterable[Vlan], vrf: str) -> list[str]:
    return [f"irb0.{vlan.id}" for vlan in vlans if vlan.vrf == vrf]


def _routed(device: Device, vrf: str | None) -> list[str]:
    profiles = device.profiles
    return [f"{port.name}.0" for port in device.ports if profiles[port.profile].routed and port.vrf == vrf]


def bridged(device: Device) -> list[Member]:
    """One mac-vrf for each VLAN: the tagged subinterfaces of the hosts, and the gateway."""
    trunks = [port.name for port in device.ports if not device.profiles[port.profile].routed]
    return [
        Member(f"vlan-{vlan.id}", (*(f"{name}.{vlan.id}" for name in trunks), f"irb0.{vlan.id}"))
        for vlan in device.vlans
    ]


def subinterfaces(profile: Profile) -> tuple[int, ...]:
    """Indices of a port's subinterfaces."""
    return (0,) if profile.routed else profile.vlans


def at(text: str, name: str) -> str:
    """A port's share of its profile, with its name in the place of @."""
    return text.replace("@", name)


def wrr_weight(row: TrafficClass) -> int:
    """Percent; a class without a share gets what is least."""
    return max(1, row.share)


def slope(queue: Queue, profile: Profile) -> str:
    """Name of a queue-management-profile: classes are marked by the speed of the port."""
    return f"{queue.name}-{profile.gbps}g"


def whole_percent(percent: float) -> int:
    return max(1, round(percent))


def microseconds(milliseconds: int) -> int:
    return milliseconds * 1000


def merged(sections: Iterable[str]) -> str:
    """JSON objects laid over one another, lists one behind the other; sorted and indented as our driver backs it up."""
    tree: dict[str, Any] = {}
    for section in sections:
        _lay(tree, orjson.loads(section))
    return orjson.dumps(tree, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE).decode()


def _lay(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    for name, value in above.items():
        under = below.get(name)
        if isinstance(under, dict) and isinstance(value, dict):
            _lay(under, value)
        elif isinstance(under, list) and isinstance(value, list):
            _lengthen(under, value)
        else:
            below[name] = value


KEYS = ("name", "index")
"""Of entries that several sections speak of: ports, network-instances, subinterfaces."""


def _lengthen(below: list[Any], above: Iterable[Any]) -> None:
    """What has the key of an entry is laid over it."""
    known = {key: entry for entry in below if (key := _key(entry)) is not None}
    for entry in above:
        key = _key(entry)
        if key in known:
            _lay(known[key], entry)
        else:
            below.append(entry)


def _key(entry: Any) -> Any:
    return next((entry[name] for name in KEYS if name in entry), None) if isinstance(entry, dict) else None


FILTERS: tuple[tuple[str, Callable[..., object]], ...] = tuple(
    (term.__name__, term)
    for term in (
        active, adjacent, allocations, at, bridged, built_in, by_code_point, cages, default_members, divided, family,
        frame, imported, imports, limited, linked, listed, local_users, marked, markings, microseconds, needs_fec,
        operators, pause_set, pause_sets, paused, peers, permits, plan, prefixes, priority, quoted, rows,
        sampled, schedulers, sessions, slope, subinterfaces, vrf_members, whole_percent, widest_frame, wrr_weight,
    )
)  # fmt: skip
"""By their own names."""
