"""Who may talk to whom, in the words of a firewall table: access lists and micro-segmentation."""

import re
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from fabricgen.intent.words import Text, Words, distinct, prefix_of

PORT_MAX = 65_535
ANY, OUTSIDE_VRFS = "any", "default"
"""Endpoints that nobody has to declare: everyone, and the hosts outside all VRFs."""


class Traffic(NamedTuple):
    """A protocol and the destination ports of its questions, both ends included; no ports: all of it."""

    protocol: Literal["all", "tcp", "udp", "icmp"]
    first: int
    last: int

    @property
    def ported(self) -> bool:
        return (self.first, self.last) != (0, PORT_MAX)

    def __str__(self) -> str:
        if not self.ported:
            return self.protocol
        ports = str(self.first) if self.first == self.last else f"{self.first}-{self.last}"
        return f"{self.protocol}/{ports}"

    def covers(self, other: "Traffic") -> bool:
        """Whether every packet of `other` is one of these."""
        if self.protocol == "all":
            return True
        return self.protocol == other.protocol and self.first <= other.first and other.last <= self.last

    def meets(self, other: "Traffic") -> bool:
        """Whether a packet can be one of both."""
        if "all" in (self.protocol, other.protocol):
            return True
        return self.protocol == other.protocol and self.first <= other.last and other.first <= self.last


ALL = Traffic("all", 0, PORT_MAX)
_TRAFFIC = re.compile(r"(?P<protocol>all|tcp|udp|icmp)(?:/(?P<first>[0-9]{1,9})(?:-(?P<last>[0-9]{1,9}))?)?")
_FORM = "write tcp/443, udp/4791, tcp/8000-8099, tcp, udp, icmp or all"


def _traffic(value: Any) -> Traffic:
    if isinstance(value, Traffic):
        return value
    match = _TRAFFIC.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"{value!r} is no traffic: {_FORM}")
    if match["first"] is None:
        return Traffic(match["protocol"], 0, PORT_MAX)  # type: ignore[arg-type]
    if match["protocol"] not in ("tcp", "udp"):
        raise ValueError(f"{value!r}: {match['protocol']} has no ports: {_FORM}")
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if not 1 <= first <= last <= PORT_MAX:
        raise ValueError(f"{value!r}: ports go from 1 to {PORT_MAX}, the lower one first")
    return Traffic(match["protocol"], first, last)  # type: ignore[arg-type]


def _traffics(value: Any) -> tuple[Traffic, ...]:
    return tuple(_traffic(item) for item in (value if isinstance(value, list | tuple) else [value]))


Traffics = Annotated[
    tuple[Traffic, ...],
    BeforeValidator(_traffics),
    AfterValidator(distinct),
    WithJsonSchema(
        {"description": "one kind of traffic or several", "examples": ["all", ["tcp/443", "udp/4791", "icmp"]]}
    ),
]


def _endpoint(value: Any) -> str:
    """Everything that begins like an address is meant as a prefix."""
    if not isinstance(value, str) or not re.match(r"[0-9:]|.*[/:]", value):
        return _named(value)
    prefix = prefix_of(value)
    if prefix.version != 4:
        raise ValueError(f"{value!r}: hosts have IPv4 addresses only, and no filter knows others")
    return prefix.text


def _named(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z][a-z0-9-]{0,22}[a-z0-9]", value):
        raise ValueError(f"{value!r} is nobody: write the name of a VRF, tier or service, an IPv4 prefix, or {ANY}")
    return value


Endpoint = Annotated[
    str,
    BeforeValidator(_endpoint),
    WithJsonSchema({"type": "string", "description": "a name or an IPv4 prefix", "examples": ["acme", ANY]}),
]
"""The name of a VRF, tier or service, an IPv4 prefix, `default` for the hosts outside all VRFs, or `any`."""


class Policy(Words):
    """One line of the table; the first line that fits a packet decides. Answers to what is allowed are let through."""

    from_: Annotated[Endpoint, Field(alias="from")]
    """Who asks: a VRF, a tier, a service, an IPv4 prefix, `default` (the hosts outside all VRFs), or `any`."""
    to: Endpoint
    """Who is asked; the same words."""
    allow: Traffics | None = None
    """tcp, udp or icmp, with the ports that are asked, or `all`."""
    deny: Traffics | None = None
    """In place of allow."""
    reason: Text | None = None
    """Why, for the next reader."""

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.allow) == bool(self.deny):
            raise ValueError("a policy either allows or denies something: write one of allow and deny")
        return self

    @property
    def action(self) -> Literal["permit", "deny"]:
        return "deny" if self.allow is None else "permit"

    @property
    def traffic(self) -> tuple[Traffic, ...]:
        return self.allow or self.deny or ()


Policies = tuple[Policy, ...]
Segments = Literal["vrfs", "tiers"]
ControlPlane = Literal["open", "closed"]
