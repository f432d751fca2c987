"""Follows every name of a template through loops, macros and filters, and asks the types whether it exists."""

from collections.abc import Callable, Iterable
from functools import singledispatch
from typing import Any, get_type_hints

from jinja2 import nodes

from fabricgen.device import Device
from fabricgen.device.model import Port
from fabricgen.findings import Place, nearest
from fabricgen.render.lint.filters import named, result
from fabricgen.render.lint.notes import Macro, Notes, Scope
from fabricgen.render.lint.types import Record, Shape, attribute, element, names, unpacked

GLOBALS: dict[str, Shape] = dict.fromkeys(
    ("range", "dict", "lipsum", "cycler", "joiner", "namespace", "caller", "varargs", "kwargs"), Any
)
SPLICE = "give what ports share to a part of their profile and splice it: shared[port.profile].<part>"


@singledispatch
def infer(node: nodes.Node, notes: Notes, scope: Scope) -> Shape:
    """The type of an expression; `Any` of a statement. What is unknown on the way goes to the notes."""
    for child in node.iter_child_nodes():
        infer(child, notes, scope)
    return Any


@infer.register
def _name(node: nodes.Name, notes: Notes, scope: Scope) -> Shape:
    if node.name == "shared":
        notes.reads.setdefault("profiles", notes.page.place(node.lineno, len(node.name)))
    if node.name in scope.names:
        return scope.names[node.name]
    if node.name not in GLOBALS and node.name not in notes.macros:
        label = nearest(node.name, scope.names)
        notes.tell(
            "FG803",
            f"{node.name} is nothing that this template sees",
            notes.page.place(node.lineno, len(node.name)),
            notes.sees,
            label=label,
        )
    return Any


@infer.register
def _const(node: nodes.Const, notes: Notes, scope: Scope) -> Shape:  # noqa: ARG001
    return Any if node.value is None else type(node.value)


@infer.register
def _getattr(node: nodes.Getattr, notes: Notes, scope: Scope) -> Shape:
    shape = infer(node.node, notes, scope)
    if shape is Device:
        notes.reads.setdefault(node.attr, notes.page.place_of(node.attr, node.lineno))
    return _asked(spelled(node.node), shape, node.attr, node.lineno, notes)


def _asked(owner: str, shape: Shape, name: str, at: int, notes: Notes) -> Shape:
    found = attribute(shape, name)
    if found is None:
        known = names(shape)
        advice = f"it has {', '.join(known)}" if known else f"{owner} is a plain value"
        notes.tell("FG802", f"{owner} has no {name}", notes.page.place_of(name, at), advice, label=nearest(name, known))
    return Any if found is None else found


@infer.register
def _getitem(node: nodes.Getitem, notes: Notes, scope: Scope) -> Shape:
    shape = infer(node.node, notes, scope)
    infer(node.arg, notes, scope)
    if isinstance(node.arg, nodes.Slice):
        return shape
    if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        return _asked(spelled(node.node), shape, node.arg.value, node.arg.lineno, notes)
    return element(shape) or Any


@infer.register
def _condition(node: nodes.CondExpr, notes: Notes, scope: Scope) -> Shape:
    infer(node.test, notes, scope)
    one = infer(node.expr1, notes, scope)
    other = infer(node.expr2, notes, scope) if node.expr2 else Any
    return one if one == other else Any


@infer.register
def _filter(node: nodes.Filter, notes: Notes, scope: Scope) -> Shape:
    if node.name not in notes.filters:
        _unknown("filter", node.name, node.lineno, notes, notes.filters)
    shape = infer(node.node, notes, scope) if node.node else str
    for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
        infer(argument, notes, scope)
    each = element(shape)
    for field in named(node):
        for path in str(field.value).split(","):
            _path(f"each of {spelled(node.node)}", Any if each is None else each, path, field.lineno, notes)
    own = notes.filters.get(node.name)
    return _returned(own) if own else result(node, shape)


def _returned(own: Callable[..., object]) -> Shape:
    return get_type_hints(getattr(own, "func", own)).get("return", Any)


def _unknown(noun: str, name: str, at: int, notes: Notes, known: Iterable[str]) -> None:
    advice = f"templates have the {noun}s of Jinja and of their platform's file"
    notes.tell("FG804", f"there is no {noun} {name}", notes.page.place_of(name, at), advice, label=nearest(name, known))


def _path(owner: str, shape: Shape, path: str, at: int, notes: Notes) -> None:
    """A dotted path as filters take it; numbers are places in a list."""
    for name in path.strip().split("."):
        shape = Any if name.isdigit() else _asked(owner, shape, name, at, notes)
        owner = f"{owner}.{name}"


@infer.register
def _test(node: nodes.Test, notes: Notes, scope: Scope) -> Shape:
    if node.name not in notes.tests:
        _unknown("test", node.name, node.lineno, notes, notes.tests)
    for child in node.iter_child_nodes():
        infer(child, notes, scope)
    return bool


