"""From the address of a switch to an open connection, or to one sentence why there is none."""

import ssl
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from fabricgen.lab.inventory import PLATFORM as LAB_PLATFORM
from fabricgen.lab.topology import namespace
from fabricgen.targets.credentials import Credentials, Login, load_credentials
from fabricgen.targets.driver import Driver
from fabricgen.targets.drivers import DRIVERS
from fabricgen.targets.live import Live
from fabricgen.targets.masking import Mask
from fabricgen.targets.secrets import NoSecretError
from fabricgen.targets.trust import UntrustedError, untrusted_certificate

SSH, LOCAL = "ssh", "local"
TRANSPORTS = (SSH, LOCAL)
"""`local` runs commands in the namespaces of a lab on this machine; `ssh` is the usual way to a box, be it HTTPS."""
SECONDS = 60
"""Timeout of a connection and of each command: a large configuration takes FRR 10 s, a chassis longer."""
WORDS_MAX = 400  # characters of what a driver says that a message repeats
WAYS = "give one by --credentials FILE or by FABRICGEN_USERNAME and FABRICGEN_PASSWORD (docs/credentials.md)"
REFUSALS = ("ConnectAuthError", "AuthenticationException", "NetmikoAuthenticationException", "AuthenticationError")
"""Of NAPALM, paramiko, netmiko and ncclient: by name, so that none is imported where it has no use."""


class ConnectError(Exception):
    """There is no connection. Says which device, what happened and what to do; nothing secret.

    ├── UnreachableError     nobody answers
    ├── LoginRefusedError    it answers, and doesn't take the login
    ├── NotTrustedError      nobody vouches for its host key or certificate
    ├── NoCredentialsError   there is no user name, or its password can't be had
    └── NoDriverError        this installation has no driver for its platform
    """

    def __init__(self, device: str, message: str) -> None:
        super().__init__(f"{device}: {message}")
        self.device = device


class UnreachableError(ConnectError): ...


class LoginRefusedError(ConnectError): ...


class NotTrustedError(ConnectError): ...


class NoCredentialsError(ConnectError): ...


class NoDriverError(ConnectError): ...


class Endpoint(NamedTuple):
    """A switch to be reached: `host` is its management address, `fabric` the name on its page."""

    device: str
    host: str
    platform: str
    fabric: str


class Access(NamedTuple):
    """How this run reaches its switches."""

    credentials: Credentials
    transport: str

    def prepare(self, devices: Iterable[str]) -> None:
        """Fetch the passwords of all of them. Raises findings.RefusedError with all that can't be had."""
        if self.transport != LOCAL:
            self.credentials.prepare(devices)

    def unverified(self, devices: Iterable[str]) -> tuple[str, ...]:
        """Those whose identity nobody checks, because the credentials file says so: to be told each time."""
        return () if self.transport == LOCAL else self.credentials.unverified(devices)


def load_access(credentials: Path | None, transport: str = SSH) -> Access:
    """Raises findings.RefusedError when the credentials can't be used."""
    return Access(load_credentials(credentials), transport)


def open_live(endpoint: Endpoint, access: Access) -> Live:
    """Connect. Raises ConnectError; what a driver raises never gets out of here, nor what it says unmasked."""
    live = prepared(endpoint, access)
    mask = Mask.of({hidden.reveal(): "" for hidden in access.credentials.known()})
    try:
        live.open()
    except Exception as error:  # noqa: BLE001 - every driver raises what its library raises
        _abandon(live)
        explained = explain(error, endpoint, access.credentials.login(endpoint.device), mask)
    else:
        return live
    raise explained


def prepared(endpoint: Endpoint, access: Access) -> Live:
    """The driver of a device, not yet connected. Raises ConnectError."""
    driver = DRIVERS[endpoint.platform]
    login = access.credentials.login(endpoint.device)
    username, password = ("", "") if access.transport == LOCAL else _who(endpoint, access, login, driver)
    made: Live = _driver_class(endpoint, driver)(
        hostname=login.host or endpoint.host,
        username=username,
        password=password,
        timeout=SECONDS,
        optional_args=optional_args(endpoint, access, login, driver),
    )
    return made


