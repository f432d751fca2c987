"""fabricgen rollback RUN"""

from pathlib import Path

import click

from fabricgen.cli.answer import form_option
from fabricgen.cli.options import Call, Pace, journal_options, only_option, pace_options, reach_options


@click.command("rollback")
@click.argument("run", type=int)
@only_option
@pace_options
@reach_options
@journal_options
@form_option
def command(
    run: int,
    only: str,
    confirm: int,
    drain: bool,
    client_timer: bool,
    carry_on: bool,
    credentials: Path | None,
    transport: str,
    threads: int,
    inventory: Path,
    journal: Path | None,
    form: str,
) -> int:
    """Bring every device of a RUN back to what it ran before, in the opposite order."""
    from fabricgen.cli.live.again import Again, rollback

    call, pace = Call(only, credentials, transport, threads), Pace(confirm, drain, client_timer, carry_on)
    return rollback(Again(run, inventory, journal, call, pace, form))
