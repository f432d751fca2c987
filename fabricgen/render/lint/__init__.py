"""Judges a template before it renders: every name in it against the values it may use, and the manners of the house."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from fabricgen.device import Device
from fabricgen.device.model import Profile
from fabricgen.findings import Finding, meant
from fabricgen.platforms.platform import Platform
from fabricgen.render.lint.notes import Notes, Scope
from fabricgen.render.lint.places import BrokenTemplateError, Mark, Sheet, marks, sheet, tree
from fabricgen.render.lint.reader import infer
from fabricgen.render.lint.types import Record, Shape, series
from fabricgen.render.templates import environment, home

LINES_MAX = 120
INCLUDE = re.compile(r'{% (?:include|from|import) "([a-z0-9_/]+)\.j2"')
BY_HAND = frozenset({"{%-", "{{-", "{#-", "{%+", "-%}", "-}}", "-#}", "+%}"})
"""Spellings that strip or keep white space."""


def lint(text: str, file: str, platform: Platform) -> tuple[Finding, ...]:
    """All that is wrong with a template for a platform; folder and name of `file` say what it may see."""
    jinja, page, name = environment(), sheet(file, text), named(PurePath(file))
    scope = _scope(name, platform)
    filters = {**dict.fromkeys(jinja.filters), **dict(platform.filters)}
    notes = Notes(page, filters, frozenset(jinja.tests), f"it sees {' and '.join(scope.names)}, nothing else")
    try:
        found = marks(jinja, page)
        _manners(found, page, notes)
        infer(tree(jinja, found), notes, scope)
    except BrokenTemplateError as error:
        notes.tell(
            "FG801", f"this is not a template: {error}", page.place(error.at), "Jinja's documentation has the words"
        )
    _place_in(platform, name, notes)
    _remembered(platform, name, notes)
    return notes.told()


def named(file: PurePath) -> str:
    """A template's name among all: folder/feature."""
    return f"{file.parent.name}/{file.stem}"


def needed(platform: Platform) -> tuple[str, ...]:
    """Names of all templates that the platform renders."""
    return tuple(sorted({*_parts(platform), *_reads(platform)}))


def missing(platform: Platform, names: frozenset[str]) -> Iterator[Finding]:
    """Templates that a platform renders and a folder that should hold all of them lacks."""
    for name in needed(platform):
        if name not in names:
            advice = "write it, or take it off the platform's list"
            yield Finding("FG809", f"{platform.name} renders {name}.j2, which is missing", help=advice)


def _full(platform: Platform, template: str) -> str:
    return template if "/" in template else f"{platform.name}/{template}"


def _parts(platform: Platform) -> frozenset[str]:
    return frozenset(_full(platform, part) for part in platform.profile_parts)


def _reads(platform: Platform) -> dict[str, tuple[str, ...]]:
    """What decides the text of each section; nothing named: everything."""
    return {_full(platform, section.template): section.reads for file in platform.files for section in file.sections}


def _scope(name: str, platform: Platform) -> Scope:
    device: dict[str, Shape] = {
        "device": Device,
        "shared": series(Record(dict.fromkeys(platform.profile_parts, str))),
    }
    part: dict[str, Shape] = {"profile": Profile}
    if name in _parts(platform):
        return Scope(part)
    return Scope(device if name in _reads(platform) else {**device, **part})


def _manners(found: tuple[Mark, ...], page: Sheet, notes: Notes) -> None:
    lines = page.text.removesuffix("\n").count("\n") + 1
    if lines > LINES_MAX:
        place = page.place(page.starts[LINES_MAX] + 1)
        advice = f"one feature fits on {LINES_MAX}: split it"
        notes.tell("FG806", f"{lines} lines are too many for a template", place, advice)
    for mark in found:
        spelling = mark.text.strip()
        if spelling in BY_HAND and mark.kind.endswith(("begin", "end")):
            place = page.place(mark.at, len(spelling))
            advice = "a block alone on its line leaves none: write {% … %}"
            notes.tell("FG807", f"{spelling} handles white space by hand", place, advice)


def _included(names: Iterable[str]) -> frozenset[str]:
    """Names of the templates that are parts of these, and parts of parts."""
    files = (home() / f"{name}.j2" for name in names)
    parts = frozenset(part for file in files if file.exists() for part in INCLUDE.findall(file.read_text("utf-8")))
    return parts | _included(parts) if parts else parts


def _place_in(platform: Platform, name: str, notes: Notes) -> None:
    known = needed(platform)
    if name in known or name in _included(known):
        return
    near = meant(name, known)
    advice = f"did you mean {near}.j2?" if near else f"it renders {', '.join(known)}"
    notes.warn("FG809", f"{platform.name} renders no template of this name", notes.page.place(1), advice)


def _remembered(platform: Platform, name: str, notes: Notes) -> None:
    """A section that is rendered once for many devices may use only what its platform file says it reads."""
    reads = _reads(platform).get(name, ())
    for attribute, place in notes.reads.items() if reads else ():
        if attribute not in reads:
            message = f"device.{attribute} is not among what this section reads: another device would get this text"
            advice = f"add it to the section's reads in the platform's file; now: {', '.join(reads)}"
            notes.tell("FG810", message, place, advice)


__all__ = ["lint", "missing", "named", "needed"]
