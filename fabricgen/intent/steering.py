"""Where traffic leaves a fabric: WAN routers at ports of leaves, and the communities that steer towards them."""

import re
from ipaddress import IPv4Interface
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from fabricgen.intent.words import BfdField, Dscp, Name, Prefix, Secret, Words, distinct, prefix_of
from fabricgen.quantity import Percent

GATEWAYS_MAX = 5
"""Of one tier: each step down its list makes AS paths longer, and many carriers drop paths of 50 numbers and more."""
GATEWAY_ID_MAX = 65_535
PREFIXES_MAX = 300_000
"""Of a limit: what NX-OS takes (Cisco Nexus 3548 Unicast Routing Command Reference, maximum-prefix)."""
DEFAULT_ROUTE = Prefix(0, 0, 4, "0.0.0.0/0")


class LinkAddress(NamedTuple):
    """The two ends of a link between two routers, and its prefix."""

    own: str
    far: str
    prefix: Prefix

    @property
    def text(self) -> str:
        return f"{self.own}/{self.prefix.length}"


def _link(value: Any) -> LinkAddress:
    if isinstance(value, LinkAddress):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9.]{7,15}/3[01]", value):
        raise ValueError(f"{value!r} is no end of a link: write an IPv4 address and /31 or /30, such as 203.0.113.1/31")
    try:
        given = IPv4Interface(value)
    except ValueError as error:
        raise ValueError(f"{value!r} is not an IP address, such as 203.0.113.1/31") from error
    prefix = prefix_of(str(given.network))
    if prefix.length == 31:
        return LinkAddress(str(given.ip), str(given.ip + 1 - 2 * (int(given.ip) & 1)), prefix)
    if int(given.ip) - prefix.first not in (1, 2):
        raise ValueError(
            f"{value!r} is the network's or its broadcast address: of a /30 the two in the middle are ends"
        )
    return LinkAddress(str(given.ip), str(given.ip + 3 - 2 * (int(given.ip) - prefix.first)), prefix)


def _accepted(value: Any) -> Prefix:
    if value in ("default", DEFAULT_ROUTE.text):
        return DEFAULT_ROUTE
    prefix = prefix_of(value)
    if prefix.version != 4:
        raise ValueError(f"{value!r}: hosts have IPv4 addresses only, and no use for other routes")
    return prefix


LinkField = Annotated[
    LinkAddress,
    BeforeValidator(_link),
    WithJsonSchema({"type": "string", "description": "an IPv4 address, /31 or /30", "examples": ["203.0.113.1/31"]}),
]
Accepted = Annotated[
    Prefix,
    BeforeValidator(_accepted),
    WithJsonSchema(
        {"type": "string", "description": "default, or a prefix", "examples": ["default", "198.51.100.0/24"]}
    ),
]
AVOID = "avoid"
"""Among the tiers of a hand-off: what is to be everyone's last choice."""


def _mark(value: Any) -> str:
    numbers = (
        value.split(":") if isinstance(value, str) and re.fullmatch(r"[0-9]{1,10}(:[0-9]{1,10}){1,2}", value) else []
    )
    limit = 1 << (16 if len(numbers) == 2 else 32)
    if not numbers or any(int(number) >= limit for number in numbers):
        raise ValueError(f"{value!r} is no community: write three numbers, such as 65100:1:10, or two below 65536")
    if len(numbers) == 2 and int(numbers[0]) in {0, 65_535}:  # RFC 1997, section 2
        raise ValueError(f"{value!r} is reserved: it has a meaning of its own everywhere")
    return ":".join(str(int(number)) for number in numbers)


Mark = Annotated[
    str,
    BeforeValidator(_mark),
    WithJsonSchema({"type": "string", "description": "a BGP community", "examples": ["65100:1:10", "65100:10"]}),
]
PortName = Annotated[str, Field(pattern=r"^[A-Za-z0-9/_.:-]{1,40}$")]


def _share(value: float) -> float:
    if not value.is_integer() or value < 1:
        raise ValueError(f"{value:g} % is no share that switches count in: write 1 % to 100 %, without fractions")
    return value


class Limit(Words):
    """How many routes a router may send, so that a mistake of its operator ends at this session."""

    prefixes: Annotated[int, Field(ge=1, le=PREFIXES_MAX, strict=True)]
    """With more the session is closed, and stays so until it is cleared by hand."""
    warn: Annotated[Percent, AfterValidator(_share)] = 75.0
    """From this share of them on the switch logs a warning."""
    action: Literal["close", "warn"] = "close"
    """warn: the session is never closed."""


class Gateway(Words):
    """A WAN or SD-WAN router, at a host port of a leaf."""

    id: Annotated[int, Field(ge=1, le=GATEWAY_ID_MAX, strict=True)]
    """Identifies it for ever, in the communities of routes; standard communities take 1 to 31."""
    leaf: Name
    """The leaf that it is plugged into."""
    port: PortName
    """The leaf's port, as its platform calls it; no host is on it then."""
    asn: Annotated[int, Field(ge=1, le=4_294_967_294, strict=True)]
    """The AS number of the router."""
    address: LinkField
    """The leaf's address on the link and its length; the router has the other one."""
    accept: Annotated[tuple[Accepted, ...], Field(min_length=1), AfterValidator(distinct)] = (DEFAULT_ROUTE,)
    """What is taken from the router: `default` for the default route alone; of a prefix, parts of it, too."""
    mtu: Annotated[int, Field(ge=1280, le=9216, strict=True)] | None = None
    """Bytes of an IP packet on the link, where the router takes less than the hosts' ports do."""
    bfd: BfdField | None = None
    """interval x multiplier, or null for none: then a dead router is noticed by the hold time."""
    password: Secret | None = None
    """TCP MD5 key of the session (RFC 2385), by reference."""
    limit: Limit | None = None
    """How many routes the router may send; left out, any number."""
    communities: dict[Name, Mark] | None = None
    """Of routes on this link, by tier, and `avoid` for what is to be the last choice: the fabric's own marks are
    replaced by these on the way out, these by the fabric's own on the way in, and all others are dropped. Left out,
    routes go out with the fabric's own marks."""
    marking: dict[Name, Dscp] = Field(default_factory=dict)
    """The DSCP that packets of a class have on the link, in both directions, by class: inference: AF31. Classes that it
    doesn't name keep theirs."""
    drained: bool = False
    """true: it is everyone's last choice, in both directions; its session stays up."""


class Communities(Words):
    """How routes say which tier they belong to, and by which gateway they came."""

    type: Literal["large", "standard"] = "large"
    """large: number:function:value (RFC 8092). standard: 16 bits of number and 16 of the rest (RFC 1997), for platforms
    that have no large ones."""
    asn: Annotated[int, Field(ge=1, le=4_294_967_294, strict=True)] | None = None
    """The number that they begin with. Left out: the first AS number of the region, or 64600 with standard ones."""


Gateways = Annotated[tuple[Name, ...], Field(max_length=GATEWAYS_MAX), AfterValidator(distinct)]
