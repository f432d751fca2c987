"""Ports in use and the sessions over them: the only loop over ports, so nothing in it is worked out twice."""

from typing import NamedTuple

from fabricgen.allocation.text import ipv4_pair, ipv6
from fabricgen.device.facts import Facts
from fabricgen.device.features.chains import appliance_ports
from fabricgen.device.features.multihoming import joined
from fabricgen.device.features.ospf import AT_HOST, downward, upward
from fabricgen.device.features.steering import wan_ports
from fabricgen.device.features.tenancy import pool
from fabricgen.device.features.underlay import GROUPS
from fabricgen.device.model import Neighbor, OspfPort, Port
from fabricgen.fabric import UNUSED, Position, Tier, host_name


class Wired(NamedTuple):
    ports: tuple[Port, ...]
    neighbors: tuple[Neighbor, ...]


Link = tuple[str | None, str | None, str | None, str | None]
"""Own address with its length and the far one, version 4 and then 6; None where the links have none."""


def wire(facts: Facts, switch: int, position: Position, host_vrf: str | None) -> Wired:
    """Every port of a switch that has a cable, in front-panel order."""
    tier = facts.tier
    first = tier.port(switch)
    row = facts.fabric.peer[first : first + tier.ports]
    beyond = tier.first_port + tier.count * tier.ports
    above = facts.fabric.tiers[tier.level + 1] if tier.level + 1 < len(facts.fabric.tiers) else None
    below = facts.fabric.tiers[tier.level - 1] if tier.level else None
    numbered = facts.intent.hosts.attach == "routed" and pool(facts.intent, host_vrf) is not None
    ports: list[Port] = []
    neighbors: list[Neighbor] = []
    for index, peer in enumerate(row):
        if peer < UNUSED:
            ports.append(_host_port(facts, switch, position, index, host_vrf, numbered=numbered))
        elif peer >= beyond and above is not None:
            port, neighbor = _up(facts, switch, index, peer, above)
            ports.append(port)
            neighbors.append(neighbor)
        elif peer != UNUSED and below is not None:
            port, neighbor = _down(facts, switch, index, peer, below)
            ports.append(port)
            neighbors.append(neighbor)
    more = [] if facts.outlook is None or tier.level else wan_ports(facts.outlook, facts.intent, tier, switch)
    if facts.chains is not None and tier.level == 0:
        more += appliance_ports(facts.chains, tier, switch)
    if more:
        ports = sorted((*ports, *more), key=lambda port: (port.cage, port.lane))
    if facts.members and (held := facts.members.get(switch)) and tier.level == 0:
        ports = joined(ports, held, facts.intent, facts.port_names[0], tier.slots, len(facts.profiles) - 1)
    return Wired(tuple(ports), tuple(neighbors))


def _host_port(facts: Facts, switch: int, position: Position, index: int, vrf: str | None, *, numbered: bool) -> Port:
    """The leaf has the even address of a host link, the host the odd one."""
    host = facts.fabric.host_at(position, index)
    address = ipv4_pair(facts.host_bases[switch] + 2 * index)[0] + "/31" if numbered else None
    slot = facts.tier.slots[index]
    label = f"{host_name(host)}:nic{host.nic}"
    ends_here = vrf is not None and facts.overlay is None
    ospf = None if facts.latencies is None or ends_here or address is None else AT_HOST
    return Port(facts.port_names[0][index], 0, label, address, None, vrf, slot.cage, slot.lane, ospf)


def _up(facts: Facts, switch: int, index: int, peer: int, above: Tier) -> tuple[Port, Neighbor]:
    """The lower device owns the link: it has the odd address, its neighbour above the even one (RFC 3021)."""
    offset, far_index = divmod(peer - above.first_port, len(above.slots))
    far = above.first + offset
    link = _link(facts, facts.link_bases[switch] + index - facts.tier.down, 1)
    ospf = None if facts.latencies is None else upward(facts, switch, index, far)
    return _ends(facts, index, 1, above, far, far_index, link, ospf)


def _down(facts: Facts, switch: int, index: int, peer: int, below: Tier) -> tuple[Port, Neighbor]:
    offset, far_index = divmod(peer - below.first_port, len(below.slots))
    far = below.first + offset
    link = _link(facts, facts.link_bases[far] + far_index - below.down, 0)
    ospf = None if facts.latencies is None else downward(facts, switch, far, peer)
    return _ends(facts, index, 0, below, far, far_index, link, ospf)


def _ends(
    facts: Facts, index: int, profile: int, other: Tier, far: int, far_index: int, link: Link, ospf: OspfPort | None
) -> tuple[Port, Neighbor]:
    label = f"{facts.names[far]}:{facts.port_names[other.level][far_index]}"
    name, slot = facts.port_names[facts.tier.level][index], facts.tier.slots[index]
    own, near, own6, near6 = link
    port = Port(name, profile, label, own, own6, None, slot.cage, slot.lane, ospf)
    return port, Neighbor(GROUPS[other.role], near, near6, name, facts.asns[far], label)


def _link(facts: Facts, number: int, side: int) -> Link:
    """`side` is 0 at the upper end and 1 at the lower."""
    four, six = facts.allocation.links, facts.allocation.links6
    own = far = own6 = far6 = None
    if four is not None:
        pair = ipv4_pair(four.first + 2 * number)
        own, far = pair[side] + "/31", pair[1 - side]
    if six is not None:
        base = six.first + 2 * number
        own6, far6 = f"{ipv6(base + side)}/127", ipv6(base + 1 - side)
    return own, far, own6, far6
