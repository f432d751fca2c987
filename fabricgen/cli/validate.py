"""fabricgen validate INVENTORY"""

from pathlib import Path

import click

from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.options import format_option, inventory_argument


@click.command("validate")
@inventory_argument
@format_option
def command(inventory: Path, form: str) -> int:
    """Judge INVENTORY, a folder with an intent.yml or with a sites.yml, or the file itself. Every finding comes in one
    run, with its place.
    """
    from fabricgen.kinds.sites import holds_sites

    if holds_sites(inventory):
        from fabricgen.cli.sites import validate

        return validate(inventory, form)
    from fabricgen.cli.tell import judged, tell

    verdict = judged(inventory, form)
    tell(verdict.findings, form)
    if form == "text" and not verdict.findings and verdict.blueprint is not None:
        click.echo(f"{inventory}: no findings, {verdict.blueprint.fabric.switches:,} switches")
    return ExitCode.FINDINGS if verdict.errors else ExitCode.CLEAN
