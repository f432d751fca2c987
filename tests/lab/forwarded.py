"""Tests that run inside a guest: a pytest there for each file of them, and its reports brought out."""

import json
import os
import sys
import time

from fabricgen.lab.command import CommandFailedError
from fabricgen.lab.guest import Size, boot, channel
from fabricgen.lab.processes import stop

SIZE = Size(megabytes=1536, seconds=2400)  # no session is that long: a guest that outlives its own ends by itself
SECONDS = 400.0  # for one file
PAUSE = 0.1
PRELOAD = ("pytest", "fabricgen.cli.live.lab")
SEEN_INSIDE = "/run/share"  # where the guest sees the folder that it shares with this machine


class Forwarder:
    """The guest of a session, and its runs of pytest, by file."""

    def __init__(self, folder):
        self.name = f"pytest-{os.getpid()}"
        self.guest = boot(self.name, folder / "guest", SIZE, preload=PRELOAD)
        self.runs = {}

    def reports(self, item):
        """What is told of one test: its setup, call and teardown. Raises CommandFailedError when that breaks off."""
        if item.path not in self.runs:
            self.runs[item.path] = Run(self.guest, item)
        return self.runs[item.path].of(item.nodeid)

    def close(self):
        stop(self.name)


class Run:
    """One pytest in the guest, with all tests of a file that the session has chosen."""

    def __init__(self, guest, item):
        self.guest, number = guest, item.path.stem
        self.file = guest.share / f"{number}.reports"
        chosen = [other.nodeid for other in item.session.items if other.path == item.path]
        options = ("-m", "lab", "-p", "no:cacheprovider", "--reports", f"{SEEN_INSIDE}/{self.file.name}")
        self.words = (sys.executable, "-m", "pytest", *options, *chosen)
        self.limit = time.monotonic() + SECONDS
        self.told = channel.give(guest.share, channel.Order(self.words, str(item.config.rootpath)))

    def of(self, nodeid):
        while True:
            over = self.told.status is not None or not self.guest.alive or time.monotonic() > self.limit
            mine = [report for report in self.seen() if report["nodeid"] == nodeid]
            if mine and mine[-1]["when"] == "teardown":
                return mine
            if over:
                raise CommandFailedError(self.words, "in the guest didn't come to the end of this test", self.output())
            time.sleep(PAUSE)

    def seen(self):
        """Whole lines only: the last one may be on its way."""
        text = self.file.read_text() if self.file.exists() else ""
        return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]

    def output(self):
        kinds = (channel.OUTPUT, channel.ERRORS)
        return "".join(path.read_text() for kind in kinds if (path := self.told.path(kind)).exists())


def tell(file, report):
    """Inside: for the host to see at once, whenever the guest's kernel would have written it."""
    with file.open("a") as lines:
        lines.write(json.dumps(report) + "\n")
        lines.flush()
        os.fsync(lines.fileno())
