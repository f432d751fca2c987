"""Numbers that people write with a unit: text in, a plain number in one named base unit out, and back to text.

Decimal prefixes are powers of ten, binary ones carry an "i" (IEC 80000-13): 1 KB is 1,000 bytes, 1 KiB is 1,024.
A number without a unit is refused wherever a unit is needed. All arithmetic is exact until the last step.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, PlainSerializer, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

_NUMBER = r"[0-9]{1,18}(?:\.[0-9]{1,30})?"
_UNSIGNED = re.compile(_NUMBER)
_RATIO = re.compile(rf"({_NUMBER}) *: *({_NUMBER})")


@dataclass(frozen=True, slots=True)
class Scale:
    """One kind of quantity: the units people may write, each with its worth in the base unit."""

    noun: str
    base: str
    units: Mapping[str, Fraction]
    spelled: tuple[str, ...]  # the units named in messages; the others are other spellings of these
    examples: tuple[str, ...]

    @property
    def pattern(self) -> str:
        return rf"{_NUMBER} *(?:{'|'.join(map(re.escape, self.units))})"


def _scale(noun: str, base: str, units: dict[str, Fraction | int], spelled: str, examples: str) -> Scale:
    exact = {name: Fraction(worth) for name, worth in units.items()}
    return Scale(noun, base, MappingProxyType(exact), tuple(spelled.split()), tuple(examples.split(", ")))


BYTES = _scale(
    "size in bytes",
    "bytes",
    {
        **{f"{prefix}B": 1000**power for power, prefix in enumerate(("", "K", "M", "G", "T"))},
        **{f"{prefix}B": 1024**power for power, prefix in enumerate(("Ki", "Mi", "Gi", "Ti"), 1)},
        "kB": 1000,
    },
    "B KB MB GB KiB MiB GiB",
    "9 MiB, 150 KB, 64 KiB",
)
GBPS = _scale(
    "speed",
    "Gb/s",
    {
        **dict.fromkeys(("G", "Gb/s", "Gbps", "Gbit/s"), 1),
        **dict.fromkeys(("T", "Tb/s", "Tbps", "Tbit/s"), 1000),
        **dict.fromkeys(("M", "Mb/s", "Mbps", "Mbit/s"), Fraction(1, 1000)),
    },
    "G T",
    "400G, 800 Gb/s, 1.6T",
)
METRES = _scale(
    "length",
    "m",
    {"m": 1, "km": 1000, "cm": Fraction(1, 100), "mm": Fraction(1, 1000)},
    "m km",
    "30 m, 2 km, 0.5 m",
)
_MICRO = ("us", "\u00b5s", "\u03bcs")  # ASCII, the micro sign, the Greek letter: keyboards differ
MICROSECONDS = _scale(
    "time",
    "us",
    {**dict.fromkeys(_MICRO, 1), "ns": Fraction(1, 1000), "ms": 1000, "s": 10**6},
    "ns us ms",
    "2 us, 0.2 ms, 300 ns",
)
MILLISECONDS = _scale(
    "time",
    "ms",
    {"ms": 1, "s": 1000, "min": 60_000, **dict.fromkeys(_MICRO, Fraction(1, 1000))},
    "us ms s",
    "300 ms, 1 s, 200000 us",
)
WATTS = _scale("power", "W", {"W": 1, "kW": 1000, "MW": 10**6}, "W kW", "900 W, 1.2 kW")
PERCENT = _scale("percentage", "%", {"%": 1}, "%", "60 %, 7.5 %")


def _listed(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _written(value: object) -> str:
    """As it stood on the page: true, null and lists don't become Python's."""
    return value.strip() if isinstance(value, str) else json.dumps(value, default=str)


def _measure(value: object, scale: Scale, unit: str) -> Fraction:
    """The exact worth in base units; raises ValueError in words for the person who wrote `value`."""
    text = _written(value)
    if _UNSIGNED.fullmatch(text):
        raise ValueError(f'"{text}" has no unit: write {text}{unit}')
    found = re.fullmatch(scale.pattern, text) if isinstance(value, str) else None
    if found is None:
        hint = f"a number and {_listed(scale.spelled)}, such as {scale.examples[0]}"
        raise ValueError(f'"{text}" is not a {scale.noun}: write {hint}')
    number = _UNSIGNED.match(text)
    assert number  # noqa: S101  the pattern above starts with it
    return Fraction(number.group()) * scale.units[text[number.end() :].strip()]


def _whole(value: object, amount: Fraction, scale: Scale) -> int:
    if amount.denominator != 1:
        raise ValueError(
            f'"{value}" is not a whole number of {scale.base}: write one that is, such as {scale.examples[0]}'
        )
    return amount.numerator


def _positive(value: object, amount: Fraction, scale: Scale) -> Fraction:
    if amount <= 0:
        raise ValueError(f'"{value}" is zero: a {scale.noun} here is more than 0 {scale.base}')
    return amount


def parse_bytes(value: object) -> int:
    return _whole(value, _measure(value, BYTES, " B"), BYTES)


def parse_gbps(value: object) -> int:
    amount = _measure(value, GBPS, "G")
    if amount < 1:
        raise ValueError(f'"{value}" is less than 1G: write a speed of 1G or more, such as {GBPS.examples[0]}')
    return _whole(value, amount, GBPS)


def parse_metres(value: object) -> float:
    return float(_positive(value, _measure(value, METRES, " m"), METRES))


def parse_microseconds(value: object) -> float:
    return float(_positive(value, _measure(value, MICROSECONDS, " us"), MICROSECONDS))


def parse_milliseconds(value: object) -> int:
    return _whole(value, _positive(value, _measure(value, MILLISECONDS, " ms"), MILLISECONDS), MILLISECONDS)


def parse_watts(value: object) -> float:
    return float(_positive(value, _measure(value, WATTS, " W"), WATTS))


def parse_percent(value: object) -> float:
    amount = _measure(value, PERCENT, " %")
    if amount > 100:
        raise ValueError(f'"{value}" is more than 100 %: write 0 % to 100 %')
    return float(amount)


def _decimal(amount: Fraction | float) -> str:
    """Shortest decimal text, never in scientific notation; exact for what the parsers accept."""
    exact = Decimal(repr(amount)) if isinstance(amount, float) else Decimal(amount.numerator) / amount.denominator
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scaled(amount: float, worth: Fraction) -> str:
    return _decimal(Fraction(repr(float(amount))) / worth)


def bytes_text(amount: int) -> str:
    """The largest unit that keeps the number whole: 9437184 is "9 MiB", 150000 is "150 KB"."""
    fitting = [(amount // int(worth), unit) for unit, worth in BYTES.units.items() if amount % worth == 0]
    number, unit = min(fitting, key=lambda pair: pair[0]) if amount else (0, "B")
    return f"{number} {unit}"


def gbps_text(amount: int) -> str:
    return f"{_scaled(amount, Fraction(1000))}T" if amount >= 1000 else f"{amount}G"


def metres_text(amount: float) -> str:
    return f"{_scaled(amount, Fraction(1000))} km" if amount >= 1000 else f"{_decimal(float(amount))} m"


def microseconds_text(amount: float) -> str:
    unit = "ns" if amount < 1 else "us" if amount < 1000 else "ms"
    return f"{_scaled(amount, MICROSECONDS.units[unit])} {unit}"


def milliseconds_text(amount: int) -> str:
    return f"{amount // 1000} s" if amount % 1000 == 0 and amount else f"{amount} ms"


def watts_text(amount: float) -> str:
    return f"{_scaled(amount, Fraction(1000))} kW" if amount >= 1000 else f"{_decimal(float(amount))} W"


def percent_text(amount: float) -> str:
    return f"{_decimal(float(amount))} %"


def _schema(scale: Scale, limits: str) -> WithJsonSchema:
    described = f"A {scale.noun} with its unit ({_listed(scale.spelled)}), {limits}."
    pattern = f"^{scale.pattern}$"
    return WithJsonSchema(
        {"type": "string", "pattern": pattern, "description": described, "examples": [*scale.examples]}
    )


Bytes = Annotated[
    int,
    BeforeValidator(parse_bytes),
    PlainSerializer(bytes_text, return_type=str, when_used="json"),
    _schema(BYTES, "a whole number of bytes"),
]
Gbps = Annotated[
    int,
    BeforeValidator(parse_gbps),
    PlainSerializer(gbps_text, return_type=str, when_used="json"),
    _schema(GBPS, "a whole number of Gb/s, 1G or more"),
]
Metres = Annotated[
    float,
    BeforeValidator(parse_metres),
    PlainSerializer(metres_text, return_type=str, when_used="json"),
    _schema(METRES, "more than zero"),
]
Microseconds = Annotated[
    float,
    BeforeValidator(parse_microseconds),
    PlainSerializer(microseconds_text, return_type=str, when_used="json"),
    _schema(MICROSECONDS, "more than zero"),
]
Milliseconds = Annotated[
    int,
    BeforeValidator(parse_milliseconds),
    PlainSerializer(milliseconds_text, return_type=str, when_used="json"),
    _schema(MILLISECONDS, "a whole number of ms, more than zero"),
]
Watts = Annotated[
    float,
    BeforeValidator(parse_watts),
    PlainSerializer(watts_text, return_type=str, when_used="json"),
    _schema(WATTS, "more than zero"),
]
Percent = Annotated[
    float,
    BeforeValidator(parse_percent),
    PlainSerializer(percent_text, return_type=str, when_used="json"),
    _schema(PERCENT, "0 % to 100 %"),
]


class Ratio(NamedTuple):
    """Down to up, as written and exact: `3:1` is three times as much towards the hosts as towards the spines."""

    fraction: Fraction
    text: str

    @property
    def value(self) -> float:
        return float(self.fraction)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, value: object) -> Self:
        """Raises ValueError in words for the person who wrote `value`."""
        if isinstance(value, cls):
            return value
        text = _written(value)
        found = _RATIO.fullmatch(text)
        if _UNSIGNED.fullmatch(text):
            raise ValueError(f'"{text}" is not a ratio: write {text}:1')
        if found is None:
            raise ValueError(f'"{text}" is not a ratio: write down:up, such as 3:1 or 1:1.05')
        down, up = map(Fraction, found.groups())
        if not down or not up:
            raise ValueError(f'"{text}" has a zero in it: both sides of a ratio are more than 0, such as 3:1')
        return cls(down / up, text)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        as_text = core_schema.plain_serializer_function_ser_schema(str, when_used="json")
        return core_schema.no_info_plain_validator_function(cls.parse, serialization=as_text)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        described = (
            "Bandwidth down to bandwidth up; 1:1 is non-blocking, below 1:1 has more uplink than host bandwidth."
        )
        examples = ["3:1", "1:1", "1:1.05", "0.8:1"]
        return {"type": "string", "pattern": f"^{_RATIO.pattern}$", "description": described, "examples": examples}
