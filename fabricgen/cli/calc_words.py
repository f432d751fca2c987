"""Quantities with their units on the command line: what can't be read is wrong usage, in the words of the reader."""

from typing import Any, NamedTuple

import click


class Quantity(click.ParamType[Any]):
    """Text that `fabricgen.quantity.parse_<name>` reads."""

    def __init__(self, name: str) -> None:
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return _read(self.name, value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _read(kind: str, value: object) -> Any:
    from fabricgen import quantity

    return getattr(quantity, f"parse_{kind}")(value)


class Depth(NamedTuple):
    """Of a queue: the time that it takes to drain, or bytes. One of the two."""

    drain_us: float | None = None
    held_bytes: int | None = None

    def microseconds(self, gbps: int) -> float:
        """Drain time at line rate."""
        from fabricgen.theory.ecn import drain_microseconds

        return self.drain_us if self.drain_us is not None else drain_microseconds(self.held_bytes or 0, gbps)


class DepthType(click.ParamType[Depth]):
    """A time or a size."""

    name = "depth"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Depth:
        try:
            return _depth(value)
        except ValueError:
            self.fail(f'"{value}" is neither a time nor a size: write one, such as 4 us or 150 KB', param, ctx)


def _depth(value: object) -> Depth:
    try:
        return Depth(drain_us=_read("microseconds", value))
    except ValueError:
        return Depth(held_bytes=_read("bytes", value))


class DistanceType(click.ParamType[float]):
    """A length of fibre or a time; in microseconds, one way."""

    name = "distance"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            return _distance(value)
        except ValueError:
            self.fail(f'"{value}" is neither a length nor a time: write one, such as 40 km or 203 us', param, ctx)


def _distance(value: object) -> float:
    from fabricgen.theory.latency import fibre_us

    try:
        return fibre_us(float(_read("metres", value)) / 1000)
    except ValueError:
        return float(_read("microseconds", value))


BYTES, GBPS, METRES, MICROSECONDS = (Quantity(name) for name in ("bytes", "gbps", "metres", "microseconds"))
DEPTH, DISTANCE = DepthType(), DistanceType()
