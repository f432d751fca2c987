"""What Jinja's filters make of a value, and the attributes that some of them name in a string."""

from collections.abc import Iterator
from typing import Any

from jinja2 import nodes

from fabricgen.render.lint.types import Record, Shape, attribute, element, series

KEEPS = frozenset({"sort", "reverse", "unique", "list", "select", "reject", "selectattr", "rejectattr", "default", "d"})
"""Their result has the type of their input."""
PICKS = frozenset({"first", "last", "min", "max", "random"})
TEXTS = frozenset(
    {"join", "upper", "lower", "replace", "trim", "indent", "format", "string", "tojson", "title", "center"}
)
COUNTS = frozenset({"length", "count", "int"})
NAMES_FIRST = frozenset({"selectattr", "rejectattr", "groupby", "sum"})
"""Filters whose first argument is an attribute."""
NAMES_BY_KEYWORD = frozenset({"map", "sort", "unique", "join", "groupby", "sum", "min", "max"})


def named(node: nodes.Filter) -> Iterator[nodes.Const]:
    """The strings in which a filter names attributes of the elements."""
    found: list[nodes.Node] = list(node.args[:1]) if node.name in NAMES_FIRST else []
    if node.name == "join":
        found += node.args[1:2]
    if node.name in NAMES_BY_KEYWORD:
        found += [keyword.value for keyword in node.kwargs if keyword.key == "attribute"]
    return (each for each in found if isinstance(each, nodes.Const) and isinstance(each.value, str))


def result(node: nodes.Filter, shape: Shape) -> Shape:
    """The type of what the filter yields, `Any` where it depends on more than types."""
    name, each = node.name, element(shape)
    if name in KEEPS:
        return shape
    if name in PICKS:
        return each or Any
    if name in TEXTS | COUNTS:
        return str if name in TEXTS else int
    field = next(named(node), None)
    if name not in ("map", "groupby") or field is None:
        return Any
    values = attribute(each, str(field.value)) or Any
    if name == "map":
        return series(values)
    return series(Record({"grouper": values, "list": shape}))
