"""fabricgen lint [DIR], fabricgen lint configs DIR --yang-dir MODELS"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.options import format_option
from fabricgen.cli.tell import tell
from fabricgen.findings import Finding, Place, Severity
from fabricgen.platforms import PLATFORMS

CONFIGS = "configs"
"""The word that stands before a folder of configurations; alone it is a folder of that name, as any other."""
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
DIR = click.Argument(["folder"], metavar="[DIR]")
"""What a folder is called that isn't one."""


@click.command("lint")
@click.argument("word", metavar="[configs]", required=False)
@click.argument("below", metavar="[DIR]", required=False)
@click.option(
    "--yang-dir", "models", type=FOLDER, multiple=True, metavar="MODELS",
    help="With configs: a folder of a vendor's YANG models; again for another vendor's.",
)  # fmt: skip
@click.option(
    "--features", type=FILE, metavar="FILE",
    help="With configs: what a box with SR Linux says to `info from state system features | as json`.",
)  # fmt: skip
@format_option
@click.pass_context
def command(
    ctx: click.Context,
    word: str | None,
    below: str | None,
    models: tuple[Path, ...],
    features: Path | None,
    form: str,
) -> int:
    """Judge the templates in DIR, or in the templates/ of the inventory DIR; without DIR those that fabricgen ships.

    With the word configs before DIR: judge the configurations in DIR, rendered or saved, by the vendors' YANG models.
    """
    if below is None:
        if models or features:
            raise click.UsageError(f"--yang-dir and --features go with {CONFIGS}: fabricgen lint {CONFIGS} DIR …")
        return _lint_templates(_folder(ctx, word) if word else None, form)
    if word != CONFIGS:
        _folder(ctx, word or "")
        raise click.UsageError(f"Got unexpected extra argument ({below})")
    if not models:
        raise click.UsageError(f"judged by what? fabricgen lint {CONFIGS} {below} --yang-dir MODELS")
    return _lint_configs(_folder(ctx, below), models, features, form)


def _folder(ctx: click.Context, word: str) -> Path:
    """Raises BadParameter."""
    return Path(FOLDER.convert(word, DIR, ctx))


def _lint_configs(folder: Path, models: tuple[Path, ...], features: Path | None, form: str) -> int:
    from fabricgen.render.yang import MissingProgramError, judged, listed

    try:
        on = None if features is None else listed(features.read_text(encoding="utf-8"))
    except ValueError as error:
        raise click.UsageError(f"{features} is no list of features: {error}") from error
    try:
        told = judged(folder, models, on)
    except MissingProgramError as error:
        raise click.UsageError(str(error)) from error
    if not told.configs:
        raise click.UsageError(f"{folder} has no configuration that a YANG model could judge: SONiC's, SR Linux's")
    tell(told.findings, form)
    if form == "text" and not told.findings:
        others = f", {told.others:,} other files not judged" if told.others else ""
        click.echo(f"{folder}: {told.configs:,} configuration{_s(told.configs)}, no findings{others}")
    return _status(told.findings)


def _lint_templates(folder: Path | None, form: str) -> int:
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
        click.echo(f"{place}: {len(files):,} template{_s(len(files))}, no findings")
    return _status(found)


def _s(count: int) -> str:
    return "s" if count > 1 else ""


def _status(found: Iterable[Finding]) -> ExitCode:
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
