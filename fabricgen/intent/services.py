"""What several VRFs may share: the only thing that a VRF may reach outside itself."""

from typing import Annotated

from pydantic import AfterValidator, Field

from fabricgen.intent.words import Name, PrefixField, Words, distinct

Prefixes = Annotated[tuple[PrefixField, ...], AfterValidator(distinct)]


class Service(Words):
    """Addresses of one VRF that others may reach."""

    vrf: Name
    """The VRF that it is in."""
    prefixes: Annotated[Prefixes, Field(min_length=1)]
    """Its addresses; routes to these prefixes and to parts of them are handed on, no others."""
