"""One inventory in a pull request: judged, rendered, compared, reported; every result is a file in its own folder."""

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from fabricgen.cli.compare.diff import Ask, differences
from fabricgen.cli.inventory import decided, templates
from fabricgen.compare.differences import Differences
from fabricgen.findings import Finding, RefusedError, Severity
from fabricgen.judge import Verdict, judge
from fabricgen.platforms.effect import Impact
from fabricgen.render.folder import MANIFEST, clear, rows_of
from fabricgen.render.run import Order, render
from fabricgen.views import diff_words
from fabricgen.views import findings as view
from fabricgen.views.diff_drawn import Detail, draw
from fabricgen.views.findings import Colour
from fabricgen.views.markdown import escaped, fenced

REPORT = "report.html"
FORMS = {"github": "diff.md", "json": "diff.json", "junit": "diff.xml", "html": "diff.html"}


@dataclass(frozen=True, slots=True)
class Base:
    """What is compared with: `commit` for git, `name` for people. `inventories` are those it has."""

    commit: str
    name: str
    inventories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inspected:
    """`told` is one line on what changes, `text` its Markdown. `danger` grows with what it does to traffic."""

    name: str
    findings: tuple[Finding, ...] = ()
    told: str = ""
    text: str = ""
    remarks: tuple[str, ...] = ()
    danger: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.told)

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)


class TroubleError(Exception):
    """A file could not be written, or a command of ours failed where it must not."""


def inspect(name: str, base: Base | None, out: Path) -> Inspected:
    """Of the inventory `name` below the current folder. Raises `TroubleError`."""
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    for file in (REPORT, *FORMS.values()):
        (folder / file).unlink(missing_ok=True)  # of an earlier review
    try:
        verdict = judge(Path(name))
    except RefusedError as refusal:
        return _refused(Inspected(name, refusal.findings), folder)
    found = Inspected(name, verdict.findings, remarks=tuple(_remarks(name, verdict)))
    return _refused(found, folder) if verdict.errors else _judged(_rendered(found, verdict, base, folder), folder)


def _refused(found: Inspected, folder: Path) -> Inspected:
    """What an earlier review rendered isn't what this page says."""
    rendered = folder / "rendered"
    clear(rendered, [row.path for row in rows_of(rendered)])
    (rendered / MANIFEST).unlink(missing_ok=True)
    return _judged(found, folder)


def _judged(found: Inspected, folder: Path) -> Inspected:
    (folder / "findings.json").write_text(view.as_json(found.findings), encoding="utf-8")
    (folder / "findings.xml").write_text(view.as_junit(found.findings), encoding="utf-8")
    return found


def _remarks(name: str, verdict: Verdict) -> Iterable[str]:
    inventory = verdict.inventory
    if inventory.lock != inventory.stored:
        yield (
            f"numbers were handed out that {name}/fabricgen.lock doesn't have: "
            f"run fabricgen render {name} --out DIR, and commit the file"
        )


def _rendered(found: Inspected, verdict: Verdict, base: Base | None, folder: Path) -> Inspected:
    try:
        render(Order(decided(verdict), folder / "rendered", templates(verdict.inventory)), "*", _jobs())
    except RefusedError as refusal:
        return replace(found, findings=(*found.findings, *refusal.findings))
    except OSError as error:
        raise TroubleError(f"can't write to {folder}: {error.strerror}") from error
    return _compared(found, verdict, base, folder)


def _compared(found: Inspected, verdict: Verdict, base: Base | None, folder: Path) -> Inspected:
    if base is None or found.name not in base.inventories:
        _report(found.name, None, folder)
        return found if base is None else _new(found, verdict)
    ask = Ask(Path(found.name), f"git:{base.commit}", "*", _jobs(), "github", Detail.FOLDED)
    try:
        difference = replace(differences(ask, verdict), before=base.name)
    except RefusedError as refusal:
        _report(found.name, None, folder)
        return _incomparable(found, base, refusal.findings)
    _report(found.name, base, folder)
    return _told(found, difference, folder)


def _told(found: Inspected, difference: Differences, folder: Path) -> Inspected:
    drawn = {form: draw(difference, form, Detail.FOLDED, Colour.NEVER) for form in FORMS}
    for form, file in FORMS.items():
        (folder / file).write_text(drawn[form], encoding="utf-8")
    if not difference:
        return found
    return replace(found, told=diff_words.summary(difference), text=drawn["github"], danger=_danger(difference))


def _danger(difference: Differences) -> int:
    """Moves are worse than any impact; who comes or goes is as bad as what is hitless."""
    return len(Impact) + 1 if difference.moves else max((impact.weight for impact in difference.impacts), default=0) + 1


def _new(found: Inspected, verdict: Verdict) -> Inspected:
    told = f"new: {decided(verdict).fabric.switches:,} switches"
    return replace(
        found,
        told=told,
        text=f"### {escaped(found.name)} is new\n\n{told.removeprefix('new: ')}, nothing to compare.\n",
    )


def _incomparable(found: Inspected, base: Base, why: Iterable[Finding]) -> Inspected:
    """What it changes is unknown, which isn't nothing."""
    reasons = "\n".join(f"- {finding.message}" for finding in why)
    text = f"### {escaped(found.name)} can't be compared with {escaped(base.name)}\n\n{fenced(reasons)}\n"
    return replace(found, told=f"can't be compared with {base.name}", text=text, danger=1)


def removed(name: str, base: Base) -> Inspected:
    told = f"removed: {base.name} has it"
    text = f"### {escaped(name)} is removed\n\n{escaped(base.name)} has it; what its switches run is not compared.\n"
    return Inspected(name, told=told, text=text, danger=1)


def _report(name: str, base: Base | None, folder: Path) -> None:
    against = () if base is None else ("--against", f"git:{base.commit}")
    words = ("report", f"--out={folder / REPORT}", *against, "--", name)
    done = subprocess.run(  # noqa: S603 - ourselves, no shell
        [sys.executable, "-I", "-m", "fabricgen", *words], capture_output=True, check=False
    )
    if done.returncode:
        raise TroubleError(f"fabricgen {' '.join(words)} failed:\n{done.stderr.decode(errors='replace')}")


def _jobs() -> int:
    return os.cpu_count() or 1
