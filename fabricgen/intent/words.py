"""The words an intent is written in: names, prefixes, secrets, code points. Each refuses what could break out of a
line.
"""

import re
from functools import lru_cache
from typing import Annotated, Any, NamedTuple, TypeVar

from netaddr import AddrFormatError, IPNetwork
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema

DSCP_NAMES = {
    "default": 0, "cs1": 8, "cs2": 16, "cs3": 24, "cs4": 32, "cs5": 40, "cs6": 48, "cs7": 56, "ef": 46, "va": 44,
    **{f"af{x}{y}": 8 * x + 2 * y for x in range(1, 5) for y in range(1, 4)},
}  # fmt: skip  # RFC 2474, 2597, 3246, 5865


T = TypeVar("T")


class Words(BaseModel):
    """Base of everything a human writes: frozen, and an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, use_attribute_docstrings=True)


class Prefix(NamedTuple):
    """An address block as integers; `version` is 4 or 6."""

    first: int
    length: int
    version: int
    text: str

    @property
    def size(self) -> int:
        """Number of addresses."""
        return 1 << ((32 if self.version == 4 else 128) - self.length)

    def overlaps(self, other: "Prefix") -> bool:
        same = self.version == other.version
        return same and self.first < other.first + other.size and other.first < self.first + self.size

    def covers(self, other: "Prefix") -> bool:
        """Whether all of the other is part of it."""
        return self.overlaps(other) and self.length <= other.length


class NumberRange(NamedTuple):
    first: int
    last: int

    @property
    def size(self) -> int:
        return self.last - self.first + 1


class Bfd(NamedTuple):
    """Transmit and receive interval in milliseconds, and how many may be missed (RFC 5880)."""

    interval_ms: int
    multiplier: int


_SPECIAL = tuple(
    (IPNetwork(block), use)
    for block, use in (
        ("0.0.0.0/8", "means this network"), ("127.0.0.0/8", "never leaves a machine"),
        ("169.254.0.0/16", "is link-local"), ("224.0.0.0/4", "is multicast"), ("240.0.0.0/4", "is reserved"),
        ("::/8", "is reserved"), ("fe80::/10", "is link-local"), ("ff00::/8", "is multicast"),
    )
)  # fmt: skip
"""What no interface of a fabric can have (RFC 6890, RFC 4291)."""


def _ordinary(value: str, network: IPNetwork) -> None:
    """Raises ValueError when the network has addresses that no interface can have."""
    for block, use in _SPECIAL:
        if network in block or block in network:
            raise ValueError(f"{value!r} can't be used: {block} {use}")


def prefix_of(value: Any) -> Prefix:
    """Raises ValueError for what is no prefix, and for one that no interface can be in."""
    if isinstance(value, Prefix):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9A-Fa-f:.]+/[0-9]{1,3}", value):
        raise ValueError(f"{value!r} is not a prefix: write an address and a length, such as 10.0.0.0/16")
    return _parsed(value)


@lru_cache(maxsize=1 << 16)
def _parsed(value: str) -> Prefix:
    """Remembered: rules hold every two lines of a table against each other."""
    try:
        network = IPNetwork(value)
    except (AddrFormatError, ValueError) as error:
        raise ValueError(f"{value!r} is not a prefix: write an address and a length, such as 10.0.0.0/16") from error
    if network.ip != network.network:
        raise ValueError(f"{value!r} has bits set beyond its length: write {network.cidr}")
    _ordinary(value, network)
    return Prefix(int(network.first), network.prefixlen, network.version, str(network.cidr))


def _address(value: Any) -> str:
    try:
        address = IPNetwork(value) if isinstance(value, str) and "/" not in value else _raise(value)
    except (AddrFormatError, ValueError) as error:
        raise ValueError(f"{value!r} is not an IP address, such as 192.0.2.10") from error
    _ordinary(value, address)
    return str(address.ip)


def _raise(value: Any) -> IPNetwork:
    raise ValueError(f"{value!r} is not an IP address")


def distinct(values: tuple[T, ...]) -> tuple[T, ...]:
    """Raises ValueError at the first value that is there twice."""
    for index, value in enumerate(values):
        if value in values[:index]:
            raise ValueError(f"{value} stands there twice: write it once")
    return values


def _number_range(value: Any) -> NumberRange:
    if isinstance(value, NumberRange):
        return value
    match = re.fullmatch(r"([0-9]{1,10})\s*-\s*([0-9]{1,10})", value) if isinstance(value, str) else None
    if match is None or int(match[1]) > int(match[2]):
        raise ValueError(f"{value!r} is not a range: write first-last, such as 4200000000-4204194303")
    return NumberRange(int(match[1]), int(match[2]))


def _bfd(value: Any) -> Bfd:
    if isinstance(value, Bfd):
        return value
    match = re.fullmatch(r"([0-9]{1,5}) ?ms x ?([0-9]{1,3})", value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"{value!r} is not a BFD timer: write interval x multiplier, such as 300 ms x 3")
    interval, multiplier = int(match[1]), int(match[2])
    if not (50 <= interval <= 60_000 and 2 <= multiplier <= 50):
        raise ValueError(f"{value!r} is out of range: 50 to 60000 ms, multiplier 2 to 50")
    return Bfd(interval, multiplier)


def _dscp(value: Any) -> int:
    if isinstance(value, str) and value.lower() in DSCP_NAMES:
        return DSCP_NAMES[value.lower()]
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 63:
        return value
    raise ValueError(f"{value!r} is not a DSCP: write 0 to 63, or a name such as AF41, CS6, EF")


def _dscps(value: Any) -> tuple[int, ...]:
    """One code point or a list of them, in ascending order."""
    return distinct(tuple(sorted(_dscp(item) for item in (value if isinstance(value, list | tuple) else [value]))))


def _vrf_name(value: str) -> str:
    if value in RESERVED_VRFS:
        raise ValueError(f"no VRF can be called {value!r}: switches mean something else by it")
    return value


def _schema(kind: str, description: str, *examples: str | int) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, "description": description, "examples": list(examples)})


PrefixField = Annotated[Prefix, BeforeValidator(prefix_of), _schema("string", "an address block", "10.0.0.0/16")]
Address = Annotated[str, BeforeValidator(_address), _schema("string", "an IP address", "192.0.2.10")]
AsnRange = Annotated[
    NumberRange, BeforeValidator(_number_range), _schema("string", "first-last", "4200000000-4204194303")
]
BfdField = Annotated[Bfd, BeforeValidator(_bfd), _schema("string", "interval x multiplier", "300 ms x 3")]
Dscp = Annotated[
    int,
    BeforeValidator(_dscp),
    WithJsonSchema({"description": "a DSCP, by number 0 to 63 or by name", "examples": [26, "AF41"]}),
]
Dscps = Annotated[
    tuple[int, ...],
    BeforeValidator(_dscps),
    WithJsonSchema(
        {"description": "one DSCP or several, by number 0 to 63 or by name", "examples": [26, "AF41", [48, 56]]}
    ),
]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,22}[a-z0-9]$")]
"""Lower-case letters, digits and hyphens, 2 to 24 characters: safe as a host name part, a VRF and a file name."""
RESERVED_VRFS = ("default", "global", "all", "lo")
"""Words by which switches mean something else: the table outside all VRFs, every one of them, the loopback of Linux."""
VrfName = Annotated[Name, AfterValidator(_vrf_name)]
Text = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9 _.,:/()+-]{1,120}$")]
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,30}$")]
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
Domain = Annotated[str, StringConstraints(max_length=190, pattern=rf"^{_LABEL}(\.{_LABEL})*$")]
Secret = Annotated[
    str,
    StringConstraints(
        pattern=r"^(env:[A-Za-z_][A-Za-z0-9_]{0,63}|file:[A-Za-z0-9_./-]{1,200}|command:[A-Za-z0-9_./: @=-]{1,200})$"
    ),
]
"""Where a secret is to be had, never the secret itself: env:NAME, file:PATH or command:WORDS."""
Addresses = Annotated[tuple[Address, ...], AfterValidator(distinct)]
Select = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9*?\[\]-]{1,80}$")]
