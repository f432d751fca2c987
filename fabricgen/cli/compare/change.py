"""A change that was reviewed without asking the switches: both its ends are rendered, and a push proves the first."""

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

import click

from fabricgen.cli.compare.before import before, safe
from fabricgen.cli.inventory import decided
from fabricgen.cli.live.diff import save_change
from fabricgen.compare.difference import Line
from fabricgen.compare.run import candidates, compared
from fabricgen.compare.sides import Held, Plan, Side, devices, plan, reader
from fabricgen.device import build
from fabricgen.judge import Verdict
from fabricgen.rollout.change import Change, ChangeSet, digest
from fabricgen.rollout.intended import candidate
from fabricgen.targets.drivers import DRIVERS
from fabricgen.views.diff import named


def save(inventory: Path, against: str, only: str, verdict: Verdict, out: Path) -> None:
    """Of an inventory without errors. Tells what differs and isn't in it. Raises `RefusedError`."""
    after = plan(str(inventory), verdict)
    with before(inventory, against) as old:
        there = frozenset(devices(old.side))
        chosen = [device for device in devices(after) if fnmatchcase(device, only)]
        changes = tuple(_changes(old.side, after, [device for device in chosen if device in there]))
    new = [device for device in chosen if device not in there]
    save_change(out, ChangeSet(str(inventory), decided(verdict).intent.name, changes, (), old.against))
    if new:
        click.echo(f"not in {out}: {named(new)}, which ran nothing before; for these --against live", err=True)


def _changes(before: Side, after: Plan, both: Sequence[str]) -> Iterator[Change]:
    ours, theirs = reader(before), reader(after)
    for device in candidates(before, after, both):
        change = _change(device, after, ours(device), theirs(device))
        if change is not None:
            yield change


def _change(device: str, side: Plan, before: Held, after: Held) -> Change | None:
    """None when nothing that a push loads differs, or when it would be another network OS."""
    if before.platform != after.platform:
        return None
    driver = DRIVERS[after.platform]
    ours, theirs = candidate(driver, before.files), candidate(driver, after.files)
    if ours == theirs:
        return None
    return Change(
        device, after.platform, _host(side, device), digest(theirs), _text(compared(before, after)), digest(ours)
    )


def _text(lines: Iterable[Line]) -> str:
    return "\n".join(f"{line.mark}{'  ' * line.depth} {safe(line.text)}".rstrip() for line in lines)


def _host(side: Plan, device: str) -> str:
    """Its management address."""
    switch = side.tiers[0].names.index(device)
    about = next(about for about in reversed(side.tiers) if switch >= about.tier.first)
    return build(about, switch).management
