"""Integers as addresses in text."""

from ipaddress import IPv6Address


def ipv4(value: int) -> str:
    return f"{value >> 24}.{value >> 16 & 255}.{value >> 8 & 255}.{value & 255}"


def ipv4_pair(even: int) -> tuple[str, str]:
    """An even address and the one after it, which differ in the last byte only."""
    head = f"{even >> 24}.{even >> 16 & 255}.{even >> 8 & 255}."
    last = even & 255
    return f"{head}{last}", f"{head}{last + 1}"


def ipv6(value: int) -> str:
    return str(IPv6Address(value))


def address(value: int, bits: int) -> str:
    return ipv4(value) if bits == 32 else ipv6(value)


def in_url(host: str) -> str:
    """An IPv6 address in brackets, what else there is as it stands: RFC 3986, section 3.2.2."""
    return f"[{host}]" if ":" in host else host
