"""fabricgen init DIR --kind KIND"""

from pathlib import Path

import click

from fabricgen.cli.answer import refuse
from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.kind import kind_choice, starters
from fabricgen.findings import Finding

PAGE = "intent.yml"


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--kind", type=kind_choice(), required=True, help="The kind of fabric to start from.")
def command(folder: Path, kind: str) -> int:
    """Write a commented intent into DIR, a new or empty folder; it renders as it is."""
    try:
        _write(folder, kind)
    except OSError as error:
        told = f"can't write to {folder}: {error.strerror}"
        refuse(Finding("FG012", told, help="choose another folder, or make room there"), "text")
    click.echo(f"{folder / PAGE}: written; next: fabricgen validate {folder}")
    return ExitCode.CLEAN


def _write(folder: Path, kind: str) -> None:
    if not _empty(folder):
        advice = (
            f"name a new folder, or edit the {PAGE} that is there" if (folder / PAGE).exists() else "name a new folder"
        )
        refuse(Finding("FG011", f"{folder} has something in it: nothing was written", help=advice), "text")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PAGE).write_bytes(starters()[kind].read_bytes())


def _empty(folder: Path) -> bool:
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