@infer.register
def _call(node: nodes.Call, notes: Notes, scope: Scope) -> Shape:
    given = [infer(argument, notes, scope) for argument in node.args]
    keywords = {keyword.key: infer(keyword.value, notes, scope) for keyword in node.kwargs}
    root = _root(node.node)
    if root is None or root.name not in notes.macros or root.name in scope.names:
        infer(node.node, notes, scope)
        return Any
    if scope.in_ports:
        place = notes.page.place(root.lineno, len(root.name))
        notes.tell("FG805", f"a macro call inside the port loop: {root.name}", place, SPLICE)
    macro = notes.macros[root.name]
    if macro is not None and root.name not in notes.running:
        _run(macro, given, keywords, notes)
    return str


def _root(node: nodes.Node) -> nodes.Name | None:
    """The name that a chain of attributes begins with."""
    while isinstance(node, nodes.Getattr):
        node = node.node
    return node if isinstance(node, nodes.Name) else None


def _run(macro: Macro, given: list[Shape], keywords: dict[str, Shape], notes: Notes) -> None:
    """A macro with the types of this call."""
    parameters = [argument.name for argument in macro.node.args]
    arguments = {**dict.fromkeys(parameters, Any), **dict(zip(parameters, given, strict=False)), **keywords}
    body(macro.node.body, notes.within(macro.node.name), macro.scope.inner(arguments, in_ports=False))


@infer.register
def _macro(node: nodes.Macro, notes: Notes, scope: Scope) -> Shape:
    """Read where it is called, with the types of the call; and once without, for names that it makes up."""
    macro = notes.macros[node.name] = Macro(node, scope)
    _run(macro, [], {}, notes)
    return Any


@infer.register
def _for(node: nodes.For, notes: Notes, scope: Scope) -> Shape:
    if scope.in_ports:
        notes.tell("FG805", "a loop inside the port loop", notes.page.place(node.lineno, 3), SPLICE)
    over = infer(node.iter, notes, scope)
    each = element(over)
    if each is None:
        message = f"{spelled(node.iter)} is not a list: there is nothing to loop over"
        notes.tell("FG802", message, _place(node.iter, notes), "loop over a list, such as device.ports")
    inside = scope.inner(bound(node.target, each or Any), in_ports=scope.in_ports or each is Port)
    inside.names["loop"] = _loop(each)
    if node.test is not None:
        infer(node.test, notes, inside)
    body(node.body, notes, inside)
    body(node.else_, notes, scope)
    return Any


def _loop(each: Shape) -> Record:
    numbers = dict.fromkeys(("index", "index0", "revindex", "revindex0", "length", "depth", "depth0"), int)
    return Record(
        {**numbers, "first": bool, "last": bool, "previtem": each, "nextitem": each, "cycle": Any, "changed": Any},
    )


def bound(target: nodes.Node, shape: Shape) -> dict[str, Shape]:
    """The names that an assignment or a loop makes, with their types."""
    if isinstance(target, nodes.Name):
        return {target.name: shape}
    if not isinstance(target, nodes.Tuple):
        return {}
    pairs = zip(target.items, unpacked(shape, len(target.items)), strict=True)
    return {name: part for item, each in pairs for name, part in bound(item, each).items()}


@infer.register
def _with(node: nodes.With, notes: Notes, scope: Scope) -> Shape:
    values = [infer(value, notes, scope) for value in node.values]
    new = {
        name: part
        for target, value in zip(node.targets, values, strict=True)
        for name, part in bound(target, value).items()
    }
    body(node.body, notes, scope.inner(new, in_ports=scope.in_ports))
    return Any


@infer.register(nodes.Assign)
@infer.register(nodes.AssignBlock)
def _set(node: nodes.Assign | nodes.AssignBlock, notes: Notes, scope: Scope) -> Shape:
    advice = "templates write values down; what is to be decided belongs to the device's values"
    notes.warn("FG808", "set makes a new value in a template", notes.page.place(node.lineno, 3), advice)
    value = infer(node.node, notes, scope) if isinstance(node, nodes.Assign) else str
    if isinstance(node, nodes.AssignBlock):
        body(node.body, notes, scope)
    scope.names.update(bound(node.target, value))
    return Any


@infer.register
def _include(node: nodes.Include, notes: Notes, scope: Scope) -> Shape:
    if scope.in_ports:
        notes.tell("FG805", "an include inside the port loop", notes.page.place(node.lineno, 7), SPLICE)
    return infer(node.template, notes, scope)


@infer.register
def _import(node: nodes.Import, notes: Notes, scope: Scope) -> Shape:
    notes.macros[node.target] = None
    return infer(node.template, notes, scope)


@infer.register
def _from(node: nodes.FromImport, notes: Notes, scope: Scope) -> Shape:
    notes.macros.update({name if isinstance(name, str) else name[1]: None for name in node.names})
    return infer(node.template, notes, scope)


def _place(node: nodes.Node, notes: Notes) -> Place:
    """The last name of a chain."""
    return notes.page.place_of(spelled(node).rpartition(".")[2], node.lineno)


def body(statements: list[nodes.Node], notes: Notes, scope: Scope) -> None:
    for statement in statements:
        infer(statement, notes, scope)


def spelled(node: nodes.Node | None) -> str:
    """An expression as its author wrote it, as far as it is made of names."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{spelled(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{spelled(node.node)}[…]"
    if isinstance(node, nodes.Filter):
        return spelled(node.node)
    return "it"
