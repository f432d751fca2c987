"""Switches with access lists, laid over those that the platforms have by hand."""

from dataclasses import replace

from fabricgen.device.model import AccessList, Block, Entry, Filters, Gnmi, Ports, Telemetry
from tests.platforms import cumulus_devices, eos_devices, frr_devices, junos_devices, sonic_devices, srlinux_devices

ANY, ANY6 = Block(0, 0, 32), Block(0, 0, 128)
STORAGE = Block(0x0AC80000, 0xFFFFFF00, 32)
CLIENTS = Block(0x0A800000, 0xFFFFFFE0, 32)
PRINTER = Block(0xCB007109, 0xFFFFFFFF, 32)
TIER = Block(0x0A800040, 0xFFF003E0, 32)  # a subnet on every leaf: a mask with a hole
OFFICE, OFFICE6 = Block(0xC6336400, 0xFFFFFF00, 32), Block(0x20010DB8 << 96, ((1 << 48) - 1) << 80, 128)
LINKS, LOOPBACKS = Block(0x0A400000, 0xFFFFF000, 32), Block(0x0A000000, 0xFFFFFC00, 32)
LINK_LOCAL = Block(0xFE80 << 112, 0x3FF << 118, 128)

ASKS = AccessList(
    "IN-acme",
    (
        Entry(10, "permit", "tcp", ANY, STORAGE, ports=Ports(443, 443)),
        Entry(20, "permit", "tcp", ANY, STORAGE, ports=Ports(8000, 8099)),
        Entry(30, "permit", "udp", ANY, STORAGE, ports=Ports(4791, 4791)),
        Entry(40, "permit", "icmp", ANY, STORAGE),
        Entry(50, "deny", "all", ANY, PRINTER),
        Entry(60, "permit", "tcp", STORAGE, CLIENTS, source_ports=Ports(2049, 2049), established=True),
        Entry(70, "permit", "tcp", STORAGE, CLIENTS, established=True),
        Entry(80, "permit", "udp", CLIENTS, ANY, source_ports=Ports(4000, 5000)),
        Entry(90, "deny", "udp", ANY, ANY),
        Entry(60_000, "deny", "all", ANY, STORAGE),
        Entry(60_010, "permit", "all", ANY, ANY),
    ),
)
TIERS = (
    AccessList(
        "IN-tier-00",
        (
            Entry(10, "permit", "tcp", ANY, TIER, ports=Ports(22, 22)),
            Entry(20, "deny", "all", ANY, TIER),
            Entry(60_000, "permit", "all", ANY, ANY),
        ),
    ),
    AccessList(
        "IN-training",
        (Entry(60_000, "deny", "all", ANY, STORAGE), Entry(60_010, "permit", "all", ANY, ANY)),
    ),
)
PLAIN_TIERS = (TIERS[1],)
"""For platforms that take prefixes only."""
CONTROL = (
    Entry(10, "permit", "icmp", ANY, ANY),
    Entry(20, "permit", "udp", ANY, ANY, ports=Ports(33434, 33523)),
    Entry(30, "permit", "tcp", LINKS, ANY, ports=Ports(179, 179)),
    Entry(40, "permit", "tcp", LINKS, ANY, source_ports=Ports(179, 179), established=True),
    Entry(50, "permit", "udp", LINKS, ANY, ports=Ports(3784, 3785)),
    Entry(60, "permit", "udp", LOOPBACKS, ANY, ports=Ports(4784, 4784)),
    Entry(70, "permit", "ospf", LINKS, ANY),
    Entry(80, "permit", "tcp", OFFICE, ANY, ports=Ports(22, 22)),
)
CONTROL6 = (
    Entry(10, "permit", "icmp", ANY6, ANY6),
    Entry(20, "permit", "tcp", LINK_LOCAL, ANY6, ports=Ports(179, 179)),
    Entry(30, "permit", "tcp", LINK_LOCAL, ANY6, source_ports=Ports(179, 179), established=True),
    Entry(40, "permit", "udp", LINK_LOCAL, ANY6, ports=Ports(3784, 3785)),
    Entry(50, "permit", "ospf", LINK_LOCAL, ANY6),
    Entry(60, "permit", "tcp", OFFICE6, ANY6, ports=Ports(22, 22)),
)
NEIGHBOURS = (LINKS, LOOPBACKS, LINK_LOCAL)
OPEN = Filters((), None, (), NEIGHBOURS, None, None)
CLOSED = replace(OPEN, control=CONTROL, control6=CONTROL6)


def known(device, *sources):
    """The device with the sources that may log in."""
    return replace(device, system=replace(device.system, logins=sources))


def routed(leaf):
    """Host ports with a list, a closed control plane, logins of both versions."""
    return known(replace(leaf, filters=replace(CLOSED, lists=(ASKS,), hosts="IN-acme")), OFFICE, OFFICE6)


def logins(spine):
    """Only the logins are limited, to sources of one version."""
    return known(replace(spine, filters=OPEN), OFFICE)


def closed(spine):
    """A control plane that hears IPv4 neighbours alone, and anyone who logs in."""
    return replace(spine, filters=replace(CLOSED, neighbours=(LINKS, LOOPBACKS), control6=None))


def tagged(leaf, lists):
    """Lists at gateways: of a tier of its own, and of a VRF that two tiers share."""
    names = [one.name for one in lists]
    numbers = [vlan.id for vlan in leaf.vlans]
    gateways = tuple(zip(numbers, [names[0], names[-1], names[-1]], strict=False))
    return replace(leaf, filters=replace(OPEN, lists=lists, gateways=gateways))


def asked(device):
    """Collectors may ask by gNMI."""
    return replace(device, telemetry=Telemetry(None, Gnmi("fabric", None), None))


EOS = {
    "routed": routed(eos_devices.LEAF),
    "trunk": tagged(eos_devices.TRUNK_LEAF, TIERS),
    "logins": asked(logins(eos_devices.SPINE)),
    "closed": closed(eos_devices.SPINE),
    "host": known(replace(eos_devices.SPINE, filters=OPEN), PRINTER),
}
FRR = {
    "routed": routed(frr_devices.LEAF),
    "trunk": tagged(frr_devices.TRUNK, TIERS),
    "logins": logins(frr_devices.SPINE),
    "closed": closed(frr_devices.SPINE),
}
SONIC = {
    "routed": asked(routed(sonic_devices.LEAF)),
    "logins": logins(sonic_devices.SPINE),
    "closed": closed(sonic_devices.SPINE),
}
CUMULUS = {
    "routed": routed(cumulus_devices.LEAF),
    "logins": logins(cumulus_devices.SPINE),
    "closed": closed(cumulus_devices.SPINE),
}
JUNOS = {
    "routed": asked(routed(junos_devices.LEAF)),
    "trunk": tagged(junos_devices.TRUNK_LEAF, PLAIN_TIERS),
    "logins": logins(junos_devices.SPINE),
    "closed": closed(junos_devices.SPINE),
    "deep": routed(junos_devices.DEEP_SPINE),
}
SRLINUX = {
    "routed": asked(
        known(replace(srlinux_devices.LEAF, filters=replace(OPEN, lists=(ASKS,), hosts="IN-acme")), OFFICE)
    ),
    "trunk": tagged(srlinux_devices.TRUNK_LEAF, TIERS),
    "logins": known(replace(srlinux_devices.SPINE, filters=OPEN), OFFICE, OFFICE6),
}
