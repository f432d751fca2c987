"""Overlays in NX-OS's words."""

from collections.abc import Iterator

from fabricgen.device import Device, Facts
from fabricgen.device.model import Overlay
from fabricgen.device.objection import Objection
from fabricgen.platforms.overlay_terms import span_words


def tunnelled(device: Device) -> Overlay | None:
    """The overlay of a leaf with EVPN."""
    found = device.overlay
    return found if found is not None and found.vtep is not None else None


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


FILTERS = (("span_words", span_words), ("tunnelled", tunnelled))
