"""From the path that libyang names to the line of the file."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from fabricgen.findings import Place, RefusedError
from fabricgen.source import Document, read

SEGMENT = re.compile(r"/(?:[\w.-]+:)?(?P<name>[\w.-]+)(?P<keys>(?:\[[^\]=]+=(?:'[^']*'|\"[^\"]*\")\])*)")
KEY = re.compile(r"\[(?:[\w.-]+:)?(?P<name>[^\]=]+)=(?:'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\")\]")


class Segment(NamedTuple):
    """A step of a path in data; `keys` pick an entry of a list."""

    name: str
    keys: tuple[tuple[str, str], ...]


Steps = Callable[[Any, tuple[Segment, ...]], Iterator[str | int]]
"""How a file of a kind lays out what the models speak of."""


def segments(location: str) -> tuple[Segment, ...]:
    return tuple(
        Segment(each["name"], tuple((key["name"], key["single"] or key["double"] or "") for key in _keys(each["keys"])))
        for each in SEGMENT.finditer(location)
    )


def _keys(text: str) -> Iterator[re.Match[str]]:
    return KEY.finditer(text)


def place(file: Path, location: str, steps: Steps, line: int | None = None) -> Place:
    """Of a leaf in data; else of the line, or of what is around the leaf; the first line if nothing else is known."""
    try:
        document = read(file)
    except RefusedError:
        return Place(str(file), 1, 1, "")
    named = segments(location)
    path = tuple(steps(document.value, named))
    found = len([step for step in path if isinstance(step, str)]) == len(named)
    if line is not None and not (found and named and not named[-1].keys):
        return _at_line(document, line, location)
    return _found(document, path)


def _at_line(document: Document, line: int, location: str) -> Place:
    """Of the words of a line, or of the one above: libyang tells where it had read to when it stopped."""
    rows = ["", *document.text.splitlines(), ""]
    named = f'{location.rpartition("/")[2].rpartition(":")[2]}"'
    line = next((each for each in (line, line - 1) if 0 < each < len(rows) and named in rows[each]), line)
    words = rows[min(line, len(rows) - 1)]
    return Place(document.file, line, len(words) - len(words.lstrip()) + 1, "", max(1, len(words.strip())))


def at_path(file: Path, path: tuple[str | int, ...]) -> Place:
    """Of a path in the file itself."""
    try:
        return read(file).key_place(path)
    except RefusedError:
        return Place(str(file), 1, 1, "")


def _found(document: Document, path: tuple[str | int, ...]) -> Place:
    return document.place(path) if path else Place(document.file, 1, 1, "")


def in_data(value: Any, path: tuple[Segment, ...]) -> Iterator[str | int]:
    """JSON as RFC 7951 has it: names may bear their module, lists are arrays."""
    for segment in path:
        key = _member(value, segment.name)
        if key is None:
            return
        yield key
        value = value[key]
        if isinstance(value, list) and segment.keys:
            index = _entry(value, segment.keys)
            if index is None:
                return
            yield index
            value = value[index]


def _member(value: Any, name: str) -> str | None:
    names = value if isinstance(value, dict) else {}
    return next((key for key in names if key.rpartition(":")[2] == name), None)


def _entry(rows: list[Any], keys: tuple[tuple[str, str], ...]) -> int | None:
    wanted = dict(keys)
    return next(
        (
            index
            for index, row in enumerate(rows)
            if isinstance(row, dict) and all(_text(row.get(name)) == text for name, text in wanted.items())
        ),
        None,
    )


def _text(value: Any) -> str:
    """As libyang writes it: identities without their module, as those of keys are compared without."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def in_tables(value: Any, path: tuple[Segment, ...]) -> Iterator[str | int]:
    """config_db.json: the keys of a row are one word, with bars between; the name of a list isn't there at all."""
    for segment in path[1:]:
        step = "|".join(text for _, text in segment.keys) if segment.keys else segment.name
        if not isinstance(value, dict) or step not in value:
            return
        yield step
        value = value[step]
