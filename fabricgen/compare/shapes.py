"""When two differences are alike: in every line, or in all but the numbers and names that a device has of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from fabricgen.compare.difference import Line

OWN = re.compile(
    r"(?:plane\d+-)?\b(?:leaf|spine|super|host)-[pg]\d[\w-]*(?::[^\s\",/]+(?:/[^\s\",]+)*)?"
    r"|\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b"
    r"|(?<![\w:.])(?=[0-9a-fA-F:]*(?:::|(?::[0-9a-fA-F]+){7}))[0-9a-fA-F]{1,4}:[0-9a-fA-F:]*(?![\w:.])"
    r"|(?<![\d.:])(?:4[2-9]\d{8}|645(?:1[2-9]|[2-9]\d)|64[6-9]\d\d|65[0-4]\d\d|655[0-2]\d|6553[0-4])(?![\d.:])"
)
"""Names of switches and hosts with the port that follows, addresses without their length, private AS numbers
(RFC 6996)."""
VARIES = "…"
KEPT_MOST = 64
"""Variants of a shape whose values are remembered; beyond them nobody would read each on its own."""


class Shape(NamedTuple):
    """Differences that are alike but for values of the devices' own.

    `lines` and `values` are those of the first variant; `differing` are the places among the values where variants
    differ. `variants` are the devices by the digest of their values; `kept` the values of the first variants.
    """

    platform: str
    lines: tuple[Line, ...]
    values: tuple[str, ...]
    differing: frozenset[int]
    variants: Mapping[bytes, tuple[str, ...]]
    kept: Mapping[bytes, tuple[str, ...]]


Shapes = Mapping[bytes, Shape]
"""By the digest of what is alike."""


def shaped(device: str, platform: str, lines: tuple[Line, ...]) -> Shapes:
    """Of one device."""
    values = tuple(chain.from_iterable(OWN.findall(line.text) for line in lines))
    key = _digest(platform, *(f"{line.mark}{line.depth} {OWN.sub(VARIES, line.text)}" for line in lines))
    variant = _digest(*values)
    return {key: Shape(platform, lines, values, frozenset(), {variant: (device,)}, {variant: values})}


def exact(device: str, platform: str, lines: tuple[Line, ...]) -> Shapes:
    """Of one device, alike only in every character."""
    key = _digest(platform, *(f"{line.mark}{line.depth} {line.text}" for line in lines))
    return {key: Shape(platform, lines, (), frozenset(), {b"": (device,)}, {b"": ()})}


def united(several: Sequence[Shapes]) -> Shapes:
    """It doesn't matter in which portions the devices come."""
    found: dict[bytes, Shape] = {}
    for shapes in several:
        for key, shape in shapes.items():
            found[key] = _both(found[key], shape) if key in found else shape
    return found


def _both(one: Shape, other: Shape) -> Shape:
    differ = (place for place, (a, b) in enumerate(zip(one.values, other.values, strict=True)) if a != b)
    variants = dict(one.variants)
    for variant, devices in other.variants.items():
        variants[variant] = variants.get(variant, ()) + devices
    news = [variant for variant in other.kept if variant not in one.kept][: KEPT_MOST - len(one.kept)]
    kept = {**one.kept, **{variant: other.kept[variant] for variant in news}}
    return one._replace(differing=one.differing | other.differing | frozenset(differ), variants=variants, kept=kept)


def filled(shape: Shape, values: Sequence[str]) -> tuple[Line, ...]:
    """The lines with other values in their places."""
    following: Iterator[str] = iter(values)
    return tuple(line._replace(text=OWN.sub(lambda _: next(following), line.text)) for line in shape.lines)


def outline(shape: Shape) -> tuple[Line, ...]:
    """The lines with a placeholder wherever devices differ."""
    return filled(shape, [VARIES if place in shape.differing else value for place, value in enumerate(shape.values)])


def _digest(*words: str) -> bytes:
    return blake2b("\0".join(words).encode(), digest_size=16).digest()
