"""IOS-XR over NETCONF: NAPALM's `iosxr_netconf`, with its traps handled and the commit timer that it leaves out.

Of NAPALM's two drivers this is the one to build on: the other speaks to the XML agent, which must be configured and
isn't on every router; both hand over CLI text and leave the difference to the router.

Sources: napalm/iosxr_netconf 5.2, RFC 6241 §8.4 (confirmed commits), Cisco's guides to data models (commit operation),
Cisco-IOS-XR-ipv4-ospf-oper (YangModels/yang, vendor/cisco/xr, 7.1.1 to 24.2.1).
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

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
from napalm.iosxr_netconf import constants
from napalm.iosxr_netconf.iosxr_netconf import IOSXRNETCONFDriver
from ncclient import NCClientError, manager
from ncclient.devices.iosxr import IosxrDeviceHandler
from ncclient.operations.errors import TimeoutExpiredError
from ncclient.operations.rpc import RPCError
from ncclient.transport.errors import AuthenticationError, SessionError, TransportError
from ncclient.xml_ import to_ele

from fabricgen.targets.drivers import iosxr_text, netconf
from fabricgen.targets.live import Adjacencies

SHORTEST, LONGEST = 30, 65_535
"""Seconds, as `commit confirmed` takes them."""


class Trial(NamedTuple):
    """A commit of this session that waits: when the router has gone back, by our clock, and what it runs until then."""

    deadline: float
    running: str


class Handler(IosxrDeviceHandler):  # type: ignore[misc]  # ncclient ships no type information
    """ncclient's own takes any host key of an IOS-XR, even when it is told to verify."""

    def add_additional_ssh_connect_params(self, kwargs: dict[str, Any]) -> None:
        """Nothing to add."""


