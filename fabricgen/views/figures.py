"""Figures under names that carry their unit, as lines of text: `wire_bytes: 91476` reads `wire  91,476 B`."""

from collections.abc import Mapping

from fabricgen.views.layout import columns, page

Figure = int | float | str
UNITS = {
    "bytes": " B",
    "us": " us",
    "percent": " %",
    "gbps": "G",
    "metres": " m",
    "ratio": " x",
}
"""What stands behind the number, by the last word of its name."""


def as_text(figures: Mapping[str, Figure]) -> str:
    return page(columns(line(name, value) for name, value in figures.items()))


def line(name: str, value: Figure) -> tuple[str, str]:
    words = name.split("_")
    unit = UNITS.get(words[-1], "")
    number = str(value) if "asn" in words else _number(value)
    return " ".join(words[:-1] if unit else words), f"{number}{unit}"


def _number(value: Figure) -> str:
    if isinstance(value, str):
        return value
    return f"{value:,}" if isinstance(value, int) else f"{value:,.5g}"
