"""Cisco NX-OS over NX-API, and SSH for the candidate: NAPALM's driver, with its traps handled.

Sources: napalm/nxos/nxos.py 5.2; Cisco's configuration guide for Nexus 9000 10.5, Configuring Rollback (a rollback is
atomic unless told otherwise: either every line is taken, or what ran before is).
"""

import os
import re
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from napalm.base.exceptions import (
    CommandErrorException,
    CommitError,
    ConnectAuthError,
    ConnectionException,
    ReplaceConfigException,
)
from napalm.nxapi_plumbing import Device as NXOSDevice
from napalm.nxapi_plumbing import NXAPIAuthError, NXAPICommandError, NXAPIConnectionError
from napalm.nxos.nxos import NXOSDriver
from netmiko.exceptions import NetmikoAuthenticationException
from requests.exceptions import RequestException, SSLError

from fabricgen.allocation.text import in_url
from fabricgen.targets import trust
from fabricgen.targets.drivers import nxos_text
from fabricgen.targets.live import Adjacencies
from fabricgen.targets.masking import veiled

SOURCE = "sot_file"
BACKUP = "fabricgen-backup"
NO_TIMER = (
    "NX-OS has no commit that goes back by itself: once committed, it stays, whatever becomes of this machine; "
    "fabricgen can go back after its own time, for as long as it runs and reaches the switch"
)
NO_COUNTERS = (
    "`show interface priority-flow-control` counts the pause frames of all priorities together, and no public source "
    "shows how NX-API tells them by priority, or ECN marks"
)


