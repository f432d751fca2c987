"""What the processor of a switch hears: rates of control-plane policing, and what its neighbours send at least."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from fabricgen.device.model import Heard, Rates
from fabricgen.fabric import Tier
from fabricgen.intent import Intent

JITTER = Fraction(3, 4)
"""An interval may be a quarter shorter (RFC 5880, section 6.8.7; RFC 4271, section 10)."""
SEGMENTS = 2
"""TCP packets of a keepalive: itself, and the acknowledgement of one's own (RFC 4271, section 4.4)."""
NAMES = {"bgp": "BGP", "bfd": "BFD", "ospf": "OSPF"}


class Need(NamedTuple):
    """What all neighbours of a switch may send of a protocol in a second, when nothing happens."""

    protocol: Heard
    sessions: int
    packets: int


def rates(intent: Intent) -> Rates | None:
    """None where the page leaves all of them to the platforms."""
    asked, underlay = intent.control_rates, intent.underlay
    if asked.routing is asked.arp is asked.other is None:
        return None
    six = underlay.ipv6 is not None or underlay.links == "unnumbered"
    return Rates(asked.routing, asked.arp, asked.other, tuple(heard(intent)), six)


def heard(intent: Intent) -> Iterator[Heard]:
    """Protocols of the routing."""
    ospf = intent.underlay.routing == "ospf"
    evpn = intent.overlay is not None and intent.overlay.kind == "evpn"
    if not ospf or intent.gateways or evpn:
        yield "bgp"
    if intent.underlay.bfd is not None:
        yield "bfd"
    if ospf:
        yield "ospf"


def needs(intent: Intent, tier: Tier) -> Iterator[Need]:
    """Of a switch whose cables to other switches are all there."""
    cables = tier.ports - (tier.down if tier.level == 0 else 0)
    apart = intent.overlay is not None and intent.overlay.kind == "vrf-lite"
    sessions = cables * (1 + len(intent.vrfs) if apart else 1)
    yield from (Need(protocol, sessions, ceil(sessions / _apart(intent, protocol))) for protocol in heard(intent))


def _apart(intent: Intent, protocol: Heard) -> Fraction:
    """Seconds between two packets of a neighbour."""
    underlay = intent.underlay
    if protocol == "bgp":
        return JITTER * underlay.timers.keepalive / SEGMENTS
    if protocol == "ospf":
        return Fraction(underlay.ospf.timers.hello)
    return Fraction(1) if underlay.bfd is None else JITTER * Fraction(underlay.bfd.interval_ms) / 1000
