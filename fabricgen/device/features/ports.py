"""Ports in use and the sessions over them: the only loop over ports, so nothing in it is worked out twice."""

from typing import NamedTuple

from fabricgen.allocation.text import address, ipv4
from fabricgen.device.facts import Facts
from fabricgen.device.features.underlay import GROUPS
from fabricgen.device.model import Neighbor, Port
from fabricgen.fabric import UNUSED, Position, Tier, host_name


class Wired(NamedTuple):
    ports: tuple[Port, ...]
    neighbors: tuple[Neighbor, ...]


def wire(facts: Facts, switch: int, position: Position, host_vrf: str | None) -> Wired:
    """Every port of a switch that has a cable, in front-panel order."""
    tier, fabric = facts.tier, facts.fabric
    first = tier.port(switch)
    row = fabric.peer[first : first + tier.ports]
    beyond = tier.first_port + tier.count * tier.ports
    ports: list[Port] = []
    neighbors: list[Neighbor] = []
    for index, peer in enumerate(row):
        if peer < UNUSED:
            ports.append(_host_port(facts, position, first, index, host_vrf))
        elif peer != UNUSED:
            neighbor_tier = fabric.tiers[tier.level + 1 if peer >= beyond else tier.level - 1]
            port, neighbor = _fabric_port(facts, position, index, peer, neighbor_tier)
            ports.append(port)
            neighbors.append(neighbor)
    return Wired(tuple(ports), tuple(neighbors))


def _host_port(facts: Facts, position: Position, first: int, index: int, vrf: str | None) -> Port:
    host = facts.fabric.host(first + index)
    routed = facts.intent.hosts.attach == "routed" and facts.allocation.hosts is not None
    slot = facts.tier.slots[index]
    return Port(
        name=facts.port_names[0][index],
        profile=0,
        description=f"{host_name(host)}:nic{host.nic}" if host else "",
        address=f"{ipv4(facts.allocation.host_link(position, index))}/31" if routed else None,
        address6=None,
        vrf=vrf,
        cage=slot.cage,
        lane=slot.lane,
    )


def _fabric_port(facts: Facts, position: Position, index: int, peer: int, other: Tier) -> tuple[Port, Neighbor]:
    """The lower device owns the link: it has the odd address, its neighbour above the even one (RFC 3021)."""
    tier, allocation = facts.tier, facts.allocation
    offset, peer_index = divmod(peer - other.first_port, len(other.slots))
    peer_switch = other.first + offset
    peer_position = other.position(peer_switch)
    up = other.level > tier.level
    if up:
        number = allocation.numbering.link(tier.role, position, index - tier.down)
    else:
        number = allocation.numbering.link(other.role, peer_position, peer_index - other.down)
    own, far, own6, far6 = _link_addresses(facts, number, 1 if up else 0)
    label = f"{facts.names[peer_switch]}:{facts.port_names[other.level][peer_index]}"
    name, slot = facts.port_names[tier.level][index], tier.slots[index]
    port = Port(name, 1 if up else 0, label, own, own6, None, slot.cage, slot.lane)
    asn = asn_of(facts, other, peer_switch, peer_position)
    return port, Neighbor(GROUPS[other.role], far, far6, name, asn, label)


def _link_addresses(facts: Facts, number: int, side: int) -> tuple[str | None, str | None, str | None, str | None]:
    """Own and far address, version 4 and 6; None where the links have none."""
    four, six = facts.allocation.links, facts.allocation.links6
    own = far = own6 = far6 = None
    if four is not None:
        base = four.first + 2 * number
        own, far = f"{ipv4(base + side)}/31", ipv4(base + 1 - side)
    if six is not None:
        base = six.first + 2 * number
        own6, far6 = f"{address(base + side, 128)}/127", address(base + 1 - side, 128)
    return own, far, own6, far6


def asn_of(facts: Facts, tier: Tier, switch: int, position: Position) -> int:
    deviation = facts.deviations.get(switch)
    if deviation is not None and deviation.asn is not None:
        return deviation.asn
    return facts.allocation.asn(tier.role, position)