class NxosDriver(NXOSDriver):  # type: ignore[misc]  # napalm ships no type information
    """`optional_args`: `port` (of NX-API), `ca`, `unverified`, `known_hosts`, `key_file`, `ssh_port` (22).

    The candidate goes to bootflash by SCP, so both doors are checked: the certificate and the host key.
    """

    loaded: bool
    _netmiko_device: Any

    def __init__(
        self,
        hostname: str,
        username: str,
        password: str,
        timeout: int = 60,
        optional_args: dict[str, Any] | None = None,
    ) -> None:
        given = dict(optional_args or {})
        self._ca, self._known_hosts = given.get("ca"), given.get("known_hosts")
        self._unverified = bool(given.get("unverified"))
        self._key_file, self._ssh_port = given.get("key_file"), int(given.get("ssh_port", trust.SSH_PORT))
        port = int(given.get("port", 443))
        verify = not self._unverified and (self._ca or _system_store())
        super().__init__(hostname, username, password, timeout, {"port": port, "ssl_verify": verify})
        self._netmiko_device = None

    # --- the connections

    def open(self) -> None:
        """Raises UntrustedError, ConnectAuthError and ConnectionException."""
        if not self._unverified:
            trust.verifying(self._ca)  # a CA file that is of no use is told here, in words
        self.device = NXOSDevice(
            in_url(self.hostname),  # NAPALM's own way puts an IPv6 address into its URL as it stands
            self.username,
            self.password,
            transport=self.transport,
            port=self.port,
            timeout=self.timeout,
            verify=self.ssl_verify,
        )
        self._send_command("show hostname")

    def close(self) -> None:
        """Leaves no candidate behind. There is no commit that waits, so nothing is taken back."""
        if self.device is not None:
            with suppress(ConnectionException, CommandErrorException):
                self.discard_config()
        self._leave_ssh()
        super().close()

    def _send_command(self, command: str, raw_text: bool = False) -> Any:  # noqa: FBT001, FBT002 - napalm's signature
        with self._reaching():
            return super()._send_command(command, raw_text)

    def _send_command_list(self, commands: list[str]) -> list[Any]:
        with self._reaching():
            return list(super()._send_command_list(commands))

    def _texts(self, commands: list[str]) -> list[str]:
        """Answers as a person would see them, of one request: what is switched on by one command holds for the next."""
        with self._reaching():
            return [str(told["result"] or "") for told in self.device.show_list(commands, raw_text=True)]

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except NXAPIAuthError:
            raise ConnectAuthError(f"{self.hostname}: user name or password isn't accepted") from None
        except (NXAPIConnectionError, RequestException) as error:
            self._unreached(error)
        except ValueError:
            raise ConnectionException(f"{self.hostname}: what answers isn't NX-API; is `feature nxapi` on?") from None

    def _unreached(self, error: Exception) -> NoReturn:
        if isinstance(error.__context__, SSLError):
            found = re.search(r"certificate verify failed: ([^(]+)", str(error))
            reason = found[1].strip() if found else "no TLS"
            raise trust.untrusted_certificate(self.hostname, self.port, self._ca, reason) from None
        raise ConnectionException(f"{self.hostname}: can't be reached by NX-API: {type(error).__name__}") from None

    @contextmanager
    def _saying(self, kind: type[Exception]) -> Iterator[None]:
        """The box's own words as NAPALM's error."""
        try:
            yield
        except NXAPICommandError as error:
            raise kind(f"{self.hostname}: `{error.command}`: {veiled(error.message.strip())}") from None

    def _enter_ssh(self) -> None:
        """For SCP. Netmiko takes any host key unless told otherwise; `ssh_strict` also holds for its SCP connection."""
        if self._netmiko_device is not None:
            return
        checked: dict[str, Any] = {}
        try:
            if not self._unverified:
                trust.verify_host(self.hostname, self._ssh_port, self._known_hosts)
                file = str(trust.known_hosts_file(self._known_hosts))
                checked = {"ssh_strict": True, "alt_host_keys": True, "alt_key_file": file}
            key = {"use_keys": True, "key_file": self._key_file} if self._key_file else {}
            self._netmiko_open("cisco_nxos", {"port": self._ssh_port, **checked, **key})
        except NetmikoAuthenticationException:
            raise ConnectAuthError(f"{self.hostname}: SSH doesn't accept the login; SCP needs it too") from None
        except trust.CUT as error:
            raise ConnectionException(f"{self.hostname}: can't be reached by SSH, for SCP: {error}") from None

    def _leave_ssh(self) -> None:
        """Not by `_netmiko_close`, which forgets NX-API as well."""
        if self._netmiko_device is not None:
            self._netmiko_device.disconnect()
            self._netmiko_device = None

    # --- configuration

    def load_replace_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        """Nothing is refused here: NX-OS reads the candidate at commit."""
        text = Path(filename).read_text() if filename else config or ""
        whole = nxos_text.checkpointed(text, self.get_backup())
        self._enter_ssh()
        handle, name = tempfile.mkstemp()  # mode 0600: there are hashes in it
        try:
            with os.fdopen(handle, "w") as file:
                file.write(whole)
            super().load_replace_candidate(filename=name)
        finally:
            Path(name).unlink()

    def _get_diff(self) -> str:
        return self._difference(self.candidate_cfg)

    def _difference(self, file: str) -> str:
        """The commands by which the box would go from what runs to a file; "" when there are none."""
        with self._saying(ReplaceConfigException):
            self._create_sot_file()
            answer = self._texts([f"show diff rollback-patch file {SOURCE} file {file}"])[0]
        self._remove(SOURCE)
        found = nxos_text.patch(answer)
        if found is None:
            raise ReplaceConfigException(f"{self.hostname}: no difference can be had: {veiled(answer.strip())}")
        return found

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:
        """Raises NotImplementedError for `revert_in`, and CommitError when a line is refused: all is as it was then."""
        if revert_in is not None:
            raise NotImplementedError(NO_TIMER)
        if not self.loaded:
            raise CommitError(f"{self.hostname}: nothing is loaded")
        if not self.replace:
            super().commit_config(message)
            return
        with self._saying(CommitError):
            self._save_to_checkpoint(self.rollback_cfg)
            self._roll_to(self.candidate_cfg)
            self._copy_run_start()
        self.discard_config()
        self._leave_ssh()  # the prompt may have another name now

    def _roll_to(self, file: str) -> None:
        """Raises CommitError unless the box says that it is done, or there is nothing left to do.

        NAPALM looks for the box's "Rollback failed." where its NX-API client never puts it.
        """
        order = ["terminal dont-ask", f"rollback running-config file {file}", "no terminal dont-ask"]
        answer = self._texts(order)[1].strip()
        if nxos_text.FAILED.search(answer) or (not nxos_text.COMPLETED.search(answer) and self._difference(file)):
            raise CommitError(f"{self.hostname}: the box didn't take it, and runs what it ran before: {veiled(answer)}")

    def rollback(self) -> None:
        """To what ran before the last commit; there is a file of that on bootflash."""
        with self._saying(CommitError):
            if not self._check_file_exists(self.rollback_cfg):
                raise CommitError(f"{self.hostname}: there is no {self.rollback_cfg} on bootflash to go back to")
            self._roll_to(self.rollback_cfg)
            self._copy_run_start()
        self._leave_ssh()

    def discard_config(self) -> None:
        """Leaves neither the candidate nor the file it was compared with on bootflash."""
        if self.loaded and self.replace:
            self._remove(self.candidate_cfg)
        self.merge_candidate, self.loaded = "", False

    def _remove(self, file: str) -> None:
        with suppress(NXAPICommandError):  # it isn't there
            self._delete_file(file)

    # --- what it runs and does

    def get_backup(self) -> str:
        """A checkpoint of what runs: the only form in which NX-OS takes a whole configuration back."""
        with self._saying(CommandErrorException):
            self._set_checkpoint(BACKUP)
            text = self._texts([f"show file {BACKUP}"])[0]
        self._remove(BACKUP)
        return text

    def get_ospf_neighbors(self) -> Adjacencies:
        raise NotImplementedError("no public source shows how NX-API tells the neighbours of OSPF")

    def get_forwarding(self) -> dict[str, list[str]]:
        """IPv4, default VRF, of the tables in the hardware of the modules."""
        with self._saying(CommandErrorException):
            return nxos_text.ports_by_prefix(self._send_command("show forwarding ipv4 route") or {})

    def get_lossless_counters(self) -> dict[str, dict[str, int]]:
        raise NotImplementedError(NO_COUNTERS)


def _system_store() -> str | bool:
    """The authorities of this machine; requests would take those that certifi brings."""
    paths = ssl.get_default_verify_paths()
    return paths.cafile or paths.capath or True
