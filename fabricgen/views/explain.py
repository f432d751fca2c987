"""What a code means: the docstring of its rule, or its entry among the explanations."""

from collections.abc import Iterable
from difflib import get_close_matches
from inspect import cleandoc
from types import ModuleType
from typing import NamedTuple

from fabricgen.findings import Finding
from fabricgen.views.explanations import EXPLANATIONS
from fabricgen.views.layout import columns, page


class Meaning(NamedTuple):
    """`text` is what follows the title; indented blocks are examples."""

    code: str
    title: str
    text: str


def meanings(rules: Iterable[ModuleType]) -> dict[str, Meaning]:
    """Every code, in order."""
    found = [_meaning(code, text) for code, text in EXPLANATIONS.items()]
    found += [_meaning(str(rule.CODE), rule.__doc__ or "") for rule in rules]
    return {meaning.code: meaning for meaning in sorted(found)}


def _meaning(code: str, text: str) -> Meaning:
    title, _, rest = cleandoc(text).partition("\n")
    return Meaning(code, title.strip().removesuffix("."), rest.strip().replace("::\n", ":\n"))


def unknown(code: str, known: Iterable[str]) -> Finding:
    near = get_close_matches(code.upper().replace("O", "0"), tuple(known), n=1)
    label = f"nearest: {near[0]}" if near else ""
    return Finding("FG010", f"there is no code {code}", label=label, help=_advice(near))


def _advice(near: list[str]) -> str:
    listing = "fabricgen explain lists all codes"
    return f"did you mean {near[0]}? {listing}" if near else listing


def as_dict(meaning: Meaning) -> dict[str, str]:
    return meaning._asdict()


def as_text(meaning: Meaning) -> str:
    return page([f"{meaning.code}  {meaning.title}", "", meaning.text])


def listing(found: Iterable[Meaning]) -> str:
    return page(columns((meaning.code, meaning.title) for meaning in found))
