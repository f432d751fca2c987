"""fabricgen push CHANGE|INVENTORY"""

from pathlib import Path

import click

from fabricgen.cli.answer import form_option
from fabricgen.cli.options import Call, Pace, only_option, pace_options, reach_options


@click.command("push")
@click.argument("source", metavar="CHANGE|INVENTORY", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Ask the switches, change nothing.")
@click.option("--yes", is_flag=True, help="Of an inventory: the difference needs no review.")
@only_option
@pace_options
@reach_options
@click.option(
    "--journal",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="What was done so far.  [default: beside the inventory]",
)
@click.option(
    "--inventory",
    type=click.Path(path_type=Path),
    metavar="INVENTORY",
    help="Of a change file: where its inventory lies now.  [default: where it lay]",
)
@form_option
def command(
    source: Path,
    dry_run: bool,
    yes: bool,
    only: str,
    confirm: int,
    drain: bool,
    client_timer: bool,
    carry_on: bool,
    credentials: Path | None,
    transport: str,
    threads: int,
    journal: Path | None,
    inventory: Path | None,
    form: str,
) -> int:
    """Bring live switches to what was reviewed, in waves, each device with a way back until it is checked.

    CHANGE comes from `fabricgen diff INVENTORY --against live --out CHANGE`. Given an INVENTORY, the difference is
    shown and asked about first.
    """
    from fabricgen.cli.live.push import Wish, push

    wish = Wish(
        source, inventory, journal, Call(only, credentials, transport, threads),
        Pace(confirm, drain, client_timer, carry_on), form,
    )  # fmt: skip
    return push(wish, dry_run=dry_run, reviewed=yes)
