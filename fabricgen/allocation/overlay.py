"""Identifiers of VRFs and stretched VLANs in a fabric: VNIs, route distinguishers and targets, and what holds them.

A route distinguisher is a loopback and 16 bits (RFC 4364, type 1): those of VRFs are their ids, those of stretched
VLANs follow above all ids. A route target is a number of two bytes and a VNI in four (RFC 4360, type 0).
"""

from dataclasses import dataclass

TARGET_NUMBER_MAX = 0xFFFF
VNI_MAX = (1 << 24) - 1  # RFC 7348, section 5
VLANS = 4096
SEGMENT_BASE = 0xF000
"""What a VLAN is added to behind the loopback: 61,440; ids of VRFs stay below it."""
FIRST_PRIVATE = 64_512
"""RFC 6996."""


@dataclass(frozen=True, slots=True)
class Identifiers:
    """`number` is the fabric's."""

    number: int
    l3vni: int
    l2vni: int
    vlan_base: int
    region: int

    def vrf_vni(self, vrf: int) -> int:
        return self.l3vni + vrf

    def vrf_vlan(self, vrf: int) -> int:
        return self.vlan_base + vrf

    @property
    def default_vlan(self) -> int:
        """Of the default VRF: ids of VRFs begin with 1, so none of theirs ever is."""
        return self.vrf_vlan(0)

    def segment_vni(self, vlan: int) -> int:
        return self.l2vni + self.region * VLANS + vlan

    def target(self, vni: int) -> str:
        return f"{self.number}:{vni}"


def vrf_distinguisher(loopback: str, vrf: int) -> str:
    return f"{loopback}:{vrf}"


def segment_distinguisher(loopback: str, vlan: int) -> str:
    return f"{loopback}:{SEGMENT_BASE + vlan}"


def router_mac(loopback: int) -> str:
    """Locally administered, with the loopback in its last four bytes: one for each switch."""
    return _colons(bytes((0x02, 0x00, *loopback.to_bytes(4, "big"))))


def system_mac(region: int, number: int) -> str:
    """LACP system id of the leaves of a multihomed host, in another block than the MAC addresses of switches. One for
    each host, so that a cable of another host is found out by LACP (IEEE 802.1AX, section 6.3).
    """
    return _colons(bytes((0x02, 0x01, region, 0x00, *number.to_bytes(2, "big"))))


def segment_identifier(mac: str, number: int) -> str:
    """Of ten bytes: type 3, the MAC address, a number of three bytes (RFC 7432, section 5)."""
    return f"03:{mac}:{_colons(number.to_bytes(3, 'big'))}"


def _colons(octets: bytes) -> str:
    return octets.hex(":")
