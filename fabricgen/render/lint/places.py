"""Where in a template something stands. Jinja's trees know lines only; ours know the very character."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.lexer import TokenStream
from jinja2.parser import Parser

from fabricgen.findings import Place


class Mark(NamedTuple):
    """A token as it stands in the text; `at` counts characters from 1."""

    at: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A template's text and where its lines begin."""

    file: str
    text: str
    starts: tuple[int, ...]

    def place(self, at: int, width: int = 1) -> Place:
        """Of the character `at`, counted from 1."""
        line = bisect_right(self.starts, at - 1)
        return Place(self.file, line, at - self.starts[line - 1], "", width)

    def place_of(self, word: str, at: int) -> Place:
        """Of the first `word` from the character `at` on."""
        found = self.text.find(word, at - 1)
        return self.place(at if found < 0 else found + 1, len(word))


class BrokenTemplateError(Exception):
    """Not a template; `at` is the character where Jinja gave up."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def sheet(file: str, text: str) -> Sheet:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
    return Sheet(file, text, tuple(starts))


def marks(environment: Environment, page: Sheet) -> tuple[Mark, ...]:
    """Every token with its place. Raises `BrokenTemplateError`."""
    found, cursor = [], 0
    try:
        for _, kind, text in environment.lexer.tokeniter(page.text, None):
            start = page.text.index(text, cursor)
            cursor = start + len(text)
            found.append(Mark(start + 1, kind, text))
    except TemplateSyntaxError as error:
        at = page.starts[min(error.lineno, len(page.starts)) - 1] + 1
        raise BrokenTemplateError(_reason(error), at) from error
    return tuple(found)


def _reason(error: TemplateSyntaxError) -> str:
    """Jinja's words, as part of a sentence; its count of characters is of no use beside a place."""
    words = (error.message or "unreadable").partition(" at ")[0].partition(". ")[0].removesuffix(".")
    return words[0].lower() + words[1:]


def tree(environment: Environment, found: Iterable[Mark]) -> nodes.Template:
    """Jinja's tree, in which every `lineno` is the place of a character. Raises `BrokenTemplateError`."""
    parser = Parser(environment, "")
    parser.stream = TokenStream(environment.lexer.wrap(found, None), None, None)
    try:
        return parser.parse()
    except TemplateSyntaxError as error:
        raise BrokenTemplateError(_reason(error), error.lineno) from error
