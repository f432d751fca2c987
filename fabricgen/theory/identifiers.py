"""Route distinguishers, route targets, VNIs and VLANs.

An RD or RT has 6 bytes for two numbers (RFC 4364, 4360, 5668): type 0 has a 2-byte AS number and 32 bits, type 1 an
IPv4 address and 16 bits, type 2 a 4-byte AS number and 16 bits. A VNI has 24 bits (RFC 7348), so that only type 0 holds
every VNI; some implementations wrap the others without a word.
"""

L3VNI_FIRST, L2VNI_FIRST = 1_000_000, 2_000_000
VNI_MAX, VLAN_MAX = (1 << 24) - 1, 4094
VLANS_PER_REGION = 4096
TIERS = 32


class IdentifierError(ValueError):
    """A number that does not fit its bits: it would wrap, or be refused by the switch."""


def route_distinguisher(loopback: int, vrf: int) -> str:
    """Type 1, `loopback` an IPv4 address as an integer. Raises `IdentifierError`."""
    _within("the loopback", loopback, 0, (1 << 32) - 1)
    _within("a VRF behind an IPv4 address", vrf, 1, 65_535)
    octets = ".".join(str(loopback >> shift & 255) for shift in (24, 16, 8, 0))
    return f"{octets}:{vrf}"


def route_target(number: int, vni: int) -> str:
    """Type 0 where `number` has two bytes; type 2 beyond, which holds no VNI above 65535. Raises `IdentifierError`."""
    _within("the first half of a route target", number, 1, (1 << 32) - 1)
    if number <= 65_535:
        _within("a VNI", vni, 1, VNI_MAX)
    elif vni > 65_535:
        raise IdentifierError(
            f"{number}:{vni} does not fit a route target: a 4-byte AS number leaves 16 bits; "
            "give the fabric a 2-byte number (1 to 65535)"
        )
    return f"{number}:{vni}"


def l3vni(vrf: int) -> int:
    """Raises `IdentifierError`."""
    _within("a VRF", vrf, 1, 65_535)
    return L3VNI_FIRST + vrf


def l2vni(region: int, vlan: int) -> int:
    """Raises `IdentifierError`."""
    _within("a VLAN", vlan, 1, VLAN_MAX)
    _within("a region", region, 0, (VNI_MAX - L2VNI_FIRST - VLAN_MAX) // VLANS_PER_REGION)
    return L2VNI_FIRST + region * VLANS_PER_REGION + vlan


def tier_vlan(base: int, slot: int, tier: int) -> int:
    """That is base + 32 slots + tier. Raises `IdentifierError`."""
    _within("a tier", tier, 0, TIERS - 1)
    _within("a region slot", slot, 0, VLAN_MAX // TIERS)
    _within("a VLAN", base + slot * TIERS + tier, 1, VLAN_MAX)
    return base + slot * TIERS + tier


def _within(what: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        raise IdentifierError(f"{number} is not {what}: {least} to {most}")