class IosxrDriver(IOSXRNETCONFDriver):  # type: ignore[misc]  # napalm ships no type information
    """`optional_args`: `port`, `known_hosts`, `unverified`, `key_file`.

    An unconfirmed commit ends with the session that made it: by `close()`, or when the session is lost. It is made
    without <persist>, so that nothing else than that session can keep it. The lock is held until it's confirmed.
    """

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
        super().__init__(hostname, username, password, timeout, {**given, "port": int(given["port"])})
        self._trial: Trial | None = None

    # --- the connection

    def open(self) -> None:
        """Raises UntrustedError, ConnectAuthError and ConnectionException. The session itself checks the host key."""
        given = bool(self.password or self.key_file)
        with netconf.ssh_settings(self.port, self._known_hosts) as settings:
            try:
                self.device = manager.connect(
                    host=self.hostname,
                    port=self.port,
                    username=self.username,
                    password=self.password or None,
                    key_filename=self.key_file,
                    allow_agent=not given,
                    look_for_keys=not given,
                    timeout=self.timeout,
                    hostkey_verify=not self._unverified,
                    ssh_config=settings,
                    device_params={"handler": Handler},
                )
            except (NCClientError, OSError, EOFError) as refused:
                self._explain(refused)

    def _explain(self, refused: Exception) -> NoReturn:
        if netconf.unknown_host(refused):
            raise netconf.untrusted(self.hostname, self.port, self._known_hosts) from refused
        where = f"{self.hostname} port {self.port}"
        if isinstance(refused, AuthenticationError):
            raise ConnectAuthError(f"{where} refuses the login of {self.username}") from refused
        raise ConnectionException(f"can't reach {where} by NETCONF: {refused}") from refused

    def close(self) -> None:
        """Takes back what isn't confirmed and throws away what was only loaded. A lost connection is no error."""
        if self.device is None:
            return
        session = self.device._session  # noqa: SLF001 - ncclient has no other way to it
        if netconf.stands(session):
            if self._trial:
                with suppress(Exception):  # the router does the same when the session ends, or its timer does
                    self.device.cancel_commit()
            self._trial = None
            with suppress(Exception):
                self.discard_config()
            with suppress(Exception):
                self.device.close_session()
        netconf.cut(session)
        self.device, self._trial, self.locked = None, None, False

    @contextmanager
    def _words(self) -> Iterator[None]:
        """Errors of ncclient about a connection, as NAPALM's."""
        try:
            yield
        except TimeoutExpiredError as late:
            raise CommandTimeoutException(f"{self.hostname} didn't answer within {self.timeout} s") from late
        except (TransportError, SessionError, OSError) as ended:
            netconf.cut(self.device._session)  # noqa: SLF001 - else what is asked next would wait for its answer
            raise ConnectionClosedException(f"the connection to {self.hostname} ended") from ended

    # --- the candidate

    def _lock(self) -> None:
        """Raises LockError, with who holds it."""
        if self.locked:
            return
        with self._words():
            try:
                self.device.lock()
            except RPCError as taken:
                raise LockError(f"{self.hostname}: {iosxr_text.words(taken)}") from taken
        self.locked = True

    def _unlock(self) -> None:
        if self.locked:
            self.locked = False
            with self._words():
                self.device.unlock()

    def load_replace_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        text = self._text(filename, config, ReplaceConfigException)
        source = f"<source>{iosxr_text.config(text)}</source>"
        with self._loading(ReplaceConfigException):
            self.device.copy_config(source=source, target="candidate")

    def load_merge_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        text = self._text(filename, config, MergeConfigException)
        with self._loading(MergeConfigException):
            self.device.edit_config(config=iosxr_text.config(text), error_option="rollback-on-error")

    def _text(self, filename: str | None, config: str | None, refusal: type[Exception]) -> str:
        text = Path(filename).read_text() if filename else config or ""
        if character := iosxr_text.unspeakable(text):
            raise refusal(f"NETCONF can't carry the character {character!r}; write it otherwise, or leave it out")
        return text

    @contextmanager
    def _loading(self, refusal: type[Exception]) -> Iterator[None]:
        """A text that is refused leaves no lock, and no half of it in the candidate."""
        self._lock()
        self.pending_changes = True
        with self._words():
            try:
                yield
            except RPCError as refused:
                self.discard_config()
                raise refusal(iosxr_text.words(refused)) from refused

    def compare_config(self) -> str:
        if not self.pending_changes:
            return ""
        with self._words():
            told = self.device.dispatch(to_ele(constants.CLI_DIFF_RPC_REQ)).xml
        return iosxr_text.plain(iosxr_text.inside(told)).strip("\n")

    def discard_config(self) -> None:
        """Nothing of ours is there without the lock."""
        self.pending_changes = False
        if self.locked and not self._trial:
            with self._words():
                self.device.discard_changes()
            self._unlock()

    # --- commits

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:
        """`revert_in` is in seconds. Raises NotImplementedError where the router offers no confirmed commits.

        After a commit that fails, the candidate is discarded and the lock is free.
        """
        if message:
            raise NotImplementedError("a commit over NETCONF has no place for a message on IOS-XR")
        if revert_in is None:
            self._commit()
            self._unlock()
            return
        self._check_timer(revert_in)
        self._commit(confirmed=True, timeout=str(revert_in))
        self._trial = Trial(time.monotonic() + revert_in, "")
        self._trial = self._trial._replace(running=self.get_backup())

    def _check_timer(self, seconds: int) -> None:
        if ":confirmed-commit" not in self.device.server_capabilities:
            raise NotImplementedError(f"{self.hostname} doesn't offer confirmed commits over NETCONF")
        if not SHORTEST <= seconds <= LONGEST:
            raise CommitConfirmException(f"IOS-XR goes back after {SHORTEST} to {LONGEST} s, not after {seconds} s")

    def _commit(self, **options: Any) -> None:
        with self._words():
            try:
                self.device.commit(**options)
            except RPCError as refused:
                self.discard_config()
                raise CommitError(iosxr_text.words(refused)) from refused
        self.pending_changes = False

    def has_pending_commit(self) -> bool:
        """A commit of this session, by our clock; a router doesn't tell. To think so too long does no harm: see
        `confirm_commit`.
        """
        return self._trial is not None and time.monotonic() < self._trial.deadline

    def confirm_commit(self) -> None:
        """Only by the session that committed. Raises CommitConfirmException when nothing waits, also when the router
        has gone back: it takes a commit of nothing all the same, so what it runs is what counts.
        """
        trial = self._trial
        if trial is None or not self.has_pending_commit():
            raise CommitConfirmException(f"no commit waits to be confirmed on {self.hostname}; it may have gone back")
        self._commit()
        self._trial = None
        self._unlock()
        if self.get_backup() != trial.running:
            raise CommitConfirmException(f"{self.hostname} went back before the commit was confirmed")

    def rollback(self) -> None:
        """To what ran before the last commit; a commit that waits is taken back by this at once."""
        if self._trial:
            self._take_back(self._trial)
            return
        self._lock()
        refused = self._refused(lambda: self.device.dispatch(to_ele(constants.ROLLBACK_RPC_REQ)))
        self.discard_config()
        if refused:
            raise CommitError(iosxr_text.words(refused)) from refused

    def _take_back(self, trial: Trial) -> None:
        """Nothing is left to do when the router went back already: its own way back is a commit like others, and to
        roll that back would bring the unconfirmed configuration again.
        """
        self._trial = None
        refused = self._refused(self.device.cancel_commit)
        stands = refused is not None and self.get_backup() == trial.running
        self.discard_config()
        if stands:
            raise CommitError(iosxr_text.words(refused)) from refused

    def _refused(self, ask: Callable[[], object]) -> RPCError | None:
        """What the router has against it, None when it was done."""
        with self._words():
            try:
                ask()
            except RPCError as error:
                return error
        return None

    # --- what is asked beside

    def get_backup(self) -> str:
        """The running configuration as CLI text, without the lines that tell its date."""
        with self._words():
            asked = ("subtree", constants.CLI_CONFIG_RPC_REQ_FILTER)
            return iosxr_text.plain(iosxr_text.inside(self.device.get_config(source="running", filter=asked).xml))

    def get_ospf_neighbors(self) -> Adjacencies:
        """Neighbours only, not the ports that hear none."""
        with self._words():
            return iosxr_text.ospf_neighbors(self.device.get(filter=("subtree", iosxr_text.OSPF_NEIGHBORS)).xml)

    def get_forwarding(self) -> dict[str, list[str]]:
        raise NotImplementedError("the forwarding tables of line cards haven't been seen from a router yet")

    def get_lossless_counters(self) -> dict[str, dict[str, int]]:
        raise NotImplementedError("no public source shows where IOS-XR tells its PFC and ECN counters over NETCONF")
