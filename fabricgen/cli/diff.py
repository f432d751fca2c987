"""fabricgen diff INVENTORY --against DIR|git:REV|live"""

import os
from pathlib import Path

import click

from fabricgen.cli.options import Call, inventory_argument, only_option, reach_options

LIVE = "live"
FORMS = ("text", "json", "github", "junit", "html")
LIVE_FORMS = ("text", "json")
SITE_FORMS = ("text", "json", "github")


@click.command("diff")
@inventory_argument
@click.option(
    "--against",
    required=True,
    metavar="DIR|git:REV|live",
    help="A folder that was rendered before, a revision of the inventory's git repository, or the switches themselves.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="CHANGE",
    help="Save the change that push takes.",
)
@click.option("--all", "every", is_flag=True, help="Name every device, and show each one that has values of its own.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=lambda: os.cpu_count() or 1,
    help="Processes that render.  [default: one per core]",
)
@only_option
@reach_options
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help="How to tell. github: the comment of a pull request, as Markdown.",
)
def command(
    inventory: Path,
    against: str,
    out: Path | None,
    every: bool,
    jobs: int,
    only: str,
    credentials: Path | None,
    transport: str,
    threads: int,
    form: str,
) -> int:
    """What INVENTORY would change; nothing is changed. Devices that change alike are told once. Of a folder with a
    sites.yml each site has a part; DIR is then what `render` made of that folder.

    Exit status: 0 nothing, 1 differences or findings.
    """
    from fabricgen.kinds.sites import holds_sites

    several = holds_sites(inventory)
    if several and (against == LIVE or out is not None or form not in SITE_FORMS):
        _refuse(inventory, against, out, form)
    if against == LIVE:
        if form not in LIVE_FORMS:
            raise click.UsageError(f"--against live tells as {' or '.join(LIVE_FORMS)}, not as {form}")
        from fabricgen.cli.live.diff import diff as live

        return live(inventory, Call(only, credentials, transport, threads), out, form)
    from fabricgen.cli.compare.diff import Ask, diff
    from fabricgen.views.diff_drawn import Detail

    ask = Ask(inventory, against, only, jobs, form, Detail.ALL if every else Detail.FOLDED, out)
    if several:
        from fabricgen.cli.compare.sites import diff as of_sites

        return of_sites(ask)
    return diff(ask)


def _refuse(folder: Path, against: str, out: Path | None, form: str) -> None:
    """Raises `UsageError`."""
    from fabricgen.kinds.sites import load_sites

    first = next(iter(load_sites(folder).places.values()))
    if against == LIVE or out is not None:
        word = "--against live" if against == LIVE else "--out"
        raise click.UsageError(
            f"{word} takes one fabric, so that a change stays within one: name a site, such as {first}"
        )
    raise click.UsageError(f"a folder of several fabrics is told as {', '.join(SITE_FORMS)}, not as {form}")
