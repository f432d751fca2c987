"""Several fabrics and what is between them: our own, each with a page of its own, and those of partners."""

from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from fabricgen.intent.words import Name, PrefixField, Words, distinct

SITES_MAX = 16
"""As many as there are numbers of regions."""


class End(NamedTuple):
    """One side of a hand-off. `gateway` is None at a partner, who has no page."""

    site: str
    gateway: str | None

    @property
    def text(self) -> str:
        return self.site if self.gateway is None else f"{self.site}.{self.gateway}"


class Site(Words):
    """A fabric of our own."""

    inventory: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_./-]{1,200}$")]
    """The folder of its page, from the folder of this file on."""


class Partner(Words):
    """Somebody else's network: only what we must know of it."""

    asn: Annotated[int, Field(ge=1, le=4_294_967_294, strict=True)]
    """The AS number of its routers at our gateways."""
    prefixes: Annotated[tuple[PrefixField, ...], Field(min_length=1), AfterValidator(distinct)]
    """The addresses that are its own: none of ours, and all that we take from it."""


def _end(value: object) -> End:
    if isinstance(value, End):
        return value
    parts = value.split(".") if isinstance(value, str) else []
    if len(parts) not in {1, 2} or not all(parts):
        raise ValueError(f"{value!r} is no end of a hand-off: write site.gateway, or a partner")
    return End(parts[0], parts[1] if len(parts) == 2 else None)


EndField = Annotated[
    End,
    BeforeValidator(_end),
    WithJsonSchema(
        {"type": "string", "description": "site.gateway, or a partner", "examples": ["north.south", "partner"]}
    ),
]


class HandOff(Words):
    """A link between two gateways, or between one and a partner."""

    from_: Annotated[EndField, Field(alias="from")]
    """site.gateway"""
    to: EndField
    """site.gateway, or a partner."""


class Sites(Words):
    """All fabrics that are to live with each other."""

    sites: Annotated[dict[Name, Site], Field(min_length=1, max_length=SITES_MAX)]
    """Our own, by name."""
    partners: dict[Name, Partner] = Field(default_factory=dict)
    """Others', by name."""
    wan: tuple[HandOff, ...] = ()
    """Which gateway is connected to which."""
