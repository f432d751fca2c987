"""Differences as text and values: devices that change in the same lines are told once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from fabricgen.rollout.change import Change
from fabricgen.rollout.compare import Compared

NAMES = 3
"""Devices named before the rest is counted."""


def as_text(compared: Sequence[Compared]) -> str:
    changes = [item.change for item in compared if item.change]
    parts = [_group(group) for group in groups(changes)]
    parts.extend(f"{item.device}: {item.trouble}\n" for item in compared if item.trouble)
    return "\n".join([*parts, f"{_summary(compared)}\n"])


def as_values(compared: Sequence[Compared]) -> dict[str, Any]:
    changes = [item.change for item in compared if item.change]
    return {
        "groups": [
            {"fingerprint": group[0].fingerprint, "devices": [change.device for change in group], "diff": group[0].diff}
            for group in groups(changes)
        ],
        "as_intended": [item.device for item in compared if item.change is None and not item.trouble],
        "failed": {item.device: item.trouble for item in compared if item.trouble},
    }


def groups(changes: Iterable[Change]) -> list[tuple[Change, ...]]:
    """By fingerprint, the rarest first: the odd one is what a reviewer looks for."""
    found: dict[str, tuple[Change, ...]] = {}
    for change in changes:
        found[change.fingerprint] = (*found.get(change.fingerprint, ()), change)
    return sorted(found.values(), key=lambda group: (len(group), group[0].device))


def named(devices: Sequence[str]) -> str:
    """leaf-0, leaf-1, leaf-2 and 5 more."""
    first, rest = devices[:NAMES], devices[NAMES:]
    return ", ".join(first) + (f" and {len(rest):,} more" if rest else "")


def _group(group: tuple[Change, ...]) -> str:
    head = named([change.device for change in group])
    count = f" ({len(group)} devices)" if len(group) > 1 else ""
    return "\n".join(chain([f"{head}{count}:"], (f"  {line}" for line in group[0].diff.splitlines()), [""]))


def _summary(compared: Sequence[Compared]) -> str:
    return ", ".join(_counts(compared))


def _counts(compared: Sequence[Compared]) -> Iterator[str]:
    changes = [item.change for item in compared if item.change]
    failed = sum(bool(item.trouble) for item in compared)
    if changes:
        ways = len(groups(changes))
        yield f"{_devices(len(changes))} {'differs' if len(changes) == 1 else 'differ'} in {ways} way{'s'[: ways != 1]}"
    if same := len(compared) - len(changes) - failed:
        yield f"{_devices(same)} as intended"
    if failed:
        yield f"{_devices(failed)} couldn't be asked"


def _devices(count: int) -> str:
    return f"{count} device{'s'[: count != 1]}"
