"""fabricgen render INVENTORY --out DIR"""

import os
from pathlib import Path

import click

from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.inventory import decided, remember, templates
from fabricgen.cli.options import inventory_argument
from fabricgen.cli.tell import sound, tell
from fabricgen.findings import Finding, RefusedError


@click.command("render")
@inventory_argument
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder to write; complete or absent.",
)
@click.option("--only", default="*", show_default=True, metavar="GLOB", help="Devices by name, * and ? allowed.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=lambda: os.cpu_count() or 1,
    help="Processes.  [default: one per core]",
)
def command(inventory: Path, out: Path, only: str, jobs: int) -> int:
    """Write the configuration of every switch of INVENTORY, and manifest.json last."""
    from fabricgen.kinds.sites import holds_sites
    from fabricgen.render.run import Order, render

    if holds_sites(inventory):
        from fabricgen.cli.sites import render as render_sites

        return render_sites(inventory, out, only, jobs)
    verdict = sound(inventory)
    try:
        rendered = render(Order(decided(verdict), out, templates(verdict.inventory)), only, jobs)
        if not rendered.rows:
            raise click.UsageError(f"no device of {inventory} is called {only}")
        remember(verdict.inventory)
    except (RefusedError, OSError) as error:
        tell(error.findings if isinstance(error, RefusedError) else (_unwritable(out, error),), "text")
        return ExitCode.FINDINGS
    switches = len({row.device for row in rendered.rows})
    click.echo(f"{out}: {switches:,} switches, {len(rendered.rows):,} files, {rendered.changed:,} changed")
    return ExitCode.CLEAN


def _unwritable(out: Path, error: OSError) -> Finding:
    return Finding("FG012", f"can't write to {out}: {error.strerror}", help="choose another folder, or make room there")
