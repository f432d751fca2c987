"""How much the processor of a switch hears: control-plane policing (CoPP)."""

from typing import Annotated

from pydantic import Field

from fabricgen.intent.words import Words

Rate = Annotated[int, Field(ge=10, le=50_000, strict=True)]
"""Packets a second; as much as all supported platforms take."""


class ControlRates(Words):
    """Packets a second that a switch hears by its ports in the fabric, all of them together; what is more is dropped.
    Left out, each is as the network OS comes from the factory. The management port isn't meant.
    """

    routing: Rate | None = None
    """Of each routing protocol for itself: BGP, BFD, OSPF."""
    arp: Rate | None = None
    """Of ARP, and as much of neighbour discovery (ND) where the platform counts it."""
    other: Rate | None = None
    """Of what else is addressed to the switch itself: ping, traceroute, logins."""
