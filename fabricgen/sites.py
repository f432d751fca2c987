"""From a folder of several fabrics to a judged whole: each page alone, then what holds between them."""

from pathlib import Path
from typing import NamedTuple

from fabricgen.checks import World, check_sites
from fabricgen.checks.sites import Own
from fabricgen.findings import Finding, RefusedError, Severity
from fabricgen.judge import Verdict, judge
from fabricgen.kinds.sites import Folder, load_sites


class SitesVerdict(NamedTuple):
    """`verdicts` are those of the sites whose page can be read; `findings` are all there are."""

    folder: Folder
    verdicts: dict[str, Verdict]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def judge_sites(path: Path) -> SitesVerdict:
    """Raises `RefusedError` only when the file that names the sites can't be read."""
    folder = load_sites(path)
    verdicts: dict[str, Verdict] = {}
    found: list[Finding] = []
    for name, place in folder.places.items():
        try:
            verdicts[name] = judge(place)
        except RefusedError as refusal:
            found.extend(refusal.findings)
        else:
            found.extend(verdicts[name].findings)
    found.extend(check_sites(_world(folder, verdicts)))
    return SitesVerdict(folder, verdicts, tuple(found))


def _world(folder: Folder, verdicts: dict[str, Verdict]) -> World:
    sites = {
        name: Own(name, verdict.inventory.document, verdict.inventory.intent, verdict.plan)
        for name, verdict in verdicts.items()
    }
    return World(folder.document, folder.page, sites)
