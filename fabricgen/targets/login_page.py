"""The words of a credentials file. It is read as strictly as an intent is."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from fabricgen.intent.words import Words


def _source(value: str) -> str:
    """The value itself is in no message."""
    kind, colon, rest = value.partition(":")
    if kind not in ("env", "file", "command", "plain") or not colon or not rest.strip():
        raise ValueError("the password has none of its forms: env:NAME, file:PATH, command:WORDS or plain:TEXT")
    return value


Source = Annotated[str, AfterValidator(_source)]
Username = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.@\\-]{1,64}$")]
HostName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:%-]{1,253}$")]
FileName = Annotated[str, StringConstraints(min_length=1, max_length=4096)]
Pattern = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9*?\[\]_.-]{1,80}$")]
LabName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,19}$")]


class Entry(Words):
    """What may be said of all devices, or of some."""

    username: Username | None = None
    """Who logs in."""
    password: Source | None = Field(default=None, repr=False)
    """Where the password is: env:NAME, file:PATH, command:WORDS; or plain:TEXT, itself."""
    key: FileName | None = None
    """Private SSH key."""
    known_hosts: FileName | None = None
    """Host keys to be trusted, as ssh keeps them; left out, ~/.ssh/known_hosts."""
    ca: FileName | None = None
    """Certificates to be trusted, PEM; left out, the authorities of this machine."""


class DeviceEntry(Entry):
    """What may be said of some devices only."""

    host: HostName | None = None
    """Where it is reached, when that isn't its management address. Exact names only."""
    port: Annotated[int, Field(ge=1, le=65535, strict=True)] | None = None
    """Port, when that isn't the protocol's own."""
    unverified: bool | None = None
    """true: nobody checks who answers. Exact names only, and told at each use."""


class LoginPage(Entry):
    """A credentials file."""

    lab: LabName | None = None
    """The lab of this machine that the devices belong to."""
    devices: dict[Pattern, DeviceEntry] = Field(default_factory=dict)
    """By name, * and ? allowed; what stands later wins."""
