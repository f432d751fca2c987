"""Leaves at a border: a drained gateway with agreed marks, and one that strips all of them."""

from dataclasses import replace

from fabricgen.device.model import Device, Received, Sent, Translation
from tests.platforms import eos_devices, frr_devices, junos_devices, sonic_devices, srlinux_devices
from tests.platforms.steering_devices import border

LARGE = ("64512:1:1", "64512:1:2", "64512:3:0", "4200000000:6:0", "4200000000:6:31")
STANDARD = ("65100:1", "65100:2", "65100:9", "64600:6144", "64600:6175")
"""On the link: of the tiers, and of what is to be avoided; then the fabric's own for tiers of the other side."""


def translating(device: Device, *, large: bool = True) -> Device:
    known = device.steering
    marks = LARGE if large else STANDARD
    west, east = known.sessions
    rows = tuple(enumerate(known.origins))
    agreed = Translation(
        received=(
            Received(1, "avoid", marks[2], (known.ways[0].avoid,), 50),
            *(
                Received(10 + origin.number, origin.name, marks[row], (west.community, marks[3 + row]), west.preference)
                for row, origin in rows
            ),
        ),
        sent=tuple(
            Sent(10 + origin.number, origin.name, origin.community, (marks[row], marks[2])) for row, origin in rows
        ),
        others=(marks[2],),
    )
    sessions = west._replace(translation=agreed), east._replace(translation=Translation((), (), ()))
    return replace(device, steering=replace(known, sessions=sessions))


def both(device: Device, ports: tuple[str, str]) -> dict[str, Device]:
    return {
        "large": translating(border(device, ports)),
        "standard": translating(border(device, ports, large=False), large=False),
    }


TABLES = {
    "frr": both(frr_devices.TRUNK, ("swp30", "swp31")),
    "sonic": both(sonic_devices.TRUNK, ("Ethernet248", "Ethernet256")),
    "eos": both(eos_devices.TRUNK_LEAF, ("Ethernet30/1", "Ethernet31/1")),
    "junos": both(junos_devices.TRUNK_LEAF, ("et-0/0/30", "et-0/0/31")),
    "srlinux": both(srlinux_devices.TRUNK_LEAF, ("ethernet-1/30", "ethernet-1/31")),
}
