"""The append-only memory of numbers that follow from no position: ids of VRFs and tiers that the intent leaves open.

The file is `fabricgen.lock` beside the intent, JSON with sorted keys, to be committed with it. A name keeps its number
for ever, also after it left the intent, so that it is never handed to anybody else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import orjson

FILE = "fabricgen.lock"


class LockError(ValueError):
    """Why the lock file can't be relied on."""


@dataclass(frozen=True, slots=True)
class Lock:
    vrfs: Mapping[str, int] = field(default_factory=dict)
    tiers: Mapping[str, int] = field(default_factory=dict)


def read(text: bytes) -> Lock:
    """Raises `LockError` when the text is not a lock file."""
    try:
        data = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise LockError("it is not JSON") from error
    if not isinstance(data, dict) or data.keys() != {"tiers", "vrfs"}:
        raise LockError("it has other keys than tiers and vrfs")
    return Lock(_ids(data, "vrfs", 1), _ids(data, "tiers", 0))


def _ids(data: Mapping[str, object], table: str, first: int) -> dict[str, int]:
    """Numbers count from `first`, and no two names have the same one."""
    ids = data[table]
    if not isinstance(ids, dict) or not all(type(number) is int and number >= first for number in ids.values()):
        raise LockError(f"{table} are not names with numbers from {first} on")
    owners: dict[int, str] = {}
    for name, number in ids.items():
        if owners.setdefault(number, name) != name:
            raise LockError(f"in {table}, {owners[number]} and {name} have the same number {number}")
    return dict(ids)


def write(lock: Lock) -> bytes:
    data = {"tiers": dict(lock.tiers), "vrfs": dict(lock.vrfs)}
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def extend(known: Mapping[str, int], wanted: Mapping[str, int | None], first: int) -> dict[str, int]:
    """`known` with a number for each wanted name that has none: the next after all that were ever used.

    Names are served in alphabetical order, so that the order in the file does not matter.
    """
    result = dict(known)
    taken = set(known.values()) | {number for number in wanted.values() if number is not None}
    following = max(taken, default=first - 1) + 1
    for name in sorted(_open(known, wanted)):
        result[name] = following
        following += 1
    return result


def _open(known: Mapping[str, int], wanted: Mapping[str, int | None]) -> Iterable[str]:
    return (name for name, number in wanted.items() if number is None and name not in known)
