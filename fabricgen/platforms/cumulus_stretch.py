"""VLANs that are the same on all leaves, as NVUE has them."""

from ipaddress import ip_address

from fabricgen.device import Device
from fabricgen.device.model import Segment


def stretched(device: Device) -> dict[int, Segment]:
    """By VLAN."""
    return {segment.vlan: segment for segment in device.overlay.segments} if device.overlay else {}


def beside(gateway: str) -> str:
    """VRR wants an address of the switches next to the gateway's. All leaves have the same (EVPN Multihoming, note)."""
    address, length = gateway.split("/")
    return f"{ip_address(address) + 1}/{length}"
