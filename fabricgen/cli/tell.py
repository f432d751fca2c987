"""How commands tell: findings to stderr, results to stdout, in the format asked for."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from fabricgen.cli.exit_codes import ExitCode
from fabricgen.findings import Finding, RefusedError, Severity
from fabricgen.judge import Verdict, judge
from fabricgen.source import texts
from fabricgen.views import findings as view


def tell(findings: Iterable[Finding], form: str) -> None:
    """Text goes to stderr; the forms that machines read are the result, and go to stdout."""
    found = tuple(findings)
    if form == "text":
        if found:
            click.echo(view.text(found, texts(found), _colour()), err=True)
        return
    draw = {"json": view.as_json, "github": view.as_github, "junit": view.as_junit}[form]
    click.echo(draw(found), nl=False)


def _colour() -> view.Colour:
    plain = "NO_COLOR" in os.environ or not sys.stderr.isatty()
    return view.Colour.NEVER if plain else view.Colour.ALWAYS


def judged(inventory: Path, form: str = "text") -> Verdict:
    """The verdict on an inventory; ends the command with status 1 when the page can't be read at all."""
    try:
        return judge(inventory)
    except RefusedError as refusal:
        tell(refusal.findings, form)
        raise click.exceptions.Exit(ExitCode.FINDINGS) from refusal


def sound(inventory: Path) -> Verdict:
    """The verdict on an inventory without errors; warnings are told, errors end the command with status 1."""
    verdict = judged(inventory)
    tell(verdict.findings, "text")
    if any(finding.severity is Severity.ERROR for finding in verdict.findings):
        raise click.exceptions.Exit(ExitCode.FINDINGS)
    return verdict
