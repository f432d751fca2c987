"""What a code means: the docstring of its rule, or its entry among the explanations."""

from collections.abc import Iterable
from inspect import cleandoc
from types import ModuleType
from typing import NamedTuple

from fabricgen.findings import Finding, did_you_mean, nearest
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
    word, codes = code.upper().replace("O", "0"), tuple(known)
    help_ = f"{did_you_mean(word, codes)}fabricgen explain lists all codes"
    return Finding("FG010", f"there is no code {code}", label=nearest(word, codes), help=help_)


def as_dict(meaning: Meaning) -> dict[str, str]:
    return meaning._asdict()


def as_text(meaning: Meaning) -> str:
    return page([f"{meaning.code}  {meaning.title}", "", meaning.text])


def listing(found: Iterable[Meaning]) -> str:
    return page(columns((meaning.code, meaning.title) for meaning in found))
