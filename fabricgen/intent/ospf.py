"""OSPF between the switches (RFC 2328), for fabrics whose links differ in length: a link costs its one-way latency."""

import re
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from fabricgen.intent.words import Secret, Select, Words
from fabricgen.quantity import Metres, Microseconds


def _dotted(value: Any) -> str:
    parts = re.fullmatch(r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})", value) if isinstance(value, str) else None
    if parts is None or any(int(part) > 255 for part in parts.groups()):
        raise ValueError(f"{value!r} is not an OSPF area: write it dotted, such as 0.0.0.0")
    return ".".join(str(int(part)) for part in parts.groups())


BACKBONE = "0.0.0.0"  # noqa: S104 - an area, not an address

Area = Annotated[
    str,
    BeforeValidator(_dotted),
    WithJsonSchema({"type": "string", "description": "an OSPF area, dotted", "examples": [BACKBONE]}),
]


class LayerLatencies(Words):
    """One way, as measured, of all links of a layer; it counts instead of the cables' length."""

    leaf_spine: Microseconds | None = Field(default=None, alias="leaf-spine")
    spine_super_spine: Microseconds | None = Field(default=None, alias="spine-super-spine")


class LinkLatency(Words):
    """Links that are longer or shorter than the rest of their layer."""

    between: Annotated[tuple[Select, ...], Field(min_length=2, max_length=2)]
    """The switches at the two ends, by name, * and ? allowed."""
    length: Metres | None = None
    """Of the fibre: light takes 5 us per kilometre, one way."""
    latency: Microseconds | None = None
    """One way, as measured."""

    @model_validator(mode="after")
    def _says_how_far(self) -> Self:
        if (self.length is None) == (self.latency is None):
            raise ValueError("say how far apart they are, in one way: give length or latency")
        return self


class OspfTimers(Words):
    hello: Annotated[int, Field(ge=1, le=60, strict=True)] = 3
    """Seconds."""
    dead: Annotated[int, Field(ge=2, le=240, strict=True)] = 12
    """Seconds without a hello after which a neighbour is gone; BFD is faster."""


class Ospf(Words):
    quantum: Microseconds | None = None
    """What a cost of 1 stands for: cost = one-way latency / quantum, 1 at least. Left out, the largest that counts
    every latency exactly; written down, costs stay what they are when another link is added."""
    latency: LayerLatencies = LayerLatencies()
    links: tuple[LinkLatency, ...] = ()
    """The last one that fits a link counts; a column `latency` or `length` of the cabling file counts before all."""
    area: Area = BACKBONE
    """The whole fabric is one area: only inside an area are costs compared link by link."""
    timers: OspfTimers = OspfTimers()
    key: Secret | None = None
    """MD5 key of the adjacencies (RFC 2328, appendix D.3), by reference; 16 characters at most."""
