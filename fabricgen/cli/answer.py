"""How a command that only tells something answers: text, or the same values as JSON; or a finding, and status 1."""

from collections.abc import Callable
from typing import NoReturn, TypeVar

import click

from fabricgen.cli.exit_codes import ExitCode
from fabricgen.findings import Finding

F = TypeVar("F", bound=Callable[..., object])


def form_option(function: F) -> F:
    forms = click.Choice(("text", "json"))
    return click.option("--format", "form", type=forms, default="text", show_default=True, help="How to tell.")(
        function
    )


def say(form: str, values: object, text: str) -> int:
    """To stdout. `values` is made of what JSON knows."""
    from fabricgen.views.layout import as_json

    click.echo(as_json(values) if form == "json" else text, nl=False)
    return ExitCode.CLEAN


def refuse(finding: Finding, form: str) -> NoReturn:
    """Tells the finding and ends the command."""
    from fabricgen.cli.tell import tell

    tell([finding], form)
    raise click.exceptions.Exit(ExitCode.FINDINGS)
