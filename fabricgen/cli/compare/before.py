"""The side that an inventory is compared with: a folder of artefacts, or the inventory as a git revision has it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from fabricgen.compare.revision import Revision, revision
from fabricgen.compare.sides import Plan, Side, plan, saved
from fabricgen.findings import Finding, RefusedError, Severity
from fabricgen.judge import Verdict, judge
from fabricgen.source import visible
from fabricgen.targets.masking import veiled

GIT = "git:"


class Before(NamedTuple):
    """`against` names the very same side tomorrow: a commit instead of a branch."""

    side: Side
    against: str


@contextmanager
def before(inventory: Path, against: str) -> Iterator[Before]:
    """The side that a folder or git:REV names. Raises `RefusedError`."""
    if not against.startswith(GIT):
        yield Before(saved(Path(against)), against)
        return
    with revision(inventory, against.removeprefix(GIT)) as old:
        yield Before(_planned(old, against), f"{GIT}{old.commit}")


def _planned(old: Revision, name: str) -> Plan:
    """Raises `RefusedError` with its errors, as findings of that side. Its warnings are old news."""
    try:
        verdict = judge(old.inventory)
    except RefusedError as refusal:
        raise RefusedError(tuple(_of_side(finding, old, name) for finding in refusal.findings)) from refusal
    if errors := _errors(verdict):
        raise RefusedError(tuple(_of_side(finding, old, name) for finding in errors))
    return plan(f"{name} ({old.commit[:10]})", verdict, old.templates)


def _errors(verdict: Verdict) -> tuple[Finding, ...]:
    return tuple(finding for finding in verdict.findings if finding.severity is Severity.ERROR)


def _of_side(finding: Finding, old: Revision, name: str) -> Finding:
    """Its place is told as git does: git:REV:path."""
    place = finding.place
    if place is not None:
        place = place._replace(file=f"{name}:{os.path.relpath(place.file, old.top)}")
    return replace(finding, message=f"before, in {name}: {finding.message}", place=place)


def safe(text: str) -> str:
    """A folder may come from anywhere: no secrets, and nothing that a terminal would obey."""
    return veiled(visible(text))
