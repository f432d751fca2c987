"""Nokia's models of SR Linux (nokia/srlinux-yang-models), made ready for a judge that isn't Nokia's.

Nokia's boxes read the conditions in their models a little otherwise than the standard does, as their own running
configurations show: `= true()` compares the value of a leaf, where XPath asks whether the leaf is there; `!= x` holds
for a leaf that isn't there, where XPath says it doesn't; `x >= ''` asks whether x is there, where XPath compares
numbers; identities and the nodes of other modules are named without
prefix. Conditions that some chips alone keep are marked with an extension that a foreign judge can't read. The first
three are written out here, the others are left out.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from fabricgen.render.yang.yanglint import Schemas

OWN = "srl_nokia-"
FEATURES = f"{OWN}features"
TOP = re.compile(r'"(srl_nokia-[\w-]+):')
"""Modules that a configuration speaks of: in its keys, and in the names of identities."""
BY_VALUE = re.compile(r"(!?=)\s*(true|false)\(\)")
MUST = re.compile(r"""\s*must\s+("[^"]*"|'[^']*')\s*(\{[^{}]*\}|;)""")
IS_THERE = re.compile(r"([\w./-]+) >= ''")
CHIPS_ONLY = ":if-feature"
ELSEWHERE = "OpenConfig can only be enabled"
"""Begins what is said of the one condition that names a node of another module, lldp, as if it were its own."""
LITERAL = re.compile(r"""=\s*(["'])([\w-]+)\1""")
IDENTITY = re.compile(r"^\s*identity\s+([\w-]+)", re.MULTILINE)
ENUMERATION = re.compile(r"type enumeration \{((?:[^{}]|\{[^{}]*\})*)\}")
CONDITION = re.compile(r'\s*if-feature "([^"]*)";')
QUOTES = "\"'"
BORDERS = " \t\n\"'"
MANDATORY = re.compile(r"\s*mandatory true;")
NAME = re.compile(r"[\w-]+(?=[)\s]|$)")


def home(folder: Path) -> Path | None:
    """The folder itself if Nokia's models lie in it or below; else None."""
    return folder if next(folder.rglob(f"{FEATURES}.yang"), None) else None


def sources(folder: Path) -> dict[str, Path]:
    """Every module below the folder, by name; those for the commands of `tools` describe no configuration."""
    files = sorted(folder.rglob("*.yang"))
    return {file.stem: file for file in files if not file.stem.startswith("srl_nokia-tools")}


def listed(text: str) -> frozenset[str]:
    """The features of a box: all the words in what `info from state system features | as json` says.

    Raises ValueError.
    """
    return frozenset(_words(json.loads(text)))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _words(list(value.values()))
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)


def prepared(source: Path, folder: Path, on: frozenset[str] | None) -> dict[str, Path]:
    """The models in one folder, readable, by name. Without the features of a box, all that any box has is allowed."""
    files = sources(source)
    texts = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    known = identities(text for name, text in texts.items() if name.startswith(OWN))
    for name, text in texts.items():
        (folder / f"{name}.yang").write_text(readable(text, on, known), encoding="utf-8")
    return {name: folder / f"{name}.yang" for name in texts}


def schemas(models: dict[str, Path], texts: Iterable[str], on: frozenset[str] | None) -> Schemas:
    """What the configurations speak of, of prepared models."""
    folder = models[FEATURES].parent
    declared = features(models[FEATURES].read_text(encoding="utf-8"))
    chosen = (f"{FEATURES}:{','.join(sorted(declared & on))}",) if on is not None else ()
    return Schemas(folder, (models[FEATURES], *(models[name] for name in used(texts, models))), chosen)


def bare(value: Any) -> Any:
    """A configuration without the remarks that a box keeps in it, whose names begin with an underscore."""
    if isinstance(value, dict):
        return {key: bare(below) for key, below in value.items() if not key.startswith("_")}
    return [bare(each) for each in value] if isinstance(value, list) else value


def used(texts: Iterable[str], known: Collection[str]) -> list[str]:
    """The modules that the configurations speak of, but for those that there are no models of."""
    return sorted({name for text in texts for name in TOP.findall(text) if name in known} - {FEATURES})


def features(text: str) -> frozenset[str]:
    """What the module of features declares."""
    return frozenset(re.findall(r"^\s*feature\s+([\w-]+)", text, re.MULTILINE))


def identities(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(name for text in texts for name in IDENTITY.findall(text))


def readable(text: str, on: frozenset[str] | None, known: frozenset[str]) -> str:
    """A model with its conditions written out; `on` are features of the box, `known` the identities of all models.

    Without features nothing depends on one, and nothing has to be there: what one chip demands, another lacks.
    """
    text = MUST.sub(lambda found: "" if _unreadable(found[1], found[2], known) else found[0], text)
    text = IS_THERE.sub(r"boolean(\1)", text)
    text = BY_VALUE.sub(r"\1 string(\2())", text)
    if on is None:
        text = MANDATORY.sub("", CONDITION.sub("", text))
    else:
        text = ENUMERATION.sub(lambda found: _choosable(found, on), text)
    return _unequal(text)


def _unreadable(condition: str, words: str, known: frozenset[str]) -> bool:
    bare = any(name in known for _, name in LITERAL.findall(condition[1:-1]))
    return bare or CHIPS_ONLY in words or ELSEWHERE in words


def _choosable(found: re.Match[str], on: frozenset[str]) -> str:
    """An enumeration of which nothing would be left keeps all: the judge takes no empty one."""
    conditions = CONDITION.findall(found[1])
    named = {name for condition in conditions for name in NAME.findall(condition)}
    if len(conditions) < found[1].count("enum ") or named & on:
        return found[0]
    return CONDITION.sub("", found[0])


def _unequal(text: str) -> str:
    """A != B, as not(A = B)."""
    return "".join(_rewritten(text))


def _rewritten(text: str) -> Iterator[str]:
    done = 0
    for found in re.finditer(r"\s*!=\s*", text):
        start = _path_start(text, found.start())
        end = _value_end(text, found.end())
        if start < done:
            continue
        yield f"{text[done:start]}not({text[start : found.start()]} = {text[found.end() : end]})"
        done = end
    yield text[done:]


def _path_start(text: str, at: int) -> int:
    """Where the path that ends at `at` begins: behind a blank, a quote or an open bracket that isn't its own."""
    depth = 0
    while at > 0:
        depth += (text[at - 1] in ")]") - (text[at - 1] in "([")
        if depth < 0 or (depth == 0 and text[at - 1] in BORDERS):
            break
        at -= 1
    return at


def _value_end(text: str, at: int) -> int:
    """Where the literal, path or call that begins at `at` ends."""
    if text[at] in QUOTES:
        return text.index(text[at], at + 1) + 1
    depth = 0
    while at < len(text):
        depth += (text[at] in "([") - (text[at] in ")]")
        if depth < 0 or (depth == 0 and text[at] in BORDERS):
            break
        at += 1
    return at
