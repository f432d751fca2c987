"""A fake IOS-XR router over NETCONF: a candidate for each session, CLI text in the `cli` model, confirmed commits that
end with their session.

Sources: RFC 6241 §8.4; Cisco-IOS-XR-cli-cfg, -cli-diff-act and -cfgmgr-rollback-act (YangModels/yang, vendor/cisco/xr).
By hand: python -m tests.fakes.iosxr --port 8830 FILE
"""

import difflib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

from tests.fakes import netconf
from tests.fakes.box import Box
from tests.fakes.netconf import RefusedError, child, local, text_of

DONE = "<ok/>"
CLI = "http://cisco.com/ns/yang/Cisco-IOS-XR-cli-cfg"
CAPABILITY = "urn:ietf:params:netconf:capability"
BARE = (
    netconf.CHUNKED,
    f"{CAPABILITY}:candidate:1.0",
    f"{CAPABILITY}:rollback-on-error:1.0",
    f"{CAPABILITY}:validate:1.1",
    f"{CLI}?module=Cisco-IOS-XR-cli-cfg&revision=2019-04-05",
)


class Iosxr:
    capabilities: tuple[str, ...] = (*BARE, f"{CAPABILITY}:confirmed-commit:1.1")

    def __init__(self, box: Box) -> None:
        self.box = box
        self.candidates: dict[int, str] = {}
        self.locked_by: int | None = None
        self.trial: tuple[int, str] | None = None
        """The session whose confirmed commit waits, and what it committed."""
        self.operational: dict[str, str] = {}
        """What it does, by the outermost container that asks for it."""

    def ended(self, session: int) -> None:
        """RFC 6241 §8.4.1: without <persist>, a confirmed commit goes with the session that made it."""
        with self.box.lock:
            self.candidates.pop(session, None)
            if self.locked_by == session:
                self.locked_by = None
            if self._trial() == session:
                self.box.abort()

    def answer(self, request: Any, session: int) -> str:
        self._trial()
        known: dict[str, Callable[[Any, int], str]] = {
            "lock": self._lock,
            "unlock": self._unlock,
            "copy-config": self._replace,
            "edit-config": self._merge,
            "get-cli-config-diff": self._compare,
            "commit": self._commit,
            "cancel-commit": self._cancel,
            "discard-changes": self._discard,
            "roll-back-configuration-last": self._back,
            "get-config": self._get,
            "get": self._operational,
            "close-session": lambda _request, _session: DONE,
        }
        if local(request) not in known:
            raise RefusedError(f"unknown element {local(request)}", tag="unknown-element")
        return known[local(request)](request, session)

    def _trial(self) -> int | None:
        """The session whose confirmed commit waits. A way back that the router took is a commit of its own."""
        if self.trial and self.box.pending() is None:
            self.box.history.append(self.trial[1])
            self.trial = None
        return self.trial[0] if self.trial else None

    def _owned(self, session: int) -> None:
        owner = self.locked_by or self._trial()
        if owner not in (None, session):
            raise RefusedError("Lock failed, lock is already held", tag="lock-denied", session_id=owner)

    def _lock(self, _request: Any, session: int) -> str:
        if self.locked_by == session:
            raise RefusedError(f"Lock already held by session {session}", tag="lock-denied")
        self._owned(session)
        self.locked_by = session
        return DONE

    def _unlock(self, _request: Any, session: int) -> str:
        if self.locked_by != session:
            raise RefusedError("the lock isn't held by this session")
        self.locked_by = None
        return DONE

    def _replace(self, request: Any, session: int) -> str:
        return self._loaded(session, text_of(request, "cli"), "")

    def _merge(self, request: Any, session: int) -> str:
        return self._loaded(session, text_of(request, "cli"), self._current(session))

    def _loaded(self, session: int, text: str, before: str) -> str:
        self._owned(session)
        return self.box.step("load", lambda: self._taken(session, text, before))

    def _taken(self, session: int, text: str, before: str) -> str:
        refused = self.box.faults.refuses
        if refused and refused in text:
            raise RefusedError(f"!! SYNTAX/AUTHORIZATION ERRORS: {refused}", bad_element="cli")
        self.candidates[session] = before + text.strip("\n") + "\n"
        return DONE

    def _current(self, session: int) -> str:
        return self.candidates.get(session, self.box.running)

    def _compare(self, _request: Any, session: int) -> str:
        text = self.box.step("compare", lambda: self._difference(session))
        return f'<cli-diff xmlns="http://cisco.com/ns/yang/Cisco-IOS-XR-cli-diff-act">{escape(text)}</cli-diff>'

    def _difference(self, session: int) -> str:
        old, new = self.box.running.splitlines(), self._current(session).splitlines()
        lines = [f"{line[0]}  {line[2:]}" for line in difflib.ndiff(old, new) if line[0] in "+-"]
        if self.box.faults.other_diff:
            lines.append("+  something else")
        return "\n".join(("Building configuration...", "!! IOS XR Configuration 7.11.2", *lines, "end"))

    def _commit(self, request: Any, session: int) -> str:
        self._owned(session)
        confirmed = child(request, "confirmed") is not None
        seconds = int(text_of(request, "confirm-timeout") or 600) if confirmed else None
        step = "confirm" if self._trial() and not confirmed else "commit"
        return self.box.step(step, lambda: self._committed(session, seconds))

    def _committed(self, session: int, seconds: int | None) -> str:
        new = self.candidates.pop(session, self.box.running)
        if "commit-fails" in new:
            self.candidates[session] = new
            raise RefusedError("'Policy' detected the 'fatal' condition 'Invalid argument'")
        if new != self.box.running:
            self.box.commit(new, seconds)
        if seconds is None:
            self.box.confirm()
            self.trial = None
        elif self.box.pending() is not None:
            self.trial = (session, new)
        return DONE

    def _cancel(self, _request: Any, session: int) -> str:
        if self._trial() != session:
            raise RefusedError("no confirmed commit of this session waits", tag="invalid-value")
        return self.box.step("rollback", lambda: self.box.abort() or DONE)

    def _discard(self, _request: Any, session: int) -> str:
        self.candidates.pop(session, None)
        return DONE

    def _back(self, _request: Any, session: int) -> str:
        self._owned(session)
        return self.box.step("rollback", self._returned)

    def _returned(self) -> str:
        self.box.commit(self.box.history[-1])
        self.box.confirm()
        return DONE

    def _operational(self, request: Any, _session: int) -> str:
        asked = (local(each) for each in child(request, "filter"))
        return self.box.step(
            "read", lambda: f"<data>{''.join(self.operational.get(name, '') for name in asked)}</data>"
        )

    def _get(self, request: Any, session: int) -> str:
        text = self.box.running if child(request, "running") is not None else self._current(session)
        header = (
            "!! IOS XR Configuration 7.11.2\n!! Last configuration change at Thu Jan  1 00:00:00 2026 by admin\n!\n"
        )
        whole = escape(f"{header}{text}end\n")
        return self.box.step("read", lambda: f'<data><cli xmlns="{CLI}">{whole}</cli></data>')


@contextmanager
def serve(box: Box, address: str = "127.0.0.1", port: int = 0) -> Iterator[int]:
    with netconf.serve(Iosxr(box), address, port) as chosen:
        yield chosen


if __name__ == "__main__":
    netconf.by_hand(Iosxr, sys.argv[1:])
