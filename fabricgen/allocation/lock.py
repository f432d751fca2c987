"""The append-only memory of numbers that follow from no position: ids of VRFs and tiers that the intent leaves open.

The file is `fabricgen.lock` beside the intent, JSON with sorted keys, to be committed with it. A name keeps its number
for ever, also after it left the intent, so that it is never handed to anybody else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import orjson

FILE = "fabricgen.lock"


class LockError(ValueError):
    """The lock file is not one of ours."""


@dataclass(frozen=True, slots=True)
class Lock:
    vrfs: Mapping[str, int] = field(default_factory=dict)
    tiers: Mapping[str, int] = field(default_factory=dict)


def read(text: bytes) -> Lock:
    """Raises `LockError` when the text is not a lock file."""
    try:
        data = orjson.loads(text)
        return Lock(_ids(data["vrfs"]), _ids(data["tiers"]))
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise LockError("not a lock file: restore it from version control") from error


def _ids(table: Mapping[str, int]) -> dict[str, int]:
    if not all(isinstance(value, int) and value >= 0 for value in table.values()):
        raise TypeError
    return dict(table)


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