def optional_args(endpoint: Endpoint, access: Access, login: Login, driver: Driver) -> dict[str, Any]:
    """What NAPALM passes through to a driver. Raises ConnectError."""
    given: dict[str, Any] = {"port": login.port or driver.port, "key_file": login.key}
    trusted = {"unverified": True} if login.unverified else {"known_hosts": login.known_hosts, "ca": login.ca}
    return {name: value for name, value in (given | trusted | _lab(endpoint, access)).items() if value is not None}


def _lab(endpoint: Endpoint, access: Access) -> dict[str, Any]:
    """Where a switch of a lab lives; nothing for a box of its own."""
    if endpoint.platform == LAB_PLATFORM:
        lab = access.credentials.lab or (endpoint.fabric if access.transport == LOCAL else None)
        space = {"namespace": namespace(lab, endpoint.device)} if lab else {}
        return {"transport": access.transport, **space}
    if access.transport == LOCAL:
        raise UnreachableError(
            endpoint.device,
            f"--transport {LOCAL} reaches the {LAB_PLATFORM} switches of a lab on this machine, and it runs "
            f"{endpoint.platform}; leave the option out",
        )
    return {}


def _who(endpoint: Endpoint, access: Access, login: Login, driver: Driver) -> tuple[str, str]:
    """Raises NoCredentialsError."""
    if login.username is None:
        raise NoCredentialsError(
            endpoint.device, f"nobody is to log in: {access.credentials.origin} has no user name; {WAYS}"
        )
    try:
        password = access.credentials.password(endpoint.device)
    except NoSecretError as missing:
        raise NoCredentialsError(endpoint.device, f"the password can't be had: {missing}") from None
    if password is None and driver.protocol == "https":
        raise NoCredentialsError(endpoint.device, f"it is reached by HTTPS, which needs a password; {WAYS}")
    return login.username, password.reveal() if password else ""


def _driver_class(endpoint: Endpoint, driver: Driver) -> Any:
    """Raises NoDriverError when it, or what it needs, isn't installed."""
    module, _, name = driver.source.partition(":")
    try:
        return getattr(import_module(module), name)
    except ModuleNotFoundError as missing:
        package = (missing.name or module).partition(".")[0].replace("_", "-")
        raise NoDriverError(
            endpoint.device,
            f"the driver for {endpoint.platform} needs the Python package {package}, which isn't installed here; "
            f"run `pip install {package}`",
        ) from missing


def explain(error: Exception, endpoint: Endpoint, login: Login, mask: Mask) -> ConnectError:
    """What a driver raised, as one of ours, in its own words but for secrets."""
    device, words = endpoint.device, mask(_words(error))
    causes = tuple(_causes(error))
    if distrust := next((cause for cause in causes if isinstance(cause, UntrustedError)), None):
        return NotTrustedError(device, mask(str(distrust)))
    if refused := next((cause for cause in causes if isinstance(cause, ssl.SSLCertVerificationError)), None):
        driver = DRIVERS[endpoint.platform]
        host, port = login.host or endpoint.host, login.port or driver.port
        return NotTrustedError(device, str(untrusted_certificate(host, port, login.ca, refused.verify_message)))
    if any(type(cause).__name__ in REFUSALS for cause in causes):
        return LoginRefusedError(
            device, f"the login of {login.username} is refused: {words}; check the user, and its password or key"
        )
    host = login.host or endpoint.host
    return UnreachableError(
        device, f"no connection to {host}: {words}; check that it is up, and the way to its management"
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and whatever led to it, also what requests and urllib3 keep in `reason` and `args`."""
    waiting, seen = [error], set[int]()
    while waiting:
        cause = waiting.pop()
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        held = (cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args)
        waiting.extend(item for item in held if isinstance(item, BaseException))


def _words(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")[:WORDS_MAX] or type(error).__name__


def _abandon(live: Live) -> None:
    """A driver that failed half way may hold a socket."""
    with suppress(Exception):
        live.close()
