"""Leaves at a border whose tenants have gateways of their own, and the spines above them, by platform."""

from dataclasses import replace

from fabricgen.device.model import Device, Exits, Origin, Overlay, Span, Steering, Tagged, WanSession, Way
from tests.platforms import eos_devices, frr_devices, sonic_devices
from tests.platforms.overlay_devices import ACME, LEAF_EVPN, PLAIN, SHARED, TENANTS, apart, lite, stretched
from tests.platforms.steering_devices import MARKS, STANDARD, border, judged, steering

TIER, WIDE = "10.1.0.0/26", "10.30.0.0/24"
LINK = "203.0.113.5/30"


def exits(known: Steering, marks: tuple[str, ...], session: WanSession | None) -> tuple[Exits, ...]:
    """acme leaves by east first, and by a third gateway that nobody else has; shared has none at this leaf."""
    west, east = (way._replace(preference=rank) for way, rank in zip(known.ways, (190, 200), strict=True))
    north = Way("north", marks[2].replace("2:7", "2:3").replace("2272", "2144"), "64600:3168", 180)
    if known.large:
        north = north._replace(avoid="4200000000:3:3")
    prefixes = (TIER, WIDE) if session else (None, None)
    tiers = (Origin("large", 2, marks[0], prefixes[0]), Origin("wide", 5, marks[1], prefixes[1]))
    sessions = (session._replace(tagged=Tagged("acme", 2001, LINK, 9164), preference=200),) if session else ()
    return (
        Exits("acme", 10, ACME.target, tiers, (east, west, north), sessions),
        Exits("shared", 90, SHARED.target, (Origin("disks", 9, marks[0], prefixes[0]),), (west,), ()),
    )


def leaving(device: Device, overlay: Overlay | None = None) -> Device:
    """With an overlay that the device has or gets, and each VRF's part of the gateways."""
    laid = overlay or device.overlay
    found = {one.vrf: one for one in device.steering.exits}
    return replace(
        device,
        vrfs=TENANTS,
        overlay=replace(laid, vrfs=tuple(replace(vrf, exits=found.get(vrf.name)) for vrf in laid.vrfs)),
    )


def at_leaf(device: Device, ports: tuple[str, str], *, large: bool = True) -> Device:
    """The default VRF leaves by west, whose router it is; acme alone by east, so that its port has no address."""
    made = border(device, ports, large=large)
    known = made.steering
    west, east = known.sessions
    tenants = exits(known, MARKS if large else STANDARD, east)
    ports_ = tuple(port._replace(address=None) if port.name == ports[1] else port for port in made.ports)
    return replace(made, ports=ports_, steering=replace(known, sessions=(west,), exits=tenants))


def above(device: Device) -> Device:
    groups = tuple(map(judged, device.bgp.groups))
    known = steering(large=True)
    return replace(
        device, bgp=replace(device.bgp, groups=groups), steering=replace(known, exits=exits(known, MARKS, None))
    )


def evpn(device: Device, ports: tuple[str, str], overlay: Overlay, *, large: bool = True) -> Device:
    laid = replace(overlay, vrfs=tuple(replace(vrf, local=spans(vrf.name)) for vrf in overlay.vrfs))
    return leaving(at_leaf(stretched(device, laid), ports, large=large))


def vrf_lite(device: Device, ports: tuple[str, str]) -> Device:
    made = lite(device)
    vrfs = tuple(replace(vrf, local=spans(vrf.name)) for vrf in made.overlay.vrfs)
    return leaving(at_leaf(replace(made, overlay=replace(made.overlay, vrfs=vrfs)), ports))


def spans(vrf: str) -> tuple[Span, ...]:
    return (Span(TIER, 26, 26), Span(WIDE, 24, 24)) if vrf == "acme" else (Span(TIER, 26, 26),)


FRR = {
    "leaf-evpn": evpn(frr_devices.TRUNK, ("swp30", "swp31"), LEAF_EVPN),
    "leaf-evpn-standard": evpn(apart(frr_devices.TRUNK), ("swp30", "swp31"), LEAF_EVPN, large=False),
    "leaf-lite": vrf_lite(frr_devices.TRUNK, ("swp30", "swp31")),
    "middle-lite": leaving(above(lite(apart(frr_devices.MIDDLE)))),
}
EOS = {
    "leaf-evpn": evpn(eos_devices.TRUNK_LEAF, ("Ethernet30/1", "Ethernet31/1"), LEAF_EVPN),
    "leaf-evpn-standard": evpn(apart(eos_devices.TRUNK_LEAF), ("Ethernet30/1", "Ethernet31/1"), LEAF_EVPN, large=False),
    "leaf-lite": vrf_lite(eos_devices.TRUNK_LEAF, ("Ethernet30/1", "Ethernet31/1")),
    "spine-lite": leaving(above(lite(eos_devices.SPINE))),
}
SONIC = {
    "leaf-evpn": evpn(sonic_devices.TRUNK, ("Ethernet248", "Ethernet256"), PLAIN),
    "leaf-lite": vrf_lite(sonic_devices.LEAF, ("Ethernet248", "Ethernet256")),
}
