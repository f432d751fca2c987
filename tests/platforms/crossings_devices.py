"""Leaves with appliances between VRFs: a firewall from acme to a VRF behind it, a balancer from there to the service's
VRF; and the firewall once more, from acme to the VRF that the WAN is behind.
"""

from dataclasses import replace

from fabricgen.device.model import Crossing, Device, Overlay, OverlayVrf, Port, Span, Static, Tagged, Vrf
from tests.platforms import cumulus_devices, eos_devices, frr_devices, iosxr_devices, sonic_devices, vrf_ospf_devices
from tests.platforms.devices import routed
from tests.platforms.multihoming_devices import QFX5130
from tests.platforms.overlay_devices import (
    ACME,
    LEAF_EVPN,
    PLAIN,
    SHARED,
    TENANTS,
    apart,
    between_loopbacks,
    lite,
    tunnelled,
)
from tests.platforms.steering_devices import MARKS, judged, steering

SERVICE, POOL, ALL = "10.200.0.0/24", "10.1.0.0/16", "0.0.0.0/0"


def vrf(name: str, number: int) -> OverlayVrf:
    """Without hosts and services."""
    return replace(
        ACME, name=name, id=number, vlan=2000 + number, vni=1000000 + number, distinguisher=f"10.0.0.11:{number}",
        target=f"64512:{1000000 + number}", own=(), local=(), leaks=(),
    )  # fmt: skip


def spans(*prefixes: str) -> tuple[Span, ...]:
    lengths = {prefix: int(prefix.partition("/")[2]) for prefix in prefixes}
    return tuple(Span(prefix, length, length) for prefix, length in lengths.items())


def crossed(device: Device, ports: tuple[str, str, str, str], mtu: int = 9164) -> Device:
    """With an overlay; `ports` are those of the two links of each appliance."""
    inside, outside, near, far = ports
    tags = ((inside, "fw", "acme", 2001, 0), (outside, "fw", "dmz", 2010, 2), (outside, "fw", "edge", 2011, 4),
            (near, "lb", "dmz", 2010, 6), (far, "lb", "shared", 2009, 8))  # fmt: skip
    links = tuple(
        Crossing(who, port, Tagged(name, vlan, f"10.9.0.{last}/31", mtu)) for port, who, name, vlan, last in tags
    )
    acme = replace(
        ACME,
        leaks=(),
        statics=(Static(ALL, "10.9.0.1", ()), Static(SERVICE, "10.9.0.1", ())),
        beyond=spans(ALL, SERVICE),
    )
    dmz = replace(
        vrf("dmz", 10),
        statics=(Static(POOL, "10.9.0.3", ()), Static(SERVICE, "10.9.0.7", ())),
        beyond=spans(POOL, SERVICE),
    )
    edge = replace(vrf("edge", 11), statics=(Static(POOL, "10.9.0.5", MARKS[:2]),), beyond=spans(POOL))
    shared = replace(SHARED, leaks=SHARED.leaks[1:], statics=(Static(POOL, "10.9.0.9", ()),), beyond=spans(POOL))
    laid: Overlay = replace(device.overlay, vrfs=(acme, shared, dmz, edge), crossings=links)
    return replace(
        seated(device, ports), vrfs=(*TENANTS, Vrf("dmz", 10), Vrf("edge", 11)), overlay=laid,
        steering=steering(large=True),
    )  # fmt: skip


def seated(device: Device, ports: tuple[str, ...]) -> Device:
    """Ports as those of WAN routers, without addresses of their own."""
    wan = routed(device.profiles[0])
    cage = max(port.cage for port in device.ports)
    more = tuple(
        Port(
            name, len(device.profiles), f"appliance:{'fw' if number < 3 else 'lb'}", None, None, None, cage + number, 1
        )
        for number, name in enumerate(ports, 1)
    )
    return replace(device, profiles=(*device.profiles, wan), ports=(*device.ports, *more))


def ranking(device: Device) -> Device:
    """What neighbours announce is ranked, as where there are gateways."""
    return replace(device, bgp=replace(device.bgp, groups=tuple(map(judged, device.bgp.groups))))


def unmarked(device: Device) -> Device:
    """Where there are no gateways nothing leaves the fabric by them, and no route has communities for that."""
    vrfs = tuple(
        replace(vrf, statics=tuple(route._replace(marks=()) for route in vrf.statics)) for vrf in device.overlay.vrfs
    )
    return replace(device, steering=None, overlay=replace(device.overlay, vrfs=vrfs))


FRR_PORTS = ("swp28", "swp29", "swp30", "swp31")
FRR = {
    "leaf-evpn": crossed(tunnelled(ranking(frr_devices.LEAF), LEAF_EVPN), FRR_PORTS),
    "leaf-lite": crossed(lite(apart(frr_devices.LEAF)), FRR_PORTS, 9214),
    "leaf-ospf": unmarked(crossed(vrf_ospf_devices.FRR["leaf"], FRR_PORTS, 9214)),
}

EOS_PORTS = ("Ethernet27/1", "Ethernet28/1", "Ethernet29/1", "Ethernet30/1")
EOS = {
    "leaf-evpn": crossed(tunnelled(ranking(eos_devices.LEAF), LEAF_EVPN), EOS_PORTS),
    "leaf-lite": crossed(lite(apart(eos_devices.LEAF)), EOS_PORTS, 9214),
    "leaf-ospf": unmarked(crossed(vrf_ospf_devices.EOS["leaf"], EOS_PORTS, 9214)),
}

SONIC_PORTS = ("Ethernet272", "Ethernet280", "Ethernet288", "Ethernet296")
SONIC = {
    "leaf-evpn": crossed(tunnelled(ranking(sonic_devices.LEAF), PLAIN), SONIC_PORTS),
    "leaf-lite": crossed(lite(apart(sonic_devices.LEAF)), SONIC_PORTS, 9214),
    "leaf-ospf": unmarked(crossed(vrf_ospf_devices.SONIC["leaf"], SONIC_PORTS, 9214)),
}

CUMULUS_PORTS = ("swp35s0", "swp36s0", "swp37s0", "swp38s0")
CUMULUS = {
    "leaf-evpn": unmarked(crossed(tunnelled(cumulus_devices.LEAF, LEAF_EVPN), CUMULUS_PORTS)),
    "leaf-lite": unmarked(crossed(lite(apart(cumulus_devices.LEAF)), CUMULUS_PORTS, 9214)),
    "leaf-ospf": unmarked(crossed(vrf_ospf_devices.CUMULUS["leaf"], CUMULUS_PORTS, 9214)),
}

JUNOS_PORTS = ("et-0/0/24", "et-0/0/25", "et-0/0/26", "et-0/0/27")
JUNOS = {"leaf-evpn": crossed(between_loopbacks(tunnelled(apart(QFX5130), PLAIN)), JUNOS_PORTS)}

IOSXR_PORTS = ("HundredGigE0/0/0/10/0", "HundredGigE0/0/0/11/0", "HundredGigE0/0/0/12/0", "HundredGigE0/0/0/13/0")
IOSXR = {"leaf-lite": unmarked(crossed(lite(apart(iosxr_devices.LEAF)), IOSXR_PORTS, 9214))}
