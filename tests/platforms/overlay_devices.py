"""Switches by hand that between them use every branch of the overlay's templates, by platform."""

from dataclasses import replace

from fabricgen.device.model import Leak, Mark, Overlay, OverlayVrf, Peer, Segment, Span, Vlan, Vrf
from tests.platforms import (
    cumulus_devices,
    devices,
    eos_devices,
    frr_devices,
    junos_devices,
    sonic_devices,
    srlinux_devices,
)

SERVICE = Span("10.200.0.0/24", 24, 32)
ACME_BLOCK = Span("10.1.0.0/28", 31, 31)
STRETCHED = Span("10.30.0.0/24", 24, 24)
ACME = OverlayVrf(
    name="acme",
    id=1,
    vlan=2001,
    vni=1000001,
    distinguisher="10.0.0.11:1",
    target="64512:1000001",
    own=(Span("10.1.0.0/16", 16, 32), Span("10.30.0.0/24", 24, 32)),
    local=(ACME_BLOCK, STRETCHED),
    leaks=(Leak("shared", 9, "64512:1000009", spans=(SERVICE,), near=(SERVICE,), onward=()),),
)
SHARED = OverlayVrf(
    name="shared",
    id=9,
    vlan=2009,
    vni=1000009,
    distinguisher="10.0.0.11:9",
    target="64512:1000009",
    own=(Span("10.200.0.0/16", 16, 32),),
    local=(),
    leaks=(
        Leak(
            "acme", 1, "64512:1000001", spans=(Span("10.1.0.0/16", 16, 32),), near=(ACME_BLOCK,), onward=(ACME_BLOCK,)
        ),
        Leak("blue", 2, "64512:1000002", spans=(Span("10.2.0.0/16", 16, 32),), near=(), onward=()),
    ),
)
TENANTS = (Vrf("acme", 1), Vrf("shared", 9))
GATEWAY_MAC = "00:00:5e:00:01:01"
LEAF_EVPN = Overlay(
    kind="evpn",
    vtep="10.0.0.11",
    router_mac="02:00:0a:00:00:0b",
    gateway_mac=GATEWAY_MAC,
    mtu=9164,
    vrfs=(ACME, SHARED),
    segments=(),
    links=(),
)
SPINE_EVPN = replace(LEAF_EVPN, vtep=None, router_mac=None, vrfs=())
PLAIN = replace(LEAF_EVPN, vrfs=(replace(ACME, leaks=()), replace(SHARED, leaks=())))
"""For platforms that hand nothing from VRF to VRF."""


def lite(device):
    """VRF-lite over the links of a switch."""
    leaf = device.role == "leaf"
    vrfs = (ACME, SHARED) if leaf else tuple(replace(vrf, local=(), leaks=()) for vrf in (ACME, SHARED))
    links = tuple(port for port in device.ports if device.profiles[port.profile].facing != "host")
    overlay = replace(
        LEAF_EVPN, kind="vrf-lite", vtep=None, router_mac=None, mtu=9214, vrfs=vrfs, links=links, vlan=2000
    )
    return replace(device, vrfs=TENANTS, overlay=overlay)


def alone(device):
    """No service is shared."""
    return replace(device, overlay=replace(device.overlay, vrfs=(replace(ACME, leaks=()),)))


def bare(device):
    """No service is shared, and one VRF has no hosts here."""
    vrfs = (replace(ACME, leaks=()), replace(SHARED, leaks=()))
    return replace(device, overlay=replace(device.overlay, vrfs=vrfs))


def unpaused(device):
    """Nothing is lossless."""
    return replace(device, profiles=tuple(map(devices.lossy, device.profiles)), lossless=devices.LOSSY)


def within(device):
    """All gateways are a tenant's."""
    return replace(device, vlans=tuple(vlan._replace(vrf="acme") for vlan in device.vlans))


def tunnelled(device, overlay=LEAF_EVPN):
    return replace(device, vrfs=TENANTS if device.role == "leaf" else (), overlay=overlay)


PEERS = (
    Peer("SPINES", "10.0.0.1", 4200000001, "spine-p00-00"),
    Peer("SPINES", "10.0.0.2", 4200000001, "spine-p00-01"),
    Peer("LEAVES", "10.0.0.11", 4200000011, "leaf-p00-00"),
    Peer("SUPER-SPINES", "10.0.0.99", 4200001000, "super-g00-00"),
)


def between_loopbacks(device):
    """EVPN routes on sessions of their own, to the neighbours of the groups that it has."""
    groups = {group.name for group in device.bgp.groups}
    peers = tuple(peer for peer in PEERS if peer.group in groups)
    return replace(device, overlay=replace(device.overlay, peers=peers))


