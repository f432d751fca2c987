"""From an inventory to what its switches shall run, and the way to them; every refusal ends the command here."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path
from typing import NamedTuple, NoReturn

import click

from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.inventory import decided, remember, templates
from fabricgen.cli.options import Call
from fabricgen.cli.tell import sound, tell
from fabricgen.device import build
from fabricgen.findings import Finding, RefusedError, did_you_mean
from fabricgen.kinds import Inventory
from fabricgen.render.run import Worker
from fabricgen.rollout.expected import expected, originated
from fabricgen.rollout.intended import Intended, intended
from fabricgen.rollout.observed import Routing
from fabricgen.rollout.tasks import by_intent
from fabricgen.rollout.visit import Judge
from fabricgen.targets.connect import Access, Endpoint, load_access


class Site(NamedTuple):
    """A fabric as it shall be; `names` of its devices by switch, `prefixes` are all that it announces."""

    path: Path
    inventory: Inventory
    worker: Worker
    names: tuple[str, ...]
    prefixes: frozenset[str]

    @property
    def fabric(self) -> str:
        return self.inventory.intent.name

    @property
    def routing(self) -> Routing:
        return self.inventory.intent.underlay.routing

    @property
    def tagged(self) -> bool:
        """Whether VRFs go over links of their own, with routing of their own."""
        overlay = self.inventory.intent.overlay
        return overlay is not None and overlay.kind == "vrf-lite"

    @property
    def folder(self) -> Path:
        return self.inventory.folder

    def wanted(self, devices: Iterable[str]) -> list[Intended]:
        """Rendered, in the order of `devices`. Ends the command with status 1 when a template fails."""
        numbers = {name: switch for switch, name in enumerate(self.names)}
        with told():
            return list(intended(self.worker, (numbers[device] for device in devices)))

    def endpoint(self, switch: int) -> Endpoint:
        about = next(about for about in reversed(self.worker.tiers) if switch >= about.tier.first)
        return Endpoint(self.names[switch], build(about, switch).management, about.platform, self.fabric)

    def judge(self, device: str) -> Judge:
        """By what the intent expects of it."""
        return by_intent(expected(self.worker.tiers, self.names.index(device), {}), self.prefixes)


def site(path: Path) -> Site:
    """Of a sound inventory. Ends the command with status 1 otherwise."""
    verdict = sound(path)
    worker = Worker(decided(verdict), templates(verdict.inventory))
    tiers, switches = worker.tiers, range(decided(verdict).fabric.switches)
    prefixes = frozenset(chain.from_iterable(originated(tiers, switch) for switch in switches))
    return Site(path, verdict.inventory, worker, tiers[0].names, prefixes)


def remembered(here: Site) -> None:
    """Its numbers are those of switches from now on. Ends the command with status 1 when that can't be written."""
    with told():
        remember(here.inventory)


def access_to(devices: Sequence[str], call: Call) -> Access:
    """Tells whom nobody vouches for. Ends the command with status 1 when the credentials can't be used."""
    with told():
        access = load_access(call.credentials, call.transport)
        access.prepare(list(devices))
    if trusting := access.unverified(list(devices)):
        click.echo(f"not verified, as {access.credentials.origin} says: {', '.join(trusting)}", err=True)
    return access


def selected(names: Iterable[str], only: str) -> tuple[str, ...]:
    """The names that fit. Ends the command with status 1 when none does."""
    known = tuple(names)
    found = tuple(name for name in known if fnmatchcase(name, only))
    if not found:
        hint = did_you_mean(only, known)
        there = f"there are {known[0]} to {known[-1]}" if known else "there is none at all"
        refuse(Finding("FG010", f"there is no device called {only} here", help=f"{hint}{there}"))
    return found


@contextmanager
def told() -> Iterator[None]:
    """A refusal is told, and ends the command with status 1."""
    try:
        yield
    except RefusedError as refusal:
        tell(refusal.findings, "text")
        raise click.exceptions.Exit(ExitCode.FINDINGS) from refusal


def refuse(*findings: Finding) -> NoReturn:
    """Tells them and ends the command with status 1."""
    tell(findings, "text")
    raise click.exceptions.Exit(ExitCode.FINDINGS)
