"""The body of fabricgen diff against a folder of artefacts or a git revision: two sides, one difference, one status."""

import os
import sys
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

import click

from fabricgen.cli.compare.before import before, safe
from fabricgen.cli.compare.change import save
from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.tell import sound, tell
from fabricgen.compare.differences import Differences
from fabricgen.compare.run import Order, compare
from fabricgen.compare.shapes import exact, shaped
from fabricgen.compare.sides import Side, devices, plan
from fabricgen.findings import Finding, RefusedError, did_you_mean
from fabricgen.judge import Verdict
from fabricgen.source import visible
from fabricgen.views.diff_drawn import Detail, draw
from fabricgen.views.findings import Colour


class Ask(NamedTuple):
    """What was asked for on the command line."""

    inventory: Path
    against: str
    only: str
    jobs: int
    form: str
    detail: Detail
    out: Path | None = None


def diff(ask: Ask) -> int:
    verdict = sound(ask.inventory)
    try:
        found = differences(ask, verdict)
    except RefusedError as refusal:
        tell(refusal.findings, "text")
        return ExitCode.FINDINGS
    click.echo(draw(found, ask.form, ask.detail, colour()), nl=False)
    if ask.out is not None:
        save(ask.inventory, ask.against, ask.only, verdict, ask.out)
    return ExitCode.FINDINGS if found else ExitCode.CLEAN


def differences(ask: Ask, verdict: Verdict) -> Differences:
    """Of an inventory without errors. Raises `RefusedError`."""
    after = plan(str(ask.inventory), verdict)
    with before(ask.inventory, ask.against) as old:
        _refuse_nobody(ask.only, old.side, after)
        sorting = exact if ask.detail is Detail.ALL else shaped
        found = compare(Order(old.side, after, ask.only, ask.jobs, safe, sorting))
    return replace(found, before=visible(found.before), after=visible(found.after))


def _refuse_nobody(only: str, before: Side, after: Side) -> None:
    known = list(dict.fromkeys((*devices(after), *devices(before))))
    if any(fnmatchcase(name, only) for name in known):
        return
    hint = did_you_mean(only, known)
    finding = Finding(
        "FG010", f"there is no device called {only} on either side", help=f"{hint}there are {known[0]} to {known[-1]}"
    )
    raise RefusedError((finding,))


def colour() -> Colour:
    return Colour.ALWAYS if sys.stdout.isatty() and "NO_COLOR" not in os.environ else Colour.NEVER
