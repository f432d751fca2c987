"""NVUE's own words, units and defaults, as the templates for Cumulus Linux ask for them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.model import (
    Mark,
    Neighbor,
    PeerGroup,
    Port,
    Profile,
    Queue,
    TrafficClass,
    Watchdog,
)
from fabricgen.hardware import model
from fabricgen.platforms.cumulus_tenants import Below, below
from fabricgen.platforms.order_terms import number

POLL_MS = 100
"""Polling interval of the PFC watchdog, in milliseconds: the default (Cumulus Linux 5.13, Quality of Service)."""
DEFAULT_VRF = "default"
PLAIN = re.compile(
    r"[A-Za-z/$<](?:[\w./$<>@+-]|:(?=[\w/]))*"
    r"|\d+(?:\.\d+){3}(?:/\d+)?"
    r"|[0-9a-f]+:[0-9a-f:]*(?:[0-9a-f]|/\d+)",
    re.ASCII,
)
"""Text that means itself in YAML without quotes: words, IPv4 and IPv6 addresses and prefixes, communities."""
MEANT_OTHERWISE = re.compile(r"(?i:true|false|yes|no|on|off|y|n|null)|[-+]?[\d_]+(?::[0-5]?\d)+|\d+(?:\.\d*)?(?:e\d+)?")
"""What YAML 1.1 would read as a boolean, as nothing, or as a number, also to base 60."""


class Cage(NamedTuple):
    """A cage that is divided, and how many lanes each port gets."""

    number: int
    parts: int
    lanes: int


class Place(NamedTuple):
    """A port; `cage` is the divided cage that it is the first port of, else None. Or a sub-interface below it."""

    cage: Cage | None
    port: Port
    adaptive: bool
    below: Below | None = None


class Session(NamedTuple):
    """A key below `neighbor`: an address, or a port where links are unnumbered."""

    peer: str
    kind: str
    group: str
    asn: int | None
    description: str


class Peers(NamedTuple):
    """A key below `peer-group`, and which address families its sessions carry."""

    name: str
    group: PeerGroup
    ipv4: bool
    ipv6: bool
    evpn: bool


class Weight(NamedTuple):
    """A queue's turn; `percent` is None where it is served first."""

    number: int
    percent: int | None


def scalar(text: str) -> str:
    """As YAML has it: plain where it can't be misread, else in single quotes."""
    if PLAIN.fullmatch(text) and not MEANT_OTHERWISE.fullmatch(text):
        return text
    return "'" + text.replace("'", "''") + "'"


def community(mark: Mark) -> str:
    return scalar(f"{mark.asn}:{mark.value}")


def pauses(device: Device) -> bool:
    """Whether any port does."""
    return any(profile.lossless_priorities for profile in device.profiles)


def loopbacks(device: Device) -> list[str]:
    return [address for address in (device.loopback, device.loopback6) if address is not None]


def panel(device: Device) -> list[Place]:
    """The ports in panel order, each before its sub-interfaces."""
    lanes, seen = model(device.model).fabric.lanes, set[int]()
    places = [_place(device, port, lanes, seen) for port in device.ports]
    subs = below(device.overlay) if device.overlay is not None else {}
    return [row for place in places for row in (place, *_subs(place.port, subs.get(place.port.name, ())))]


def _subs(port: Port, rows: Iterable[Below]) -> Iterator[Place]:
    return (Place(None, port, adaptive=False, below=row) for row in rows)


