"""fabricgen runs"""

from pathlib import Path

import click

from fabricgen.cli.answer import form_option
from fabricgen.cli.options import journal_options


@click.command("runs")
@click.argument("run", type=int, required=False)
@journal_options
@form_option
def command(run: int | None, inventory: Path, journal: Path | None, form: str) -> int:
    """The pushes and rollbacks of an inventory, or every step of one RUN."""
    from fabricgen.cli.live.runs import runs

    return runs(run, inventory, journal, form)
