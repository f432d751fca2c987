"""Switches of Cisco's two systems with access lists, laid over those that they have by hand."""

from dataclasses import replace

from fabricgen.device.model import AccessList, Block, Entry, Filters, Gnmi, Ports, Telemetry
from tests.platforms import iosxr_devices, nxos_devices

ANY = Block(0, 0, 32)
STORAGE, CLIENTS = Block(0x0AC80000, 0xFFFFFF00, 32), Block(0x0A800000, 0xFFFFFFE0, 32)
PRINTER = Block(0xCB007109, 0xFFFFFFFF, 32)
TIER = Block(0x0A800040, 0xFFF003E0, 32)  # a subnet on every leaf: a mask with a hole
OFFICE, OFFICE6 = Block(0xC6336400, 0xFFFFFF00, 32), Block(0x20010DB8 << 96, ((1 << 48) - 1) << 80, 128)
ASKS = AccessList(
    "IN-acme",
    (
        Entry(10, "permit", "tcp", ANY, STORAGE, ports=Ports(443, 443)),
        Entry(20, "permit", "tcp", ANY, STORAGE, ports=Ports(8000, 8099)),
        Entry(30, "permit", "udp", ANY, STORAGE, ports=Ports(53, 53)),
        Entry(40, "permit", "icmp", ANY, STORAGE),
        Entry(50, "deny", "all", ANY, PRINTER),
        Entry(60, "permit", "tcp", STORAGE, CLIENTS, source_ports=Ports(80, 80), established=True),
        Entry(70, "permit", "tcp", STORAGE, CLIENTS, established=True),
        Entry(80, "permit", "udp", CLIENTS, ANY, source_ports=Ports(4000, 5000)),
        Entry(60_000, "permit", "all", ANY, ANY),
    ),
)
TIERS = (
    AccessList(
        "IN-tier-00", (Entry(10, "permit", "tcp", ANY, TIER, ports=Ports(22, 22)), Entry(20, "deny", "all", ANY, TIER))
    ),
    AccessList("IN-training", (Entry(60_000, "deny", "all", ANY, STORAGE), Entry(60_010, "permit", "all", ANY, ANY))),
)
OPEN = Filters((), None, (), (), None, None)


def known(device, *sources):
    """The device with the sources that may log in."""
    return replace(device, system=replace(device.system, logins=sources))


def asked(device, port=None):
    """Collectors may ask by gNMI."""
    return replace(device, telemetry=Telemetry(None, Gnmi("fabric", port), None))


def routed(leaf):
    return known(replace(leaf, filters=replace(OPEN, lists=(ASKS,), hosts="IN-acme")), OFFICE, OFFICE6)


TAGGED = replace(
    nxos_devices.TRUNK_LEAF,
    filters=replace(OPEN, lists=TIERS, gateways=((132, "IN-tier-00"), (133, "IN-training"), (134, "IN-training"))),
)
NXOS = {
    "routed": asked(routed(nxos_devices.LEAF), 57400),
    "trunk": asked(known(TAGGED, OFFICE)),
    "logins": known(nxos_devices.SPINE, OFFICE),
    "six": known(nxos_devices.SPINE, OFFICE6),
}
IOSXR = {
    "routed": routed(iosxr_devices.LEAF),
    "logins": known(iosxr_devices.SPINE, OFFICE),
    "holes": replace(iosxr_devices.LEAF, filters=replace(OPEN, lists=TIERS[:1], hosts="IN-tier-00")),
}
