"""fabricgen render INVENTORY --out DIR"""

import os
from pathlib import Path

import click

from fabricgen.allocation.lock import FILE as LOCK_FILE
from fabricgen.allocation.lock import write
from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.report import inventory_argument, sound, tell
from fabricgen.findings import Finding, RefusedError
from fabricgen.kinds import Blueprint, Inventory


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
    from fabricgen.render.run import Order, render  # noqa: PLC0415 - Jinja is loaded by the command that needs it

    verdict = sound(inventory)
    decided = _decided(verdict.blueprint)
    try:
        rendered = render(Order(decided, out, _templates(verdict.inventory)), only, jobs)
        if not rendered.rows:
            raise click.UsageError(f"no device of {inventory} is called {only}")
        _remember(verdict.inventory)
    except (RefusedError, OSError) as error:
        tell(error.findings if isinstance(error, RefusedError) else (_unwritable(out, error),), "text")
        return ExitCode.FINDINGS
    switches = len({row.device for row in rendered.rows})
    click.echo(f"{out}: {switches:,} switches, {len(rendered.rows):,} files, {rendered.changed:,} changed")
    return ExitCode.CLEAN


def _decided(blueprint: Blueprint | None) -> Blueprint:
    if blueprint is None:
        raise AssertionError("a plan without errors has a blueprint")
    return blueprint


def _templates(inventory: Inventory) -> tuple[Path, ...]:
    folder = inventory.folder / "templates"
    return (folder,) if folder.is_dir() else ()


def _remember(inventory: Inventory) -> None:
    """Numbers handed out now are written down, so that they are the same tomorrow. Raises `RefusedError`."""
    if inventory.lock == inventory.stored:
        return
    place = inventory.folder / LOCK_FILE
    staged = place.with_name(f".{LOCK_FILE}")
    try:
        staged.write_bytes(write(inventory.lock))
        staged.replace(place)
    except OSError as error:
        advice = "it remembers the numbers that were handed out: make room for it, render again, and commit it"
        raise RefusedError((Finding("FG012", f"can't write {place}: {error.strerror}", help=advice),)) from error


def _unwritable(out: Path, error: OSError) -> Finding:
    return Finding("FG012", f"can't write to {out}: {error.strerror}", help="choose another folder, or make room there")
