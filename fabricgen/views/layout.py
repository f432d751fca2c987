"""How views lay text out: columns, and JSON for machines."""

from collections.abc import Iterable, Sequence

import orjson

GAP = "  "


def columns(rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of left-aligned columns; the last one is as long as it likes."""
    table = [tuple(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]


def page(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def as_json(value: object) -> str:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
