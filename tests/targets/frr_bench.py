"""A small FRR lab for the driver's tests, and what can go wrong with a client."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import handwritten
import spare
from napalm.base.exceptions import SessionLockedException

from fabricgen.lab import Management, down, up
from fabricgen.lab.access import folder
from fabricgen.lab.command import run
from fabricgen.lab.observe import wait_until
from fabricgen.lab.processes import in_namespace
from fabricgen.targets.drivers.frr import FrrDriver

NETWORK = spare.base_of(2)
TRANSPORTS = ("local", "ssh")
BOX = f"{NETWORK}.11"


class Bench(NamedTuple):
    lab: str
    space: str

    def args(self, transport):
        keys = {"key_file": str(folder(self.lab) / "key"), "known_hosts": str(folder(self.lab) / "known_hosts")}
        return {"transport": transport, "namespace": self.space, **(keys if transport == "ssh" else {})}

    def driver(self, transport="local", **more):
        return FrrDriver(BOX, "root", "", 60, self.args(transport) | more)

    def running(self):
        return run(("vtysh", "-N", self.space, "-c", "show running-config no-header"))

    @property
    def state(self):
        return Path("/etc/frr", self.space, ".fabricgen")

    @property
    def startup(self):
        return Path("/etc/frr", self.space, "frr.conf").read_text()

    def cut_sessions(self):
        """Kill what sshd forked for the connections that are open; sshd itself stays."""
        self.kill(lambda words: words.startswith(b"sshd: root"))

    def kill_timer(self):
        self.kill(lambda words: b"\0timer\0" in words)

    def kill(self, is_meant):
        """The processes of this switch whose command line, words apart by zeros, is meant."""
        for process in in_namespace(self.space):
            with suppress(FileNotFoundError, ProcessLookupError):  # it ended by itself meanwhile
                if is_meant(Path(f"/proc/{process}/cmdline").read_bytes()):
                    os.kill(process, signal.SIGKILL)


@contextmanager
def bench():
    name = f"drv-{os.getpid()}"
    plain = handwritten.numbered(name, 2, 2)
    addresses = {switch.name: f"{NETWORK}.{number}/24" for number, switch in enumerate(plain.switches, start=9)}
    lab = replace(plain, management=Management(f"{NETWORK}.1/24", addresses))
    try:
        assert up(lab) == ()
        yield Bench(name, lab.namespace("leaf1"))
    finally:
        down(name)


def client(bench, transport, lines):
    """A process of its own, to be killed: `d` is an open driver, `old` what runs."""
    code = (
        "import sys, time\nfrom fabricgen.targets.drivers.frr import FrrDriver\n"
        f"d = FrrDriver({BOX!r}, 'root', '', 60, {bench.args(transport)!r})\nd.open()\nold = d.get_backup()\n{lines}\n"
    )
    return subprocess.Popen((sys.executable, "-c", code), stdout=subprocess.PIPE, text=True)


def restore(switch, text):
    driver = switch.driver()
    driver.open()
    if driver.has_pending_commit():
        driver.rollback()
    if (switch.running(), switch.startup) != (text, text):
        load_and_commit(driver, text)
    assert switch.running() == text
    driver.close()


def load_and_commit(driver, text, **how):
    driver.load_replace_candidate(config=text)
    driver.commit_config(**how)


def changed(text):
    return text.replace("description spine1:swp1", "description to the first spine").replace("paths 64", "paths 32")


def settled(switch):
    """What runs once everything that was under way on the box has ended: `open` waits for that."""
    driver = switch.driver()
    driver.open()
    driver.close()
    return switch.running()


def free(switch):
    driver = switch.driver()
    driver.open()
    try:
        driver.load_replace_candidate(config=driver.get_backup())
    except SessionLockedException:
        return False
    finally:
        driver.close()
    return True


def switch_is_free(switch):
    assert wait_until(lambda: free(switch), bool, 5).reached
