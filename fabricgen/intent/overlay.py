"""How VRFs and VLANs get from leaf to leaf over the fabric."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from fabricgen.intent.words import Words

MULTICAST_BIT = 0x01


def _unicast(value: str) -> str:
    if int(value[:2], 16) & MULTICAST_BIT:
        raise ValueError(f"{value!r} is a multicast address: the second digit has to be even")
    return value


Mac = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{2}(:[0-9a-f]{2}){5}$"), AfterValidator(_unicast)]
Vni = Annotated[int, Field(ge=1, strict=True)]


class Overlay(Words):
    """Left out, a VRF ends at its leaf."""

    kind: Literal["vrf-lite", "evpn"]
    """vrf-lite: a sub-interface for each VRF on every link between switches (IEEE 802.1Q), with BGP sessions or an OSPF
    of its own, as the underlay has. evpn: VXLAN between the leaves; BGP EVPN tells what is where (RFC 8365, RFC
    9136)."""
    sessions: Literal["links", "loopbacks"] = "links"
    """With evpn: which BGP sessions carry its routes. links: those that are there anyway, over the links between
    switches. loopbacks: sessions of their own, from loopback to loopback of neighbouring switches; Junos wants them."""
    number: Annotated[int, Field(ge=1, strict=True)] | None = None
    """With evpn: the two bytes in front of every route target, the same in the whole fabric (RFC 4360, type 0). Left
    out, 64512 + region."""
    l3vni: Vni = 1_000_000
    """With evpn: the VNI of a VRF is this + its id."""
    l2vni: Vni = 2_000_000
    """With evpn: the VNI of a stretched tier is this + region x 4096 + its VLAN."""
    vlan_base: Annotated[int, Field(ge=1, le=4093, strict=True)] = 2000
    """A VRF's own VLAN is this + its id: the tag of its sub-interfaces with vrf-lite; with evpn, on platforms that need
    one, the VLAN behind its VNI. This itself is the tag of the default VRF, on platforms that give it one beside those
    of vrf-lite."""
    gateway_mac: Mac = "00:00:5e:00:01:01"
    """With evpn: MAC address of the gateways of stretched tiers, the same on every leaf; of VRRP's block (RFC 5798)."""