def apart(device):
    """Spines with AS numbers of their own: routes are marked on their way down."""
    groups = tuple(
        replace(group, asn=None, route_map_in="FROM-ABOVE") if group.direction == "up" else group
        for group in device.bgp.groups
    )
    return replace(device, bgp=replace(device.bgp, groups=groups, valley=Mark(65000, 911)))


def stretched(device, overlay=LEAF_EVPN):
    """Its first VLAN is that of all leaves."""
    vlan = device.vlans[0].id
    segment = Segment(vlan, 2000000 + vlan, f"10.0.0.11:{61440 + vlan}", f"64512:{2000000 + vlan}")
    vlans = (Vlan(vlan, "acme-wide", "acme", "10.30.0.1/24", 9164, GATEWAY_MAC), *device.vlans[1:])
    return tunnelled(replace(device, vlans=vlans), replace(overlay, segments=(segment,)))


FRR = {
    "leaf-evpn": tunnelled(frr_devices.LEAF),
    "leaf-evpn-apart": tunnelled(apart(frr_devices.LEAF)),
    "leaf-evpn-stretch": stretched(frr_devices.TRUNK),
    "spine-evpn": tunnelled(frr_devices.SPINE, SPINE_EVPN),
    "leaf-loopbacks-apart": between_loopbacks(tunnelled(apart(frr_devices.LEAF))),
    "spine-loopbacks": between_loopbacks(tunnelled(frr_devices.SPINE, SPINE_EVPN)),
    "leaf-lite": lite(frr_devices.LEAF),
    "leaf-lite-unnumbered": lite(frr_devices.UNNUMBERED),
    "middle-lite-apart": lite(apart(frr_devices.MIDDLE)),
}
EOS = {
    "leaf-evpn": tunnelled(eos_devices.LEAF),
    "leaf-evpn-apart": tunnelled(apart(eos_devices.LEAF)),
    "leaf-evpn-stretch": stretched(eos_devices.TRUNK_LEAF),
    "spine-evpn": tunnelled(eos_devices.SPINE, SPINE_EVPN),
    "leaf-loopbacks-apart": between_loopbacks(tunnelled(apart(eos_devices.LEAF))),
    "spine-loopbacks": between_loopbacks(tunnelled(eos_devices.SPINE, SPINE_EVPN)),
    "leaf-lite": lite(eos_devices.LEAF),
    "leaf-lite-apart": lite(apart(eos_devices.LEAF)),
    "leaf-lite-alone": alone(lite(eos_devices.LEAF)),
    "spine-lite": lite(eos_devices.SPINE),
}
SONIC = {
    "leaf-evpn": tunnelled(sonic_devices.LEAF, PLAIN),
    "leaf-evpn-stretch": stretched(sonic_devices.TRUNK, PLAIN),
    "spine-evpn": tunnelled(sonic_devices.SPINE, SPINE_EVPN),
    "leaf-loopbacks": between_loopbacks(tunnelled(sonic_devices.LEAF, PLAIN)),
    "leaf-lite": alone(lite(sonic_devices.LEAF)),
}
CUMULUS = {
    "leaf-evpn": tunnelled(cumulus_devices.LEAF, PLAIN),
    "leaf-evpn-apart": tunnelled(apart(cumulus_devices.LEAF), PLAIN),
    "leaf-evpn-trunk": tunnelled(cumulus_devices.TRUNK, PLAIN),
    "leaf-loopbacks-apart": between_loopbacks(tunnelled(apart(cumulus_devices.LEAF), PLAIN)),
    "leaf-loopbacks-unnumbered": between_loopbacks(tunnelled(cumulus_devices.TRUNK, PLAIN)),
    "spine-evpn": tunnelled(cumulus_devices.SPINE, SPINE_EVPN),
    "leaf-lite": lite(cumulus_devices.LEAF),
    "leaf-lite-apart": bare(lite(apart(cumulus_devices.LEAF))),
    "spine-lite": lite(cumulus_devices.SPINE),
}
JUNOS = {
    "leaf-evpn": between_loopbacks(tunnelled(junos_devices.LEAF, PLAIN)),
    "leaf-evpn-trunk": between_loopbacks(tunnelled(apart(junos_devices.TRUNK_LEAF), PLAIN)),
    "spine-evpn": between_loopbacks(tunnelled(junos_devices.SPINE, SPINE_EVPN)),
}
SRLINUX = {
    "leaf-lite": bare(lite(unpaused(srlinux_devices.LEAF))),
    "leaf-lite-apart": alone(lite(apart(unpaused(srlinux_devices.LEAF)))),
    "spine-lite": lite(unpaused(srlinux_devices.SPINE)),
    "trunk-lite": bare(lite(within(srlinux_devices.TRUNK_LEAF))),
    "flat": bare(lite(srlinux_devices.FLAT_LEAF)),
}
