"""The body of fabricgen lab; loaded when one of its commands is called."""

import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, NoReturn

import click

from fabricgen import lab as labs
from fabricgen.cli.answer import refuse, say
from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.inventory import decided, remember, templates
from fabricgen.cli.live.lab_progress import Progress
from fabricgen.cli.tell import sound, tell
from fabricgen.findings import Finding, RefusedError, did_you_mean
from fabricgen.kinds import load
from fabricgen.lab import Lab, drills, ledger
from fabricgen.lab.access import credentials
from fabricgen.lab.command import CommandFailedError
from fabricgen.lab.devices import Queues
from fabricgen.lab.guest import GuestDiedError
from fabricgen.lab.guest import life as guests
from fabricgen.lab.inventory import NotIPv4Error, NotLinuxError, emptied, management
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.ledger import Entry, Kernel, Stage
from fabricgen.lab.observe import Session, all_established, sessions, wait_until
from fabricgen.lab.requirements import check_root
from fabricgen.lab.topology import Cable, Switch
from fabricgen.render.run import Worker
from fabricgen.targets.masking import veiled
from fabricgen.targets.secrets import Secrets, gather, needs
from fabricgen.views import lab as view

LOCAL = "local"
CONFIG = "frr.conf"
THERE = "fabricgen lab status tells what is there, fabricgen lab mend undoes drills"
ADVICE: dict[type[Exception], tuple[str, str]] = {
    NotLinuxError: ("FG016", "only FRR runs in a lab"),
    NotIPv4Error: ("FG016", "with --transport local a lab needs no management network"),
    labs.InvalidLabError: ("FG016", "names in a lab are names of Linux"),
    labs.CannotRunHereError: ("FG014", "a lab needs root, and Debian's packages"),
    labs.KernelLacksError: ("FG014", "fabricgen lab up --guest brings a kernel that has them"),
    labs.AddressConflictError: ("FG014", view.OTHER_PREFIX),
    labs.AlreadyUpError: ("FG015", "fabricgen lab down takes it away, in whatever state it is"),
    drills.NotCabledError: ("FG010", THERE),
    drills.BrokenAlreadyError: ("FG015", THERE),
}
"""What the lab raises before anything is changed: the finding's code, and what to do next."""


class Order(NamedTuple):
    """What `lab up` is asked for; `wait` in seconds, `memory` in megabytes."""

    inventory: Path
    transport: str
    empty: bool
    wait: int
    guest: bool = False
    memory: int | None = None


def up(order: Order) -> int:
    lab = _lab(order)
    with _told():
        refused = _start(lab, order)
    for refusal in refused:
        click.echo(f"refused: {veiled(str(refusal))}", err=True)
    seen, seconds = ((), 0.0) if order.empty else _wait(lab, order)
    late = [session for session in seen if not session.up]
    click.echo(view.started(lab, len(seen) - len(late), len(seen), seconds), nl=False)
    entry = ledger.read(lab.name)
    if entry.kernel is Kernel.OWN and entry.queues is Queues.LEFT_OUT:
        click.echo(view.NO_QUEUES, err=True)
    click.echo(view.what_next(lab, shlex.quote(str(order.inventory)), credentials(lab.name), entry.kernel), nl=False)
    for session in late:
        click.echo(f"not up: {session.switch} to {session.neighbor} ({session.family}) is {session.state}", err=True)
    return ExitCode.TARGET if refused or late else ExitCode.CLEAN


def down(which: str) -> int:
    name = _named(which)
    there = labs.status(name).stage is not Stage.ABSENT
    with _told():
        labs.down(name)
    click.echo(f"lab {name}: taken away" if there else f"lab {name}: there was nothing of it")
    return ExitCode.CLEAN


def down_all() -> int:
    for name in labs.labs():
        down(name)
    return ExitCode.CLEAN


def status(which: str | None, form: str) -> int:
    names = labs.labs() if which is None else (_named(which),)
    with _told():
        check_root()
        seen = [_status(name) for name in names]
    return say(form, [view.as_dict(one) for one in seen], view.as_text(seen))


def break_link(which: str | None, ends: tuple[str, ...]) -> int:
    entry = _running(which, "break", "link", *ends)
    cables = _cables(entry, ends)
    with _told():
        drills.cut(entry, cables)
    return _broken(entry, [f"link {cable}" for cable in cables])


def break_flap(which: str | None, ends: tuple[str, ...], seconds: float) -> int:
    entry = _running(which, "break", "flap", *ends, "--for", f"{seconds:g}")
    cables = _cables(entry, ends)
    with _told():
        drills.flap(entry, cables, seconds)
    for cable in cables:
        click.echo(f"link {cable} was down for {seconds:g} s")
    return ExitCode.CLEAN


def break_swap(which: str | None, one: str, other: str) -> int:
    entry = _running(which, "break", "swap", one, other)
    ends = [drills.Place(*_end(entry, word)) for word in (one, other)]
    with _told():
        drills.swap(entry, *ends)
    return _broken(entry, [f"the plugs in {ends[0]} and {ends[1]} have changed places"])


def break_switch(which: str | None, name: str) -> int:
    entry = _running(which, "break", "switch", name)
    _known("switch", name, entry.switches)
    with _told():
        drills.power_off(entry, name)
    return _broken(entry, [f"switch {name}"])


def mend(which: str | None) -> int:
    entry = _running(which, "mend")
    with _told():
        done = drills.mend(entry)
    click.echo("\n".join(f"mended: {drill}" for drill in done) or f"nothing is broken in lab {entry.lab}")
    return ExitCode.CLEAN


