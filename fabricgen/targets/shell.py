"""The one door to a shell on a box: over SSH, or on this machine inside a network namespace of the lab."""

import shlex
import socket
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, Protocol

import paramiko
from napalm.base.exceptions import (
    CommandTimeoutException,
    ConnectAuthError,
    ConnectionClosedException,
    ConnectionException,
)

from fabricgen.targets.trust import CUT, UntrustedError, check_host_key, known_hosts_file

SECONDS = 60.0
PATIENCE = 400.0  # seconds that a held command may take for its first line
UNANSWERED = 30_000  # milliseconds that what was sent may go unacknowledged: tcp(7)
KEEPALIVE = 15  # seconds between two signs of life, so that a connection which died is noticed


class Completed(NamedTuple):
    """What a finished command said; `code` is its exit status, negative when a signal ended it."""

    code: int
    output: str
    errors: str


class Held(Protocol):
    """A command that runs until it is let go; it sees the end of its standard input when this side dies."""

    said: str
    """Its first line of output, without the line end; "" when it ended without one."""

    def close(self) -> None: ...


class Shell(Protocol):
    """A string is a script for `sh`, a sequence is one command with its words.

    `open` raises ConnectionException, ConnectAuthError or UntrustedError; `run` and `hold` raise
    ConnectionClosedException when the way to the box is gone, and CommandTimeoutException: `run` after `seconds`
    without an end (over SSH: without a word), `hold` over SSH when its first line doesn't come. A command that fails
    is no error here: look at its `code`.
    """

    def open(self) -> None: ...
    def run(self, command: str | Sequence[str], given: str = "", seconds: float = SECONDS) -> Completed: ...
    def hold(self, command: str | Sequence[str]) -> Held: ...
    def close(self) -> None: ...


def script(command: str | Sequence[str]) -> tuple[str, ...]:
    """As words; a script gets its `sh`."""
    return ("sh", "-c", command) if isinstance(command, str) else tuple(command)


