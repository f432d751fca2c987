"""Who logs in where: from a file that only its owner can read, or from the environment; never from an inventory.

Passwords are fetched once, when they are needed, and stay `Hidden`.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from fnmatch import fnmatchcase
from pathlib import Path
from threading import Lock

from fabricgen.findings import Finding, Place, RefusedError
from fabricgen.intent.errors import validate
from fabricgen.source import read
from fabricgen.targets.login_page import DeviceEntry, Entry, LoginPage
from fabricgen.targets.secrets import Hidden, NoSecretError, fetch

VARIABLE = "FABRICGEN_CREDENTIALS"
OTHERS = stat.S_IRWXG | stat.S_IRWXO
CODE = "FG013"
PLAIN = "plain:"


@dataclass(frozen=True, slots=True)
class Login:
    """What is known about one device. `source` says where the password is; `port` None is the protocol's own.

    `known_hosts` and `ca` None are those of the user and of this machine.
    """

    username: str | None = None
    source: Hidden | None = None
    key: str | None = None
    known_hosts: str | None = None
    ca: str | None = None
    host: str | None = None
    port: int | None = None
    unverified: bool = False


@dataclass(slots=True)
class Purse:
    """Fetches each secret once, whoever asks first, also one that can't be had."""

    folder: Path
    _kept: dict[str, Hidden | NoSecretError] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def get(self, source: Hidden) -> Hidden:
        """Raises NoSecretError."""
        reference = source.reveal()
        with self._lock:
            if reference not in self._kept:
                self._kept[reference] = self._fetch(reference)
        found = self._kept[reference]
        if isinstance(found, NoSecretError):
            raise NoSecretError(str(found))
        return found

    def known(self) -> tuple[Hidden, ...]:
        return tuple(kept for kept in self._kept.values() if isinstance(kept, Hidden))

    def _fetch(self, reference: str) -> Hidden | NoSecretError:
        if reference.startswith(PLAIN):
            return Hidden(reference.removeprefix(PLAIN))
        try:
            return fetch(reference, self.folder)
        except NoSecretError as missing:
            return missing


@dataclass(frozen=True, slots=True)
class Credentials:
    """`lab` is the lab of this machine that the devices belong to, if they do. Later entries of `devices` win."""

    origin: str
    shared: Login
    purse: Purse
    devices: tuple[tuple[str, Login], ...] = ()
    lab: str | None = None

    def login(self, device: str) -> Login:
        """Everything that is said about a device, field by field; what stands later on the page wins."""
        login = self.shared
        for pattern, entry in self.devices:
            if fnmatchcase(device, pattern):
                login = _over(login, entry)
        return login

    def password(self, device: str) -> Hidden | None:
        """None when there is none to be had: a key must do. Raises NoSecretError."""
        source = self.login(device).source
        return None if source is None else self.purse.get(source)

    def prepare(self, devices: Iterable[str]) -> None:
        """Fetch the passwords of these devices. Raises RefusedError with all that can't be had."""
        lacking: dict[str, list[str]] = {}
        for device in devices:
            try:
                self.password(device)
            except NoSecretError as missing:
                lacking.setdefault(str(missing), []).append(device)
        if lacking:
            raise RefusedError(tuple(_lacking(reason, names) for reason, names in lacking.items()))

    def known(self) -> tuple[Hidden, ...]:
        """The passwords that were fetched, for a mask."""
        return self.purse.known()

    def unverified(self, devices: Iterable[str]) -> tuple[str, ...]:
        return tuple(device for device in devices if self.login(device).unverified)


def load_credentials(file: Path | None) -> Credentials:
    """`file`, or the one that $FABRICGEN_CREDENTIALS names, or else the environment's own words: the first found wins.

    Raises RefusedError.
    """
    named = file or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    return from_environment() if named is None else from_file(named.expanduser())


