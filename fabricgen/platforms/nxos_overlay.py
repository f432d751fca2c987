"""Overlays in NX-OS's words."""

from collections.abc import Iterator

from fabricgen.device import Device, Facts
from fabricgen.device.model import Overlay, Span
from fabricgen.device.objection import Objection


def tunnelled(device: Device) -> Overlay | None:
    """The overlay of a leaf with EVPN."""
    found = device.overlay
    return found if found is not None and found.vtep is not None else None


def span_words(span: Span) -> str:
    """A prefix and which lengths in it are meant, as a prefix-list has them."""
    length = int(span.prefix.partition("/")[2])
    if span.least == span.most:
        return span.prefix if span.least == length else f"{span.prefix} eq {span.least}"
    least = f" ge {span.least}" if span.least > length else ""
    return f"{span.prefix}{least} le {span.most}"


def objections(about: Facts) -> Iterator[Objection]:
    overlay = about.intent.overlay
    if overlay is not None and overlay.kind == "evpn" and about.intent.underlay.links == "unnumbered":
        yield Objection(
            "no public source shows its EVPN over sessions between link-local addresses",
            ("underlay", "links"),
            "links are unnumbered",
            "write links: /31",
        )


FILTERS = (("span_words", span_words), ("tunnelled", tunnelled))
