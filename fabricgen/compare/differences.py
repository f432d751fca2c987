"""The whole difference between two sides: what views draw."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fabricgen.compare.difference import Line
from fabricgen.compare.impacts import Reason, reasons, worst
from fabricgen.compare.moves import Move
from fabricgen.compare.shapes import Shape, Shapes, filled, outline
from fabricgen.platforms.effect import Impact

ODD = 10
"""A group is odd where another one has ten times as many devices."""


class Example(NamedTuple):
    """The lines of one device, where those of its group have placeholders."""

    device: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Devices that change alike. `variants` is 1 where every character is the same; else `lines` have placeholders."""

    lines: tuple[Line, ...]
    devices: tuple[str, ...]
    platform: str
    reasons: tuple[Reason, ...]
    fingerprint: str
    variants: int = 1
    example: Example | None = None

    @property
    def impact(self) -> Impact:
        return worst(self.reasons)


@dataclass(frozen=True, slots=True)
class Differences:
    """`untold` says why moves can't be told, or how they were read. `only_comments` are devices whose files differ in
    nothing that a switch keeps. `roles` are by device, of either side.
    """

    before: str
    after: str
    groups: tuple[Group, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    moves: tuple[Move, ...]
    untold: str
    same: int
    only_comments: tuple[str, ...]
    roles: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.groups or self.added or self.removed or self.moves)

    @property
    def changed(self) -> int:
        """Devices."""
        return sum(len(group.devices) for group in self.groups)

    @property
    def impacts(self) -> dict[Impact, int]:
        """Devices by what happens to them, worst first."""
        counts = dict.fromkeys(reversed(Impact), 0)
        for group in self.groups:
            counts[group.impact] += len(group.devices)
        return {impact: count for impact, count in counts.items() if count}

    def is_odd(self, group: Group) -> bool:
        largest = max(len(other.devices) for other in self.groups if other.platform == group.platform)
        return largest >= ODD * len(group.devices)


def groups(shapes: Shapes) -> tuple[Group, ...]:
    """The rarest first: the odd one is what a reviewer looks for."""
    found = [group for key, shape in shapes.items() for group in _groups(key, shape)]
    return tuple(sorted(found, key=lambda group: (len(group.devices), group.devices[0])))


def _groups(key: bytes, shape: Shape) -> Iterator[Group]:
    if _one_shape(shape):
        lines = outline(shape)
        devices = tuple(device for several in shape.variants.values() for device in several)
        example = Example(next(iter(shape.variants.values()))[0], shape.lines)
        yield _group(lines, devices, shape, key, len(shape.variants), example)
        return
    for variant, devices in shape.variants.items():
        lines = shape.lines if len(shape.variants) == 1 else filled(shape, shape.kept[variant])
        yield _group(lines, devices, shape, key + variant, 1, None)


def _one_shape(shape: Shape) -> bool:
    """Renumbering touches each device in its own way; where many are the very same, the others stand for themselves."""
    if len(shape.variants) > len(shape.kept):
        return True
    counts = [len(devices) for devices in shape.variants.values()]
    return len(counts) > 2 and max(counts) * 2 <= sum(counts)


def _group(
    lines: tuple[Line, ...], devices: tuple[str, ...], shape: Shape, key: bytes, variants: int, example: Example | None
) -> Group:
    found = reasons(lines, shape.platform)
    return Group(lines, tuple(sorted(devices)), shape.platform, found, key.hex()[:32], variants, example)
