"""All inventories of a pull request: findings at their lines, every file in a folder, the words of the comment."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from fabricgen.cli.ci import git, surroundings
from fabricgen.cli.ci.inspect import Base, Inspected, inspect, removed
from fabricgen.cli.ci.outcome import Outcome, mark, save
from fabricgen.cli.ci.quality import as_code_quality
from fabricgen.cli.ci.words import COMMENT, SUMMARY, markdown, telling_
from fabricgen.findings import Severity
from fabricgen.source import texts
from fabricgen.views import findings as view

COMMENT_FILE = "comment.md"
SUMMARY_FILE = "summary.md"
QUALITY_FILE = "codequality.json"


class Ask(NamedTuple):
    """`patterns` are one a line. `target` is a branch of origin, `known` where the forge says that HEAD left it,
    `against` a revision that comes before both; all may be empty.
    """

    patterns: tuple[str, ...]
    target: str
    known: str
    against: str
    out: Path
    fail_on: str


def review(ask: Ask) -> Outcome:
    """Leaves everything in `ask.out`. Raises `GitError`, `TroubleError`."""
    os.chdir(git.top())
    base = _base(ask)
    present = git.present(ask.patterns)
    gone = sorted(set(base.inventories if base else ()) - set(present))
    if not present and not gone:
        raise git.GitError(f"no folder with an intent.yml is called {' or '.join(ask.patterns)}")
    ask.out.mkdir(parents=True, exist_ok=True)
    inspected = [_inspected(name, base, ask.out) for name in present]
    inspected += [removed(name, base) for name in gone if base]
    return _left(inspected, ask)


def _base(ask: Ask) -> Base | None:
    if not ask.against and not ask.target:
        return None
    found = git.commit(ask.against) if ask.against else git.departure(ask.target, ask.known)
    return Base(found, f"{ask.against or ask.target} ({found[:10]})", tuple(git.former(found, ask.patterns)))


def _inspected(name: str, base: Base | None, out: Path) -> Inspected:
    """Told at once: a reader of the log sees how far it is."""
    found = inspect(name, base, out)
    if surroundings.where(os.environ) == surroundings.GITHUB:
        click.echo(view.as_github(found.findings), nl=False)
    elif found.findings:
        click.echo(view.text(found.findings, texts(found.findings), view.Colour.NEVER))
    for remark in found.remarks:
        click.echo(surroundings.warning(os.environ, remark))
    click.echo(f"{_one_line(name)}: {found.told or 'nothing changes'}; {view.count(found.findings)}")
    return found


def _one_line(name: str) -> str:
    """No name of a folder starts a line of its own, where GitHub would obey it."""
    return "".join(character if character.isprintable() else "?" for character in name)


def _left(inspected: Sequence[Inspected], ask: Ask) -> Outcome:
    instance = mark(*surroundings.job(os.environ), *ask.patterns)
    link = surroundings.link(os.environ)
    for file, limit in ((COMMENT_FILE, COMMENT), (SUMMARY_FILE, SUMMARY)):
        (ask.out / file).write_text(markdown(inspected, instance, link, limit), encoding="utf-8")
    pages = {str(Path(one.name, "intent.yml")): one.findings for one in inspected}
    (ask.out / QUALITY_FILE).write_text(as_code_quality(pages), encoding="utf-8")
    outcome = judged(inspected, instance, ask.fail_on)
    save(outcome, ask.out)
    return outcome


def judged(inspected: Sequence[Inspected], instance: str, fail_on: str) -> Outcome:
    errors, warnings = (sum(one.count(severity) for one in inspected) for severity in Severity)
    failed = {"errors": errors, "warnings": errors + warnings, "never": 0}[fail_on]
    return Outcome(
        instance, any(one.changed for one in inspected), errors, warnings, any(map(telling_, inspected)),
        view.count([finding for one in inspected for finding in one.findings]) if failed else "",
    )  # fmt: skip


def outputs(outcome: Outcome) -> Iterator[str]:
    """Of the step, as GitHub reads them; nothing in them comes from a pull request."""
    yield f"changed={str(outcome.changed).lower()}\n"
    yield f"findings={outcome.errors + outcome.warnings}\n"
