"""Everything around forwarding: management, users, services, and what a change may cost."""

from typing import Annotated, Literal

from pydantic import Field

from fabricgen.intent.words import Address, Domain, PrefixField, Secret, Select, Text, Word, Words
from fabricgen.quantity import Percent


class User(Words):
    secret: Secret
    """Reference to a SHA-512 crypt hash ($6$…): env:NAME, file:PATH or command:WORDS. Never the password."""
    role: Literal["admin", "operator"] = "admin"


class Management(Words):
    vrf: Word = "mgmt"
    prefix: PrefixField
    """One address per switch, by position; the first usable one is the gateway unless told otherwise."""
    gateway: Address | None = None
    domain: Domain | None = None
    users: dict[Word, User] = Field(default_factory=dict)
    dns: tuple[Address, ...] = ()
    ntp: tuple[Address, ...] = ()
    syslog: tuple[Address, ...] = ()


class Availability(Words):
    pod: Percent = 75.0
    """Part of a pod's uplinks that a push always leaves in service."""


class SwitchException(Words):
    """What is different on some switches, and why."""

    select: Select
    """Device names, * and ? allowed."""
    reason: Text
    mtu: Annotated[int, Field(ge=1280, le=9214, strict=True)] | None = None
    lossless_priorities: tuple[Annotated[int, Field(ge=0, le=7, strict=True)], ...] | None = None
    seed: Annotated[int, Field(ge=0, le=65535, strict=True)] | None = None
    asn: Annotated[int, Field(ge=1, le=4294967295, strict=True)] | None = None
    max_paths: Annotated[int, Field(ge=1, le=512, strict=True)] | None = None
