"""Everything around forwarding: management, users, services, and what a change may cost."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from fabricgen.intent.lossless import Priority
from fabricgen.intent.words import Address, Addresses, Domain, PrefixField, Secret, Select, Text, Word, Words, distinct
from fabricgen.quantity import Percent


class User(Words):
    secret: Secret
    """Reference to a SHA-512 crypt hash ($6$…): env:NAME, file:PATH or command:WORDS. Never the password."""
    role: Literal["admin", "operator"] = "admin"
    """admin: may change everything. operator: may look."""


class Management(Words):
    vrf: Word = "mgmt"
    """The VRF of the management port."""
    prefix: PrefixField
    """One address per switch, by position; the first usable one is the gateway unless told otherwise."""
    gateway: Address | None = None
    domain: Domain | None = None
    """DNS domain of the switches."""
    allow: Annotated[tuple[PrefixField, ...], AfterValidator(distinct)] = ()
    """From where SSH and the interfaces for tools may be opened; left out, from everywhere."""
    users: dict[Word, User] = Field(default_factory=dict)
    dns: Addresses = ()
    ntp: Addresses = ()
    syslog: Addresses = ()
    syslog_certificate: Word | None = None
    """Name under which the switch's own certificate and key, and the certificate of the servers' authority, have been
    installed there: messages go over TLS (RFC 5425), none in the clear. Left out, over UDP."""


class Availability(Words):
    pod: Percent = 75.0
    """Part of a pod's uplinks that a push always leaves in service."""


def _ascending(priorities: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(distinct(priorities)))


class SwitchException(Words):
    """What is different on some switches, and why."""

    select: Select
    """Device names, * and ? allowed."""
    reason: Text
    """Why, for the next reader."""
    mtu: Annotated[int, Field(ge=1280, le=9214, strict=True)] | None = None
    """IP MTU of all its ports."""
    lossless_priorities: Annotated[tuple[Priority, ...], AfterValidator(_ascending)] | None = None
    """Priorities under PFC instead of those of the class table."""
    seed: Annotated[int, Field(ge=0, le=65535, strict=True)] | None = None
    """Hash seed."""
    asn: Annotated[int, Field(ge=1, le=4294967295, strict=True)] | None = None
    """Its own AS number."""
    max_paths: Annotated[int, Field(ge=1, le=512, strict=True)] | None = None
    """ECMP width."""

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.model_fields_set <= {"select", "reason"}:
            raise ValueError("the exception changes nothing: give it mtu, lossless_priorities, seed, asn or max_paths")
        return self
