"""fabricgen report INVENTORY --out FILE.html"""

import os
from pathlib import Path
from typing import Any

import click

from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.inventory import decided, templates
from fabricgen.cli.options import inventory_argument
from fabricgen.cli.tell import sound, tell
from fabricgen.findings import Finding, RefusedError
from fabricgen.judge import Verdict, planned

LIVE = "live"


@click.command("report")
@inventory_argument
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE.html", help="File to write."
)
@click.option("--against", metavar="DIR|git:REV", help="Show what changes against that, too.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=lambda: os.cpu_count() or 1,
    help="Processes.  [default: one per core]",
)
def command(inventory: Path, out: Path, against: str | None, jobs: int) -> int:
    """Write one HTML page that works offline: picture, lists, every configuration, figures, findings, changes."""
    from fabricgen.exports.place import put

    if against == LIVE:
        raise click.UsageError("a report compares with a folder or with git:REV; fabricgen diff --against live asks")
    verdict = sound(inventory)
    try:
        text = _page(verdict, _changes(inventory, verdict, against, jobs), jobs)
        put(out, [text])
    except (RefusedError, OSError) as error:
        tell(error.findings if isinstance(error, RefusedError) else (_unwritable(out, error),), "text")
        return ExitCode.FINDINGS
    switches = decided(verdict).fabric.switches
    click.echo(f"{out}: {switches:,} switches, {len(text.encode()) / 1e6:.1f} MB")
    return ExitCode.CLEAN


def _changes(inventory: Path, verdict: Verdict, against: str | None, jobs: int) -> dict[str, Any] | None:
    if against is None:
        return None
    from fabricgen.cli.compare.diff import Ask, differences
    from fabricgen.views.diff_drawn import Detail
    from fabricgen.views.report.changes import changes

    return changes(differences(Ask(inventory, against, "*", jobs, "html", Detail.FOLDED), verdict))


def _page(verdict: Verdict, changes: dict[str, Any] | None, jobs: int) -> str:
    from fabricgen.planning.inventory import plan
    from fabricgen.views.report import Content, Job, page, sheets

    laid_out = planned(verdict.inventory)
    found = tuple(sheets(Job(decided(verdict), templates(verdict.inventory)), jobs))
    figures = plan(laid_out.blueprint, laid_out.tiers)
    return page(Content(figures, laid_out.tiers, verdict.findings, found, changes))


def _unwritable(out: Path, error: OSError) -> Finding:
    return Finding("FG012", f"can't write {out}: {error.strerror}", help="choose another place, or make room there")
