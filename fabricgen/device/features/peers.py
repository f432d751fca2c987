"""Sessions from loopback to loopback: one for each neighbouring switch, whatever the number of links to it."""

from fabricgen.allocation.text import ipv4
from fabricgen.device.facts import Facts
from fabricgen.device.features.underlay import GROUPS
from fabricgen.device.model import Peer
from fabricgen.fabric import UNUSED


def peers(facts: Facts, switch: int) -> tuple[Peer, ...]:
    """By address."""
    fabric = facts.fabric
    row = (fabric.peer[port] for port in fabric.ports(switch))
    ends = {end.switch: end.tier for end in map(fabric.end, {port for port in row if port > UNUSED})}
    found = {
        facts.allocation.loopback(tier.role, tier.position(far)): (GROUPS[tier.role], far) for far, tier in ends.items()
    }
    return tuple(
        Peer(group, ipv4(address), facts.asns[far], facts.names[far]) for address, (group, far) in sorted(found.items())
    )