def run(which: str | None, words: tuple[str, ...]) -> int:
    """In a guest, or, as any other program, here."""
    name = _up(which)
    if ledger.read(name).kernel is Kernel.GUEST:
        return _hand_over(name, words)
    with _told():
        return subprocess.run(words, check=False).returncode  # noqa: S603 — the user's own command line


def _start(lab: Lab, order: Order) -> tuple[labs.Refusal, ...]:
    if not order.guest:
        return labs.up(lab)
    size = guests.size(lab)
    return guests.up(lab, size._replace(megabytes=order.memory) if order.memory else size)


def _status(name: str) -> labs.LabStatus:
    return guests.status(name) if ledger.read(name).kernel is Kernel.GUEST else labs.status(name)


def _hand_over(name: str, words: tuple[str, ...]) -> int:
    with _told():
        check_root()
        return guests.guest_of(name).hand_over(words, str(Path.cwd()), sys.stdout.buffer, sys.stderr.buffer)


def _lab(order: Order) -> Lab:
    verdict = sound(order.inventory)
    with _told():
        remember(verdict.inventory)
        worker = Worker(decided(verdict), templates(verdict.inventory))
        lab = lab_of(decided(verdict), worker)
        lab = emptied(lab) if order.empty else _supplied(lab, verdict.inventory.folder)
        return lab if order.transport == LOCAL else replace(lab, management=management(worker))


def _supplied(lab: Lab, folder: Path) -> Lab:
    """With the secrets that FRR's configurations refer to, as a push would bring them. Raises RefusedError."""
    wanted = [need for switch in lab.switches for need in needs(switch.files[CONFIG], switch.name)]
    secrets = gather(wanted, folder)
    return replace(lab, switches=tuple(_with_secrets(switch, secrets) for switch in lab.switches))


def _with_secrets(switch: Switch, secrets: Secrets) -> Switch:
    text = secrets.resolve(switch.files[CONFIG]).text.reveal()
    return replace(switch, files={**switch.files, CONFIG: text})


def _wait(lab: Lab, order: Order) -> tuple[tuple[Session, ...], float]:
    if order.guest:
        with _told():
            return guests.wait(lab.name, order.wait)
    names = [switch.name for switch in lab.switches]
    with Progress() as progress:

        def look() -> tuple[Session, ...]:
            seen = sessions(lab.name, names)
            progress.show(view.coming_up(seen))
            return seen

        waited = wait_until(look, all_established, order.wait)
    return waited.seen, waited.seconds


def _broken(entry: Entry, what: list[str]) -> int:
    for line in what:
        click.echo(f"broken: {line}")
    click.echo(f"undo: fabricgen lab mend {entry.lab}")
    return ExitCode.CLEAN


def _named(which: str) -> str:
    """The lab of an inventory, or one that this machine has something of."""
    if Path(which).exists() and which not in labs.labs():
        with _told():
            return load(Path(which)).intent.name
    return _known("lab", which, labs.labs())


def _running(which: str | None, *words: str) -> Entry:
    """Of a lab on this kernel. Where it is in a guest, the same command, `words`, is run there, and ends this one."""
    name = _up(which)
    with _told():
        check_root()
    entry = ledger.read(name)
    if entry.kernel is Kernel.GUEST:
        raise click.exceptions.Exit(_hand_over(name, (sys.executable, "-m", "fabricgen", "lab", *words)))
    return entry


def _up(which: str | None) -> str:
    """The name of a lab that is up."""
    name = _only() if which is None else _named(which)
    if (stage := labs.stage(name)) is not Stage.UP:
        _refuse("FG015", f"lab {name} {stage}", "fabricgen lab status tells what runs here")
    return name


def _only() -> str:
    names = labs.labs()
    if not names:
        _refuse("FG010", "no lab is up here", "fabricgen lab up INVENTORY starts one")
    if len(names) > 1:
        raise click.UsageError(f"say which lab is meant: {', '.join(names)}")
    return names[0]


def _cables(entry: Entry, words: tuple[str, ...]) -> tuple[Cable, ...]:
    nodes = (*entry.switches, *entry.hosts)
    with _told():
        if len(words) == 1:
            return (drills.cable_at(entry, drills.Place(*_end(entry, words[0]))),)
        return drills.between(entry, *(_known("switch", word, nodes) for word in words))


def _end(entry: Entry, word: str) -> tuple[str, str]:
    with _told():
        node, port = drills.place(word)
    _known("switch", node, (*entry.switches, *entry.hosts))
    return node, _known(f"port with a cable on {node}", port, entry.ports(node))


def _known(noun: str, name: str, names: tuple[str, ...]) -> str:
    if name not in names:
        hint = did_you_mean(name, names)
        there = f"there are {', '.join(names[:8])}{' …' if len(names) > 8 else ''}" if names else "there is none"
        _refuse("FG010", f"there is no {noun} called {name}", f"{hint}{there}")
    return name


def _refuse(code: str, message: str, advice: str) -> NoReturn:
    refuse(Finding(code, message, help=advice), "text")


@contextmanager
def _told() -> Iterator[None]:
    """What the lab raises, as a finding, or as a target that failed."""
    try:
        yield
    except RefusedError as refusal:
        tell(refusal.findings, "text")
        raise click.exceptions.Exit(ExitCode.FINDINGS) from refusal
    except tuple(ADVICE) as error:
        code, advice = ADVICE[type(error)]
        head, *reasons = str(error).split("\n  - ")
        _refuse(code, f"{head} {'; '.join(reasons)}" if reasons else head, advice)
    except (CommandFailedError, GuestDiedError, labs.LeftBehindError, OSError) as error:
        click.echo(f"error: {error}", err=True)
        raise click.exceptions.Exit(ExitCode.TARGET) from error
