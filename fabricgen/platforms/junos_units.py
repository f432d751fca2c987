"""Ports of appliances between VRFs on Junos: a tagged unit in each of their VRFs."""

from itertools import groupby
from typing import NamedTuple

from fabricgen.device import Device
from fabricgen.device.model import Crossing
from fabricgen.platforms.junos_terms import ETHERNET_HEADER, VLAN_TAG

TAGS = 2 * VLAN_TAG
"""Bytes that `flexible-vlan-tagging` keeps for tags in the MTU of an interface (Juniper, Interfaces User Guide for
Switches, mtu).
"""


class Tagging(NamedTuple):
    """`frame` is the MTU of the interface in bytes; `links` are its units, by VLAN."""

    frame: int
    links: tuple[Crossing, ...]


def crossings(device: Device) -> tuple[Crossing, ...]:
    return () if device.overlay is None else device.overlay.crossings


def tagging(device: Device) -> dict[str, Tagging]:
    """By port."""
    groups = ((port, tuple(links)) for port, links in groupby(crossings(device), key=lambda link: link.port))
    return {port: Tagging(_frame(links), links) for port, links in groups}


def _frame(links: tuple[Crossing, ...]) -> int:
    return max(link.tagged.mtu for link in links) + ETHERNET_HEADER + TAGS


def members(device: Device, vrf: str) -> list[str]:
    """Interfaces of a VRF."""
    tagged = (f"{link.port}.{link.tagged.vlan}" for link in crossings(device) if link.tagged.vrf == vrf)
    gateways = (f"irb.{vlan.id}" for vlan in device.vlans if vlan.vrf == vrf)
    return [*(f"{port.name}.0" for port in device.ports if port.vrf == vrf), *tagged, *gateways]
