"""VRF-lite on SR Linux: tagged links between switches, and what a VRF hands on over them."""

from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.model import Bgp, OspfInstance, OverlayVrf, PeerGroup, Span
from fabricgen.platforms.srlinux_terms import Peer, family, peers

PASS, PASS_ABOVE = "PASS", "PASS-ABOVE"
"""Policies of switches above the leaves, which only hand on what they heard."""


def tagged_links(device: Device, vrf: OverlayVrf) -> list[str]:
    """Subinterfaces of a VRF towards other switches."""
    links = device.overlay.links if device.overlay is not None else ()
    return [f"{port.name}.{vrf.vlan}" for port in links]


def peers4(bgp: Bgp) -> list[Peer]:
    """Neighbours by IPv4: VRFs know nothing else."""
    return [peer for peer in peers(bgp) if family(peer.address) == "ipv4"]


def lite_vrfs(device: Device) -> tuple[OverlayVrf, ...]:
    return device.overlay.vrfs if device.overlay is not None else ()


def near_policy(vrf: OverlayVrf) -> str:
    return f"NEAR-{vrf.name}"


def way_out(group: PeerGroup, vrf: OverlayVrf, device: Device) -> str:
    """The policy of what leaves: a leaf tells of its own, and what came from above never goes up again."""
    if device.role == "leaf":
        return near_policy(vrf)
    return PASS_ABOVE if group.direction == "up" and device.bgp.valley is not None else PASS


class Passing(NamedTuple):
    """A policy that hands on routes of BGP; `barred` are those that came from above."""

    name: str
    barred: bool


def passing(device: Device) -> list[Passing]:
    if device.role == "leaf":
        return []
    up = device.bgp.valley is not None and any(group.direction == "up" for group in device.bgp.groups)
    return [Passing(PASS, barred=False), *([Passing(PASS_ABOVE, barred=True)] if up else [])]


def mask_lengths(span: Span) -> str:
    return f"{span.least}..{span.most}"


class Pace(NamedTuple):
    """BFD: milliseconds, and how many packets may miss."""

    interval_ms: int
    multiplier: int


def pace(device: Device) -> Pace | None:
    """Of whatever routes the VRFs; None without BFD."""
    of = device.bgp if device.ospf is None else device.ospf
    return Pace(of.bfd_interval_ms, of.bfd_multiplier) if of.bfd_interval_ms else None


def table(instance: OspfInstance) -> str:
    """The network-instance of an OSPF."""
    return instance.vrf or "default"


class Spoken(NamedTuple):
    """A subinterface in OSPF: its cost, None at the loopback, and whether neighbours are heard there."""

    name: str
    cost: int | None
    meets: bool


def spoken_at(device: Device, instance: OspfInstance) -> list[Spoken]:
    """What an OSPF tells of: the loopback in the default network-instance, gateways, ports."""
    host_cost = device.ospf.host_cost if device.ospf is not None else None
    loopback = () if instance.vrf is not None else (Spoken("system0.0", None, meets=False),)
    gateways = (Spoken(f"irb0.{vlan.id}", host_cost, meets=False) for vlan in device.vlans if vlan.vrf == instance.vrf)
    ports = (Spoken(_routed_at(name), port.cost, port.neighbor is not None) for name, port in instance.ports)
    return [*loopback, *gateways, *ports]


def _routed_at(name: str) -> str:
    """The subinterface that a port is routed at; those of VRFs come with their index."""
    return name if "." in name else f"{name}.0"


FILTERS = tuple(
    (term.__name__, term)
    for term in (
        lite_vrfs, mask_lengths, near_policy, pace, passing, peers4, spoken_at, table, tagged_links,
        way_out,
    )
)  # fmt: skip
"""By their own names."""
