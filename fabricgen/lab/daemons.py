"""FRR on one switch: its files in place, its daemons started in its namespace, its configuration loaded.

Behaviour is that of FRR 8.4.4 as Debian 12 ships it. `-N name` makes every daemon keep its sockets in
/var/run/frr/name, and vtysh read /etc/frr/name.
"""

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from fabricgen.lab.command import Completed, attempt, run
from fabricgen.lab.topology import lab_of

PROGRAMS = Path("/usr/lib/frr")
CONFIG = Path("/etc/frr")
SOCKETS = Path("/var/run/frr")
ALWAYS = ("zebra", "staticd")  # Debian's frrinit.sh starts these two whatever the daemons file says
USUAL = ("bgpd", "bfdd")
START = 'hostname "$1"; space=$2; shift 2; for daemon; do "$daemon" -d -N "$space" || exit 1; done'
NUMBERED = re.compile(r"line (\d+): (.*)")


class Refusal(NamedTuple):
    """A line of frr.conf that a daemon didn't take; `line` is 0 when the daemon named none."""

    switch: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.switch}: frr.conf:{self.line}: {self.message}" if self.line else f"{self.switch}: {self.message}"


class Process(NamedTuple):
    pid: int
    daemon: str
    space: str


def wanted(files: Mapping[str, str]) -> tuple[str, ...]:
    """Programs to start, in order, from the switch's `daemons` file (lines such as `ospfd=yes`)."""
    if "daemons" not in files:
        return (*ALWAYS, *USUAL)
    asked = re.findall(r"^(\w+)=[\"']?yes[\"']?\s*$", files["daemons"], re.MULTILINE)
    return (*ALWAYS, *(name for name in asked if name not in (*ALWAYS, "watchfrr")))


def install(space: str, name: str, files: Mapping[str, str]) -> None:
    """The switch's own files, and a vtysh.conf if it brings none: without the name there, vtysh adds the machine's."""
    vtysh = {"vtysh.conf": f"service integrated-vtysh-config\nhostname {name}\n"}
    for folder in (CONFIG / space, SOCKETS / space):
        folder.mkdir(mode=0o750, parents=True)
        shutil.chown(folder, "frr", "frr")
    for file, text in {**vtysh, **files}.items():
        path = CONFIG / space / file
        path.write_text(text)
        shutil.chown(path, "frr", "frr")


def files(space: str) -> dict[str, str]:
    """What stands in the switch's /etc/frr now."""
    return {path.name: path.read_text() for path in (CONFIG / space).iterdir() if path.is_file()}


def start(space: str, name: str, daemons: Iterable[str]) -> None:
    """Start under an own UTS name: BGP tells its neighbours the kernel's host name, not the one in frr.conf."""
    programs = [str(PROGRAMS / daemon) for daemon in daemons]
    run(("ip", "netns", "exec", space, "unshare", "--uts", "sh", "-c", START, "sh", name, space, *programs))


def load(space: str, name: str) -> tuple[Refusal, ...]:
    """Load frr.conf into the running daemons; returns what was refused."""
    return tuple(refusals(name, attempt(("vtysh", "-N", space, "-b"))))


def listening(space: str) -> frozenset[str]:
    """Daemons of a switch that take commands."""
    return frozenset(path.stem for path in (SOCKETS / space).glob("*.vty"))


def refusals(switch: str, done: Completed) -> Iterator[Refusal]:
    """From what vtysh said: its exit status tells only about the end of the file."""
    for line in (*done.errors.splitlines(), *done.output.splitlines()):
        if numbered := NUMBERED.fullmatch(line.rstrip()):
            yield Refusal(switch, int(numbered[1]), numbered[2])
        elif line.startswith("%"):
            yield Refusal(switch, 0, line.rstrip())


def processes(lab: str) -> tuple[Process, ...]:
    """Daemons of a lab that are alive, found by their command line, so a lost pid file hides none."""
    found = (_process(entry) for entry in Path("/proc").glob("[0-9]*"))
    return tuple(sorted(process for process in found if process is not None and lab_of(process.space) == lab))


def folders(lab: str) -> tuple[Path, ...]:
    """What `install` and the daemons made on disk."""
    return tuple(path for path in _folders() if lab_of(path.name) == lab)


def labs() -> tuple[str, ...]:
    """All labs that have files of FRR here, as far as this user may look."""
    return tuple(sorted({lab_of(path.name) for path in _folders()} - {""}))


def _folders() -> Iterator[Path]:
    for root in (CONFIG, SOCKETS):
        try:
            yield from sorted(root.iterdir())
        except (FileNotFoundError, PermissionError):
            continue


def _process(entry: Path) -> Process | None:
    try:
        words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:  # it ended meanwhile
        return None
    if not words[0].startswith(f"{PROGRAMS}/") or "-N" not in words[:-1]:
        return None
    return Process(int(entry.name), Path(words[0]).name, words[words.index("-N") + 1])
