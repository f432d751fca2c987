"""What a virtual switch has no hardware for, taken out of a configuration line by line, and each line remembered."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

PLACEHOLDER = re.compile(r"<(env|file|command):([^<>]+)>")


class Rule(NamedTuple):
    """Lines that match go, with all that is indented below them; `reason` says why."""

    pattern: re.Pattern[str]
    reason: str


class Omission(NamedTuple):
    """A line that a virtual switch doesn't get."""

    device: str
    file: str
    line: str
    reason: str


class Trimmed(NamedTuple):
    text: str
    omitted: tuple[tuple[str, str], ...]
    """(line, reason)"""


def rule(pattern: str, reason: str) -> Rule:
    return Rule(re.compile(pattern), reason)


def trimmed(text: str, rules: Sequence[Rule]) -> Trimmed:
    """`text` without the blocks that the rules name."""
    kept: list[str] = []
    omitted: list[tuple[str, str]] = []
    for line, reason in _judged(text.splitlines(), rules):
        if reason:
            omitted.append((line, reason))
        else:
            kept.append(line)
    return Trimmed("".join(f"{line}\n" for line in kept), tuple(omitted))


def _judged(lines: Sequence[str], rules: Sequence[Rule]) -> Iterator[tuple[str, str]]:
    """Each line with the reason why it goes, "" when it stays."""
    depth, because = -1, ""
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if because and line.strip() and (indent > depth or (indent == depth and line.strip() == "}")):
            yield line, because
            continue
        because = next((each.reason for each in rules if each.pattern.match(line.strip())), "")
        depth = indent
        yield line, because


def renamed(text: str, names: dict[str, str]) -> str:
    """Whole names replaced, all at once, so that one new name may be another's old one."""
    changes = {old: new for old, new in names.items() if old != new}
    if not changes:
        return text
    longest_first = sorted(changes, key=len, reverse=True)
    pattern = rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w/-])"
    return re.sub(pattern, lambda found: changes[found[0]], text)


def expanded(text: str) -> str:
    """<env:NAME> as ${NAME}, which containerlab fills in from the environment when it deploys."""
    return PLACEHOLDER.sub(lambda found: f"${{{found[2]}}}" if found[1] == "env" else found[0], text)
