"""What a template may ask of a value, learnt from the annotations of the Python types."""

from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from types import GenericAlias, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Shape = Any
"""A type as annotated, or a `Record`; `Any` where nothing is known, and then everything goes."""


PLAIN = (str, int, float, bool, tuple)


@dataclass(frozen=True, slots=True)
class Record:
    """Attributes that no class declares: the parts of a profile, Jinja's own loop variable."""

    fields: Mapping[str, Shape]


def origin(shape: object) -> Any:
    """What a parametrised type was made of; None of a plain one."""
    return get_origin(shape)


def alternatives(shape: Shape) -> tuple[Shape, ...]:
    """The types that a value can have, None apart."""
    if origin(shape) in (Union, UnionType):
        return tuple(choice for choice in get_args(shape) if choice is not NoneType)
    return (shape,)


def members(shape: Shape) -> Mapping[str, Shape] | None:
    """Attributes with their types; None where anything goes."""
    if isinstance(shape, Record):
        return shape.fields
    cls = _class(shape)
    return None if cls is None or cls is object else _declared(cls)


def _class(shape: Shape) -> type | None:
    if origin(shape) is Literal:
        return type(get_args(shape)[0])
    cls = origin(shape) or shape
    return cls if isinstance(cls, type) and cls is not Any else None


@cache
def _declared(cls: type) -> dict[str, Shape]:
    if not (is_dataclass(cls) or hasattr(cls, "_fields")):
        return {name: Any for name in dir(cls) if not name.startswith("_")}
    found: dict[str, Shape] = dict(get_type_hints(cls))
    for name, value in vars(cls).items():
        if isinstance(value, property) and value.fget is not None:
            found[name] = get_type_hints(value.fget).get("return", Any)
    return found


def attribute(shape: Shape, name: str) -> Shape | None:
    """The type of an attribute, or None where one of the alternatives lacks it."""
    tables = [members(choice) for choice in alternatives(shape)]
    if any(table is not None and name not in table for table in tables):
        return None
    found = [Any if table is None else table[name] for table in tables]
    return found[0] if found and all(each == found[0] for each in found) else Any


def names(shape: Shape) -> tuple[str, ...]:
    """What it does have, for the one who looked for something else; of texts and numbers nothing worth a list."""
    choices = [choice for choice in alternatives(shape) if _class(choice) not in PLAIN]
    return tuple(sorted({name for choice in choices for name in members(choice) or ()}))


def series(shape: Shape) -> Shape:
    """The type of a row of such values."""
    return GenericAlias(tuple, (shape, ...))


def element(shape: Shape) -> Shape | None:
    """What a loop over the value yields; None where there is nothing to loop over."""
    found = [_element(choice) for choice in alternatives(shape)]
    return None if None in found else found[0] if len(found) == 1 else Any


def _element(shape: Shape) -> Shape | None:
    arguments = get_args(shape)
    if origin(shape) is tuple:
        return arguments[0] if len(arguments) == 2 and arguments[1] is ... else Any
    if isinstance(shape, type) and hasattr(shape, "_fields"):
        return Any
    if origin(shape) is Literal or shape is str:
        return str
    return None if _class(shape) is not None and not hasattr(shape, "__iter__") else Any


def unpacked(shape: Shape, count: int) -> tuple[Shape, ...]:
    """Types of the parts when a value is taken apart."""
    arguments = get_args(shape)
    if isinstance(shape, Record):
        parts = tuple(shape.fields.values())
    elif isinstance(shape, type) and hasattr(shape, "_fields"):
        hints = get_type_hints(shape)
        parts = tuple(hints[name] for name in shape._fields)
    else:
        parts = arguments if origin(shape) is tuple and ... not in arguments else ()
    return parts if len(parts) == count else (Any,) * count
