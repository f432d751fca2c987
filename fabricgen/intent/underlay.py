"""Routing between the switches: eBGP as in RFC 7938, or OSPF by latency."""

from typing import Annotated, Literal

from pydantic import Field

from fabricgen.intent.hardware import Role
from fabricgen.intent.ospf import Ospf
from fabricgen.intent.words import AsnRange, Bfd, BfdField, NumberRange, PrefixField, Secret, Words


class Ipv6(Words):
    loopbacks: PrefixField
    links: PrefixField | None = None
    """Left out, the links carry IPv4 (or nothing, when unnumbered) and only the loopbacks are IPv6."""


class Timers(Words):
    keepalive: Annotated[int, Field(ge=1, le=3600, strict=True)] = 3
    """Seconds."""
    hold: Annotated[int, Field(ge=3, le=7200, strict=True)] = 9
    """Seconds."""


class Underlay(Words):
    routing: Literal["bgp", "ospf"] = "bgp"
    """bgp: eBGP, the fewest switches win. ospf: the lowest latency wins, for fabrics whose links differ in length."""
    links: Literal["/31", "unnumbered"] = "/31"
    """IPv4 /31 pairs (RFC 3021), or IPv6 link-local sessions that carry IPv4 (RFC 8950)."""
    loopbacks: PrefixField
    link_pool: PrefixField | None = None
    ipv6: Ipv6 | None = None
    asn: AsnRange = NumberRange(4200000000, 4204194303)
    """Private numbers only (RFC 6996)."""
    spine_asns: Literal["shared", "unique"] = "shared"
    """Shared: loop detection keeps routes valley-free. Unique: a community marks routes on the way down and leaves
    refuse to send them up."""
    valley_filter: bool = True
    """With unique spine ASNs: the community pair that replaces the shared ASN."""
    allowas_in: tuple[Role, ...] = ()
    """Roles that accept their own ASN once in a path; never the spines."""
    max_paths: Annotated[int, Field(ge=1, le=512, strict=True)] | None = None
    """ECMP width; left out, as wide as the fabric needs."""
    timers: Timers = Timers()
    bfd: BfdField | None = Bfd(300, 3)
    """interval x multiplier, or null for none."""
    graceful_restart: Annotated[int, Field(ge=1, le=3600, strict=True)] = 120
    """Seconds that neighbours keep the routes of a restarting switch (RFC 4724)."""
    password: Secret | None = None
    """TCP MD5 key of the sessions (RFC 2385), by reference."""
    ospf: Ospf = Ospf()
    """With routing: ospf."""
