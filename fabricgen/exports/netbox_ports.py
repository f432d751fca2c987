"""What a switch gives to NetBox: its interfaces and their addresses."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.model import Port, Profile
from fabricgen.exports.media import Medium
from fabricgen.exports.netbox_columns import INTERFACE_TYPES
from fabricgen.intent import Intent
from fabricgen.platforms.eos_terms import management_port

Row = tuple[object, ...]


class Card(NamedTuple):
    """A switch and what its ports carry: below it, and above where it has uplinks."""

    device: Device
    intent: Intent
    media: tuple[Medium | None, ...]


class Names(NamedTuple):
    """Interfaces that aren't on the front panel. `management` is by hardware model."""

    management: Callable[[str], str]
    loopback: str
    vlan: str


NAMES: Mapping[str, Names] = {
    "eos": Names(management_port, "Loopback0", "Vlan{}"),
    "sonic": Names(lambda _: "eth0", "Loopback0", "Vlan{}"),
    "frr": Names(lambda _: "eth0", "lo", "vlan{}"),
    "cumulus": Names(lambda _: "eth0", "lo", "vlan{}"),
    "nxos": Names(lambda _: "mgmt0", "loopback0", "Vlan{}"),
    "iosxr": Names(lambda _: "MgmtEth0/RP0/CPU0/0", "Loopback0", "BVI{}"),
    "junos": Names(lambda _: "re0:mgmt-0", "lo0", "irb.{}"),
    "srlinux": Names(lambda _: "mgmt0", "system0", "irb0.{}"),
}


def interface_rows(card: Card) -> Iterator[Row]:
    device, names = card.device, NAMES[card.device.platform]
    yield _row(device.name, names.management(device.model), "other", management=True, vrf=device.system.vrf)
    yield _row(device.name, names.loopback, "virtual")
    for port in device.ports:
        yield _port(card, port, device.profiles[port.profile])
    for vlan in device.vlans:
        yield _row(device.name, names.vlan.format(vlan.id), "virtual", mtu=vlan.mtu, label=vlan.name, vrf=vlan.vrf)


def _row(
    device: str, name: str, kind: str, *,
    mtu: int | None = None, management: bool = False, label: str = "", vrf: str | None = None,
) -> Row:  # fmt: skip
    """An interface without a speed or VLANs."""
    return (device, name, kind, None, True, False, mtu, management, label, None, None, None, vrf)


def _port(card: Card, port: Port, profile: Profile) -> Row:
    """Speed is in kbit/s. A host isn't in NetBox, so its port is marked as connected."""
    trunk = bool(profile.vlans)
    carrier = card.media[1 if profile.facing == "up" else 0]
    return (
        card.device.name, port.name, interface_type(carrier), profile.gbps * 1_000_000, True,
        profile.facing == "host", profile.mtu, False, port.description,
        "tagged" if trunk else None, card.intent.name if trunk else None,
        ",".join(map(str, profile.vlans)) if trunk else None, port.vrf,
    )  # fmt: skip


def interface_type(carrier: Medium | None) -> str:
    name = carrier.name.lower() if carrier else ""
    return name if name in INTERFACE_TYPES else "other"


def address_rows(card: Card) -> Iterator[Row]:
    """The management address is the primary one, and has the name of the switch."""
    device, names = card.device, NAMES[card.device.platform]
    full = f"{device.name}.{device.system.domain}" if device.system.domain else device.name
    own = f"{device.management}/{device.system.prefix_length}"
    yield own, device.system.vrf, "active", None, device.name, names.management(device.model), True, full
    for loopback in filter(None, (device.loopback, device.loopback6)):
        yield _address(device.name, names.loopback, loopback, None, "loopback")
    for port in device.ports:
        for address in filter(None, (port.address, port.address6)):
            yield _address(device.name, port.name, address, port.vrf)
    for vlan in device.vlans:
        yield _address(device.name, names.vlan.format(vlan.id), vlan.address, vlan.vrf)


def _address(device: str, interface: str, address: str, vrf: str | None, role: str | None = None) -> Row:
    return (address, vrf, "active", role, device, interface, False, None)
