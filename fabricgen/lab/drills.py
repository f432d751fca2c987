"""Breaking a running lab on purpose, the ways in which fabrics break, and mending it again.

Each drill is noted before it is done, so that mending never depends on who broke it having lived.
"""

import signal
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from fabricgen.lab import daemons, devices, ledger, management, namespaces, processes
from fabricgen.lab.ledger import Drill, Entry
from fabricgen.lab.life import power_on
from fabricgen.lab.namespaces import Carrier
from fabricgen.lab.topology import MANAGEMENT_PORT, Cable, namespace


class Place(NamedTuple):
    """An end of a cable."""

    node: str
    port: str

    def __str__(self) -> str:
        return f"{self.node}:{self.port}"


class NotCabledError(Exception):
    """The drill isn't possible as described."""


class BrokenAlreadyError(Exception):
    """Two drills at one place would hide each other."""


def cable_at(entry: Entry, place: Place) -> Cable:
    """As the lab was built. Raises NotCabledError."""
    found = next((cable for cable in entry.cables if tuple(place) in cable.ends), None)
    if found is None:
        raise NotCabledError(f"no cable ends at {place}")
    return found


def between(entry: Entry, a: str, b: str) -> tuple[Cable, ...]:
    """All cables from one to the other. Raises NotCabledError when there is none."""
    found = tuple(cable for cable in entry.cables if {cable.a, cable.b} == {a, b})
    if not found:
        raise NotCabledError(f"no cable goes from {a} to {b}")
    return found


def cut(entry: Entry, cables: Iterable[Cable]) -> None:
    """As a cable that is pulled out: both ends lose their carrier. Raises BrokenAlreadyError."""
    for cable in cables:
        _check_whole(entry, (cable,))
        _note(entry, Drill("link", tuple(str(Place(*end)) for end in cable.ends)))
        namespaces.set_cables(entry.lab, (cable,), Carrier.DOWN)


def flap(entry: Entry, cables: tuple[Cable, ...], seconds: float) -> None:
    """Down for so long, then up; what is broken afterwards, the switches broke. Raises BrokenAlreadyError."""
    _check_whole(entry, cables)
    try:
        namespaces.set_cables(entry.lab, cables, Carrier.DOWN)
        time.sleep(seconds)
    finally:
        namespaces.set_cables(entry.lab, cables, Carrier.UP)


def swap(entry: Entry, one: Place, other: Place) -> None:
    """The two plugs change places, as when a technician mixes them up. Raises NotCabledError, BrokenAlreadyError."""
    old = cable_at(entry, one), cable_at(entry, other)
    if old[0] == old[1]:
        raise NotCabledError(f"{one} and {other} are the ends of one cable; choose ends of two")
    _check_whole(entry, old)
    if hosts := {node for cable in old for node in (cable.a, cable.b)} & set(entry.hosts):
        raise NotCabledError(f"{min(hosts)} is a host: choose cables between switches")
    _note(entry, Drill("swap", (str(one), str(other))))
    _replug(entry, old, crossed(old, one, other))


def crossed(cables: tuple[Cable, Cable], one: Place, other: Place) -> tuple[Cable, Cable]:
    """Each port keeps its MTU; only the far ends change."""
    first, second = _from(cables[0], one), _from(cables[1], other)
    return (
        Cable(other.node, other.port, first.b, first.b_port, second.a_mtu, first.b_mtu),
        Cable(one.node, one.port, second.b, second.b_port, first.a_mtu, second.b_mtu),
    )


def power_off(entry: Entry, switch: str) -> None:
    """No farewell to the neighbours: processes are killed, ports go dark, the management port too.

    Raises BrokenAlreadyError.
    """
    _check(entry, {switch})
    _note(entry, Drill("switch", (switch,)))
    space = namespace(entry.lab, switch)
    processes.send(processes.in_namespace(space), signal.SIGKILL)
    management_port = (MANAGEMENT_PORT,) if entry.management else ()
    namespaces.set_links(space, (*entry.ports(switch), *management_port), Carrier.DOWN)


def mend(entry: Entry) -> tuple[Drill, ...]:
    """Undo all that was broken, the latest first; returns it. A switch starts with the frr.conf on its disk."""
    done: list[Drill] = []
    while broken := ledger.drills(entry.lab):
        MENDING[broken[-1].kind](entry, broken[-1].what)
        ledger.note_drills(entry.lab, broken[:-1])
        done.append(broken[-1])
    return tuple(done)


def _mend_link(entry: Entry, what: tuple[str, ...]) -> None:
    namespaces.set_cables(entry.lab, (cable_at(entry, place(what[0])),), Carrier.UP)


def _mend_swap(entry: Entry, what: tuple[str, ...]) -> None:
    old = tuple(cable_at(entry, place(word)) for word in what)
    _replug(entry, old, old)


def _replug(entry: Entry, old: tuple[Cable, ...], new: tuple[Cable, ...]) -> None:
    """A cable is made anew, and with it all that lies on its ports."""
    namespaces.unplug(entry.lab, old)
    namespaces.plug(entry.lab, new)
    for switch, port in (end for cable in new for end in cable.ends):
        space = namespace(entry.lab, switch)
        devices.make(space, devices.again(daemons.files(space), port), entry.queues)


def _mend_switch(entry: Entry, what: tuple[str, ...]) -> None:
    (switch,) = what
    space = namespace(entry.lab, switch)
    processes.send(processes.in_namespace(space), signal.SIGKILL)  # those of a mending that was interrupted
    namespaces.set_links(space, entry.ports(switch), Carrier.UP)
    if entry.management:
        management.restore(space, entry.management.addresses[switch])
    power_on(entry, switch, daemons.files(space))


MENDING: dict[str, Callable[[Entry, tuple[str, ...]], None]] = {
    "link": _mend_link,
    "swap": _mend_swap,
    "switch": _mend_switch,
}


def place(word: str) -> Place:
    """Of NODE:PORT. Raises NotCabledError."""
    node, colon, port = word.partition(":")
    if not (node and colon and port):
        raise NotCabledError(f"{word} is no end of a cable; write SWITCH:PORT, such as leaf1:swp1")
    return Place(node, port)


def _check_whole(entry: Entry, cables: Iterable[Cable]) -> None:
    """Of cables: neither they nor the switches at their ends."""
    ends = [end for cable in cables for end in cable.ends]
    _check(entry, {str(Place(*end)) for end in ends} | {node for node, _ in ends})


def _check(entry: Entry, names: set[str]) -> None:
    broken = next((drill for drill in ledger.drills(entry.lab) if names & set(drill.what)), None)
    if broken:
        raise BrokenAlreadyError(f"{broken} is broken already; mend it first")


def _note(entry: Entry, drill: Drill) -> None:
    ledger.note_drills(entry.lab, (*ledger.drills(entry.lab), drill))


def _from(cable: Cable, end: Place) -> Cable:
    """The same cable with `end` first."""
    if (cable.a, cable.a_port) == tuple(end):
        return cable
    return Cable(cable.b, cable.b_port, cable.a, cable.a_port, cable.b_mtu, cable.a_mtu)
