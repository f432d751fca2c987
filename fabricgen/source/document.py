"""The door to files: what is on the page, and where."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from fabricgen.findings import Finding, Place, RefusedError
from fabricgen.source.syntax import complaint
from fabricgen.source.text import FILE_MAX, blanked, hidden, lines_of
from fabricgen.source.tree import Node, Span, TooMuchError, grow


@dataclass(frozen=True, slots=True)
class Document:
    """`value` consists of dict, list, str, int, float, bool and None; treat it as read-only, aliases share it."""

    file: str
    text: str
    value: Any
    root: Node = field(repr=False)

    def place(self, path: tuple[str | int, ...]) -> Place:
        """Where the value at `path` stands; of an unknown path its nearest known ancestor."""
        known, node, _ = self._walk(path)
        return self._at(node.span, known)

    def key_place(self, path: tuple[str | int, ...]) -> Place:
        """Where the key of the value at `path` stands; list items and the page have none, so their value answers."""
        known, node, key = self._walk(path)
        return self._at(key or node.span, known)

    def located(self, finding: Finding) -> Finding:
        """The finding with a place, if it only had a path."""
        return replace(finding, place=self.place(finding.path)) if finding.place is None else finding

    def _walk(self, path: tuple[str | int, ...]) -> tuple[tuple[str | int, ...], Node, Span | None]:
        node, key = self.root, None
        for depth, step in enumerate(path):
            if step not in node.children:
                return path[:depth], node, key
            node, key = node.children[step], node.keys.get(str(step))
        return path, node, key

    def _at(self, span: Span, path: tuple[str | int, ...]) -> Place:
        return Place(self.file, span.line, span.column, spelled(path), span.width)


def spelled(path: tuple[str | int, ...]) -> str:
    """As people write it: exceptions[0].mtu."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def read(path: Path) -> Document:
    """Raises `RefusedError` with all that is wrong with the file, also when there is none."""
    try:
        with path.open("rb") as stream:
            content = stream.read(FILE_MAX + 1)
    except (OSError, ValueError) as error:
        raise RefusedError((_unreadable(path, error),)) from error
    _refuse_bulk(len(content), str(path))
    return parse(content.decode("utf-8", "surrogateescape"), str(path))


def parse(text: str, file: str) -> Document:
    """Raises `RefusedError` with all that is wrong with the text; `file` is the name that findings show."""
    _refuse_bulk(len(text), file)
    text = text.removeprefix("\ufeff")
    lines = lines_of(text)
    findings = list(hidden(file, lines))
    root = None if "\0" in text else _grown(blanked(text), file, lines, findings)
    if findings or root is None:
        raise RefusedError(tuple(sorted(findings, key=page_order)))
    return Document(file, text, root.value, root)


def texts(findings: Iterable[Finding]) -> dict[str, str]:
    """What the files that `findings` point at say now, for drawing; files that can't be read are left out."""
    files = {finding.place.file for finding in findings if finding.place}
    return {file: text for file in sorted(files) if (text := _peek(Path(file))) is not None}


def _peek(path: Path) -> str | None:
    try:
        content = path.read_bytes() if path.is_file() else None
    except (OSError, ValueError):
        return None
    return None if content is None else content[:FILE_MAX].decode("utf-8", "replace").removeprefix("\ufeff")


def _grown(text: str, file: str, lines: list[str], findings: list[Finding]) -> Node | None:
    """None when reading had to stop; then a finding says why."""
    try:
        root = grow(yaml.parse(text, Loader=yaml.CBaseLoader), file, lines, findings)
    except TooMuchError:
        return None
    except yaml.YAMLError as error:
        findings.append(complaint(error, file, lines))
        return None
    findings.extend(_shape(root, file))
    return root


def _shape(root: Node, file: str) -> list[Finding]:
    if isinstance(root.value, dict):
        return []
    place = Place(file, root.span.line, root.span.column, "", root.span.width)
    if root.value is None:
        return [Finding("FG001", "the page is empty", place, help="'fabricgen init' writes a page to start from")]
    return [
        Finding(
            "FG007", "the page is not made of 'key: value' lines", place, help="start with 'kind: …', one key on a line"
        )
    ]


def _refuse_bulk(size: int, file: str) -> None:
    if size > FILE_MAX:
        message = f"the file is larger than {FILE_MAX >> 20} MiB, far beyond any page of intent"
        raise RefusedError(
            (Finding("FG001", message, Place(file, 1, 1, ""), help="check that this is the file you meant"),)
        )


def _unreadable(path: Path, error: OSError | ValueError) -> Finding:
    reason = (error.strerror or "it can't be opened") if isinstance(error, OSError) else "the name can't be one"
    advice = (
        "name the file inside the folder"
        if isinstance(error, IsADirectoryError)
        else "check the name and who may read it"
    )
    return Finding(
        "FG001", f"can't read the file: {reason[0].lower()}{reason[1:]}", Place(str(path), 1, 1, ""), help=advice
    )


def page_order(finding: Finding) -> tuple[int, int, str]:
    """Sorts the findings of one page; those without a place come first."""
    return (finding.place.line, finding.place.column, finding.code) if finding.place else (0, 0, finding.code)
