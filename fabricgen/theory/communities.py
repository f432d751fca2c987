"""BGP communities that steer tiers to WAN gateways: large ones (RFC 8092), and 16-bit ones (RFC 1997) as a fallback.

A standard community has 16 bits for the AS number and 16 for the rest: a 4-byte AS number does not fit into it.
"""

from enum import IntEnum
from typing import NamedTuple

FALLBACK_ASN = 64_600
REGIONS, ACTIONS, GATEWAYS, TIERS = 8, 8, 32, 32
TOP_PREFERENCE, PREFERENCE_STEP = 200, 10


class CommunityError(ValueError):
    """A field that does not fit its bits."""


class Function(IntEnum):
    """The second field of a large community."""

    TIER = 1
    PREFER_GATEWAY = 2
    AVOID_GATEWAY = 3
    REGION = 4
    PREPEND = 5
    FOREIGN_TIER = 6
    """A tier of another fabric: nobody takes its routes for the fabric's own."""


class Standard(NamedTuple):
    asn: int
    value: int

    def __str__(self) -> str:
        return f"{self.asn}:{self.value}"


class Large(NamedTuple):
    asn: int
    function: int
    value: int

    def __str__(self) -> str:
        return f"{self.asn}:{self.function}:{self.value}"


def large(asn: int, function: Function, value: int) -> Large:
    """Raises `CommunityError`."""
    _within("AS number", asn, 1 << 32)
    _within("value", value, 1 << 32)
    return Large(asn, int(function), value)


def standard(region: int, action: Function, gateway: int, tier: int, asn: int = FALLBACK_ASN) -> Standard:
    """asn:(region<<13 | action<<10 | gateway<<5 | tier). Raises `CommunityError`."""
    if asn >= 65_535:  # RFC 1997: 65535:* is reserved
        raise CommunityError(f"AS {asn} does not fit a standard community: take one below 65535, or large communities")
    for name, number, limit in (("region", region, REGIONS), ("gateway", gateway, GATEWAYS), ("tier", tier, TIERS)):
        _within(name, number, limit)
    return Standard(asn, region << 13 | action << 10 | gateway << 5 | tier)


def local_preference(rank: int) -> int:
    """200 for the first gateway of a tier's list, 10 less for each next; never below the default of 100 (RFC 4271)."""
    _within("rank", rank, (TOP_PREFERENCE - 100) // PREFERENCE_STEP)
    return TOP_PREFERENCE - PREFERENCE_STEP * rank


def _within(name: str, number: int, limit: int) -> None:
    if not 0 <= number < limit:
        raise CommunityError(f"{name} {number} does not fit a community: 0 to {limit - 1}")
