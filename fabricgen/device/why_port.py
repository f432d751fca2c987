"""Where each value of a port comes from: its link's number, its cable, its class; and the place on the page."""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.device import arithmetic
from fabricgen.device.facts import Facts, cable_metres
from fabricgen.device.features.latency import Apart, Latencies
from fabricgen.device.features.lossless import ETHERNET_OVERHEAD
from fabricgen.device.model import Device, Headroom, Port, Profile, Queue
from fabricgen.device.why import Path, Row, explained
from fabricgen.device.why_chains import at_port, why_appliance
from fabricgen.device.why_seen import why_sampled
from fabricgen.device.why_wan import session, why_marking, why_mtu, why_tagged, why_wan
from fabricgen.fabric import UNUSED, Position, Role, Tier
from fabricgen.intent import Intent
from fabricgen.quantity import microseconds_text

CABLES: tuple[str, ...] = ("host", "leaf-spine", "spine-super-spine")
"""The words of the page for each layer, lowest first."""


class Link(NamedTuple):
    """A link between switches, by its lower switch."""

    role: Role
    position: Position
    uplink: int
    own_end: str


def why_port(about: Facts, switch: int, device: Device, port: Port) -> tuple[Row, ...]:
    """Everything about one port in use."""
    index = about.port_names[about.tier.level].index(port.name)
    wan = session(device, port)
    if wan is not None:
        profile = device.profiles[port.profile]
        seen = why_sampled(about, device, port, profile)
        told = (*why_wan(port, wan), *why_marking(device, wan), *why_tagged(device, port))
        shared = _profile(about, device, profile, why_mtu(about.intent, wan))
        return (*_place(device, port, profile), *told, *shared, *seen)
    appliance = at_port(port)
    if appliance is not None:
        profile = device.profiles[port.profile]
        rows = why_appliance(about, device, port, appliance)
        return (*_place(device, port, profile), *rows, *_profile(about, device, profile))
    link = _link(about, switch, index)
    addresses = _host_addresses(about, switch, port, index) if link is None else _addresses(about, port, link)
    profile = device.profiles[port.profile]
    return (
        *_place(device, port, profile),
        _peer(about, index, port),
        *addresses,
        *_session(device, port),
        *_cost(about, switch, index, port),
        *_profile(about, device, profile),
        *why_sampled(about, device, port, profile),
    )


def _link(about: Facts, switch: int, index: int) -> Link | None:
    """None for a host port."""
    peer = about.fabric.peer[about.tier.port(switch, index)]
    if peer < UNUSED:
        return None
    if index >= about.tier.down:
        return Link(about.tier.role, about.tier.position(switch), index - about.tier.down, "lower end, odd address")
    far = about.fabric.end(peer)
    lower: Tier = far.tier
    return Link(lower.role, lower.position(far.switch), far.slot - lower.down, "upper end, even address")


def _place(device: Device, port: Port, profile: Profile) -> Iterator[Row]:
    named = f"cage {port.cage}, lane {port.lane}, as {device.platform} names it"
    yield Row("name", port.name, named, ("hardware", device.role, "platform"))
    speed = ("hardware", "nic") if profile.facing == "host" else ("hardware", "uplink")
    yield Row("speed_gbps", profile.gbps, f"ports towards {_towards(profile)}", speed)
    yield Row("profile", profile.name, "what all such ports of the switch share", ())


def _peer(about: Facts, index: int, port: Port) -> Row:
    existing = about.intent.cabling.existing
    if existing and port.profile:
        return Row("peer", port.description, f"as {existing} has it", ("cabling", "existing"))
    return Row("peer", port.description, _wiring(about, index), ("size",))


def _wiring(about: Facts, index: int) -> str:
    """Which neighbour a port meets, by its number alone."""
    shape, level, up = about.fabric.shape, about.tier.level, index - about.tier.down
    if level == 0 and up < 0:
        ways = (
            "one host on each, by this rail" if shape.rails > 1 else f"{shape.nics_per_host} NICs of each host in a row"
        )
        return f"host port {index}: {ways}"
    links = shape.leaf_links if level + (up >= 0) == 1 else shape.spine_links
    step, link = divmod(up if up >= 0 else index, links)
    other = about.fabric.tiers[level + 1].role if up >= 0 else {1: "leaf", 2: "pod"}[level]
    side = f"uplink {up}" if up >= 0 else f"downlink {index}"
    return f"{side}: {other} {step}" + (f", link {link} of {links}" if links > 1 else "")


def _towards(profile: Profile) -> str:
    return {"host": "hosts", "down": "the tier below", "up": "the tier above"}[profile.facing]


def _addresses(about: Facts, port: Port, link: Link) -> Iterator[Row]:
    allocation, underlay = about.allocation, about.intent.underlay
    number = allocation.numbering.link(link.role, link.position, link.uplink)
    sum_ = arithmetic.link(allocation.numbering, link.role, link.position, link.uplink)
    if port.address is not None and underlay.link_pool is not None:
        reason = f"link {number:,} of {underlay.link_pool.text}: {sum_}; {link.own_end}"
        yield Row("address", port.address, reason, ("underlay", "link_pool"))
    if port.address6 is not None and underlay.ipv6 is not None and underlay.ipv6.links is not None:
        reason = f"link {number:,} of {underlay.ipv6.links.text}: {sum_}; {link.own_end}"
        yield Row("address6", port.address6, reason, ("underlay", "ipv6", "links"))
    if port.address is None:
        yield Row("address", "unnumbered", "IPv6 link-local only (RFC 8950)", ("underlay", "links"))