def _place(device: Device, port: Port, lanes: int, seen: set[int]) -> Place:
    profile = device.profiles[port.profile]
    adaptive = device.adaptive is not None and profile.facing != "host"
    if profile.lanes == lanes or port.cage in seen:
        return Place(None, port, adaptive)
    seen.add(port.cage)
    return Place(Cage(port.cage, lanes // profile.lanes, profile.lanes), port, adaptive)


def fec(profile: Profile) -> str | None:
    """Lanes of 50 Gb/s and above need Reed-Solomon (IEEE 802.3, clauses 91 and 161); slower ones keep their default."""
    return "rs" if profile.gbps // profile.lanes >= 50 else None


def vlan_ids(device: Device) -> list[int]:
    return sorted(vlan.id for vlan in device.vlans)


def vrf_names(device: Device) -> list[str]:
    return sorted((DEFAULT_VRF, *(vrf.name for vrf in device.vrfs)))


def peers(device: Device) -> Iterator[Peers]:
    """Numbered links have a session for each family, and a peer group for each."""
    for group in sorted(device.bgp.groups, key=lambda group: group.name):
        both = device.bgp.unnumbered
        between = device.overlay is not None and bool(device.overlay.peers)
        yield Peers(group.name, group, ipv4=True, ipv6=both and device.bgp.ipv6, evpn=not between)
        if between:
            yield Peers(f"{group.name}-EVPN", group, ipv4=False, ipv6=False, evpn=True)
        if _dual(device.bgp.neighbors) and not both:
            yield Peers(f"{group.name}-V6", group, ipv4=False, ipv6=True, evpn=False)


def _dual(neighbors: Iterable[Neighbor]) -> bool:
    return any(neighbor.address6 is not None for neighbor in neighbors)


def sessions(device: Device) -> list[Session]:
    """By address, version 4 first; unnumbered ones in panel order."""
    shared = {group.name: group.asn for group in device.bgp.groups}
    own = [(hop, hop.asn if shared[hop.group] is None else None) for hop in device.bgp.neighbors]
    peers = device.overlay.peers if device.overlay else ()
    between = [
        Session(peer.address, "numbered", f"{peer.group}-EVPN", None if shared[peer.group] else peer.asn, peer.name)
        for peer in peers
    ]
    if device.bgp.unnumbered:
        return [*between, *(Session(hop.interface, "unnumbered", hop.group, asn, hop.description) for hop, asn in own)]
    four = [Session(hop.address, "numbered", hop.group, asn, hop.description) for hop, asn in own if hop.address]
    six = [
        Session(hop.address6, "numbered", f"{hop.group}-V6", asn, hop.description) for hop, asn in own if hop.address6
    ]
    return sorted((*between, *four, *six), key=lambda session: number(session.peer))


def sessions4(device: Device) -> list[Session]:
    """Those between IPv4 addresses."""
    return [session for session in sessions(device) if ":" not in session.peer]


def dscps(classes: Iterable[TrafficClass]) -> list[tuple[int, int]]:
    """Each code point with its switch priority."""
    return sorted((dscp, row.number) for row in classes for dscp in row.dscps)


@cache
def weights(classes: Sequence[TrafficClass]) -> tuple[Weight, ...]:
    """A weighted queue gets at least 1 percent; what that takes is the largest one's, so that the sum stays 100."""
    shares = {row.number: max(1, row.share) for row in classes if not row.strict}
    over = sum(shares.values()) - 100
    if over > 0:
        shares[max(shares, key=lambda number: shares[number])] -= over
    return tuple(Weight(row.number, shares.get(row.number)) for row in sorted(classes, key=lambda row: row.number))


def marking(profile: Profile) -> list[Queue]:
    """Queues that mark congestion (RFC 3168)."""
    return sorted((queue for queue in profile.queues if queue.ecn is not None), key=lambda queue: queue.number)


def named(profiles: Iterable[Profile]) -> list[Profile]:
    """By name, as NVUE lists them."""
    return sorted(profiles, key=lambda profile: profile.name)


def robustness(watchdog: Watchdog) -> int:
    """Polling intervals until a pause counts as a storm."""
    return max(1, round(watchdog.detection_ms / POLL_MS))


def whole_percent(percent: float) -> int:
    return max(1, round(percent))


ROLES = {"admin": "system-admin", "operator": "nvue-monitor"}
"""Cumulus Linux 5.14, User Accounts: default roles."""


def standing(role: str) -> str:
    """What a user of that role may do."""
    return ROLES[role]


SEVERITIES = {"warning": "warn"}
"""The others are called as in RFC 5424 (NVUE command reference, nv set system syslog severity)."""


def severity(name: str) -> str:
    return SEVERITIES.get(name, name)


def ptp_family(profile: str) -> str:
    """The kind of profile that ours is derived from."""
    return "itu-g-8275-1" if profile == "g8275.1" else "ieee-1588"


TRANSPORTS = {"ethernet": "'802.3'", "ipv4": "ipv4"}
"""A number that YAML mustn't take for one."""


def transport(name: str) -> str:
    """How PTP messages travel."""
    return TRANSPORTS[name]


FILTERS: tuple[tuple[str, Callable[..., object]], ...] = tuple(
    (term.__name__, term)
    for term in (
        community, dscps, fec, loopbacks, marking, named, panel, pauses, peers, ptp_family,
        robustness, scalar, sessions, sessions4, severity, standing, transport, vlan_ids, vrf_names,
        weights, whole_percent,
    )
)  # fmt: skip
"""By their own names."""
