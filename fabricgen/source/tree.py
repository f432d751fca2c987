"""From libyaml's events to a tree of values that remember where they stand.

Events instead of `yaml.compose`: composing recurses in C without a limit, and forgets whether a tag was written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, cast

import yaml

from fabricgen.findings import Finding, Place
from fabricgen.source.text import HELP, hidden_in
from fabricgen.source.words import Trouble, meaning

DEPTH_MAX = 64
EXPANSION_MAX = 100_000  # nodes that aliases may stand for, against files that explode ("a billion laughs")


class Span(NamedTuple):
    """Line and column from 1, width in characters."""

    line: int
    column: int
    width: int


class Node(NamedTuple):
    """`size` counts the nodes and `height` the levels from here down, with all aliases followed."""

    value: Any
    span: Span
    children: Mapping[str | int, "Node"]
    keys: Mapping[str, Span]
    size: int = 1
    height: int = 1


class TooMuchError(Exception):
    """Reading on could take for ever; a finding has been told."""


_NONE: Mapping[Any, Any] = {}


def grow(events: Iterator[yaml.Event], file: str, lines: list[str], findings: list[Finding]) -> Node:
    """The one document of `events`; what is wrong is added to `findings`. Raises `TooMuchError`."""
    return _Growth(events, file, lines, findings).document()


@dataclass(slots=True)
class _Growth:
    events: Iterator[yaml.Event]
    file: str
    lines: list[str]
    findings: list[Finding]
    anchors: dict[str, Node] = field(default_factory=dict)
    unfinished: set[str] = field(default_factory=set)
    expanded: int = 0

    def document(self) -> Node:
        next(self.events)
        start = next(self.events)
        if isinstance(start, yaml.StreamEndEvent):
            return _scalar(None, Span(1, 1, 1))
        if isinstance(start, yaml.DocumentStartEvent) and (start.version or start.tags):
            self.tell(
                "FG004",
                "a line that starts with % is a directive, which is not allowed",
                self.span(start),
                "remove the line",
            )
        root = self.node(next(self.events), 1)
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self.tell(
                "FG004",
                "a second document starts here",
                self.span(after),
                "keep one document in a file; remove this '---'",
            )
        return root

    def node(self, event: yaml.Event, depth: int) -> Node:
        if depth > DEPTH_MAX:
            self.stop(f"nested deeper than {DEPTH_MAX} levels", self.span(event), "write it flatter")
        if isinstance(event, yaml.ScalarEvent):
            node = self.scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            node = self.collection(event, depth)
        else:
            return self.alias(cast("yaml.AliasEvent", event), depth)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def scalar(self, event: yaml.ScalarEvent) -> Node:
        span = self.span(event)
        self.refuse_tag(event)
        if found := hidden_in(event.value):
            self.tell("FG005", f"this value has {found} in it, which is not allowed", span, _remedy(found))
        value = event.value if event.style else meaning(event.value)
        if isinstance(value, Trouble):
            self.tell(value.code, value.message, span, value.help)
            return _scalar(event.value, span)
        return _scalar(value, span)

    def collection(self, start: yaml.CollectionStartEvent, depth: int) -> Node:
        self.refuse_tag(start)
        anchor = start.anchor or ""
        self.unfinished.add(anchor)
        node = self.mapping(start, depth) if isinstance(start, yaml.MappingStartEvent) else self.sequence(start, depth)
        self.unfinished.discard(anchor)
        return node

    def refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None:
            help_ = "write the value without its !tag; quote it if it is text"
            self.tell("FG004", "tags are not allowed", self.span(event), help_)

    def sequence(self, start: yaml.CollectionStartEvent, depth: int) -> Node:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        span = self.outline(start, event)
        return _branch([item.value for item in items], span, dict(enumerate(items)), _NONE)

    def mapping(self, start: yaml.CollectionStartEvent, depth: int) -> Node:
        children: dict[str | int, Node] = {}
        keys: dict[str, Span] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            span = self.span(event)
            key = self.key(event, span, keys, depth)
            child = self.node(next(self.events), depth + 1)
            if key is not None:
                children[key], keys[key] = child, span
        span = self.outline(start, event)
        if not start.flow_style and keys:
            span = span._replace(width=next(iter(keys.values())).width)
        return _branch({key: child.value for key, child in children.items()}, span, children, keys)

    def key(self, event: yaml.Event, span: Span, keys: Mapping[str, Span], depth: int) -> str | None:
        """None if it can't be one; the finding is told, and the value is still read for further findings."""
        if not isinstance(event, yaml.ScalarEvent):
            self.node(event, depth + 1)
            self.tell("FG004", "a key must be one word", span, "write a plain name before the ':'")
            return None
        if trouble := self.key_trouble(event, span, keys):
            self.findings.append(trouble)
            return None
        if event.anchor is not None:
            self.anchors[event.anchor] = _scalar(event.value, span)
        return str(event.value)

    def key_trouble(self, event: yaml.ScalarEvent, span: Span, keys: Mapping[str, Span]) -> Finding | None:
        if event.tag is not None:
            return self.finding("FG004", "tags are not allowed", span, "write the key without its !tag")
        if event.value == "<<" and not event.style:
            return self.finding(
                "FG004", "merge keys (<<) are not allowed", span, "write the keys here, where a reader sees them"
            )
        if found := hidden_in(event.value):
            return self.finding("FG005", f"this key has {found} in it, which is not allowed", span, _remedy(found))
        if event.value in keys:
            first = f"first on line {keys[event.value].line}"
            message = f"the key '{event.value}' stands twice in this mapping: {first}"
            return replace(self.finding("FG003", message, span, "keep one of the two"), label=first)
        return None

    def alias(self, event: yaml.AliasEvent, depth: int) -> Node:
        name, span = event.anchor or "", self.span(event)
        if name in self.unfinished:
            self.tell("FG004", f"*{name} stands inside the value that it repeats", span, "write the value out")
        elif name not in self.anchors:
            self.tell(
                "FG001", f"*{name} repeats nothing: no value before it is marked &{name}", span, f'"*{name}" is text'
            )
        else:
            return self.repeated(name, span, depth)
        return _scalar(None, span)

    def repeated(self, name: str, span: Span, depth: int) -> Node:
        node = self.anchors[name]
        self.expanded += node.size
        if self.expanded > EXPANSION_MAX:
            message = f"the aliases stand for more than {EXPANSION_MAX:,} values"
            self.stop(message, span, "write fewer *aliases of *aliases")
        if depth + node.height - 1 > DEPTH_MAX:
            self.stop(f"nested deeper than {DEPTH_MAX} levels through *{name}", span, "write it flatter")
        return node._replace(span=span)

    def tell(self, code: str, message: str, span: Span, help_: str) -> None:
        self.findings.append(self.finding(code, message, span, help_))

    def finding(self, code: str, message: str, span: Span, help_: str) -> Finding:
        return Finding(code, message, Place(self.file, span.line, span.column, "", span.width), help=help_)

    def stop(self, message: str, span: Span, help_: str) -> None:
        self.tell("FG004", message, span, help_)
        raise TooMuchError

    def span(self, event: yaml.Event) -> Span:
        return self.outline(event, event)

    def outline(self, first: yaml.Event, last: yaml.Event) -> Span:
        """From the start of `first` to the end of `last`, but no further than the line."""
        start, end = cast("yaml.Mark", first.start_mark), cast("yaml.Mark", last.end_mark)
        line, column = start.line, start.column
        if line >= len(self.lines):
            return Span(len(self.lines), len(self.lines[-1]) + 1, 1)
        stop = end.column if end.line == line else len(self.lines[line])
        return Span(line + 1, column + 1, max(1, stop - column))


def _scalar(value: Any, span: Span) -> Node:
    return Node(value, span, _NONE, _NONE)


def _branch(value: Any, span: Span, children: Mapping[str | int, Node], keys: Mapping[str, Span]) -> Node:
    size = 1 + sum(child.size for child in children.values())
    height = 1 + max((child.height for child in children.values()), default=0)
    return Node(value, span, children, keys, size, height)


def _remedy(found: str) -> str:
    return HELP if found.startswith("the character") else "write it on one line, in quotes if need be"
