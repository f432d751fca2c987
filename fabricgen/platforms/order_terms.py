"""Addresses and BGP sessions in the order in which CLIs list them: by number, version 4 first."""

from collections.abc import Iterable
from ipaddress import ip_address
from socket import AF_INET6, inet_aton, inet_pton

from fabricgen.device import Device
from fabricgen.device.model import Neighbor


def in_order(addresses: Iterable[str]) -> list[str]:
    """Each once."""
    return sorted(set(addresses), key=number)


def number(address: str) -> tuple[bool, int]:
    """What addresses are ordered by."""
    return ":" in address, int(ip_address(address))


def by_address(neighbors: Iterable[Neighbor]) -> list[Neighbor]:
    """Those with an IPv4 session."""
    found = [hop for hop in neighbors if hop.address is not None]
    return sorted(found, key=lambda hop: inet_aton(hop.address or ""))


def by_address6(neighbors: Iterable[Neighbor]) -> list[Neighbor]:
    """Those with an IPv6 session."""
    found = [hop for hop in neighbors if hop.address6 is not None]
    return sorted(found, key=lambda hop: inet_pton(AF_INET6, hop.address6 or ""))


def sessions(device: Device) -> list[Neighbor]:
    """Numbered ones over links, and those between loopbacks."""
    peers = device.overlay.peers if device.overlay else ()
    between = (Neighbor(f"{peer.group}-EVPN", peer.address, None, "", peer.asn, peer.name) for peer in peers)
    return by_address((*device.bgp.neighbors, *between))


FILTERS = tuple((term.__name__, term) for term in (by_address, by_address6, in_order, sessions))
