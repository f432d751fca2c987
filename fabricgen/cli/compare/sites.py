"""The body of fabricgen diff for a folder of several fabrics: each site's difference under its name, one status."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

import click
import orjson

from fabricgen.cli.compare.diff import Ask, colour, differences
from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.inventory import laid_out
from fabricgen.cli.sites import sound
from fabricgen.cli.tell import tell
from fabricgen.compare.differences import Differences
from fabricgen.findings import RefusedError
from fabricgen.judge import Verdict
from fabricgen.views.diff_drawn import draw
from fabricgen.views.diff_github import sites_as_github

GIT = "git:"


class Told(NamedTuple):
    """What a site would change; None where one side couldn't be read, which is told already."""

    site: str
    found: Differences | None


def diff(ask: Ask) -> int:
    """`ask.only` is a device of any site, or site/device. A folder has the sites as `render` leaves them there."""
    verdict = sound(ask.inventory)
    asked = list(_asked(verdict.verdicts, ask.only))
    if not asked:
        raise click.UsageError(f"no device of {ask.inventory} is called {ask.only}")
    told = [_told(ask, verdict.folder.places[site], site, of, glob) for site, of, glob in asked]
    click.echo(_drawn(ask, [each for each in told if each.found is not None]), nl=False)
    return ExitCode.CLEAN if all(each.found is not None and not each.found for each in told) else ExitCode.FINDINGS


def _asked(verdicts: dict[str, Verdict], only: str) -> Iterator[tuple[str, Verdict, str]]:
    site, _, glob = only.rpartition("/")
    for name, verdict in verdicts.items():
        known = laid_out(verdict).tiers[0].names
        if site in {"", name} and (glob == "*" or any(fnmatchcase(device, glob) for device in known)):
            yield name, verdict, glob


def _told(ask: Ask, place: Path, site: str, verdict: Verdict, glob: str) -> Told:
    against = ask.against if ask.against.startswith(GIT) else f"{ask.against}/{site}"
    try:
        return Told(site, differences(ask._replace(inventory=place, against=against, only=glob), verdict))
    except RefusedError as refusal:
        tell(refusal.findings, "text")
        return Told(site, None)


def _drawn(ask: Ask, told: list[Told]) -> str:
    read = [(each.site, each.found) for each in told if each.found is not None]
    if ask.form == "github":
        return sites_as_github(read)
    drawn = [(site, draw(found, ask.form, ask.detail, colour())) for site, found in read]
    if ask.form == "json":
        values = {"sites": {site: orjson.loads(text) for site, text in drawn}}
        return orjson.dumps(values, option=orjson.OPT_INDENT_2).decode() + "\n"
    return "\n".join(f"{site}\n{text}" for site, text in drawn)
