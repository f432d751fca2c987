"""What validate, plan, render and show do with a folder of several fabrics."""

from pathlib import Path

import click

from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.inventory import decided, laid_out, remember, templates
from fabricgen.cli.tell import tell
from fabricgen.findings import Finding, RefusedError
from fabricgen.sites import SitesVerdict, judge_sites


def judged(folder: Path, form: str = "text") -> SitesVerdict:
    """Ends the command with status 1 when the sites can't be read at all."""
    try:
        return judge_sites(folder)
    except RefusedError as refusal:
        tell(refusal.findings, form)
        raise click.exceptions.Exit(ExitCode.FINDINGS) from refusal


def sound(folder: Path) -> SitesVerdict:
    """Of sites without errors; warnings are told, errors of any site end the command with status 1."""
    verdict = judged(folder)
    tell(verdict.findings, "text")
    if verdict.errors:
        raise click.exceptions.Exit(ExitCode.FINDINGS)
    return verdict


def validate(folder: Path, form: str) -> int:
    verdict = judged(folder, form)
    tell(verdict.findings, form)
    if form == "text" and not verdict.findings:
        fabrics = [each.blueprint.fabric for each in verdict.verdicts.values() if each.blueprint is not None]
        switches = sum(fabric.switches for fabric in fabrics)
        click.echo(f"{folder}: no findings, {len(fabrics)} sites, {switches:,} switches")
    return ExitCode.FINDINGS if verdict.errors else ExitCode.CLEAN


def plan(folder: Path, form: str) -> int:
    import orjson

    from fabricgen.planning.inventory import plan as figures
    from fabricgen.views.plan import as_dict, as_text

    plans = [(name, laid_out(verdict)) for name, verdict in sound(folder).verdicts.items()]
    drawn = {name: figures(found.blueprint, found.tiers) for name, found in plans}
    if form == "json":
        values = {"sites": {name: as_dict(one) for name, one in drawn.items()}}
        click.echo(orjson.dumps(values, option=orjson.OPT_INDENT_2).decode())
    else:
        click.echo("\n".join(f"{name}\n{as_text(one)}" for name, one in drawn.items()), nl=False)
    return ExitCode.CLEAN


def render(folder: Path, out: Path, only: str, jobs: int) -> int:
    """Each site into a folder of its name. `only` is a device of any site, or site/device."""
    from fabricgen.render.run import Order
    from fabricgen.render.run import render as rendered

    verdicts = sound(folder).verdicts
    site, _, glob = only.rpartition("/")
    told = []
    for name, verdict in verdicts.items():
        if site in {"", name}:
            try:
                found = rendered(Order(decided(verdict), out / name, templates(verdict.inventory)), glob, jobs)
                remember(verdict.inventory)
            except (RefusedError, OSError) as error:
                tell(error.findings if isinstance(error, RefusedError) else (_unwritable(out / name, error),), "text")
                return ExitCode.FINDINGS
            told += [(name, found)] if found.rows else []
    if not told:
        raise click.UsageError(f"no device of {folder} is called {only}")
    for name, found in told:
        switches = len({row.device for row in found.rows})
        click.echo(f"{out / name}: {switches:,} switches, {len(found.rows):,} files, {found.changed:,} changed")
    return ExitCode.CLEAN


def _unwritable(out: Path, error: OSError) -> Finding:
    return Finding("FG012", f"can't write to {out}: {error.strerror}", help="choose another folder, or make room there")


def one(folder: Path, device: str | None, form: str) -> tuple[Path, str]:
    """The inventory that site/device is in, and the device's name there. Ends the command where there is none."""
    verdict = judged(folder, form)
    places = verdict.folder.places
    site, _, name = (device or "").partition("/")
    if site not in places or not name:
        listed = ", ".join(f"{each}/DEVICE" for each in places)
        message = f"{folder} has several fabrics" if device is None else f"{folder} has several, and no {device}"
        tell([Finding("FG010", message, help=f"write {listed}")], form)
        raise click.exceptions.Exit(ExitCode.FINDINGS)
    return places[site], name
