"""Arista EOS over eAPI: NAPALM's driver, with its traps handled.

Sources: napalm/eos/eos.py 5.2, napalm issue 2166, Arista's user manual (configuration sessions).
"""

import http.client
import logging
import os
import ssl
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from socket import gethostname
from typing import Any, NoReturn

from napalm.base.exceptions import (
    CommandErrorException,
    CommitError,
    ConnectAuthError,
    ConnectionException,
    MergeConfigException,
    ReplaceConfigException,
    SessionLockedException,
)
from napalm.eos.eos import EOSDriver
from pyeapi.eapilib import CommandError
from pyeapi.eapilib import ConnectionError as EapiConnectionError

from fabricgen.targets import trust
from fabricgen.targets.drivers import eos_text
from fabricgen.targets.live import Adjacencies
from fabricgen.targets.masking import veiled

BEFORE = "flash:fabricgen-before"
STARTUP = "flash:fabricgen-startup"
LONGEST = 86_399
"""Seconds; `commit timer` takes hours up to 23, and a day would be read as nothing."""

_numbers = count()


class EosDriver(EOSDriver):  # type: ignore[misc]  # napalm ships no type information
    """`optional_args`: `port`, `ca` (a file; None is the system's store), `unverified`.

    An unconfirmed commit is taken back by `close()` as well as by its timer. `rollback()` goes to what ran before the
    last commit, and puts the startup configuration back, which may have been another one.
    """

    config_session: str | None
    LOCK_SECONDS = 10
    """How long to wait for another's configuration session."""

    def __init__(
        self,
        hostname: str,
        username: str,
        password: str,
        timeout: int = 60,
        optional_args: dict[str, Any] | None = None,
    ) -> None:
        given = dict(optional_args or {})
        self._ca, self._unverified = given.pop("ca", None), bool(given.pop("unverified", False))
        if "port" in given:
            given["port"] = int(given["port"])
        super().__init__(hostname, username, password, timeout, {**given, "transport": "https", "context": None})
        self._before: str | None = None

    # --- the connection

    def open(self) -> None:
        """Raises UntrustedError, ConnectAuthError and ConnectionException."""
        # pyeapi logs what it sends, hashes and all, and prints every lost connection with a traceback
        logging.getLogger("pyeapi.eapilib").disabled = True
        self.eapi_kwargs["context"] = trust.blind() if self._unverified else trust.verifying(self._ca)
        super().open()

    def close(self) -> None:
        """Takes back what isn't confirmed. A lost connection is no error: the box's timer does the same."""
        if self.device is None:
            return
        with suppress(ConnectionException, CommandErrorException):
            self.discard_config()
        self.config_session = None

    def _run_commands(self, commands: Sequence[eos_text.Command], **how: Any) -> list[Any]:
        try:
            return list(super()._run_commands(list(commands), **how))
        except EapiConnectionError as error:
            self._unreached(error)
        except http.client.HTTPException as error:
            raise ConnectionException(f"{self.hostname}: the connection was cut ({type(error).__name__})") from None

    def _unreached(self, error: EapiConnectionError) -> NoReturn:
        """Raises what pyeapi calls a connection error by its cause."""
        cause = error.__context__
        if isinstance(cause, ssl.SSLCertVerificationError):
            port = self.eapi_kwargs.get("port", 443)
            raise trust.untrusted_certificate(self.hostname, port, self._ca, cause.verify_message) from None
        if cause is None:
            raise ConnectAuthError(f"{self.hostname}: user name or password isn't accepted") from None
        if isinstance(cause, OSError):
            raise ConnectionException(f"{self.hostname}: can't be reached by eAPI: {cause}") from None
        raise ConnectionException(
            f"{self.hostname}: what answers isn't eAPI; is `management api http-commands` on?"
        ) from None

    @contextmanager
    def _saying(self, kind: type[Exception]) -> Iterator[None]:
        """The box's own words as NAPALM's error; they repeat the line that was refused, hash and all."""
        try:
            yield
        except CommandError as error:
            raise kind(f"{self.hostname}: {veiled(str(error))}") from None

    # --- configuration

    def _load_config(
        self,
        filename: str | None = None,
        config: str | None = None,
        replace: bool = True,  # noqa: FBT001, FBT002 - napalm's signature
    ) -> None:
        """Raises ReplaceConfigException or MergeConfigException, and SessionLockedException."""
        text = Path(filename).read_text() if filename else config or ""
        if self.config_session is None:
            self.config_session = _session_name()
        self._obtain_lock(wait_time=self.LOCK_SECONDS)
        begin = [f"configure session {self.config_session}", *(["rollback clean-config"] if replace else [])]
        try:
            with self._saying(ReplaceConfigException if replace else MergeConfigException):
                self._run_commands([*begin, *eos_text.spoken(text), "end"])
        except (ReplaceConfigException, MergeConfigException):
            self.discard_config()
            raise

    def _lock(self) -> None:
        """Raises SessionLockedException while somebody else's session is open or waits for its confirmation."""
        told = self._run_commands(["show configuration sessions detail"])[0]
        ours = {self.config_session, *self._left_over(told)}
        for names, is_so in (
            (eos_text.open_sessions(told), "is open"),
            (eos_text.waiting_sessions(told), "waits for its confirmation"),
        ):
            if others := sorted(set(names) - ours):
                raise SessionLockedException(
                    f"{self.hostname}: configuration session {', '.join(others)} {is_so}: let its owner finish, or "
                    f"end it with `configure session {others[0]} abort`"
                )

    def _left_over(self, told: dict[str, Any]) -> list[str]:
        """Ends the sessions that a dead process of this machine left open; else they would lock the box for a day."""
        left = [name for name in eos_text.open_sessions(told) if _is_left_over(name)]
        for name in left:
            with self._saying(CommandErrorException):
                self._run_commands([f"configure session {name} abort"], encoding="text")
        return left

    def compare_config(self) -> str:
        """The box's own difference; "" when there is none."""
        with self._saying(CommandErrorException):
            return str(super().compare_config())

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:
        """`revert_in` is in seconds, up to LONGEST. Raises CommitError."""
        if self.config_session is None:
            raise CommitError(f"{self.hostname}: nothing is loaded")
        if revert_in is not None and not 1 <= revert_in <= LONGEST:
            raise CommitError(f"a commit timer of EOS is 1 to {LONGEST} seconds, not {revert_in}")
        with self._saying(CommitError):
            self._before = self.get_backup()
            self._run_commands([f"copy running-config {BEFORE}", f"copy startup-config {STARTUP}"], encoding="text")
            super().commit_config(message, revert_in)

    def _get_pending_commits(self) -> dict[str, int]:
        """Names only: of the time that is left, the unit changed between releases."""
        told = self._run_commands(["show configuration sessions detail"])[0]
        return dict.fromkeys(eos_text.waiting_sessions(told), -1)

    def confirm_commit(self) -> None:
        """Raises CommitError when nothing waits any more; it says whether the box went back by itself."""
        if self.config_session not in self._get_pending_commits():
            went_back = self._before is not None and self.get_backup() == self._before
            so = "it went back to what ran before" if went_back else "it doesn't run what ran before either"
            raise CommitError(f"{self.hostname}: no commit of this connection waits for a confirmation: {so}")
        with self._saying(CommitError):
            self._run_commands([f"configure session {self.config_session} commit", "write memory"], encoding="text")
        self.config_session = None

    def discard_config(self) -> None:
        """Also takes back a commit that isn't confirmed."""
        with self._saying(CommandErrorException):
            super().discard_config()

    def rollback(self) -> None:
        """An unconfirmed commit of any fabricgen is aborted; else what ran before the last commit is loaded."""
        waiting = self._get_pending_commits()
        ours = [name for name in waiting if name == self.config_session or name.startswith("fabricgen_")]
        if waiting and not ours:
            raise CommitError(f"{self.hostname}: a commit of session {', '.join(waiting)} waits; it isn't fabricgen's")
        # a commit that waits hasn't touched the startup configuration
        steps = [f"configure session {name} abort" for name in ours]
        with self._saying(CommitError):
            self._run_commands(
                steps or [f"configure replace {BEFORE}", f"copy {STARTUP} startup-config"], encoding="text"
            )
        self.config_session = None

    # --- what it runs and does

    def get_backup(self) -> str:
        """The running configuration."""
        return str(self._run_commands(["show running-config"], encoding="text")[0]["output"])

    def get_ospf_neighbors(self) -> Adjacencies:
        """Neighbours only, not the ports that hear none."""
        return eos_text.ospf_neighbors(self._run_commands(["show ip ospf neighbor vrf all"])[0])

    def get_forwarding(self) -> dict[str, list[str]]:
        """Of the default VRF, routes that the hardware has taken."""
        four, six = self._run_commands(["show ip route vrf default", "show ipv6 route vrf default"])
        return eos_text.ports_by_prefix(four) | eos_text.ports_by_prefix(six)

    def get_lossless_counters(self) -> dict[str, dict[str, int]]:
        """Pause by priority, ECN marks and watchdog by queue."""
        found: dict[str, dict[str, int]] = {}
        answers = self._run_commands(
            [
                "show priority-flow-control counters detail",
                "show qos interfaces ecn counters queue",
                "show priority-flow-control counters watchdog",
            ]
        )
        for read, answer in zip((eos_text.pauses, eos_text.marks, eos_text.trips), answers, strict=True):
            for port, counters in read(answer).items():
                found.setdefault(port, {}).update(counters)
        return found


def _machine() -> str:
    return f"{zlib.crc32(gethostname().encode()):08x}"


def _session_name() -> str:
    """Tells machine and process, so that a session whose process is dead is known as left over."""
    return f"fabricgen_{_machine()}_{os.getpid()}_{next(_numbers)}"


def _is_left_over(name: str) -> bool:
    match name.split("_"):
        case ["fabricgen", machine, process, _] if machine == _machine() and process.isdigit():
            return not _is_alive(int(process))
    return False


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
