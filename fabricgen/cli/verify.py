"""fabricgen verify INVENTORY"""

from pathlib import Path

import click

from fabricgen.cli.options import Call, format_option, inventory_argument, only_option, reach_options


@click.command("verify")
@inventory_argument
@click.option(
    "--interval", type=click.FloatRange(0, 3600), default=0.0, metavar="S", help="Compare lossless counters over it."
)
@only_option
@reach_options
@format_option
def command(
    inventory: Path, interval: float, only: str, credentials: Path | None, transport: str, threads: int, form: str
) -> int:
    """Live state against the intent of INVENTORY: cabling, sessions, paths, MTU, drift, and with --interval S seconds
    of lossless counters. Nothing is changed.
    """
    from fabricgen.cli.live.verify import verify

    return verify(inventory, Call(only, credentials, transport, threads), interval, form)
