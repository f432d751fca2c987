"""Which labs this machine runs, on disk, so that another process, also after a crash, knows what should be there."""

import json
import shutil
from pathlib import Path
from typing import NamedTuple

from fabricgen.lab.topology import Lab

LABS = Path("/run/fabricgen/lab")


class AlreadyUpError(Exception):
    """A lab of this name was started and not taken down."""


class Entry(NamedTuple):
    lab: str
    switches: tuple[str, ...]
    hosts: tuple[str, ...]


def enter(lab: Lab) -> None:
    """Raises AlreadyUpError; of two processes that try at once, one wins."""
    try:
        (LABS / lab.name).mkdir(parents=True)
    except FileExistsError as taken:
        raise AlreadyUpError(f"lab {lab.name} is up already; take it down first") from taken
    names = {"switches": [switch.name for switch in lab.switches], "hosts": [host.name for host in lab.hosts]}
    (LABS / lab.name / "lab.json").write_text(json.dumps(names, indent=2) + "\n")


def read(lab: str) -> Entry:
    """An entry without names when there is no such lab, or only what a crash left of it."""
    try:
        names = json.loads((LABS / lab / "lab.json").read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return Entry(lab, (), ())
    return Entry(lab, tuple(names["switches"]), tuple(names["hosts"]))


def labs() -> tuple[str, ...]:
    return tuple(sorted(path.name for path in LABS.iterdir())) if LABS.is_dir() else ()


def erase(lab: str) -> None:
    shutil.rmtree(LABS / lab, ignore_errors=True)
    for folder in (LABS, LABS.parent):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
