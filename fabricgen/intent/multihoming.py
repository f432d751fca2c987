"""Hosts that are plugged into several leaves and see one link (EVPN multihoming, RFC 7432, with LACP)."""

import re
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from fabricgen.intent.words import Name, Words, distinct

MULTIHOMED_ID_MAX = 2000
"""The last port channel of EOS (Arista AVD schema, mlag id of a port channel); others have more."""
PLUG = re.compile(r"(?P<leaf>[a-z][a-z0-9-]*):(?P<port>[A-Za-z0-9/_.:-]{1,40})")


class Plug(NamedTuple):
    """A port of a leaf, as the leaf's platform calls it."""

    leaf: str
    port: str

    def __str__(self) -> str:
        return f"{self.leaf}:{self.port}"


def _plug(value: Any) -> Plug:
    if isinstance(value, Plug):
        return value
    found = PLUG.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"{value!r} is no port of a leaf: write leaf:port, such as leaf-p00-00:swp9")
    return Plug(found["leaf"], found["port"])


PlugField = Annotated[
    Plug,
    BeforeValidator(_plug),
    WithJsonSchema({"type": "string", "description": "leaf:port", "examples": ["leaf-p00-00:swp9"]}),
]


class Multihomed(Words):
    """A host, or whatever else takes its links to several leaves for one, by LACP (IEEE 802.1AX)."""

    id: Annotated[int, Field(ge=1, le=MULTIHOMED_ID_MAX, strict=True)]
    """Identifies it for ever: the number of its port channel on all its leaves, and part of its Ethernet segment
    identifier and of the LACP system id that the leaves share."""
    ports: Annotated[tuple[PlugField, ...], Field(min_length=2), AfterValidator(distinct)]
    """Where it is plugged in, as leaf:port; on two leaves at least."""
    tier: Name
    """The stretched tier that it is in; its VLAN is tagged, as on the ports of other hosts."""
