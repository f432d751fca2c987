"""Where each value of a port comes from at which a gateway is, in the place of a host."""

from collections.abc import Iterator

from fabricgen.device.features.steering import LAST_PREFERENCE
from fabricgen.device.model import Device, Port, WanSession
from fabricgen.device.why import Row
from fabricgen.intent import Intent


def session(device: Device, port: Port) -> WanSession | None:
    """None where no gateway is; else that of the default VRF, or of the first that leaves by it."""
    return next(iter(_sessions(device, port)), None)


def _sessions(device: Device, port: Port) -> tuple[WanSession, ...]:
    known = device.steering.everywhere if device.steering is not None else ()
    return tuple(wan for wan in known if wan.port == port.name)


def why_tagged(device: Device, port: Port) -> Iterator[Row]:
    """Of each VRF that leaves by the port."""
    for wan in _sessions(device, port):
        if wan.tagged is not None:
            vrf, vlan = wan.tagged.vrf, wan.tagged.vlan
            why = f"tag of its packets: overlay.vlan_base + the id of {vrf}; its rank there is {wan.preference}"
            yield Row(f"vlan_{vrf}", vlan, why, ("vrfs", vrf))


def why_mtu(intent: Intent, wan: WanSession) -> Row | None:
    """None where it is that of other ports."""
    mtu = intent.gateways[wan.name].mtu
    return None if mtu is None else Row("mtu_bytes", mtu, "what the WAN takes", ("gateways", wan.name, "mtu"))


def why_marking(device: Device, wan: WanSession) -> Iterator[Row]:
    known = device.steering.markings if device.steering is not None else ()
    for marking in (one for one in known if one.name == wan.name):
        for name, dscp in marking.classes:
            yield Row(f"dscp_{name}", dscp, "of its packets on the link", ("gateways", wan.name, "marking", name))


def why_wan(port: Port, wan: WanSession) -> Iterator[Row]:
    path = ("gateways", wan.name)
    accepted = ", ".join(row.prefix for row in wan.accept)
    rank = "the last of all" if wan.preference == LAST_PREFERENCE else "by its place in the lists of tiers"
    yield Row("peer", port.description, "the gateway at this port", path)
    address = wan.tagged.address if wan.tagged is not None else port.address
    if address is not None:
        yield Row("address", address, "this end of the link", (*path, "address"))
    yield Row("peer_address", wan.address, "the other end of the link", (*path, "address"))
    yield Row("peer_asn", wan.asn, f"of {wan.name}", (*path, "asn"))
    yield Row("accepted", accepted, "what is taken from it", (*path, "accept"))
    if wan.bfd_interval_ms:
        bfd = f"{wan.bfd_interval_ms} ms x {wan.bfd_multiplier}"
        yield Row("bfd", bfd, f"silent for {wan.bfd_interval_ms * wan.bfd_multiplier} ms, it is dead", (*path, "bfd"))
    if wan.limit is not None:
        then = "more, and the session is closed" if wan.limit.closes else "more are only logged"
        yield Row("routes", wan.limit.prefixes, f"{then}; warned from {wan.limit.warn} % on", (*path, "limit"))
    yield Row("local_preference", wan.preference, rank, path)
    yield Row("community", wan.community, "of what came by it", (*path, "id"))
    for row in wan.translation.received if wan.translation is not None else ():
        marks = " and ".join(row.marks)
        yield Row(f"mark_{row.name}", row.theirs, f"becomes {marks} in the fabric", (*path, "communities", row.name))