class HeldProcess:
    def __init__(self, words: Sequence[str]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 — the words are this package's own
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.said = self._process.stdout.readline().rstrip("\n") if self._process.stdout else ""

    def close(self) -> None:
        with self._process:  # closes both pipes and waits
            if self._process.stdin:
                self._process.stdin.close()


class LocalShell:
    """Commands run on this machine, inside `namespace` when there is one; needs root then."""

    def __init__(self, namespace: str | None = None) -> None:
        self.inside = ("ip", "netns", "exec", namespace) if namespace else ()

    def open(self) -> None:
        if (probe := self.run(("true",))).code:
            raise ConnectionException(f"`{shlex.join((*self.inside, 'true'))}` failed: {probe.errors.strip()}")

    def run(self, command: str | Sequence[str], given: str = "", seconds: float = SECONDS) -> Completed:
        words = (*self.inside, *script(command))
        try:
            done = subprocess.run(  # noqa: S603 — the words are this package's own
                words, input=given, capture_output=True, text=True, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired as late:
            raise CommandTimeoutException(f"`{words[0]} …` took more than {seconds:g} s") from late
        except OSError as missing:
            raise ConnectionClosedException(f"{words[0]} can't start: {missing.strerror}") from missing
        return Completed(done.returncode, done.stdout, done.stderr)

    def hold(self, command: str | Sequence[str]) -> Held:
        return HeldProcess((*self.inside, *script(command)))

    def close(self) -> None:
        """Nothing is open between two commands."""


class HeldChannel:
    def __init__(self, channel: Any) -> None:
        self._channel = channel
        with channel.makefile("r") as output:
            self.said = output.readline().rstrip("\n")

    def close(self) -> None:
        self._channel.close()


class SshShell:
    """`known_hosts` is a file as ssh keeps it, None for the user's own. `unverified` takes any host key.

    Without password and key file, the user's agent and keys are tried.
    """

    def __init__(
        self,
        host: str,
        username: str,
        password: str | None = None,
        *,
        key_file: str | None = None,
        port: int = 22,
        known_hosts: str | None = None,
        unverified: bool = False,
        seconds: float = SECONDS,
    ) -> None:
        self.host, self.port = host, port
        self._known_hosts = known_hosts_file(known_hosts)
        self._unverified = unverified
        self._key_file = key_file
        self._client: Any = None
        given = bool(password or key_file)
        self._login: dict[str, Any] = {
            "username": username,
            "password": password or None,
            "allow_agent": not given,
            "look_for_keys": not given,
            **dict.fromkeys(("timeout", "banner_timeout", "auth_timeout", "channel_timeout"), seconds),
        }

    @property
    def where(self) -> str:
        return self.host if self.port == 22 else f"{self.host} port {self.port}"

    def open(self) -> None:
        client = paramiko.SSHClient()
        try:
            self._trust(client)
            client.connect(self.host, self.port, pkey=_key(self._key_file), **self._login)
        except (UntrustedError, ConnectAuthError):
            client.close()
            raise
        except CUT as error:
            client.close()
            self._explain(error)
        transport = client.get_transport()
        transport.set_keepalive(KEEPALIVE)
        transport.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a command is a few small packets
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux: without it a box that fell silent is waited for a quarter hour
            transport.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNANSWERED)
        self._client = client

    def run(self, command: str | Sequence[str], given: str = "", seconds: float = SECONDS) -> Completed:
        channel = self._channel(command)
        channel.settimeout(seconds)
        try:
            return _talk(channel, given)
        except TimeoutError as late:
            raise CommandTimeoutException(f"{self.where} said nothing for {seconds:g} s") from late
        except CUT as cut:
            raise ConnectionClosedException(f"the connection to {self.where} ended: {cut}") from cut
        finally:
            channel.close()

    def hold(self, command: str | Sequence[str]) -> Held:
        channel = self._channel(command)
        channel.settimeout(PATIENCE)
        try:
            return HeldChannel(channel)
        except TimeoutError as late:
            channel.close()
            raise CommandTimeoutException(f"{self.where} said nothing for {PATIENCE:g} s") from late
        except CUT as cut:
            channel.close()
            raise ConnectionClosedException(f"the connection to {self.where} ended: {cut}") from cut

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    def _channel(self, command: str | Sequence[str]) -> Any:
        transport = self._client.get_transport() if self._client else None
        if transport is None or not transport.is_active():
            raise ConnectionClosedException(f"no connection to {self.where}: open it first, or again")
        try:
            channel = transport.open_session(timeout=SECONDS)
            channel.exec_command(shlex.join(script(command)))
        except CUT as cut:
            raise ConnectionClosedException(f"the connection to {self.where} ended: {cut}") from cut
        return channel

    def _trust(self, client: Any) -> None:
        """The keys on file are loaded so that a box with several shows the one that we know."""
        if self._unverified:
            client.set_missing_host_key_policy(AnyKey())
            return
        client.set_missing_host_key_policy(KnownKeyOnly(self.host, self.port, self._known_hosts))
        if self._known_hosts.exists():
            client.load_host_keys(str(self._known_hosts))

    def _explain(self, error: Exception) -> NoReturn:
        if isinstance(error, paramiko.BadHostKeyException):
            check_host_key(self.host, self.port, error.key, self._known_hosts)
        if isinstance(error, paramiko.AuthenticationException):
            raise ConnectAuthError(f"{self.where} refuses the login of {self._login['username']}: {error}") from error
        raise ConnectionException(f"can't reach {self.where} by SSH: {error}") from error


class AnyKey:
    """The opt-out: takes what it is shown."""

    def missing_host_key(self, _client: Any, _hostname: str, _key: Any) -> None:
        """Nothing to check."""


class KnownKeyOnly:
    def __init__(self, host: str, port: int, known_hosts: Path) -> None:
        self._about = host, port, known_hosts

    def missing_host_key(self, _client: Any, _hostname: str, key: Any) -> None:
        """Raises UntrustedError, which says what to do."""
        host, port, known_hosts = self._about
        check_host_key(host, port, key, known_hosts)


def _key(file: str | None) -> paramiko.PKey | None:
    """Read here: paramiko, given a file that is refused, tries it as other kinds of keys and complains about those."""
    if file is None:
        return None
    try:
        return paramiko.PKey.from_path(file)
    except (paramiko.SSHException, paramiko.UnknownKeyType, OSError, ValueError, TypeError) as error:
        raise ConnectAuthError(f"the key file {file} can't be used: {error}") from error


def _talk(channel: Any, given: str) -> Completed:
    with channel.makefile("rb") as output, channel.makefile_stderr("rb") as errors:
        with suppress(*CUT):  # a command may end before it has read all; a lost connection shows in the exit status
            channel.sendall(given.encode())
            channel.shutdown_write()
        said, complained = output.read().decode(errors="replace"), errors.read().decode(errors="replace")
    code = channel.recv_exit_status()
    if code == -1:
        raise ConnectionClosedException("the connection ended before the command did")
    return Completed(code, said, complained)
