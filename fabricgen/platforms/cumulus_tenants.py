"""What the VRFs of an overlay add on Cumulus Linux: sub-interfaces, prefix-lists and route-maps."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.model import OspfPort, Overlay, OverlayVrf, Span


class Below(NamedTuple):
    """A sub-interface of a port. `ospf` is None where the other end is no switch."""

    vlan: int
    vrf: str
    address: str | None
    mtu: int
    description: str
    ospf: OspfPort | None


class Listed(NamedTuple):
    """A route-map of a VRF, and the prefix-list of that name; nothing passes where it has no spans."""

    name: str
    spans: tuple[Span, ...]


def below(overlay: Overlay) -> dict[str, list[Below]]:
    """By port; each port's in the order of their VLANs."""
    found: dict[str, list[Below]] = defaultdict(list)
    for port, vrf in overlay.subinterfaces:
        found[port.name].append(Below(vrf.vlan, vrf.name, port.address, overlay.mtu, "", port.ospf))
    for link in overlay.crossings:
        one = link.tagged
        found[link.port].append(Below(one.vlan, one.vrf, one.address, one.mtu, f"appliance:{link.appliance}", None))
    return found


def tenant_lists(device: Device, *kinds: str) -> list[Listed]:
    """Of a leaf, by name: LOCAL and what leads THROUGH appliances enter BGP; over sub-interfaces NEAR is what leaves
    where that is more than LOCAL, and TAKES is what comes from other VRFs of the switch.
    """
    if device.role != "leaf" or device.overlay is None:
        return []
    of_vrf = _between_switches if device.overlay.kind == "vrf-lite" else _at_appliances
    rows = [row for vrf in device.overlay.vrfs for row in of_vrf(vrf)]
    return sorted(row for row in rows if row.name.partition("-")[0] in kinds)


def _between_switches(vrf: OverlayVrf) -> Iterator[Listed]:
    yield Listed(f"LOCAL-{vrf.name}", vrf.local)
    if vrf.near != vrf.local:
        yield Listed(f"NEAR-{vrf.name}", vrf.near)
    if vrf.taken:
        yield Listed(f"TAKES-{vrf.name}", tuple(span for leak in vrf.taken for span in leak.near))
    yield from _through(vrf)


def _at_appliances(vrf: OverlayVrf) -> Iterator[Listed]:
    """In EVPN all connected routes of a VRF are local ones, but for its links to appliances."""
    if vrf.statics:
        yield Listed(f"LOCAL-{vrf.name}", vrf.local)
    yield from _through(vrf)


def _through(vrf: OverlayVrf) -> Iterator[Listed]:
    if vrf.statics:
        yield Listed(f"THROUGH-{vrf.name}", tuple(route.span for route in vrf.statics))


def matched(span: Span) -> str:
    """A rule of a prefix-list; one without lengths fits its prefix alone."""
    length = int(span.prefix.partition("/")[2])
    longer = span.most > length
    rows = [f"max-prefix-len: {span.most}"] * longer + [f"min-prefix-len: {span.least}"] * (span.least > length)
    return "\n".join([f"{'':18}{span.prefix}:{'' if longer else ' {}'}", *(f"{'':20}{row}" for row in rows), ""])


FILTERS: tuple[tuple[str, Callable[..., object]], ...] = (("matched", matched), ("tenant_lists", tenant_lists))
