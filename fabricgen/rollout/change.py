"""What was reviewed: a file that a push takes, and refuses when intent or device moved since."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

FORMAT = 1
LIVE = "live"
SHA256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True, slots=True)
class Change:
    """What changes on one device. `intended` is the digest of what is rendered for it, `diff` the box's own word for
    it, secrets masked; or, where the box wasn't asked, how the rendered texts differ, and then `before` is the digest
    of what must run there.
    """

    device: str
    platform: str
    host: str
    intended: str
    diff: str
    before: str = ""

    @property
    def fingerprint(self) -> str:
        """Equal for devices that change in the same lines."""
        return digest(self.diff)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """`inventory` is the path as it was given; `fabric` the name on its page. `ready` are the devices that were asked
    too, and run what is intended already. `against` is live, or a folder or git:COMMIT whose texts stand there.
    """

    inventory: str
    fabric: str
    changes: tuple[Change, ...]
    ready: tuple[str, ...] = ()
    against: str = LIVE

    def only(self, devices: Iterable[str]) -> "ChangeSet":
        """What is left of it for some devices."""
        chosen = frozenset(devices)
        return replace(self, changes=tuple(change for change in self.changes if change.device in chosen))

    @property
    def seal(self) -> str:
        """Of all that stands in it. It shows an edit by mistake; one on purpose is shown by the devices, whose
        difference must be the reviewed one, and by the intent, which must render what was reviewed.
        """
        return digest(orjson.dumps(asdict(self), option=orjson.OPT_SORT_KEYS).decode())


class InvalidChangeError(Exception):
    """The file can't be taken; the message says why and what to do."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Change(_Strict):
    device: str
    platform: str
    host: str
    intended: SHA256
    diff: str
    before: SHA256 | Literal[""]


class _File(_Strict):
    format: Literal[1]
    seal: SHA256
    inventory: str
    fabric: str
    changes: list[_Change]
    ready: list[str]
    against: str


class Standing(NamedTuple):
    """What the intent says of a device now: the digest of what is rendered for it, and where it is."""

    device: str
    platform: str
    host: str
    intended: str


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def dumps(changes: ChangeSet) -> bytes:
    values: dict[str, Any] = {"format": FORMAT, "seal": changes.seal, **asdict(changes)}
    return orjson.dumps(values, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def loads(data: bytes, name: str) -> ChangeSet:
    """Raises InvalidChangeError; `name` is how the file is called there."""
    try:
        file = _File.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidChangeError(
            f"{name} is not a change file{f': {where}' if where else ''}: {first['msg']}; "
            "make one with `fabricgen diff INVENTORY --against live --out FILE`"
        ) from error
    changes = tuple(Change(**change.model_dump()) for change in file.changes)
    found = ChangeSet(file.inventory, file.fabric, changes, tuple(file.ready), file.against)
    if found.seal != file.seal:
        raise InvalidChangeError(f"{name} was edited after it was made: its seal is broken; make it anew and review it")
    return found


def read(path: Path) -> ChangeSet:
    """Raises InvalidChangeError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InvalidChangeError(f"{path} can't be read: {error.strerror}") from error
    return loads(data, str(path))


def moved(changes: ChangeSet, fabric: str, standings: Iterable[Standing]) -> tuple[str, ...]:
    """Why the change can't be pushed with the intent as it is now."""
    if changes.fabric != fabric:
        return (f"the change is of fabric {changes.fabric}, the inventory describes {fabric}",)
    now = {standing.device: standing for standing in standings}
    return tuple(
        f"{change.device}: the intent moved since the review; make the change anew and review it"
        if change.device in now
        else f"{change.device}: the inventory has no such device any more; make the change anew"
        for change in changes.changes
        if now.get(change.device) != Standing(change.device, change.platform, change.host, change.intended)
    )
