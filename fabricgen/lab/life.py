"""A lab's life: up, status, down."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fabricgen.lab import access, daemons, devices, discovery, ledger, management, namespaces, processes, rules
from fabricgen.lab.command import CommandFailedError, each
from fabricgen.lab.daemons import Refusal
from fabricgen.lab.devices import Queues
from fabricgen.lab.guest.kernel import Guest
from fabricgen.lab.kernel import Ability, KernelLacksError, lacking
from fabricgen.lab.ledger import GUEST, AlreadyUpError, Drill, Entry, Kernel, Stage
from fabricgen.lab.observe import Session, sessions
from fabricgen.lab.processes import LeftBehindError
from fabricgen.lab.requirements import CannotRunHereError, check_root, requirements
from fabricgen.lab.topology import Lab, Switch, lab_of, namespace, node_of, vlan_of


class SwitchStatus(NamedTuple):
    """`daemons` are FRR's; `services` those that make it reachable and visible; `management` is its address, or ""."""

    name: str
    namespace: bool
    daemons: tuple[str, ...]
    sessions: tuple[Session, ...]
    services: tuple[str, ...] = ()
    management: str = ""


@dataclass(frozen=True, slots=True)
class LabStatus:
    """`switches` is empty when there is no such lab."""

    lab: str
    switches: tuple[SwitchStatus, ...]
    hosts: tuple[str, ...]
    stage: Stage = Stage.ABSENT
    drills: tuple[Drill, ...] = ()
    guest: str = ""
    """The release of its guest's kernel, if it runs in one."""


def up(lab: Lab) -> tuple[Refusal, ...]:
    """Build the lab, start every switch, load its configuration; returns the lines that were refused.

    Sessions come up afterwards: wait for them with `observe`. Raises CannotRunHereError, AlreadyUpError,
    KernelLacksError, AddressConflictError, or CommandFailedError; whatever goes wrong half way, nothing is left behind.
    """
    if reasons := requirements():
        raise CannotRunHereError(reasons)
    if stage(lab.name) is Stage.LEFT:
        raise AlreadyUpError(lab.name, Stage.LEFT)
    rules.check(switch.files for switch in lab.switches)
    with ledger.entered(lab, check_kernel(lab)) as entry:
        try:
            return _build(lab, entry)
        except BaseException:
            clear(lab.name)
            raise


def check_kernel(lab: Lab) -> Queues:
    """Raises KernelLacksError when a switch needs devices that this kernel doesn't have."""
    wanted = {switch.name: devices.abilities(switch.files) for switch in lab.switches}
    wanted |= {
        host.name: frozenset({Ability.VLAN}) for host in lab.hosts if any(vlan_of(at) for at, _ in host.addresses)
    }
    if lacked := lacking(ability for abilities in wanted.values() for ability in abilities):
        raise KernelLacksError(lacked, [name for name, abilities in wanted.items() if abilities & {*lacked}])
    queued = any(devices.queued(switch.files) for switch in lab.switches)
    return Queues.LEFT_OUT if queued and lacking({Ability.RED}) else Queues.SET


def down(lab: str) -> None:
    """Take away all that bears the lab's name, however it got there; no error if nothing does.

    Raises CannotRunHereError, LeftBehindError when something stays, and AlreadyUpError while another process is
    starting the lab.
    """
    check_root()
    if stage(lab) is Stage.STARTING:
        raise AlreadyUpError(lab, Stage.STARTING)
    clear(lab)


def clear(lab: str) -> None:
    processes.stop(lab)
    management.disconnect(lab)
    namespaces.delete(_spaces(lab))
    for folder in daemons.folders(lab):
        shutil.rmtree(folder)
    for socket in discovery.sockets(lab):
        socket.unlink(missing_ok=True)
    if left := (*_spaces(lab), *management.links(lab)):
        raise LeftBehindError(f"of lab {lab} can't be deleted: {', '.join(left)}")
    ledger.erase(lab)


def status(lab: str) -> LabStatus:
    entry = ledger.read(lab)
    spaces = frozenset(node_of(lab, space) for space in _spaces(lab))
    alive: dict[str, tuple[str, ...]] = {}
    for process in daemons.processes(lab):
        node = node_of(lab, process.space)
        alive[node] = (*alive.get(node, ()), process.daemon)
    switches = tuple(_switch(entry, name, spaces, alive) for name in entry.switches)
    return LabStatus(lab, switches, entry.hosts, stage(lab), ledger.drills(lab))


def labs() -> tuple[str, ...]:
    """Every lab of which this machine has anything, tidy or not."""
    return tuple(sorted({*ledger.labs(), *(lab_of(space) for space in namespaces.existing()), *daemons.labs()}))


def stage(lab: str) -> Stage:
    """Without a note on disk, what is there was left behind; without its guest, a lab in one is nothing."""
    noted = ledger.stage(lab)
    if noted is Stage.UP and ledger.read(lab).kernel is Kernel.GUEST and not Guest(ledger.LABS / lab / GUEST).alive:
        return Stage.DIED
    return Stage.LEFT if noted is Stage.ABSENT and lab in labs() else noted


def _build(lab: Lab, entry: Entry) -> tuple[Refusal, ...]:
    namespaces.create(lab, entry.queues)
    if lab.management:
        management.connect(lab, lab.management)
        access.prepare(lab.name, lab.management)
    refused = each(lambda switch: _start(entry, switch), lab.switches)
    return tuple(refusal for of_switch in refused for refusal in of_switch)


def _start(entry: Entry, switch: Switch) -> tuple[Refusal, ...]:
    daemons.install(namespace(entry.lab, switch.name), switch.name, switch.files)
    return power_on(entry, switch.name, switch.files)


def power_on(entry: Entry, switch: str, files: Mapping[str, str]) -> tuple[Refusal, ...]:
    """Start all that runs on a switch; returns the lines of its frr.conf that were refused."""
    space = namespace(entry.lab, switch)
    rules.load(space, files)
    daemons.start(space, switch, daemons.wanted(files))
    discovery.start(entry.lab, switch, entry.ports(switch))
    if entry.management:
        access.start(entry.lab, switch, entry.management.addresses[switch])
    return daemons.load(space, switch)


def _spaces(lab: str) -> tuple[str, ...]:
    return tuple(space for space in namespaces.existing() if lab_of(space) == lab)


def _switch(entry: Entry, name: str, spaces: frozenset[str], alive: Mapping[str, tuple[str, ...]]) -> SwitchStatus:
    running = tuple(sorted(alive.get(name, ())))
    seen = _sessions(entry.lab, name) if {"bgpd", "ospfd"} & set(running) else ()
    services = processes.programs(namespace(entry.lab, name), (discovery.PROGRAM, access.PROGRAM))
    address = entry.management.addresses[name].partition("/")[0] if entry.management else ""
    return SwitchStatus(name, name in spaces, running, seen, services, address)


def _sessions(lab: str, name: str) -> tuple[Session, ...]:
    try:
        return sessions(lab, (name,))
    except CommandFailedError:  # the daemon is there but doesn't answer: that's for the reader to see, not to crash on
        return ()
