"""A switch that lives in memory: all that a push asks of one, on a fake box without any protocol."""

import difflib
from typing import Any

from napalm.base.exceptions import CommitError, ConnectAuthError, ConnectionException, ReplaceConfigException

from tests.fakes.box import Box, DroppedError


class Memory:
    """A connection to `box`; what isn't committed is gone with it."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self._candidate: str | None = None
        self._gone = False

    def open(self) -> None:
        if self.box.faults.refuse_login:
            raise ConnectAuthError("login refused")
        self._step("open")

    def close(self) -> None:
        self._candidate = None

    def load_replace_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        self._step("load")
        text = config or ""
        if self.box.faults.refuses and self.box.faults.refuses in text:
            raise ReplaceConfigException(f"refused: {self.box.faults.refuses}")
        self._candidate = text

    def load_merge_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        self._step("load")
        self._candidate = self.box.running + (config or "")

    def compare_config(self) -> str:
        self._step("compare")
        extra = "+ something else\n" if self.box.faults.other_diff else ""
        return extra + diff(self.box.running, self._wanted())

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:
        if self.box.pending() is not None:
            raise CommitError("another commit waits to be confirmed")
        self._step("commit", lambda: self.box.commit(self._wanted(), revert_in))

    def has_pending_commit(self) -> bool:
        self._step("read")
        return self.box.pending() is not None

    def confirm_commit(self) -> None:
        self._step("confirm", self.box.confirm)

    def discard_config(self) -> None:
        self._candidate = None

    def rollback(self) -> None:
        self._step("rollback", self.box.abort)

    def get_backup(self) -> str:
        self._step("read")
        return self.box.running

    def get_facts(self) -> dict[str, Any]:
        return {"hostname": self.box.name, "os_version": "1", "model": "memory", "vendor": "tests", "uptime": 1.0}

    def get_interfaces(self) -> dict[str, Any]:
        return {}

    def get_bgp_neighbors(self) -> dict[str, Any]:
        return {}

    def get_lldp_neighbors(self) -> dict[str, Any]:
        return {}

    def get_forwarding(self) -> dict[str, list[str]]:
        raise NotImplementedError

    def get_lossless_counters(self) -> dict[str, dict[str, int]]:
        raise NotImplementedError

    def _wanted(self) -> str:
        if self._candidate is None:
            raise CommitError("nothing is loaded")
        return self._candidate

    def _step(self, name: str, work: Any = None) -> None:
        if self._gone:
            raise ConnectionException("the connection is lost")
        try:
            self.box.step(name, lambda: str(work() if work else ""))
        except DroppedError as cut:
            self._gone = True
            raise ConnectionException(f"the connection was lost at {cut}") from cut


def diff(before: str, after: str) -> str:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return "".join(f"{line}\n" for line in lines if line[0] in "+-")
