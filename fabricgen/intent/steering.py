"""Where traffic leaves a fabric: WAN routers at ports of leaves, and the communities that steer towards them."""

import re
from ipaddress import IPv4Interface
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from fabricgen.intent.words import Name, Prefix, Words, distinct, prefix_of

GATEWAYS_MAX = 5
"""Of one tier: each step down its list makes AS paths longer, and many carriers drop paths of 50 numbers and more."""
GATEWAY_ID_MAX = 65_535
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
    communities: dict[Name, Mark] | None = None
    """Of routes on this link, by tier, and `avoid` for what is to be the last choice: the fabric's own marks are
    replaced by these on the way out, these by the fabric's own on the way in, and all others are dropped. Left out,
    routes go out with the fabric's own marks."""
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