def from_environment() -> Credentials:
    password, command = os.environ.get("FABRICGEN_PASSWORD"), os.environ.get("FABRICGEN_PASSWORD_COMMAND")
    if password and command:
        raise _refused("FABRICGEN_PASSWORD and FABRICGEN_PASSWORD_COMMAND are both set", "unset one of them")
    source = f"{PLAIN}{password}" if password else f"command:{command}" if command else None
    login = Login(
        username=os.environ.get("FABRICGEN_USERNAME") or None,
        source=Hidden(source) if source else None,
        key=_expanded(os.environ.get("FABRICGEN_SSH_KEY"), Path()),
        known_hosts=_expanded(os.environ.get("FABRICGEN_KNOWN_HOSTS"), Path()),
        ca=_expanded(os.environ.get("FABRICGEN_CA"), Path()),
    )
    return Credentials("the environment", login, Purse(Path()))


def from_file(file: Path) -> Credentials:
    """Raises RefusedError, which never shows a line of the file: any of them may hold a password."""
    _private(file)
    try:
        document = read(file)
        page = validate(document, LoginPage)
    except RefusedError as refusal:
        raise RefusedError(tuple(map(_unseen, refusal.findings))) from None
    folder = file.absolute().parent
    entries = tuple((name, _login(entry, folder)) for name, entry in page.devices.items())
    if found := [_unseen(document.located(finding)) for finding in _too_wide(page)]:
        raise RefusedError(tuple(found))
    return Credentials(str(file), _login(page, folder), Purse(folder), entries, page.lab)


def _private(file: Path) -> None:
    """A file that isn't there is told by whoever reads it."""
    try:
        state = file.stat()
    except OSError:
        return
    if state.st_uid != os.geteuid():
        raise _refused(f"{file} belongs to somebody else", f"run `sudo chown $(id -un) {file}`, or use your own copy")
    if state.st_mode & OTHERS:
        mode = stat.S_IMODE(state.st_mode)
        raise _refused(f"{file} can be read or written by others (mode {mode:04o})", f"run `chmod 600 {file}`")


def _too_wide(page: LoginPage) -> Iterator[Finding]:
    """What may be said of one device only, by its exact name."""
    for name, entry in page.devices.items():
        if not set(name) & set("*?["):
            continue
        for word, reason in (
            ("unverified", "trust is given up for one device at a time"),
            ("host", "two can't share it"),
        ):
            if getattr(entry, word):
                yield Finding(
                    "FG009", f"{word} needs the exact name of a device, not the pattern {name}: {reason}",
                    path=("devices", name, word), help="write an entry of its own for each device that needs it",
                )  # fmt: skip


def _login(entry: Entry, folder: Path) -> Login:
    login = Login(
        username=entry.username,
        source=Hidden(entry.password) if entry.password else None,
        key=_expanded(entry.key, folder),
        known_hosts=_expanded(entry.known_hosts, folder),
        ca=_expanded(entry.ca, folder),
    )
    if not isinstance(entry, DeviceEntry):
        return login
    return replace(login, host=entry.host, port=entry.port, unverified=bool(entry.unverified))


def _expanded(path: str | None, folder: Path) -> str | None:
    return str(folder / Path(path).expanduser()) if path else None


def _over(below: Login, above: Login) -> Login:
    said = {item.name: value for item in fields(above) if (value := getattr(above, item.name))}
    return replace(below, **said)


def _unseen(finding: Finding) -> Finding:
    """Without a place, because the line there would be drawn; its numbers go into the message."""
    place = finding.place or Place("", 0, 0, "")
    about_password = "passw" in f"{place.path} {finding.message}".lower() and finding.code not in ("FG003", "FG006")
    message = (
        "this password can't be used as it stands" if about_password or finding.code == "FG002" else finding.message
    )
    return Finding(finding.code, f"{place.file}:{place.line}:{place.column}: {message}", help=_advice(finding, message))


def _advice(finding: Finding, message: str) -> str:
    if message != finding.message:
        return "write env:NAME, file:PATH, command:WORDS or plain:TEXT, in quotes"
    return "\n".join(filter(None, (finding.label, finding.help)))


def _lacking(reason: str, devices: list[str]) -> Finding:
    also = f" and {len(devices) - 1:,} more" if len(devices) > 1 else ""
    return Finding(
        CODE, f"no password for {devices[0]}{also}: {reason}", help="see docs/credentials.md for the ways to give one"
    )


def _refused(message: str, advice: str) -> RefusedError:
    return RefusedError((Finding(CODE, message, help=advice),))
