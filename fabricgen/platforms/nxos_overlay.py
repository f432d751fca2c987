"""Overlays in NX-OS's words."""

from collections.abc import Iterator

from fabricgen.device import Device, Facts
from fabricgen.device.model import Neighbor, Overlay
from fabricgen.device.objection import Objection
from fabricgen.platforms.nxos_terms import by_address
from fabricgen.platforms.overlay_terms import span_words


def tunnelled(device: Device) -> Overlay | None:
    """The overlay of a leaf with EVPN."""
    found = device.overlay
    return found if found is not None and found.vtep is not None else None


def sessions(device: Device) -> list[Neighbor]:
    """Numbered ones, and those between loopbacks, by address."""
    peers = device.overlay.peers if device.overlay else ()
    between = (Neighbor(f"{peer.group}-EVPN", peer.address, None, "", peer.asn, peer.name) for peer in peers)
    return by_address((*device.bgp.neighbors, *between))


def objections(about: Facts) -> Iterator[Objection]:
    overlay = about.intent.overlay
    if overlay is None or overlay.kind != "evpn" or overlay.sessions == "loopbacks":
        return
    if about.intent.underlay.links == "unnumbered":
        yield Objection(
            "no public source shows its EVPN over sessions between link-local addresses",
            ("underlay", "links"),
            "links are unnumbered",
            "write links: /31, or sessions: loopbacks",
        )


FILTERS = (("sessions", sessions), ("span_words", span_words), ("tunnelled", tunnelled))
