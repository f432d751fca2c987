"""A device or a port as rows of values, and with --why where each comes from: drawn from the same rows."""

from collections.abc import Iterable
from typing import Any

from fabricgen.device import Device
from fabricgen.device.reach import Reached
from fabricgen.device.why import Path, Row
from fabricgen.source import Document
from fabricgen.views.figures import line
from fabricgen.views.layout import columns, page

DEFAULT = "default"


def place(document: Document, path: Path) -> str:
    """file:line of the words that decided, if they are on the page; nothing for what no words decide."""
    value: Any = document.value
    for step in path:
        known = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        if step not in known:
            return DEFAULT
        value = value[step]
    found = document.key_place(path)
    return f"{found.file}:{found.line}" if path else ""


def values(rows: Iterable[Row]) -> dict[str, object]:
    return {row.name: row.value for row in rows}


def reasons(rows: Iterable[Row], document: Document) -> dict[str, object]:
    return {row.name: {"value": row.value, "reason": row.reason, "place": place(document, row.path)} for row in rows}


def ports(device: Device) -> list[dict[str, object]]:
    return [
        {
            "name": port.name,
            "profile": device.profiles[port.profile].name,
            "peer": port.description,
            "address": port.address,
            "address6": port.address6,
            "vrf": port.vrf,
        }
        for port in device.ports
    ]


def text(rows: Iterable[Row]) -> str:
    return page(columns(line(row.name, row.value) for row in rows))


def text_why(rows: Iterable[Row], document: Document) -> str:
    return page(columns((*line(row.name, row.value), row.reason, place(document, row.path)) for row in rows))


def ports_text(device: Device) -> str:
    """Columns that are empty on every port are left out."""
    rows = ports(device)
    used = [name for name in rows[0] if any(row[name] for row in rows)] if rows else []
    table = [["port", *used[1:]], *([str(row[name] or "-") for name in used] for row in rows)]
    return page(["", *columns(table)]) if rows else ""


def reach(rows: Iterable[Reached]) -> list[dict[str, object]]:
    return [
        {
            "vrf": row.vrf,
            "prefix": row.prefix.text,
            "of": row.origin,
            "through": list(row.through[1:]),
            "appliances": list(row.by),
        }
        for row in _by_vrf(rows)
    ]


def reach_text(rows: Iterable[Reached]) -> str:
    """What is a VRF's own first, then what it has of others."""
    found = _by_vrf(rows)
    if not found:
        return "the page has no VRFs with addresses\n"
    return page(columns((row.vrf, row.prefix.text, _whose(row)) for row in found))


def _whose(row: Reached) -> str:
    whose = "own" if row.vrf == row.origin else f"of {row.origin}"
    return f"{whose}, through {', '.join(row.by)}" if row.by else whose


def _by_vrf(rows: Iterable[Reached]) -> list[Reached]:
    return sorted(rows, key=lambda row: (row.vrf, row.vrf != row.origin, row.origin, row.prefix))
