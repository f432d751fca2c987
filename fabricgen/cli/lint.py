"""fabricgen lint [DIR]"""

from collections.abc import Iterator
from pathlib import Path

import click

from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.options import format_option
from fabricgen.cli.tell import tell
from fabricgen.findings import Finding, Place, Severity
from fabricgen.platforms import PLATFORMS


@click.command("lint")
@click.argument(
    "folder", metavar="[DIR]", type=click.Path(path_type=Path, exists=True, file_okay=False), required=False
)
@format_option
def command(folder: Path | None, form: str) -> int:
    """Judge the templates in DIR, or in the templates/ of the inventory DIR; without DIR those that fabricgen ships."""
    from fabricgen.render.templates import home

    place = _templates(folder) if folder else home()
    files = sorted(place.rglob("*.j2"))
    if not files:
        raise click.UsageError(f"{place} has no templates: they lie in <platform>/<feature>.j2")
    found = dict.fromkeys(finding for file in files for finding in _judged(file, place))
    if folder is None:
        found |= dict.fromkeys(_missing(files))
    tell(found, form)
    if form == "text" and not found:
        click.echo(f"{place}: {len(files):,} template{'s' if len(files) > 1 else ''}, no findings")
    return ExitCode.FINDINGS if any(finding.severity is Severity.ERROR for finding in found) else ExitCode.CLEAN


def _templates(folder: Path) -> Path:
    """The folder itself, unless it is an inventory with templates of its own."""
    inside = folder / "templates"
    return inside if inside.is_dir() else folder


def _judged(file: Path, place: Path) -> Iterator[Finding]:
    """By every platform that renders it, or else by the one whose folder it lies in."""
    from fabricgen.render.lint import lint, named, needed

    rendering = [platform for platform in PLATFORMS.values() if named(file) in needed(platform)]
    owners = [PLATFORMS[name] for name in (file.parent.name,) if name in PLATFORMS]
    if file.parent.parent != place or not (rendering or owners):
        yield _stray(file)
        return
    text = file.read_text(encoding="utf-8", errors="replace")
    for platform in rendering or owners:
        yield from lint(text, str(file), platform)


def _stray(file: Path) -> Finding:
    advice = f"templates lie in <platform>/<feature>.j2; the platforms are {', '.join(PLATFORMS)}"
    place = Place(str(file), 1, 1, "")
    return Finding("FG809", "no platform renders this template", place, help=advice, severity=Severity.WARNING)


def _missing(files: list[Path]) -> Iterator[Finding]:
    from fabricgen.render.lint import missing, named

    ours = frozenset(map(named, files))
    for platform in PLATFORMS.values():
        yield from missing(platform, ours)
