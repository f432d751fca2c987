"""Junos over NETCONF: NAPALM's driver, with its traps handled.

Sources: napalm/junos/junos.py 5.2, junos-eznc 2.8, Juniper's guides to the Junos XML protocol and to the CLI (commit).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from jnpr.junos import Device
from jnpr.junos import exception as pyez
from napalm.base.exceptions import (
    CommandTimeoutException,
    CommitConfirmException,
    CommitError,
    ConnectAuthError,
    ConnectionClosedException,
    ConnectionException,
    LockError,
    MergeConfigException,
    ReplaceConfigException,
)
from napalm.junos.junos import JunOSDriver
from ncclient.transport.errors import TransportError

from fabricgen.allocation.text import in_url
from fabricgen.targets.drivers import junos_text, netconf
from fabricgen.targets.live import Adjacencies

MINUTE = 60
LONGEST = 65_535 * MINUTE
"""Seconds: the largest confirm-timeout, in minutes, of <commit-configuration>."""

log = logging.getLogger(__name__)


class JunosDriver(JunOSDriver):  # type: ignore[misc]  # napalm ships no type information
    """`optional_args`: `port`, `known_hosts`, `unverified`, `key_file`.

    The candidate is one for all users of the box, so it's locked for everything that touches it: NAPALM's `rollback`
    and `confirm_commit` would commit what somebody else has half edited, its `discard_config` would throw that away.
    A candidate is the text with braces. What the box warns of is logged, and kept in `warned`.
    """

    locked: bool

    def __init__(
        self,
        hostname: str,
        username: str,
        password: str,
        timeout: int = 60,
        optional_args: dict[str, Any] | None = None,
    ) -> None:
        given = {"port": 830, **(optional_args or {})}
        self._known_hosts, self._unverified = given.pop("known_hosts", None), bool(given.pop("unverified", False))
        self.warned: list[str] = []
        named = in_url(hostname)  # so PyEZ wants an IPv6 address
        super().__init__(named, username, password, timeout, {**given, "port": int(given["port"])})
        self.hostname = hostname

    # --- the connection

    def open(self) -> None:
        """Raises UntrustedError, ConnectAuthError and ConnectionException.

        PyEZ leaves the host key unchecked unless it is told; then the session itself checks it, before the login.
        """
        given = bool(self.password or self.key_file)
        with netconf.ssh_settings(self.port, self._known_hosts) as settings:
            self.device = Device(
                in_url(self.hostname),
                user=self.username,
                password=self.password,
                port=self.port,
                ssh_private_key_file=self.key_file,
                allow_agent=not given,
                look_for_keys=not given,
                ssh_config=settings,
                hostkey_verify=not self._unverified,
                conn_open_timeout=self.timeout,
                huge_tree=True,
            )
            self.device._hostname = self.hostname  # noqa: SLF001 - PyEZ would look for the one in brackets
            try:
                super().open()
            except (pyez.ConnectError, ConnectionException) as refused:
                self._explain(refused)

    def _explain(self, refused: Exception) -> NoReturn:
        if netconf.unknown_host(refused):
            raise netconf.untrusted(self.hostname, self.port, self._known_hosts) from refused
        where = f"{self.hostname} port {self.port}"
        if isinstance(refused, pyez.ConnectAuthError):
            raise ConnectAuthError(f"{where} refuses the login of {self.username}") from refused
        why = refused.__context__ or getattr(refused, "_orig", None) or refused
        raise ConnectionException(f"can't reach {where} by NETCONF: {why}") from refused

    def close(self) -> None:
        """A commit that waits to be confirmed goes on waiting; what was only loaded is thrown away."""
        if not self.device.connected:
            return
        session = self.device._conn._session  # noqa: SLF001 - PyEZ has no other way to it
        if netconf.stands(session):
            with suppress(Exception):  # a lost connection is closed all the same: the box frees the lock by itself
                self.discard_config()
            with suppress(Exception):
                super().close()
        netconf.cut(session)

    @contextmanager
    def _words(self) -> Iterator[None]:
        """Errors of PyEZ about a connection, as NAPALM's."""
        try:
            yield
        except pyez.RpcTimeoutError as late:
            raise CommandTimeoutException(f"{self.hostname} didn't answer within {self.timeout} s") from late
        except (pyez.ConnectClosedError, TransportError, OSError) as ended:
            netconf.cut(self.device._conn._session)  # noqa: SLF001 - else what is asked next would wait for its answer
            raise ConnectionClosedException(f"the connection to {self.hostname} ended") from ended

    # --- the candidate

    def _lock(self) -> None:
        """Raises LockError, with who holds it."""
        if self.locked:
            return
        with self._words():
            try:
                self.device.cu.lock()
            except pyez.LockError as taken:
                raise LockError(f"{self.hostname}: {junos_text.said(taken)}") from taken
        self.locked = True

    def _unlock(self) -> None:
        if self.locked:
            with self._words():
                super()._unlock()

    def _load_candidate(self, filename: str | None, config: str | None, overwrite: bool) -> None:  # noqa: FBT001 - NAPALM's
        refusal = ReplaceConfigException if overwrite else MergeConfigException
        text = Path(filename).read_text() if filename else config or ""
        form = self._detect_config_format(text)
        if overwrite and form == "set":
            raise refusal("Junos can't replace its configuration by `set` lines; give it as text with braces")
        self._lock()
        with self._words():
            try:
                self.device.cu.load(text, format=form, overwrite=overwrite)
            except pyez.ConfigLoadError as told:
                if errors := self._errors(told):
                    self.discard_config()
                    raise refusal(errors) from told

    def _errors(self, told: Any) -> str:
        """What is wrong, in the box's words; "" when it only warned, and then the step has been done."""
        for warning in junos_text.messages(told, "warning"):
            log.warning("%s: %s", self.hostname, warning)
            self.warned.append(warning)
        return "\n".join(junos_text.messages(told, "error"))

    def compare_config(self) -> str:
        if not self.locked:
            return ""
        with self._words():
            return str(super().compare_config())

    def discard_config(self) -> None:
        """Nothing of ours is there without the lock."""
        if self.locked:
            with self._words():
                self.device.cu.rollback(0)
            self._unlock()

    # --- commits

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:
        """`revert_in` is in seconds; the box counts whole minutes. Raises CommitConfirmException for others.

        After a commit that fails, the candidate is discarded and the lock is free.
        """
        if revert_in is not None and not (MINUTE <= revert_in <= LONGEST and revert_in % MINUTE == 0):
            raise CommitConfirmException(
                f"Junos goes back after whole minutes: {MINUTE}, {2 * MINUTE}, … {LONGEST} s, not after {revert_in} s"
            )
        options: dict[str, Any] = {"comment": message} if message else {}
        if revert_in is not None:
            options["confirm"] = revert_in // MINUTE
        self._lock()
        self._commit(**options)

    def _commit(self, **options: Any) -> None:
        with self._words():
            try:
                self.device.cu.commit(**options)
            except pyez.CommitError as told:
                if errors := self._errors(told):
                    self.discard_config()
                    raise CommitError(errors) from told
        self._unlock()

    def _history(self) -> tuple[junos_text.Entry, ...]:
        with self._words():
            return junos_text.entries(self.device.rpc.get_commit_information())

    def has_pending_commit(self) -> bool:
        """By the mark that the newest commit bears while its timer runs; where it bears none, by its comment and the
        time, as NAPALM reckons. To confirm once too often does no harm; once too few, and the box goes back.
        """
        newest = self._history()[:1]
        if any(entry.waits for entry in newest) or not any(entry.confirmed for entry in newest):
            return any(entry.waits for entry in newest)
        with self._words():
            return any(left > 0 for left in self._get_pending_commits().values())

    def confirm_commit(self) -> None:
        """From any session. Raises CommitConfirmException when nothing waits: a commit would go through all the same,
        and the box may have gone back already. LockError when somebody has changed the candidate meanwhile.
        """
        self._lock()
        if not self.has_pending_commit():
            self._unlock()
            raise CommitConfirmException(f"no commit waits to be confirmed on {self.hostname}; it may have gone back")
        self._commit()

    def rollback(self) -> None:
        """To what ran before the last commit; a commit that waits is taken back by this at once."""
        history = self._history()
        if junos_text.gone_back(history):
            return
        self._lock()
        with self._words():
            self.device.cu.rollback(1)
            if junos_text.follows_confirmed(history) and not self.compare_config():
                # The commit that confirmed another is an entry of its own, with the same configuration.
                self.device.cu.rollback(2)
        self._commit()

    # --- what is asked beside

    def get_backup(self) -> str:
        """The committed configuration as text with braces, without the line that tells its date."""
        with self._words():
            told = self.device.rpc.get_config(filter_xml=None, options={"format": "text", "database": "committed"})
        return junos_text.undated(str(told.text or ""))

    def get_ospf_neighbors(self) -> Adjacencies:
        """Of the default instance, the only one with OSPF here: neighbours only, not the ports that hear none."""
        with self._words():
            return {"global": junos_text.ospf_neighbors(self.device.rpc.get_ospf_neighbor_information())}

    def get_forwarding(self) -> dict[str, list[str]]:
        """Of the default instance: the table that the Routing Engine hands to the packet forwarding engines."""
        found: dict[str, list[str]] = {}
        with self._words():
            for family, everything in (("inet", "0.0.0.0/0"), ("inet6", "::/0")):
                told = self.device.rpc.get_forwarding_table_information(family=family, table="default")
                found |= junos_text.ports_by_prefix(told, everything)
        return found

    def get_lossless_counters(self) -> dict[str, dict[str, int]]:
        raise NotImplementedError("no public source shows where Junos tells its PFC and ECN counters over NETCONF")
