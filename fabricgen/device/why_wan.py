"""Where each value of a port comes from at which a gateway is, in the place of a host."""

from collections.abc import Iterator

from fabricgen.device.features.steering import LAST_PREFERENCE
from fabricgen.device.model import Device, Port, WanSession
from fabricgen.device.why import Row


def session(device: Device, port: Port) -> WanSession | None:
    """None where no gateway is."""
    sessions = device.steering.sessions if device.steering is not None else ()
    return next((wan for wan in sessions if wan.port == port.name), None)


def why_wan(port: Port, wan: WanSession) -> Iterator[Row]:
    path = ("gateways", wan.name)
    accepted = ", ".join(row.prefix for row in wan.accept)
    rank = "the last of all" if wan.preference == LAST_PREFERENCE else "by its place in the lists of tiers"
    yield Row("peer", port.description, "the gateway at this port", path)
    if port.address is not None:
        yield Row("address", port.address, "this end of the link", (*path, "address"))
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
