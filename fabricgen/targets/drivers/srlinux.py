"""Nokia SR Linux over JSON-RPC: the community's driver napalm-srlinux (the extra `srl`), with its traps handled.

It opens without asking whether the login holds (a HEAD that may be answered 401), trusts the authorities that httpx
brings along instead of this machine's, follows proxies of the environment, and leaves what was committed out of the
startup configuration.
"""

import json
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from napalm.base.exceptions import CommandErrorException, CommitError, ConnectAuthError, ConnectionException

from fabricgen.allocation.text import in_url
from fabricgen.targets import trust
from fabricgen.targets.drivers.srlinux_own import completed
from fabricgen.targets.live import Adjacencies
from fabricgen.targets.masking import veiled

try:
    from napalm_srlinux import NokiaSRLinuxDriver
    from napalm_srlinux import device as nokia
except ModuleNotFoundError as missing:
    raise ModuleNotFoundError(
        "the driver of SR Linux is an extra: run `pip install 'fabricgen[srl]'`", name=missing.name
    ) from missing

PORT = 443
LONGEST = 86_400


class _Device(nokia.SRLinuxDevice):  # type: ignore[misc]  # it has no type information
    """The transport, which proves the other side and gives errors their names."""

    def __init__(self, *given: Any, ca: str | None, unverified: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        self._ca, self._unverified = ca, unverified
        self.jsonrpc_url = f"https://{in_url(self.hostname)}:{self.jsonrpc_port}/jsonrpc"

    def _new_jsonrpc_client(self) -> Any:
        return nokia.httpx.Client(
            verify=trust.blind() if self._unverified else trust.verifying(self._ca),
            auth=nokia.httpx.BasicAuth(self.username, self.password),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
            timeout=self.timeout,
            trust_env=False,
        )

    def open(self) -> None:
        """Raises UntrustedError, ConnectAuthError and ConnectionException."""
        try:
            super().open()
            self.get_paths(["/system/name/host-name"], self.Datastore.STATE)
        except BaseException as error:
            self.close()
            if isinstance(error, ConnectionException):
                self._distrust(error)
            raise

    def _distrust(self, error: Exception) -> None:
        for cause in _causes(error):
            if isinstance(cause, ssl.SSLCertVerificationError):
                raise trust.untrusted_certificate(
                    self.hostname, self.jsonrpc_port, self._ca, cause.verify_message
                ) from None

    def _jsonrpc_request(self, method: Any, params: dict[str, Any]) -> dict[str, Any]:
        try:
            return dict(super()._jsonrpc_request(method, params))
        except ConnectionException as error:
            if str(error).startswith("Authentication failed"):
                raise ConnectAuthError(f"{self.hostname}: user name or password isn't accepted") from None
            raise ConnectionException(f"{self.hostname}: {error}") from error
        except CommandErrorException as error:
            raise CommandErrorException(f"{self.hostname}: {veiled(str(error))}") from None
        except ValueError:
            raise ConnectionException(f"{self.hostname}: what answers isn't the JSON-RPC of SR Linux") from None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it, one after the other."""
    at: BaseException | None = error
    while at is not None:
        yield at
        at = at.__cause__ or at.__context__


class SrlinuxDriver(NokiaSRLinuxDriver):  # type: ignore[misc]  # it has no type information
    """Candidates are JSON, the whole configuration or `replaces`; CLI lines too, whose errors show when compared.

    A whole configuration keeps what is the box's own (`srlinux_own`). `commit_config` arms the box's timer in the very
    request that changes the configuration.
    """

    def __init__(
        self,
        hostname: str,
        username: str,
        password: str,
        timeout: int = 60,
        optional_args: dict[str, Any] | None = None,
    ) -> None:
        given = optional_args or {}
        args = {"jsonrpc_port": int(given.get("port") or PORT), "commit_save": True}
        super().__init__(hostname, username, password, timeout, args)
        self.device = _Device(
            hostname,
            username,
            password,
            timeout=timeout,
            optional_args=args,
            ca=given.get("ca"),
            unverified=bool(given.get("unverified")),
        )

    def load_replace_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        """Raises ReplaceConfigException."""
        text = Path(filename).read_text(encoding="utf-8") if filename else config or ""
        super().load_replace_candidate(config=completed(text, self._running()))

    def _running(self) -> dict[str, Any]:
        (running,) = self.device.get_paths(["/"], self.device.Datastore.RUNNING)
        return dict(running)

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:
        """`revert_in` is in seconds, up to LONGEST. Raises CommitError."""
        if revert_in is not None and not 1 <= revert_in <= LONGEST:
            raise CommitError(f"a commit timer of SR Linux is 1 to {LONGEST} seconds, not {revert_in}")
        if set(message) & set('"\\\n'):
            raise CommitError("a commit message of SR Linux stands in double quotes: no quote, backslash or line break")
        super().commit_config(message, revert_in)

    def get_backup(self) -> str:
        """The running configuration as JSON; the same text for the same configuration."""
        return json.dumps(self._running(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"

    def get_ospf_neighbors(self) -> Adjacencies:
        raise NotImplementedError("what SR Linux tells of its neighbours in OSPF wasn't seen on a box yet")

    def get_forwarding(self) -> dict[str, list[str]]:
        raise NotImplementedError("what SR Linux tells of its forwarding tables wasn't seen on a box yet")

    def get_lossless_counters(self) -> dict[str, dict[str, int]]:
        raise NotImplementedError("what SR Linux tells of PFC and ECN wasn't seen on a box yet")
