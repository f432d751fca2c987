"""A guest: User Mode Linux, a kernel that runs as an ordinary program, over the root of this machine.

Behaviour is that of Debian 12's user-mode-linux 6.1. It has VRF devices, 802.1Q, VLAN-aware bridges and RED, whatever
this machine's own kernel lacks; it needs neither virtualization nor a disk image.
"""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from fabricgen.lab.command import Completed
from fabricgen.lab.guest import channel
from fabricgen.lab.guest.channel import Order
from fabricgen.lab.requirements import PACKAGES, CannotRunHereError, check_root, missing_programs
from fabricgen.lab.topology import namespace

PROGRAM = "linux.uml"
GUEST_PACKAGES = (*PACKAGES, (PROGRAM, "user-mode-linux"), ("modprobe", "kmod"))
AGENT = "fabricgen.lab.guest.agent"
INIT = Path(__file__).with_name("init.sh")
MEMORY = (Path("/dev/shm"), Path("/tmp"), Path("/var/tmp"))  # noqa: S108 — the file is unlinked as soon as it is open
TUN = Path("/dev/net/tun")
UPLINK = "vec0"  # the guest's name for its port into this machine
BOOT_SECONDS = 60.0  # takes three on an idle machine
PAUSE = 0.05
TAIL = 12  # lines of its console that tell why a guest died


class GuestDiedError(Exception):
    """The guest kernel ended, or never came up."""


class Guest(NamedTuple):
    """A guest by the folder that it keeps its things in."""

    folder: Path

    @property
    def share(self) -> Path:
        return self.folder / "share"

    @property
    def console(self) -> Path:
        return self.folder / "console"

    @property
    def alive(self) -> bool:
        try:
            pid = int((self.folder / "uml/guest/pid").read_text())
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2]
        except (OSError, ValueError):
            return False
        return state[0] not in "ZX"

    def run(self, words: Sequence[str], seconds: float = channel.SECONDS, place: str = "/") -> Completed:
        """Any program, to its end. Raises CommandFailedError when it takes longer or when the guest dies."""
        told = channel.give(self.share, Order(tuple(words), place))
        return channel.completed(told, words, channel.wait(told, words, lambda: self.alive, seconds))

    def hand_over(self, words: Sequence[str], place: str, output: BinaryIO, errors: BinaryIO) -> int:
        """Any program, with what it says handed on at once. An interrupt ends it. Raises GuestDiedError."""
        told = channel.give(self.share, Order(tuple(words), place))
        try:
            status = channel.follow(told, lambda: self.alive, output, errors)
        except KeyboardInterrupt:
            told.path(channel.STOP).touch()
            raise
        if status is None:
            raise GuestDiedError(f"the guest kernel stopped while it ran `{shlex.join(words)}`")
        return status


class Size(NamedTuple):
    """`seconds` is how long the guest may live, 0 for as long as it likes."""

    megabytes: int
    seconds: int = 0


def check(uplink: str = "") -> None:
    """Raises CannotRunHereError with all that is missing for a guest; `uplink` is the tap device that it wants."""
    check_root()
    missing = missing_programs(GUEST_PACKAGES)
    if uplink and not TUN.exists():
        missing = (*missing, f"{TUN} is missing, so there is no management network; use --transport local")
    if missing:
        raise CannotRunHereError(missing)


def boot(name: str, folder: Path, size: Size, uplink: str = "", preload: Sequence[str] = ()) -> Guest:
    """Start a guest for the lab `name` and wait until it takes orders.

    `uplink` is a tap device of this machine that becomes the guest's vec0; `preload` are Python modules that orders
    will want. Raises CannotRunHereError and GuestDiedError.
    """
    check(uplink)
    guest = Guest(folder)
    guest.share.mkdir(mode=0o700, parents=True)
    init = folder / "init"
    init.write_text(first_program(guest.share, (sys.executable, "-m", AGENT, "/run/share", *preload)))
    init.chmod(0o700)
    home = {"HOME": str(folder), "TMPDIR": str(_memory(size.megabytes)), "PATH": os.environ.get("PATH", os.defpath)}
    limit = ("timeout", "-k", "2", str(size.seconds)) if size.seconds else ()
    with guest.console.open("wb") as console:
        subprocess.run(  # noqa: S603 — no shell; every word is from this package
            ("setsid", "--fork", *limit, PROGRAM, *words(name, folder, size.megabytes, uplink)),  # noqa: S607
            stdin=subprocess.DEVNULL, stdout=console, stderr=console, env=home, check=True,
        )  # fmt: skip
    _wait(guest)
    return guest


def words(name: str, folder: Path, megabytes: int, uplink: str) -> tuple[str, ...]:
    """The kernel's command line. Its last word is a namespace's name, so that the lab's processes are found by it."""
    port = (f"{UPLINK}:transport=tap,ifname={uplink}",) if uplink else ()
    return (
        f"mem={megabytes}M", "rootfstype=hostfs", "rootflags=/", "ro", f"init={folder / 'init'}", "loglevel=4",
        "con=null", "con0=null,fd:1", "con1=null", f"uml_dir={folder / 'uml'}", "umid=guest", *port,
        namespace(name, "guest"),
    )  # fmt: skip


def first_program(share: Path, agent: Sequence[str]) -> str:
    paths = os.environ.get("PYTHONPATH", "")
    known = f"PYTHONPATH={shlex.quote(paths)}\nexport PYTHONPATH\n" if paths else ""
    programs = f"PATH={shlex.quote(str(Path(sys.executable).parent))}"
    return (
        f"#!/bin/sh\nshare={shlex.quote(str(share))}\nset -- {shlex.join(agent)}\n{programs}\n{known}{INIT.read_text()}"
    )


def _memory(megabytes: int) -> Path:
    """Where the guest's memory lies: a file system that has room and allows programs. Raises CannotRunHereError."""
    for place in MEMORY:
        seen = os.statvfs(place)
        if not seen.f_flag & os.ST_NOEXEC and seen.f_bavail * seen.f_frsize >= megabytes << 20:
            return place
    places = ", ".join(str(place) for place in MEMORY)
    raise CannotRunHereError((f"no room for the guest's {megabytes} MB of memory, as none of {places} has it",))


def _wait(guest: Guest) -> None:
    limit = time.monotonic() + BOOT_SECONDS
    started = False
    while not (guest.share / channel.READY).exists():
        if time.monotonic() > limit or (started and not guest.alive):
            tail = "\n".join(guest.console.read_text(errors="replace").splitlines()[-TAIL:])
            raise GuestDiedError(f"the guest kernel didn't come up; its console ends with\n{tail}")
        started = started or guest.alive
        time.sleep(PAUSE)
