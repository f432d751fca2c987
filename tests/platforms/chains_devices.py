"""The switches of the other tables with service chains: a leaf with the appliances, and a spine that sends there."""

from dataclasses import replace

from fabricgen.device.model import Block, Device, Port, Redirect, Redirection, RedirectPolicy
from tests.platforms import cumulus_devices, eos_devices, frr_devices, nxos_devices
from tests.platforms.devices import routed

ANY = Block(0, 0, 32)
POOL = Block(0x0A800000, 0xFFFF0000, 32)
FRONTIER = Block(0x0A800000, 0xFFFF07C0, 32)
"""A tier: 10.128.0.0/26 on the first leaf, 10.128.8.0/26 on the second."""
OPEN = Block(0x0A800040, 0xFFFFFFC0, 32)
SPREAD = ((FRONTIER, (Block(0x0A800000, 0xFFFFFFC0, 32), Block(0x0A800800, 0xFFFFFFC0, 32))),)
LEAF_OF_APPLIANCES = "10.0.0.19"


def border(device: Device, ports: tuple[str, str]) -> Device:
    """A leaf with two appliances: one with a link to either side of it, and one that has the packets first."""
    wan = routed(device.profiles[0])
    cage = max(port.cage for port in device.ports)
    seats = tuple(
        Port(name, len(device.profiles), f"appliance:{who}", address, None, None, cage + number, 1)
        for number, (name, who, address) in enumerate(
            ((ports[0], "fw-a", "10.9.0.1/31"), (ports[1], "lb-1", "10.9.0.3/31")), 1
        )
    )
    entered = [port.name for port in device.ports if port.address is not None or device.profiles[port.profile].routed]
    return replace(
        device,
        profiles=(*device.profiles, wan),
        ports=(*device.ports, *seats),
        redirection=Redirection(
            policies=(
                RedirectPolicy(
                    "CHAINS",
                    (
                        Redirect(FRONTIER, OPEN, "10.9.0.0", near=True),
                        Redirect(OPEN, FRONTIER, "10.9.0.2", near=True),
                        Redirect(FRONTIER, POOL, None, near=True),
                        Redirect(FRONTIER, ANY, "10.9.0.0", near=True),
                    ),
                ),
                RedirectPolicy("CHAINS-AFTER-fw-a", (Redirect(FRONTIER, OPEN, "10.9.0.2", near=True),)),
            ),
            ports=(*((name, "CHAINS") for name in entered), (ports[0], "CHAINS-AFTER-fw-a")),
            vlans="CHAINS" if device.vlans else None,
            drops=(),
            seats=((ports[0], "fw-a"), (ports[1], "lb-1")),
            ways=(),
            spread=SPREAD,
        ),
    )


def between(device: Device, drops: tuple[str, ...] = ()) -> Device:
    """A switch that sends to the leaf of the appliances, and for another leaf, which has one of its own, to that."""
    first, *others = [port.name for port in device.ports]
    return replace(
        device,
        redirection=Redirection(
            policies=(
                RedirectPolicy(
                    "CHAINS",
                    (
                        Redirect(FRONTIER, OPEN, LEAF_OF_APPLIANCES, near=False),
                        Redirect(OPEN, ANY, "10.0.0.20", near=False),
                    ),
                ),
                RedirectPolicy("CHAINS-FROM-leaf-p00-20", (Redirect(FRONTIER, OPEN, LEAF_OF_APPLIANCES, near=False),)),
            ),
            ports=((first, "CHAINS-FROM-leaf-p00-20"), *((name, "CHAINS") for name in others)),
            vlans=None,
            drops=drops,
            seats=(),
            ways=((LEAF_OF_APPLIANCES, ("10.64.0.1", "10.64.0.3")), ("10.0.0.20", ("10.64.0.9",))),
            spread=SPREAD,
        ),
    )


def closed(device: Device) -> Device:
    """The same leaf, behind whose firewall nothing passes without it."""
    held = device.redirection
    return device if held is None else replace(device, redirection=replace(held, drops=("10.9.0.0/31", "10.9.0.2/31")))


LOST = (f"{LEAF_OF_APPLIANCES}/32", "10.0.0.20/32")
FRR = {
    "leaf": closed(border(frr_devices.LEAF, ("swp30", "swp31"))),
    "trunk": border(frr_devices.TRUNK, ("swp30", "swp31")),
    "spine": between(frr_devices.SPINE, LOST),
}
EOS = {
    "leaf": border(eos_devices.LEAF, ("Ethernet60/1", "Ethernet61/1")),
    "trunk": border(eos_devices.TRUNK_LEAF, ("Ethernet60/1", "Ethernet61/1")),
    "spine": between(eos_devices.SPINE),
}
NXOS = {
    "leaf": closed(border(nxos_devices.LEAF, ("Ethernet1/60", "Ethernet1/61"))),
    "trunk": border(nxos_devices.TRUNK_LEAF, ("Ethernet1/60", "Ethernet1/61")),
    "spine": between(nxos_devices.SPINE, LOST[:1]),
}
CUMULUS = {
    "leaf": border(cumulus_devices.LEAF, ("swp60", "swp61")),
    "trunk": border(cumulus_devices.TRUNK, ("swp60", "swp61")),
    "spine": between(cumulus_devices.SPINE),
}
TABLES = {"frr": FRR, "eos": EOS, "nxos": NXOS, "cumulus": CUMULUS}
