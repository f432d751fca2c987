"""What a live switch should say of itself, from the intent: sessions, cables, MTUs, ways to every prefix.

Hosts aren't expected to speak LLDP. Host prefixes of a leaf are announced while one of its host ports is up.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from fabricgen.allocation.text import ipv4, ipv6
from fabricgen.device import Device, Facts, build
from fabricgen.device.features.steering import WAN
from fabricgen.device.features.tenancy import host_vrf
from fabricgen.device.features.underlay import aggregate
from fabricgen.device.model import Neighbor, Port
from fabricgen.platforms import PLATFORMS
from fabricgen.rollout.observed import ADJACENCIES, SESSIONS, Routing, key_in
from fabricgen.rollout.paths import Routes

LOOPBACK = "loopback"
"""Where a session ends that isn't over a port."""


class ExpectedSession(NamedTuple):
    """`key` is the neighbour's address, or the own port where links are unnumbered, and the VRF if it is in one: see
    `observed.key_in`. An OSPF adjacency is one too; its key is the own port or sub-interface, and it has no AS numbers
    (0). `families` are what travels over it; those of a VRF bear its name.
    """

    key: str
    port: str
    peer_device: str
    peer_port: str
    remote_as: int
    local_as: int
    families: tuple[str, ...]


class ExpectedLink(NamedTuple):
    port: str
    peer: str
    peer_port: str


class Way(NamedTuple):
    """To one prefix: the switch that announces it, and the ports that lead there."""

    origin: str
    ports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """One switch. `mtus` by routed port, in the bytes of an IP packet; `gbps` by port; `hosts` are its host ports.

    `ways` by prefix: what the routes say that it was made with. `originated`: its own loopbacks first, then what
    stands for its host ports.
    """

    device: str
    platform: str
    management: str
    asn: int
    sessions: tuple[ExpectedSession, ...]
    links: tuple[ExpectedLink, ...]
    hosts: tuple[str, ...]
    mtus: Mapping[str, int]
    gbps: Mapping[str, int]
    lossless: tuple[int, ...]
    originated: tuple[str, ...]
    max_paths: int
    ways: Mapping[str, Way]
    routing: Routing = "bgp"

    @property
    def noun(self) -> str:
        """What a session is called."""
        return "OSPF adjacency" if self.routing == "ospf" else "BGP session"

    @property
    def nouns(self) -> str:
        return ADJACENCIES if self.routing == "ospf" else SESSIONS

    @property
    def widths(self) -> dict[str, int]:
        """Prefix → next hops."""
        return {prefix: self.width(way) for prefix, way in self.ways.items()}

    def width(self, way: Way) -> int:
        return min(len(way.ports), self.max_paths)


def expected(tiers: Sequence[Facts], switch: int, routes: Routes, gone: AbstractSet[str] = frozenset()) -> Expected:
    """`routes` may be empty: then no ways are expected. No way leads by a port that is `gone`."""
    device = build(_about(tiers, switch), switch)
    profiles = device.profiles
    return Expected(
        device=device.name,
        platform=device.platform,
        management=device.management,
        asn=device.bgp.asn,
        sessions=tuple(_adjacencies(device) if device.ospf else _all_sessions(device)),
        links=tuple(ExpectedLink(port.name, *_far(port.description)) for port in _cabled(device)),
        hosts=tuple(port.name for port in device.ports if profiles[port.profile].facing == "host"),
        mtus={port.name: profiles[port.profile].mtu for port in device.ports if profiles[port.profile].routed},
        gbps={port.name: profiles[port.profile].gbps for port in device.ports},
        lossless=device.lossless.priorities,
        originated=originated(tiers, switch),
        max_paths=device.bgp.max_paths,
        ways=dict(_ways(tiers, switch, device, routes, gone)),
        routing="ospf" if device.ospf else "bgp",
    )


def originated(tiers: Sequence[Facts], switch: int) -> tuple[str, ...]:
    """Loopbacks, and the one prefix of a leaf's routed host ports. OSPF sums up nothing: there the loopback stands for
    all that its switch announces, because all of that is one announcement.
    """
    about = _about(tiers, switch)
    position, role, allocation = about.tier.position(switch), about.tier.role, about.allocation
    loopback6 = allocation.loopback6(role, position)
    vrf = host_vrf(about.intent, about.names[switch]) if about.tier.level == 0 else None
    found = (
        f"{ipv4(allocation.loopback(role, position))}/32",
        None if loopback6 is None else f"{ipv6(loopback6)}/128",
        aggregate(about, position, vrf) if about.latencies is None else None,
    )
    return tuple(prefix for prefix in found if prefix is not None)


def port_names(tiers: Sequence[Facts]) -> dict[str, tuple[str, ...]]:
    """All ports that the plan knows, by switch, lowest tier first."""
    about = tiers[0]
    return {
        about.names[switch]: about.port_names[tier.level]
        for tier in about.fabric.tiers
        for switch in range(tier.first, tier.first + tier.count)
    }


