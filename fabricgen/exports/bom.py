"""The bill of materials: switches, cables, transceivers, fibres, and spares by one stated rule. What isn't known is
told as unknown, never guessed.
"""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import NamedTuple

import orjson

from fabricgen.exports.layers import Layer, layers
from fabricgen.exports.subject import Subject

COLUMNS = ("category", "item", "vendor", "where", "length_m", "quantity", "spares", "note")
UNKNOWN = "unknown"


class Item(NamedTuple):
    """`length_m` is None where it isn't declared, and where it has no meaning: `category` tells."""

    category: str
    item: str
    vendor: str
    where: str
    length_m: float | None
    quantity: int
    note: str = ""


def rule(percent: int) -> str:
    return f"{percent} % of each line, rounded up" if percent else "none"


def spares(quantity: int, percent: int) -> int:
    return -(-quantity * percent // 100)


def as_csv(what: Subject, percent: int) -> Iterator[str]:
    """The rule for spares stands in the name of its column."""
    head = [f"spares ({rule(percent)})" if name == "spares" else name for name in COLUMNS]
    yield _line(head)
    for item in items(what):
        length = "" if item.category == "switch" else UNKNOWN if item.length_m is None else f"{item.length_m:g}"
        *words, _, quantity, note = item
        yield _line([*map(str, words), length, str(quantity), str(spares(item.quantity, percent)), note])


def as_json(what: Subject, percent: int) -> Iterator[str]:
    """Unknown is null."""
    rows = [
        {key: None if value == UNKNOWN else value for key, value in item._asdict().items()}
        | {"spares": spares(item.quantity, percent)}
        for item in items(what)
    ]
    told = {
        "fabric": what.blueprint.intent.name,
        "spares": {"percent": percent, "rule": rule(percent)},
        "items": rows,
    }
    yield orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def items(what: Subject) -> Iterator[Item]:
    for about in what.tiers:
        model = about.model
        yield Item("switch", model.title, model.vendor, about.tier.role, None, about.tier.count, model.name)
    for layer in layers(what):
        yield from _cables(layer)


def _cables(layer: Layer) -> Iterator[Item]:
    if layer.medium is None:
        yield _item(layer, "cable", UNKNOWN, layer.name, layer.cables, _why_unknown(layer))
    elif layer.medium.kind == "copper":
        yield _copper(layer)
    else:
        for side in (layer.lower, layer.upper):
            name = f"{side.parts} x {layer.medium.name}" if side.parts > 1 else layer.medium.name
            yield _item(layer, "transceiver", name, f"{layer.name}, {side.role}", side.cages, "")
        fibre = "OM4 fibre" if layer.medium.kind == "multimode" else "single-mode fibre"
        note = f"one for each link of {layer.gbps}G; assemblies that carry several links save some"
        yield _item(layer, "fibre", fibre, layer.name, layer.links, note)


def _copper(layer: Layer) -> Item:
    """A cable that is split at one end is counted by the cages at its undivided end's other side."""
    parts = max(layer.lower.parts, layer.upper.parts)
    name = layer.medium.name if layer.medium else UNKNOWN
    if min(layer.lower.parts, layer.upper.parts) == parts:
        return _item(layer, "copper cable", f"{parts} x {name}" if parts > 1 else name, layer.name, layer.cables, "")
    split = max(layer.lower, layer.upper, key=lambda side: side.parts)
    note = f"splits a cage of the {split.role} into {parts} ports"
    return _item(layer, "copper cable", f"{parts} x {name}", layer.name, split.cages, note)


def _item(layer: Layer, category: str, item: str, where: str, quantity: int, note: str) -> Item:
    return Item(category, item, UNKNOWN, where, layer.metres, quantity, note)


def _why_unknown(layer: Layer) -> str:
    if layer.metres is None:
        key = {"host-leaf": "host"}.get(layer.name, layer.name)
        return f"declare its length: cabling.{key}"
    return f"no port type of IEEE 802.3 known here for {layer.gbps}G on these ports over {layer.metres:g} m"


def _line(cells: list[str]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
