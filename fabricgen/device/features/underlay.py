"""eBGP sessions, groups and policies of one switch (RFC 7938)."""

from fabricgen.allocation.text import ipv4
from fabricgen.device.facts import Facts
from fabricgen.device.features.system import placeholder
from fabricgen.device.model import Bgp, Mark, Neighbor, PeerGroup
from fabricgen.fabric import Position
from fabricgen.intent.underlay import Underlay

VALLEY_MARK = 911
"""Local part of the community that says: this route has been on its way down."""
GROUPS = {"leaf": "LEAVES", "spine": "SPINES", "super-spine": "SUPER-SPINES"}


def bgp(
    facts: Facts, position: Position, asn: int, neighbors: tuple[Neighbor, ...], max_paths: int, host_vrf: str | None
) -> Bgp:
    underlay, allocation = facts.intent.underlay, facts.allocation
    role = facts.tier.role
    bfd = underlay.bfd
    over_bgp = underlay.routing == "bgp"
    if not over_bgp:
        neighbors = ()
    return Bgp(
        asn=asn,
        router_id=ipv4(allocation.loopback(role, position)),
        max_paths=max_paths,
        keepalive=underlay.timers.keepalive,
        hold=underlay.timers.hold,
        bfd_interval_ms=bfd.interval_ms if bfd else 0,
        bfd_multiplier=bfd.multiplier if bfd else 0,
        restart_seconds=underlay.graceful_restart,
        password=placeholder(underlay.password) if underlay.password else None,
        unnumbered=underlay.links == "unnumbered",
        groups=groups(facts, neighbors),
        neighbors=neighbors,
        loopbacks=underlay.loopbacks.text,
        loopbacks6=underlay.ipv6.loopbacks.text if underlay.ipv6 else None,
        hosts=facts.intent.hosts.pool.text if facts.intent.hosts.pool else None,
        aggregate=aggregate(facts, position, host_vrf) if over_bgp else None,
        valley=valley(underlay),
        ipv6=underlay.ipv6 is not None,
    )


def groups(facts: Facts, neighbors: tuple[Neighbor, ...]) -> tuple[PeerGroup, ...]:
    """One per neighbouring tier in use, by name, which is how the platforms list them."""
    asns: dict[str, set[int]] = {}
    for neighbor in neighbors:
        asns.setdefault(neighbor.group, set()).add(neighbor.asn)
    around = [
        tier for tier in facts.fabric.tiers if abs(tier.level - facts.tier.level) == 1 and GROUPS[tier.role] in asns
    ]
    found = (
        _upwards(facts, GROUPS[tier.role], asns[GROUPS[tier.role]])
        if tier.level > facts.tier.level
        else _downwards(facts, GROUPS[tier.role])
        for tier in around
    )
    return tuple(sorted(found, key=lambda group: group.name))


def _upwards(facts: Facts, name: str, asns: set[int]) -> PeerGroup:
    """The group has the ASN that all its members share, where sharing is the plan."""
    underlay = facts.intent.underlay
    shared = underlay.spine_asns == "shared" and len(asns) == 1
    return PeerGroup(
        name=name,
        asn=min(asns) if shared else None,
        direction="up",
        allowas_in=facts.tier.role in underlay.allowas_in,
        route_map_in="FROM-ABOVE" if valley(underlay) or facts.outlook is not None else None,
        route_map_out="TO-ABOVE",
    )


def _downwards(facts: Facts, name: str) -> PeerGroup:
    allowed = facts.tier.role in facts.intent.underlay.allowas_in
    return PeerGroup(name, None, "down", allowed, None if facts.outlook is None else "FROM-BELOW", "TO-BELOW")


def valley(underlay: Underlay) -> Mark | None:
    """The mark that keeps routes valley-free where spines don't share an ASN (as in Juniper's validated Clos
    designs).
    """
    if underlay.spine_asns == "shared" or not underlay.valley_filter:
        return None
    return Mark(65_000, VALLEY_MARK)


def aggregate(facts: Facts, position: Position, host_vrf: str | None) -> str | None:
    """The one prefix that stands for all routed host ports of a leaf; none in the default VRF when another VRF owns
    them.
    """
    routed = facts.intent.hosts.attach == "routed" and facts.allocation.hosts is not None
    if facts.tier.role != "leaf" or not routed or host_vrf is not None:
        return None
    block = facts.allocation.host_block()
    return f"{ipv4(facts.allocation.host_link(position, 0))}/{32 - (block - 1).bit_length()}"
