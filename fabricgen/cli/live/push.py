"""The body of fabricgen push: everything that can be refused is refused before the first device is touched."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from fabricgen.cli.answer import say
from fabricgen.cli.compare.before import before
from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.live.diff import ask, change_set, status
from fabricgen.cli.live.ground import Site, access_to, refuse, remembered, selected, site, told
from fabricgen.cli.live.run import Order, Place, begin, refuse_unless_free
from fabricgen.cli.live.stop import asking
from fabricgen.cli.options import Call, Pace
from fabricgen.compare.sides import reader
from fabricgen.findings import Finding
from fabricgen.rollout.change import LIVE, Change, ChangeSet, InvalidChangeError, Standing, digest, moved, read
from fabricgen.rollout.intended import candidate
from fabricgen.rollout.journal import Entry, beside
from fabricgen.rollout.loading import same
from fabricgen.rollout.observed import Routing
from fabricgen.rollout.preflight import concerned, unanswered
from fabricgen.rollout.tasks import Ground, gathered
from fabricgen.rollout.waves import Options, Wave, waves
from fabricgen.targets.connect import Access
from fabricgen.targets.driver import Driver
from fabricgen.targets.drivers import DRIVERS
from fabricgen.views import diff as view
from fabricgen.views.push import nothing

LEAVE_OUT = "leave it out with --only, or push the others with --continue"


class Wish(NamedTuple):
    """What was asked for on the command line."""

    source: Path
    inventory: Path | None
    journal: Path | None
    call: Call
    pace: Pace
    form: str


def push(wish: Wish, *, dry_run: bool, reviewed: bool) -> int:
    if _is_inventory(wish.source):
        return _inventory(wish, dry_run=dry_run, reviewed=reviewed)
    try:
        changes = read(wish.source)
    except InvalidChangeError as error:
        refuse(Finding("FG921", str(error)))
    here = site(wish.inventory or _where_it_lay(changes))
    names = selected((change.device for change in changes.changes), wish.call.only) if changes.changes else ()
    chosen = changes.only(names)
    _refuse_moved(here, chosen)
    if not dry_run:
        refuse_unless_free(_place(here.path, wish))
    return _dry(here, chosen, wish) if dry_run else _push(here, chosen, wish)


def _place(inventory: Path, wish: Wish) -> Place:
    return Place(str(inventory), wish.journal or beside(inventory), wish.call)


def _where_it_lay(changes: ChangeSet) -> Path:
    """Ends the command with status 1 when it lies elsewhere now."""
    lay = Path(changes.inventory)
    if not lay.exists():
        refuse(
            Finding(
                "FG921", f"the change was made of the inventory {lay}, which isn't there as seen from {Path.cwd()}",
                help="say where it lies with --inventory, or push from where the change was made",
            )
        )  # fmt: skip
    return lay


def _is_inventory(source: Path) -> bool:
    return source.is_dir() or source.suffix in (".yml", ".yaml") or not source.exists()


def _inventory(wish: Wish, *, dry_run: bool, reviewed: bool) -> int:
    """The difference is made now, and a person says yes to it."""
    here = site(wish.source)
    if not dry_run:
        refuse_unless_free(_place(here.path, wish))
    compared = ask(here, selected(here.names, wish.call.only), wish.call)
    if dry_run:
        say(wish.form, view.as_values(compared), view.as_text(compared))
        return status(compared)
    click.echo(view.as_text(compared), err=True, nl=False)
    lost = any(item.trouble for item in compared)
    if lost and not wish.pace.carry_on:
        click.echo(f"nothing is pushed while a device can't be asked; {LEAVE_OUT}", err=True)
        return ExitCode.TARGET
    changes = change_set(here, compared)
    if changes.changes and not reviewed:
        _ask_person()
    ended = _push(here, changes, wish)
    return ExitCode.TARGET if lost else ended


def _ask_person() -> None:
    if not sys.stdin.isatty():
        raise click.UsageError(
            "nobody is here to review the difference: make a change file with `fabricgen diff INVENTORY "
            "--against live --out CHANGE` and push that, or say --yes"
        )
    if not click.confirm("Push this?", err=True):
        click.echo("nothing was pushed", err=True)
        raise click.exceptions.Exit(ExitCode.FINDINGS)


def _refuse_moved(here: Site, changes: ChangeSet) -> None:
    known = set(here.names)
    there = here.wanted(change.device for change in changes.changes if change.device in known)
    now = (Standing(each.name, each.device.platform, each.device.management, each.digest) for each in there)
    reasons = moved(changes, here.fabric, now)
    if reasons:
        refuse(*(Finding("FG922", reason) for reason in reasons))


def _dry(here: Site, changes: ChangeSet, wish: Wish) -> int:
    """Whether the devices still differ in what was reviewed."""
    compared = ask(here, [change.device for change in changes.changes], wish.call)
    say(wish.form, view.as_values(compared), view.as_text(compared))
    reviewed = {change.device: change.diff for change in changes.changes}
    for item in compared if changes.against == LIVE else ():
        if item.change and not same(item.change.diff, reviewed[item.device]):
            click.echo(f"{item.device}: the device moved since the review; review it again", err=True)
    return status(compared)


def _push(here: Site, changes: ChangeSet, wish: Wish) -> int:
    if not changes.changes:
        click.echo("nothing to push: every device runs what is intended", err=True)
        if wish.form == "json":
            click.echo(nothing("push"))
        return ExitCode.CLEAN
    refuse_unfit(changes.changes, wish.pace, here.routing, tagged=here.tagged)
    remembered(here)
    by_switch = _by_switch(here, changes)
    access, down = _reached(here, by_switch, wish)
    if down is None:
        return ExitCode.TARGET
    plan = _waves(here, by_switch, down)
    wanted = {each.name: each for each in here.wanted(change.device for change in changes.changes)}
    stands = standing(here, changes)
    with told():
        texts = [*((each.name, each.candidate) for each in wanted.values()), *stands.items()]
        secrets = gathered(texts, here.folder, access)
    entries = [
        tuple(_entry(number, change, wanted[change.device].candidate, stands) for change in wave)
        for number, (_, wave) in enumerate(plan)
    ]
    ground = Ground(here.fabric, access, secrets, here.judge, wish.pace.drain, here.routing)
    order = Order(
        kind="push", of=None, place=_place(here.path, wish), fabric=here.fabric, intent=changes.seal,
        waves=tuple((wave, entry) for (wave, _), entry in zip(plan, entries, strict=True)),
        ready=frozenset(changes.ready) - {here.names[switch] for switch in down}, pace=wish.pace, form=wish.form,
    )  # fmt: skip
    return begin(order, ground)


def _by_switch(here: Site, changes: ChangeSet) -> dict[int, Change]:
    numbers = {name: switch for switch, name in enumerate(here.names)}
    return {numbers[change.device]: change for change in changes.changes}


def _reached(here: Site, changes: Mapping[int, Change], wish: Wish) -> tuple[Access, frozenset[int] | None]:
    """The way to the devices, and the switches around them that are down; None when one that changes is."""
    near = sorted(concerned(here.worker.tiers[0].fabric, changes))
    access = access_to([here.names[switch] for switch in near], wish.call)
    endpoints = [here.endpoint(switch) for switch in near]
    with asking(wish.call.threads) as executor:
        troubles = unanswered(endpoints, access, executor)
    for trouble in troubles.values():
        click.echo(trouble, err=True)
    lost = [change.device for change in changes.values() if change.device in troubles]
    if lost and not wish.pace.carry_on:
        click.echo(f"nothing is pushed while a device can't be reached; {LEAVE_OUT}", err=True)
        return access, None
    return access, frozenset(switch for switch in near if here.names[switch] in troubles)


def _entry(number: int, change: Change, candidate: str, stands: Mapping[str, str]) -> Entry:
    own = stands.get(change.device)
    return Entry(change.device, number, change.platform, change.host, candidate, change.diff, own)


def standing(here: Site, changes: ChangeSet) -> dict[str, str]:
    """What must run on each device, where a change was reviewed without asking it; rendered anew, and proven."""
    if changes.against == LIVE:
        return {}
    with told(), before(here.path, changes.against) as old:
        read_side = reader(old.side)
        found = {
            change.device: candidate(DRIVERS[change.platform], read_side(change.device).files)
            for change in changes.changes
        }
    for change in changes.changes:
        if digest(found[change.device]) != change.before:
            refuse(
                Finding("FG922", f"{change.device}: {changes.against} isn't what it was at the review; make it anew")
            )
    return found


def refuse_unfit(
    changes: Sequence[Change | Entry], pace: Pace, routing: Routing = "bgp", *, tagged: bool = False
) -> None:
    """Ends the command with status 1 when one of them is."""
    if found := tuple(unfit(changes, pace, routing, tagged=tagged)):
        refuse(*found)


def unfit(
    changes: Sequence[Change | Entry], pace: Pace, routing: Routing = "bgp", *, tagged: bool = False
) -> Iterator[Finding]:
    """What a driver can't do, and wasn't asked to have done another way."""
    platforms: dict[str, int] = {}
    for change in changes:
        platforms[change.platform] = platforms.get(change.platform, 0) + 1
    for platform, count in platforms.items():
        yield from _unfit_platform(DRIVERS[platform], count, pace, routing)
    if tagged and pace.drain:
        yield Finding(
            "FG925", f"{len(changes)} devices can't be drained: a drain moves what the default VRF routes, and others "
            "have links of their own",
            help="push them without --drain",
        )  # fmt: skip


def _unfit_platform(driver: Driver, count: int, pace: Pace, routing: Routing) -> Iterator[Finding]:
    if isinstance(driver.timer, str) and not pace.client_timer:
        yield Finding(
            "FG924", f"{count} {driver.platform} devices would not go back by themselves: {driver.timer}",
            help="with --client-timer fabricgen rolls them back from here, as long as it runs and reaches them",
        )  # fmt: skip
    drain = driver.drain_ospf if routing == "ospf" else driver.drain
    if isinstance(drain, str) and pace.drain:
        yield Finding(
            "FG925", f"{count} {driver.platform} devices can't be drained: {drain}",
            help="push them without --drain, with --only",
        )  # fmt: skip


def _waves(here: Site, changes: Mapping[int, Change], down: frozenset[int]) -> list[tuple[Wave, tuple[Change, ...]]]:
    availability = here.inventory.intent.availability.pod
    plan = waves(here.worker.tiers[0].fabric, tuple(changes), availability, Options(down=down))
    if plan.refusals:
        refuse(*(Finding("FG923", refusal.message, help=refusal.help) for refusal in plan.refusals))
    return [(wave, tuple(changes[switch] for switch in wave.switches)) for wave in plan.waves]
