"""The cabling list: a CSV with a row for each cable.

Its first four columns are those that an inventory's own cabling file has (cabling.existing), so that a list can become
one.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from fabricgen.exports.layers import Layer, layers
from fabricgen.exports.links import Link, links
from fabricgen.exports.subject import Subject
from fabricgen.fabric.sheet import HEADER

UNKNOWN = "unknown"
COLUMNS = (*HEADER, "cable", "layer", "gbps", "length_m", "medium", "cage", "peer_cage", "label", "peer_label")
LINES = 4096
"""Rows to a piece of text."""

Row = Callable[[Link], str]


def cabling(what: Subject) -> Iterator[str]:
    """All that an installer needs. `label` goes around the end at `device`, `peer_label` around the other one."""
    fixed = tuple(map(_fixed, layers(what)))
    return _table(COLUMNS, what, lambda link: _row(link, fixed[link.layer]))


def ends(what: Subject) -> Iterator[str]:
    """The four columns of a cabling file alone: what `cabling.existing` reads."""
    return _table(HEADER, what, lambda link: f"{link.near},{link.port},{link.far},{link.far_port}\n")


def _table(columns: tuple[str, ...], what: Subject, row: Row) -> Iterator[str]:
    yield ",".join(columns) + "\n"
    rows = map(row, links(what))
    while piece := "".join(islice(rows, LINES)):
        yield piece


def _fixed(layer: Layer) -> str:
    """What all cables of a layer share."""
    metres = UNKNOWN if layer.metres is None else f"{layer.metres:g}"
    return f"{layer.name},{layer.gbps},{metres},{layer.medium.name if layer.medium else UNKNOWN}"


def _row(link: Link, fixed: str) -> str:
    near, far = f"{link.near} {link.port}", f"{link.far} {link.far_port}"
    return (
        f"{link.near},{link.port},{link.far},{link.far_port},{link.cable},{fixed},"
        f"{link.cage},{link.far_cage or ''},{link.cable} {near} > {far},{link.cable} {far} > {near}\n"
    )
