"""Which labs this machine runs, on disk, so that another process, also after a crash, knows what should be there."""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Literal, NamedTuple

from fabricgen.lab.command import run
from fabricgen.lab.devices import Queues
from fabricgen.lab.topology import Cable, Lab, Management

LABS = Path("/run/fabricgen/lab")
STARTING = "starting"
GUEST = "guest"  # its folder, in that of the lab
DRILLS = "drills.json"


class Stage(StrEnum):
    """How far a lab has come, and how to say it."""

    ABSENT = "isn't there"
    STARTING = "is being started by another process; wait for it, or stop it"
    LEFT = "was left half built by a start that didn't finish; take it down first"
    UP = "is up already; take it down first"
    DIED = "has lost its guest kernel; take it down"


class Kernel(StrEnum):
    """Where a lab runs."""

    OWN = "own"
    GUEST = "guest"


class AlreadyUpError(Exception):
    """A lab of this name was started and not taken down."""

    def __init__(self, lab: str, stage: Stage) -> None:
        super().__init__(f"lab {lab} {stage}")
        self.lab = lab
        self.stage = stage


class Drill(NamedTuple):
    """Something that was broken on purpose. `what` names it: a switch, or the ends of cables, two by two."""

    kind: Literal["link", "switch", "swap"]
    what: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.kind} {' '.join(self.what)}"


class Entry(NamedTuple):
    """What a lab was built as."""

    lab: str
    switches: tuple[str, ...]
    hosts: tuple[str, ...]
    cables: tuple[Cable, ...] = ()
    management: Management | None = None
    queues: Queues = Queues.LEFT_OUT
    kernel: Kernel = Kernel.OWN

    def ports(self, switch: str) -> tuple[str, ...]:
        return tuple(port for cable in self.cables for node, port in cable.ends if node == switch)


@contextmanager
def entered(lab: Lab, queues: Queues, kernel: Kernel = Kernel.OWN) -> Iterator[Entry]:
    """Held while the lab is started; the kernel lets go of it when this process dies.

    Raises AlreadyUpError; of two processes that try at once, one wins.
    """
    place = LABS / lab.name
    try:
        place.mkdir(mode=0o755, parents=True)
    except FileExistsError as taken:
        raise AlreadyUpError(lab.name, stage(lab.name)) from taken
    hold = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(hold, fcntl.LOCK_EX)
        (place / STARTING).touch()
        workshop(lab.name).mkdir()
        yield _write(lab, queues, kernel)
        (place / STARTING).unlink(missing_ok=True)
    finally:
        os.close(hold)


def stage(lab: str) -> Stage:
    place = LABS / lab
    try:
        hold = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return Stage.ABSENT
    try:
        fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return Stage.STARTING
    finally:
        os.close(hold)
    return Stage.UP if (place / "lab.json").exists() and not (place / STARTING).exists() else Stage.LEFT


def read(lab: str) -> Entry:
    """An entry without names when there is no such lab, or only what a crash left of it."""
    try:
        told = json.loads((LABS / lab / "lab.json").read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return Entry(lab, (), ())
    return Entry(
        lab,
        tuple(told["switches"]),
        tuple(told["hosts"]),
        tuple(Cable(*cable) for cable in told.get("cables", ())),
        Management(*told["management"]) if told.get("management") else None,
        Queues(told.get("queues", Queues.LEFT_OUT)),
        Kernel(told.get("kernel", Kernel.OWN)),
    )


def drills(lab: str) -> tuple[Drill, ...]:
    """What is broken now, in the order in which it was."""
    try:
        told = json.loads((LABS / lab / DRILLS).read_text())
    except FileNotFoundError:
        return ()
    return tuple(Drill(kind, tuple(what)) for kind, what in told)


def note_drills(lab: str, now: Iterable[Drill]) -> None:
    staged = LABS / lab / f".{DRILLS}"
    staged.write_text(json.dumps(tuple(now), indent=2) + "\n")
    staged.replace(LABS / lab / DRILLS)


def workshop(lab: str) -> Path:
    """Lists of orders to `ip`: their path on its command line tells whose it is, should we die meanwhile."""
    return LABS / lab / "orders"


def batch(lab: str, lines: Iterable[str]) -> None:
    with tempfile.NamedTemporaryFile("w", dir=workshop(lab)) as orders:
        orders.write("".join(f"{line}\n" for line in lines))
        orders.flush()
        run(("ip", "-batch", orders.name))


def labs() -> tuple[str, ...]:
    return tuple(sorted(path.name for path in LABS.iterdir())) if LABS.is_dir() else ()


def erase(lab: str) -> None:
    shutil.rmtree(LABS / lab, ignore_errors=True)
    for folder in (LABS, LABS.parent):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _write(lab: Lab, queues: Queues, kernel: Kernel) -> Entry:
    names = tuple(switch.name for switch in lab.switches), tuple(host.name for host in lab.hosts)
    entry = Entry(lab.name, *names, lab.cables, lab.management, queues, kernel)
    told = {name: value for name, value in entry._asdict().items() if name != "lab"}
    (LABS / lab.name / "lab.json").write_text(json.dumps(told, indent=2) + "\n")
    return entry