def _host_addresses(about: Facts, switch: int, port: Port, index: int) -> Iterator[Row]:
    allocation, position = about.allocation, about.tier.position(switch)
    if port.address is None:
        return
    leaf = arithmetic.leaf(allocation.numbering, position)
    sum_ = f"({leaf}) × {allocation.host_block()} + host port {index} × 2"
    own = port.vrf is not None and about.intent.vrfs[port.vrf].pool is not None
    path: Path = ("vrfs", port.vrf, "pool") if port.vrf is not None and own else ("hosts", "pool")
    reason = f"address {allocation.host_offset(position, index):,} of the pool: {sum_}"
    yield Row("address", port.address, reason, path)
    if port.vrf is not None:
        yield Row("vrf", port.vrf, "the leaf's host ports belong to it", ("vrfs", port.vrf, "leaves"))


def _session(device: Device, port: Port) -> Iterator[Row]:
    neighbor = next((each for each in device.bgp.neighbors if each.interface == port.name), None)
    if neighbor is None:
        return
    yield Row("peer_asn", neighbor.asn, f"of {neighbor.description.partition(':')[0]}", ("underlay", "asn"))
    if neighbor.address is not None:
        yield Row("peer_address", neighbor.address, "the other end of the link", ("underlay", "link_pool"))


def _cost(about: Facts, switch: int, index: int, port: Port) -> Iterator[Row]:
    known, ospf = about.latencies, port.ospf
    if known is None or ospf is None:
        return
    if ospf.neighbor is None or ospf.latency_us is None:
        yield Row("ospf_cost", ospf.cost, "of every host port: hosts hear no hellos", ("underlay", "routing"))
        return
    sum_ = f"{microseconds_text(ospf.latency_us)} one way / {microseconds_text(known.quantum_us)}"
    detour = ospf.cost - known.cost(ospf.latency_us)
    more = f" + {detour:,}, so that no traffic passes through a leaf" if detour else ""
    yield Row("ospf_cost", ospf.cost, f"{sum_}{more}", _apart(about, known, switch, index).path)
    yield Row("ospf_neighbor", ospf.neighbor, "the loopback of the other end", ("underlay", "loopbacks"))


def _apart(about: Facts, known: Latencies, switch: int, index: int) -> Apart:
    own = about.tier.port(switch, index)
    peer = about.fabric.peer[own]
    far = about.fabric.end(peer).switch
    if index >= about.tier.down:
        return known.apart(about.tier.level, switch, far, own)
    return known.apart(about.tier.level - 1, far, switch, peer)


def _profile(about: Facts, device: Device, profile: Profile, link: Row | None = None) -> Iterator[Row]:
    """`link` is the MTU where a link has one of its own."""
    intent = about.intent
    mtu = Row("mtu_bytes", profile.mtu, "of every fabric and host port", ("mtu",))
    yield explained(intent, device.name, "mtu", mtu) if link is None else link
    paused = ", ".join(map(str, profile.lossless_priorities)) or "none"
    lossless = Row("lossless_priorities", paused, "of the lossless classes", ("classes",))
    yield explained(intent, device.name, "lossless_priorities", lossless)
    for queue in profile.queues:
        yield from _marking(queue, profile)
    if profile.headroom is not None:
        yield from _headroom(about, profile, profile.headroom)
    if profile.vlans:
        yield Row("vlans", ", ".join(map(str, profile.vlans)), "those of all tiers, tagged", ("hosts", "attach"))


def _marking(queue: Queue, profile: Profile) -> Iterator[Row]:
    if queue.ecn is None:
        return
    path: Path = ("classes", queue.name, "ecn")
    for word, us, amount in (
        ("min", queue.ecn.min_us, queue.ecn.min_bytes),
        ("max", queue.ecn.max_us, queue.ecn.max_bytes),
    ):
        reason = f'class "{queue.name}": {us:g} us at {profile.gbps}G'
        yield Row(f"ecn_{queue.name}_{word}_bytes", amount, reason, (*path, word))
    yield Row(f"ecn_{queue.name}_percent", queue.ecn.probability, "marked at max", (*path, "probability"))


def _headroom(about: Facts, profile: Profile, headroom: Headroom) -> Iterator[Row]:
    layer = about.tier.level + (1 if profile.facing == "up" else 0)
    formula = f"formula {about.model.asic.headroom_model}"
    cable = _cable(about.intent, about.tier.level, profile, headroom)
    frames = f"frames of {about.intent.mtu + ETHERNET_OVERHEAD:,} bytes"
    path = ("cabling", CABLES[layer])
    yield Row("headroom_xoff_bytes", headroom.xoff_bytes, f"{formula}: {profile.gbps}G, {cable}, {frames}", path)
    yield Row("headroom_xon_bytes", headroom.xon_bytes, formula, ("hardware", about.tier.role, "model"))


def _cable(intent: Intent, level: int, profile: Profile, headroom: Headroom) -> str:
    declared = cable_metres(intent, level, profile.facing)
    counted = headroom.cable_metres
    return f"{counted:g} m of cable" if declared == counted else f"{declared:g} m of cable counted as {counted:g} m"
