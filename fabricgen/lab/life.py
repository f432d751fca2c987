"""A lab's life: up, status, down."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fabricgen.lab import daemons, ledger, namespaces
from fabricgen.lab.command import CommandFailedError, each
from fabricgen.lab.daemons import LeftBehindError, Refusal
from fabricgen.lab.observe import Session, sessions
from fabricgen.lab.requirements import CannotRunHereError, requirements
from fabricgen.lab.topology import Lab, Switch, lab_of, node_of


class SwitchStatus(NamedTuple):
    name: str
    namespace: bool
    daemons: tuple[str, ...]
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class LabStatus:
    """`switches` is empty when there is no such lab."""

    lab: str
    switches: tuple[SwitchStatus, ...]
    hosts: tuple[str, ...]


def up(lab: Lab) -> tuple[Refusal, ...]:
    """Build the lab, start every switch, load its configuration; returns the lines that were refused.

    Sessions come up afterwards: wait for them with `observe`. Raises CannotRunHereError, AlreadyUpError, or
    CommandFailedError; whatever goes wrong half way, nothing is left behind.
    """
    if reasons := requirements():
        raise CannotRunHereError(reasons)
    ledger.enter(lab)
    try:
        namespaces.create(lab)
        refused = each(lambda switch: _start(lab, switch), lab.switches)
    except BaseException:
        down(lab.name)
        raise
    return tuple(refusal for of_switch in refused for refusal in of_switch)


def down(lab: str) -> None:
    """Take away all that bears the lab's name, however it got there; no error if nothing does.

    Raises LeftBehindError when something stays.
    """
    daemons.stop(lab)
    namespaces.delete(_spaces(lab))
    for folder in daemons.folders(lab):
        shutil.rmtree(folder)
    if left := _spaces(lab):
        raise LeftBehindError(f"namespaces of lab {lab} can't be deleted: {', '.join(left)}")
    ledger.erase(lab)


def status(lab: str) -> LabStatus:
    entry = ledger.read(lab)
    spaces = frozenset(node_of(lab, space) for space in _spaces(lab))
    alive: dict[str, tuple[str, ...]] = {}
    for process in daemons.processes(lab):
        node = node_of(lab, process.space)
        alive[node] = (*alive.get(node, ()), process.daemon)
    return LabStatus(lab, tuple(_switch(lab, name, spaces, alive) for name in entry.switches), entry.hosts)


def labs() -> tuple[str, ...]:
    """Every lab of which this machine has anything, tidy or not."""
    return tuple(sorted({*ledger.labs(), *(lab_of(space) for space in namespaces.existing())}))


def _start(lab: Lab, switch: Switch) -> tuple[Refusal, ...]:
    space = lab.namespace(switch.name)
    daemons.install(space, switch.name, switch.files)
    daemons.start(space, switch.name, daemons.wanted(switch.files))
    return daemons.load(space, switch.name)


def _spaces(lab: str) -> tuple[str, ...]:
    return tuple(space for space in namespaces.existing() if lab_of(space) == lab)


def _switch(lab: str, name: str, spaces: frozenset[str], alive: Mapping[str, tuple[str, ...]]) -> SwitchStatus:
    running = tuple(sorted(alive.get(name, ())))
    return SwitchStatus(name, name in spaces, running, _sessions(lab, name) if "bgpd" in running else ())


def _sessions(lab: str, name: str) -> tuple[Session, ...]:
    try:
        return sessions(lab, (name,))
    except CommandFailedError:  # the daemon is there but doesn't answer: that's for the reader to see, not to crash on
        return ()
