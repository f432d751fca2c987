"""FRR on Linux: configurations loaded by frr-reload.py, with a transaction around it that lives on the box."""

import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from napalm.base import NetworkDriver
from napalm.base.exceptions import (
    CommandErrorException,
    CommitConfirmException,
    CommitError,
    MergeConfigException,
    NapalmException,
    ReplaceConfigException,
)

from fabricgen.targets.drivers import frr_filters, frr_read, frr_text
from fabricgen.targets.drivers.frr_box import Box, Ended
from fabricgen.targets.live import Adjacencies
from fabricgen.targets.masking import veiled
from fabricgen.targets.shell import Held, LocalShell, Shell, SshShell

ENDS = {
    "between": "NOT restored: what ran before is in {root}/before, reload it by hand; first refused were: {said}",
    "busy": "another change on the box doesn't end; nothing was changed",
    "nothing": "nothing to go back to: no commit is known on this box",
    "reverted": "refused, and what ran before runs again: {said}",
    "unarmed": "the timer doesn't start on the box; nothing was changed",
    "unkept": "frr.conf can't be written, so the commit still waits: {said}",
    "unlocked": "the session on the box is over (it lasts half an hour); nothing was changed, load again",
    "unread": "the running configuration can't be read or saved on the box; nothing was changed",
    "waiting": "another commit waits to be confirmed; nothing was changed",
    "": "no end was seen within its time; ask has_pending_commit and compare before anything else",
}