def family(prefix: str) -> str:
    return "ipv6" if ":" in prefix else "ipv4"


def _about(tiers: Sequence[Facts], switch: int) -> Facts:
    return next(about for about in reversed(tiers) if switch >= about.tier.first)


def _far(description: str) -> tuple[str, str]:
    """Sessions and ports are described as device:port; names of devices hold no colon."""
    device, _, port = description.partition(":")
    return device, port


def _cabled(device: Device) -> Iterator[Port]:
    """Ports with a switch at their other end."""
    return (port for port in device.ports if device.profiles[port.profile].facing != "host")


def _adjacencies(device: Device) -> Iterator[ExpectedSession]:
    for port in device.ports:
        if port.ospf is not None and port.ospf.neighbor is not None:
            yield ExpectedSession(port.name, port.name, *_far(port.description), 0, 0, ("ipv4",))
    for port, vrf in device.overlay.subinterfaces if device.overlay else ():
        key = key_in(_vrf_name(device, vrf.name), f"{_tagged_name(device, port)}.{vrf.vlan}")
        yield ExpectedSession(key, port.name, *_far(port.description), 0, 0, (f"ipv4 {vrf.name}",))


def _all_sessions(device: Device) -> Iterator[ExpectedSession]:
    yield from (session for neighbor in device.bgp.neighbors for session in _sessions(device, neighbor))
    for peer in device.overlay.peers if device.overlay else ():
        yield ExpectedSession(peer.address, LOOPBACK, peer.name, LOOPBACK, peer.asn, device.bgp.asn, ("evpn",))
    yield from _tenant_sessions(device)
    for wan in device.steering.everywhere if device.steering else ():
        key, families = wan.address, ("ipv4",)
        if wan.tagged:
            key, families = key_in(_vrf_name(device, wan.tagged.vrf), key), (f"ipv4 {wan.tagged.vrf}",)
        yield ExpectedSession(key, wan.port, WAN, wan.name, wan.asn, device.bgp.asn, families)


def _tenant_sessions(device: Device) -> Iterator[ExpectedSession]:
    """Over sub-interfaces: each VRF has the links' addresses again."""
    for vrf in device.overlay.vrfs if device.overlay and device.overlay.kind == "vrf-lite" else ():
        for neighbor in device.bgp.neighbors:
            peer = neighbor.address or f"{neighbor.interface}.{vrf.vlan}"
            ends = (neighbor.interface, *_far(neighbor.description), neighbor.asn, device.bgp.asn)
            yield ExpectedSession(key_in(_vrf_name(device, vrf.name), peer), *ends, (f"ipv4 {vrf.name}",))


def _vrf_name(device: Device, vrf: str) -> str:
    """As the switch calls it."""
    return str(dict(PLATFORMS[device.platform].filters).get("vrf_name", str)(vrf))


def _tagged_name(device: Device, port: Port) -> str:
    """What the names of the port's sub-interfaces begin with."""
    return str(dict(PLATFORMS[device.platform].filters).get("short_name", str)(port.name))


def _sessions(device: Device, neighbor: Neighbor) -> Iterator[ExpectedSession]:
    """IPv6 has a session of its own where links have IPv6 addresses; otherwise it shares the one there is."""
    both = ("ipv4", "ipv6") if device.bgp.ipv6 and neighbor.address6 is None else ("ipv4",)
    ends = (neighbor.interface, *_far(neighbor.description), neighbor.asn, device.bgp.asn)
    if device.bgp.unnumbered:
        yield ExpectedSession(neighbor.interface, *ends, both)
        return
    if neighbor.address is not None:
        yield ExpectedSession(neighbor.address, *ends, both)
    if neighbor.address6 is not None:
        yield ExpectedSession(neighbor.address6, *ends, ("ipv6",))


def _ways(
    tiers: Sequence[Facts], switch: int, device: Device, routes: Routes, gone: AbstractSet[str]
) -> Iterator[tuple[str, Way]]:
    names = tiers[0].names
    ports = _ports_towards(device, gone)
    for destination, by_switch in routes.items():
        towards = by_switch.get(switch, ())
        if towards:
            way = Way(names[destination], tuple(port for upper in towards for port in ports[names[upper]]))
            yield from ((prefix, way) for prefix in originated(tiers, destination))


def _ports_towards(device: Device, gone: AbstractSet[str]) -> dict[str, list[str]]:
    """By neighbour: the ports that lead there; with OSPF those of its cheapest cables."""
    found: dict[str, list[Port]] = {}
    for port in (each for each in _cabled(device) if each.name not in gone):
        found.setdefault(_far(port.description)[0], []).append(port)
    least = {name: min(_cost(port) for port in ports) for name, ports in found.items()}
    return {name: [port.name for port in ports if _cost(port) == least[name]] for name, ports in found.items()}


def _cost(port: Port) -> int:
    return port.ospf.cost if port.ospf is not None else 0
