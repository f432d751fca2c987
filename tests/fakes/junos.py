"""A fake Junos switch over NETCONF: one candidate for all, a lock, a history, commits that wait to be confirmed.

Sources: Juniper's Junos XML protocol guide; replies of <get-commit-information> as vSRX 24.4 gives them.
By hand: python -m tests.fakes.junos --port 8830 FILE
"""

import difflib
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from tests.fakes import netconf
from tests.fakes.box import Box
from tests.fakes.netconf import RefusedError, child, local, text_of

DONE = "<ok/>"
LOADED = "<load-configuration-results><ok/></load-configuration-results>"


@dataclass(frozen=True)
class Commit:
    config: str
    when: int
    user: str = "root"
    client: str = "other"
    comment: str = ""
    log: str = ""

    def told(self, number: int, *, waits: bool = False) -> str:
        parts = {
            "sequence-number": str(number),
            "user": self.user,
            "client": self.client,
            "comment": self.comment,
            "log": self.log,
            "commit-confirmed": "rollback pending" if waits else "",
        }
        told = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in parts.items() if text)
        return f'{told}<date-time seconds="{self.when}">then</date-time>'


class Junos:
    marks = True
    """Whether the history shows which commit waits."""
    capabilities = ("urn:ietf:params:netconf:base:1.0", "urn:ietf:params:netconf:capability:candidate:1.0")

    def __init__(self, box: Box) -> None:
        self.box = box
        self.candidate: str | None = None
        self.locked_by: int | None = None
        self.waits = self.restored = False
        self.commits = [Commit(box.running, self.now())]
        """Latest last."""

    def now(self) -> int:
        return int(self.box.clock())

    def ended(self, session: int) -> None:
        """A lock goes with its session, and so does what was loaded under it."""
        if self.locked_by == session:
            self.locked_by = self.candidate = None

    def answer(self, request: Any, session: int) -> str:
        self._settle()
        name = local(request)
        known: dict[str, Callable[[Any, int], str]] = {
            "lock-configuration": self._lock,
            "unlock-configuration": self._unlock,
            "load-configuration": self._load,
            "commit-configuration": self._commit,
            "get-configuration": self._get,
            "get-commit-information": self._history,
            "get-commit-revision-information": self._revision,
            "get-system-uptime-information": self._uptime,
            "close-session": lambda _request, _session: DONE,
        }
        if name not in known and not name.startswith("get-"):
            raise RefusedError(f"syntax error, expecting <rpc>: {name}")
        return known.get(name, self._nothing)(request, session)

    def _nothing(self, request: Any, _session: int) -> str:
        return self.box.step("read", lambda: f"<{local(request)[4:]}/>")

    def _settle(self) -> None:
        """A timer that ran out is a commit by the box itself."""
        if self.waits and self.box.pending() is None:
            self.waits = False
            self.commits.append(Commit(self.box.running, self.now()))

    def _owned(self, session: int) -> None:
        if self.locked_by not in (None, session):
            who = f"  {self.box.username} terminal netconf (pid {self.locked_by}) on since 2026-01-01 00:00:00 UTC"
            raise RefusedError(f"configuration database locked by:\n{who}\n      exclusive", tag="lock-denied")

    def _lock(self, _request: Any, session: int) -> str:
        self._owned(session)
        if self.candidate not in (None, self.box.running):
            raise RefusedError("configuration database modified", tag="lock-denied")
        self.locked_by = session
        return DONE

    def _unlock(self, _request: Any, session: int) -> str:
        if self.locked_by != session:
            raise RefusedError("configuration database not locked", tag="operation-failed")
        self.locked_by = None
        return DONE

    def _load(self, request: Any, session: int) -> str:
        self._owned(session)
        if request.get("rollback") is not None:
            return self._restored(int(request.get("rollback")))
        text = text_of(request, "configuration-text") or text_of(request, "configuration-set")
        return self.box.step("load", lambda: self._loaded(text, request.get("action")))

    def _restored(self, number: int) -> str:
        self.candidate = self.commits[-1 - number].config if number else None
        self.restored = bool(number)
        return LOADED

    def _loaded(self, text: str, action: str) -> str:
        refused = self.box.faults.refuses
        if refused and refused in text:
            raise RefusedError("syntax error", bad_element=refused)
        before = "" if action == "override" else self._current()
        self.candidate = before + text.strip("\n") + "\n"
        if re.search(r"\{\s*\}", text):
            raise RefusedError("statement has no contents; ignored", "warning")
        self.restored = False
        return LOADED

    def _current(self) -> str:
        return self.box.running if self.candidate is None else self.candidate

    def _get(self, request: Any, _session: int) -> str:
        if request.get("compare"):
            return self.box.step("compare", self._compared)
        text = self.box.running if request.get("database") == "committed" else self._current()
        header = "## Last commit: 2026-01-01 00:00:00 UTC by admin\n"
        return self.box.step("read", lambda: f"<configuration-text>{escape(header + text)}</configuration-text>")

    def _compared(self) -> str:
        old, new = self.box.running.splitlines(), self._current().splitlines()
        lines = [f"{line[0]}  {line[2:]}" for line in difflib.ndiff(old, new) if line[0] in "+-"]
        if self.box.faults.other_diff:
            lines.append("+  something-else;")
        text = "\n[edit]\n" + "\n".join(lines) + "\n" if lines else "\n"
        inside = f"<configuration-output>{escape(text)}</configuration-output>"
        return f"<configuration-information>{inside}</configuration-information>"

    def _commit(self, request: Any, session: int) -> str:
        self._owned(session)
        minutes = text_of(request, "confirm-timeout") or "10"
        confirmed = child(request, "confirmed") is not None
        unchanged = self._current() == self.box.running
        step = "rollback" if self.restored else "confirm" if self.waits and unchanged else "commit"
        seconds = 60 * int(minutes) if confirmed else None
        comment = f"commit confirmed, rollback in {minutes}mins" if confirmed else ""
        return self.box.step(step, lambda: self._committed(seconds, comment, text_of(request, "log")))

    def _committed(self, seconds: int | None, comment: str, log: str) -> str:
        if "commit-fails" in self._current():
            raise RefusedError("Policy error: Policy commit-fails referenced but not defined")
        self.box.commit(self._current(), seconds)
        if seconds is None:
            self.box.confirm()
        self.waits = self.box.pending() is not None
        self.candidate, self.restored = None, False
        self.commits.append(Commit(self.box.running, self.now(), self.box.username, "netconf", comment, log))
        return DONE

    def _history(self, _request: Any, _session: int) -> str:
        newest_first = enumerate(reversed(self.commits))
        told = (commit.told(number, waits=self.marks and self.waits and number == 0) for number, commit in newest_first)
        entries = "".join(f"<commit-history>{each}</commit-history>" for each in told)
        return self.box.step("read", lambda: f"<commit-information>{entries}</commit-information>")

    def _revision(self, _request: Any, _session: int) -> str:
        inside = f"{self.commits[-1].told(0)}<revision>re0-{len(self.commits)}</revision>"
        return self.box.step("read", lambda: f"<commit-revision-information>{inside}</commit-revision-information>")

    def _uptime(self, _request: Any, _session: int) -> str:
        inside = f'<current-time><date-time seconds="{self.now()}">now</date-time></current-time>'
        return self.box.step("read", lambda: f"<system-uptime-information>{inside}</system-uptime-information>")


@contextmanager
def serve(box: Box, address: str = "127.0.0.1", port: int = 0) -> Iterator[int]:
    with netconf.serve(Junos(box), address, port) as chosen:
        yield chosen


if __name__ == "__main__":
    netconf.by_hand(Junos, sys.argv[1:])
