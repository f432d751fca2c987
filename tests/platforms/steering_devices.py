"""The switches of the other tables with gateways: a leaf with two of them, one drained, and spines."""

from dataclasses import replace

from fabricgen.device.model import Accepted, Device, Origin, PeerGroup, Port, PrefixLimit, Steering, WanSession, Way
from tests.platforms import eos_devices, frr_devices, junos_devices, nxos_devices, sonic_devices, srlinux_devices
from tests.platforms.devices import routed

DEFAULT = Accepted("0.0.0.0/0", None)


def steering(*, large: bool) -> Steering:
    marks = MARKS if large else STANDARD
    origins = (Origin("open", 0, marks[0], None), Origin("frontier", 31, marks[1], None))
    ways = (Way("west", marks[2], marks[3], 200), Way("east", marks[4], marks[5], 190))
    return Steering(large, origins, ways, 50, ())


MARKS = tuple(f"4200000000:{value}" for value in ("1:0", "1:31", "2:7", "3:7", "2:1", "3:1"))
STANDARD = tuple(f"64600:{value}" for value in (1024, 1055, 2272, 3296, 2080, 3104))


def border(device: Device, ports: tuple[str, str], *, large: bool = True) -> Device:
    """A leaf with the drained gateway west, which was the first choice, and with east."""
    wan = routed(device.profiles[0])
    known = steering(large=large)
    sessions = (
        WanSession("west", 7, ports[0], "203.0.113.0", 65020, known.ways[0].avoid, 50, 8, (DEFAULT,)),
        WanSession(
            "east", 1, ports[1], "203.0.113.6", 4200900000, known.ways[1].prefer, 190, 4,
            (DEFAULT, Accepted("198.51.100.0/24", 32)),
        ),
    )  # fmt: skip
    cages = [max(port.cage for port in device.ports) + number for number in (1, 2)]
    seats = (
        Port(ports[0], 2, "wan:west", "203.0.113.1/31", None, None, cages[0], 1),
        Port(ports[1], 2, "wan:east", "203.0.113.5/30", None, None, cages[1], 1),
    )
    prefixes = ("10.128.0.0/26", "10.128.7.192/26")
    origins = tuple(origin._replace(prefix=at) for origin, at in zip(known.origins, prefixes, strict=True))
    return replace(
        device,
        profiles=(*device.profiles, wan),
        ports=(*device.ports, *seats),
        bgp=replace(device.bgp, groups=tuple(map(judged, device.bgp.groups))),
        steering=replace(known, origins=origins, sessions=sessions),
    )


def guarded(device: Device, *, password: bool = True) -> Device:
    """As most borders are: BFD, a key, a limit of routes; one router takes short packets only."""
    west, east = device.steering.sessions
    key = "<env:WAN_KEY>" if password else None
    sessions = (
        west._replace(bfd_interval_ms=300, bfd_multiplier=3, password=key, limit=PrefixLimit(100, 75, closes=True)),
        east._replace(bfd_interval_ms=900, bfd_multiplier=5, limit=PrefixLimit(5000, 90, closes=True)),
    )
    wan = device.profiles[2]
    short = replace(wan, name=f"{wan.name}-1500", mtu=1500)
    ports = tuple(port._replace(profile=3) if port.description == "wan:east" else port for port in device.ports)
    return replace(
        device, ports=ports, profiles=(*device.profiles, short), steering=replace(device.steering, sessions=sessions)
    )


def lenient(device: Device) -> Device:
    """Limits that are only warned of."""
    known = guarded(device).steering
    sessions = tuple(wan._replace(limit=wan.limit._replace(closes=False)) for wan in known.sessions)
    return replace(guarded(device), steering=replace(known, sessions=sessions))


def between(device: Device, *, large: bool = True) -> Device:
    """A spine: it ranks what it hears from either side."""
    return replace(
        device, bgp=replace(device.bgp, groups=tuple(map(judged, device.bgp.groups))), steering=steering(large=large)
    )


def judged(group: PeerGroup) -> PeerGroup:
    return replace(group, route_map_in="FROM-ABOVE" if group.direction == "up" else "FROM-BELOW")


EDGE = {
    "frr": border(frr_devices.TRUNK, ("swp30", "swp31")),
    "sonic": border(sonic_devices.TRUNK, ("Ethernet248", "Ethernet256")),
    "eos": border(eos_devices.TRUNK_LEAF, ("Ethernet30/1", "Ethernet31/1")),
    "junos": border(junos_devices.TRUNK_LEAF, ("et-0/0/30", "et-0/0/31")),
    "srlinux": border(srlinux_devices.TRUNK_LEAF, ("ethernet-1/30", "ethernet-1/31")),
}
FRR = {
    "leaf": border(frr_devices.TRUNK, ("swp30", "swp31")),
    "spine": between(frr_devices.SPINE),
    "middle": between(frr_devices.MIDDLE, large=False),
    "standard": border(frr_devices.TRUNK, ("swp30", "swp31"), large=False),
    "guarded": guarded(EDGE["frr"]),
    "lenient": lenient(EDGE["frr"]),
}
SONIC = {
    "leaf": border(sonic_devices.TRUNK, ("Ethernet248", "Ethernet256")),
    "spine": between(sonic_devices.SPINE),
    "guarded": guarded(EDGE["sonic"]),
}
EOS = {
    "leaf": border(eos_devices.TRUNK_LEAF, ("Ethernet30/1", "Ethernet31/1")),
    "spine": between(eos_devices.SPINE),
    "standard": border(eos_devices.TRUNK_LEAF, ("Ethernet30/1", "Ethernet31/1"), large=False),
    "guarded": guarded(EDGE["eos"]),
    "lenient": lenient(EDGE["eos"]),
}
JUNOS = {
    "leaf": border(junos_devices.TRUNK_LEAF, ("et-0/0/30", "et-0/0/31")),
    "spine": between(junos_devices.SPINE),
    "deep": between(junos_devices.DEEP_SPINE, large=False),
    "guarded": guarded(EDGE["junos"]),
}
_TIMED = replace(nxos_devices.TRUNK_LEAF, bgp=replace(nxos_devices.TRUNK_LEAF.bgp, keepalive=3, hold=9))
NXOS = {
    "leaf": border(_TIMED, ("Ethernet1/30", "Ethernet1/31"), large=False),
    "spine": between(nxos_devices.SPINE, large=False),
    "guarded": guarded(border(_TIMED, ("Ethernet1/30", "Ethernet1/31"), large=False)),
    "lenient": lenient(border(_TIMED, ("Ethernet1/30", "Ethernet1/31"), large=False)),
}
SRLINUX = {
    "leaf": border(srlinux_devices.TRUNK_LEAF, ("ethernet-1/30", "ethernet-1/31")),
    "spine": between(srlinux_devices.SPINE),
    "standard": border(srlinux_devices.TRUNK_LEAF, ("ethernet-1/30", "ethernet-1/31"), large=False),
    "guarded": guarded(EDGE["srlinux"], password=False),
}
