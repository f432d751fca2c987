"""Markdown as GitHub reads it."""

import re
from collections.abc import Iterable, Iterator

NOTICE = "<!-- Made by `make docs`; change what it is made of, or docs/generate/. -->"


def page(title: str, lines: Iterable[str]) -> str:
    text = "\n".join([f"# {title}", "", NOTICE, "", *lines])
    return re.sub(r"\n{3,}", "\n\n", text).rstrip("\n") + "\n"


def row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|').replace(chr(10), ' ') for cell in cells)} |"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield row(*head)
    yield row(*("---" for _ in head))
    yield from (row(*cells) for cells in rows)
    yield ""


def fenced(language: str, text: str) -> Iterator[str]:
    yield f"```{language}"
    yield text.rstrip("\n")
    yield "```"
    yield ""


def anchor(title: str) -> str:
    """How GitHub names a heading: lower case, hyphens for blanks, no punctuation."""
    plain = re.sub(r"\[([^]]*)]\([^)]*\)", r"\1", title).replace("`", "")
    return re.sub(r"[^\w\- ]", "", plain.strip().lower()).replace(" ", "-")