class FrrDriver(NetworkDriver):  # type: ignore[misc]  # NAPALM ships no types
    """optional_args: `transport` ("ssh" or "local"), `namespace` (FRR's path space; absent on a box with one FRR),
    `key_file`, `port`, `known_hosts`, `unverified`, `lldp_socket`.

    A candidate locks the box for other sessions until it is committed or discarded, or this process dies.
    """

    platform = "frr"

    def __init__(
        self,
        hostname: str,
        username: str,
        password: str,
        timeout: int = 60,
        optional_args: dict[str, Any] | None = None,
    ) -> None:
        args = optional_args or {}
        space = str(args.get("namespace") or "")
        self.hostname, self.username, self.password, self.timeout = hostname, username, password, timeout
        self.box = Box(hostname, shell_of(hostname, username, password, timeout, args), space)
        self._lldp_socket = args.get("lldp_socket") or (f"/run/lldpd.{space}.socket" if space else "")
        self._session = uuid.uuid4().hex
        self._held: Held | None = None
        self._candidate: str | None = None

    def open(self) -> None:
        self.box.open()

    def close(self) -> None:
        """A loaded candidate is forgotten; a commit that waits to be confirmed goes on waiting."""
        self._release()
        self.box.shell.close()

    def is_alive(self) -> dict[str, bool]:
        try:
            return {"is_alive": self.box.shell.run(("true",)).code == 0}
        except NapalmException:
            return {"is_alive": False}

    # -- configuration --------------------------------------------------------------------------------------------

    def load_replace_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        self._load(given(filename, config), ReplaceConfigException)

    def load_merge_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        """On top of an earlier candidate of this session, or of what runs; packet filters replace those of a family."""
        below = frr_filters.parts(self._candidate if self._candidate is not None else self.get_backup())
        above = frr_filters.parts(given(filename, config))
        conf = frr_text.merged(below.conf, above.conf)
        self._load(frr_filters.whole(conf, {**below.filters, **above.filters}), MergeConfigException)

    def compare_config(self) -> str:
        if self._candidate is None:
            return ""
        done = self.box.do("compare", self._session, seconds=self.timeout)
        if done.code:  # then what it prints is no difference either
            raise CommandErrorException(f"{self.hostname}: can't compare: {'; '.join(frr_text.replies(done.errors))}")
        before, ours = frr_filters.seen(self.box.ask("filters"))
        after = {**dict.fromkeys(sorted(ours), frr_filters.nothing()), **frr_filters.parts(self._candidate).filters}
        return frr_text.delta(done.output) + frr_filters.delta(before, after)

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:
        """`revert_in` in seconds, counted from the moment the new configuration runs."""
        if message:
            raise NotImplementedError("FRR keeps no commit messages")
        if self._candidate is None:
            raise CommitError(f"{self.hostname}: nothing is loaded; load a candidate first")
        if revert_in is not None and revert_in < 1:
            raise CommitError(f"{self.hostname}: revert_in is {revert_in}; give at least 1 second")
        ended = self.box.change("commit", str(revert_in or 0), self._session)
        self._release()
        self._judge(ended, CommitError, good="done")

    def has_pending_commit(self) -> bool:
        return bool(self.box.ask("waiting").strip())

    def confirm_commit(self) -> None:
        """From any session: the configuration is written to frr.conf, and the timer ends."""
        ended = self.box.change("confirm")
        if ended.word == "nothing":
            raise CommitConfirmException(
                f"{self.hostname}: no commit waits to be confirmed; its time is over, or somebody ended it"
            )
        self._judge(ended, CommitConfirmException, good="done")

    def discard_config(self) -> None:
        self._release()

    def rollback(self) -> None:
        """To what ran before the last commit, at once when that one waits to be confirmed; twice is as once."""
        own = self._held or (None if self.has_pending_commit() else self.box.hold(self._session))
        try:
            ended = self.box.change("rollback")
        finally:
            if own is not None and own is not self._held:
                own.close()
        self._judge(ended, CommitError, good="reverted")

    # -- reading --------------------------------------------------------------------------------------------------

    def get_config(
        self,
        retrieve: str = "all",
        full: bool = False,  # noqa: FBT001, FBT002, ARG002 — NAPALM's signature; FRR has one form
        sanitized: bool = False,  # noqa: FBT001, FBT002 — NAPALM's signature
        format: str = "text",  # noqa: A002, ARG002 — NAPALM's signature
    ) -> dict[str, str]:
        readers: dict[str, Callable[[], str]] = {
            "running": self.get_backup,
            "startup": lambda: self.box.ask("startup"),
            "candidate": lambda: self._candidate or "",
        }
        found = {name: read() if retrieve in {"all", name} else "" for name, read in readers.items()}
        return {name: veiled(text) if sanitized else text for name, text in found.items()}

    def get_backup(self) -> str:
        """`show running-config no-header`, letter by letter; behind it what the box filters packets by."""
        return self.box.ask("running")

    def get_facts(self) -> dict[str, Any]:
        return frr_read.facts(self._vtysh("show version"), self._run("cat", "/proc/uptime"), self._links())

    def get_interfaces(self) -> dict[str, Any]:
        return frr_read.interfaces(self._links(), self._vtysh("show interface json"))

    def get_bgp_neighbors(self) -> dict[str, Any]:
        shown = (self._vtysh(f"show bgp vrf all {what} json") for what in ("summary", "neighbors"))
        return frr_read.bgp_neighbors(*shown)

    def get_ospf_neighbors(self) -> Adjacencies:
        shown = (self._vtysh(f"show ip ospf vrf all {what} json") for what in ("interface", "neighbor"))
        return frr_read.ospf_neighbors(*shown)

    def get_lldp_neighbors(self) -> dict[str, Any]:
        socket = ("-u", self._lldp_socket) if self._lldp_socket else ()
        return frr_read.lldp_neighbors(self._run("lldpcli", *socket, "-f", "json0", "show", "neighbors"))

    def get_forwarding(self) -> dict[str, list[str]]:
        """From the kernel: zebra can report next hops that the kernel doesn't use."""
        return frr_read.forwarding(self._run("ip", "-j", "-4", "route"), self._run("ip", "-j", "-6", "route"))

    def get_lossless_counters(self) -> dict[str, dict[str, int]]:
        raise NotImplementedError("FRR doesn't forward packets; the counters are the switch software's")

    def cli(self, commands: list[str], encoding: str = "text") -> dict[str, str | dict[str, Any]]:
        """Raises CommandErrorException when vtysh refuses one."""
        if encoding != "text":
            raise NotImplementedError("FRR answers in text; ask for `show … json` where you want that")
        return {command: self._vtysh(command) for command in commands}

    def ping(
        self,
        destination: str,
        source: str = "",
        ttl: int = 255,
        timeout: int = 2,
        size: int = 100,
        count: int = 5,
        vrf: str = "",
        source_interface: str = "",
    ) -> dict[str, Any]:
        start = ("ip", "vrf", "exec", vrf, "ping") if vrf else ("ping",)
        origin = source or source_interface
        numbers = {"-t": ttl, "-W": timeout, "-s": size, "-c": count}
        options = [word for option, value in numbers.items() for word in (option, str(value))]
        words = (*start, "-i", "0.2", *options, *(("-I", origin) if origin else ()), destination)
        done = self.box.tool(*words, seconds=count * (timeout + 1) + 10)
        return frr_read.pinged(done.output + done.errors)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _load(self, text: str, error: type[NapalmException]) -> None:
        if not text.strip():
            raise error(f"{self.hostname}: the configuration is empty")
        conf, filters = frr_filters.parts(text)
        text = frr_filters.whole(conf, {name: frr_filters.complete(rules) for name, rules in filters.items()})
        if self._held is None:
            self._held = self.box.hold(self._session)
        done = self.box.do("load", self._session, given=text, seconds=self.timeout)
        reasons = frr_text.refused(done.output + done.errors, text) or frr_text.unknown_names(text, self.get_backup())
        if not reasons and done.code:
            reasons = ((done.output + done.errors).strip() or f"vtysh ended with status {done.code}",)
        if reasons:
            self._release()
            raise error(f"{self.hostname}: " + "; ".join(reasons))
        self._candidate = text

    def _release(self) -> None:
        """The candidate goes, and so does the lock, also when the way to the box is gone."""
        held, self._held, self._candidate = self._held, None, None
        if held is None:
            return
        try:
            self.box.do("discard", self._session)
        except NapalmException:  # then the box forgets it by itself
            pass
        finally:
            held.close()

    def _judge(self, ended: Ended, error: type[NapalmException], good: str) -> None:
        if ended.word != good:
            said = "; ".join(veiled(reply) for reply in frr_text.replies(ended.said))
            raise error(f"{self.hostname}: " + ENDS[ended.word].format(root=self.box.root, said=said))

    def _vtysh(self, command: str) -> str:
        return self.box.ask("vty", "-c", command)

    def _links(self) -> str:
        return self._run("ip", "-j", "link")

    def _run(self, *words: str) -> str:
        done = self.box.tool(*words)
        if done.code:
            raise CommandErrorException(f"{self.hostname}: `{' '.join(words)}`: {(done.errors + done.output).strip()}")
        return done.output


def shell_of(host: str, username: str, password: str, timeout: int, args: Mapping[str, Any]) -> Shell:
    if args.get("transport") == "local":
        return LocalShell(args.get("namespace"))
    return SshShell(
        host,
        username,
        password,
        key_file=args.get("key_file"),
        port=int(args.get("port") or 22),
        known_hosts=args.get("known_hosts"),
        unverified=bool(args.get("unverified")),
        seconds=timeout,
    )


def given(filename: str | None, config: str | None) -> str:
    if config is not None:
        return config
    return Path(filename).read_text() if filename else ""
