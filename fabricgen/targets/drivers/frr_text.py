"""FRR configuration text: refusals, differences, merging, names that nothing defines. Pure."""

import re
from collections.abc import Iterable, Iterator
from ipaddress import ip_address
from typing import NamedTuple

from fabricgen.targets.masking import veiled

NUMBERED = re.compile(r"line (\d+): (.*)")
TIMED = re.compile(r"\d{4}-\d\d-\d\d \S+ +(?:\x1b\[\d+m)? *(?P<level>[A-Z]+)(?:\x1b\[0m)?: (?P<words>.*)")
BLOCK_END = re.compile(r"\s*(exit|exit-vrf|exit-address-family|exit-vni|end)")
DEFINED = (
    ("route-map", re.compile(r"route-map (\S+)")),
    ("prefix-list", re.compile(r"(?:ip|ipv6) prefix-list (\S+)")),
    ("peer-group", re.compile(r"\s+neighbor (\S+) peer-group")),
    ("neighbor", re.compile(r"\s+neighbor (\S+) (?:peer-group|interface.*)")),
)
USED = (
    ("route-map", re.compile(r".*\sroute-map (\S+)")),
    ("route-map", re.compile(r"\s+(?:call|table-map) (\S+)")),
    ("prefix-list", re.compile(r"\s.*\sprefix-list (\S+)")),
    ("peer-group", re.compile(r"\s+(?:neighbor|bgp listen range) .*\speer-group (\S+)")),
    ("neighbor", re.compile(r"\s+neighbor (\S+)")),
)
WORDS = re.compile(r"\s*(?:neighbor \S+ )?description .*")
BLOCKS = {"route-map": r"(permit|deny) \d+", "prefix-list": r".*", "peer-group": "", "neighbor": ""}


class Used(NamedTuple):
    """A name that a line of the text refers to; `line` counts from 1."""

    line: int
    kind: str
    name: str


class Entry(NamedTuple):
    """A line with the headers of the blocks around it, outermost first."""

    path: tuple[str, ...]
    line: str


def refused(said: str, text: str) -> tuple[str, ...]:
    """What vtysh refuses of a text, each with its line; its exit status tells only about the end of the text."""
    lines = text.splitlines()
    found = (NUMBERED.fullmatch(line.rstrip()) for line in said.splitlines())
    numbered = [(int(match[1]), match[2]) for match in found if match]
    loose = tuple(line for line in said.splitlines() if line.startswith("%"))
    return (*(_with_line(number, words, lines) for number, words in numbered), *loose)


def replies(log: str) -> tuple[str, ...]:
    """What FRR refused, from the log of frr-reload.py, each once; its line numbers are those of a file that's gone."""
    said = (NUMBERED.sub(r"\2", line.strip()) for line in log.splitlines() if re.match(r"line \d+:|%", line))
    errors = (match["words"] for match in map(TIMED.match, log.splitlines()) if match and match["level"] == "ERROR")
    return tuple(dict.fromkeys((*said, *errors))) or tuple(log.strip().splitlines()[-3:])


def delta(said: str) -> str:
    """What `frr-reload.py --test` would do, as one text: `-` goes, `+` comes, other lines say in which block."""
    before, _, adds = said.partition("Lines To Add\n============\n")
    deletes = before.partition("Lines To Delete\n===============\n")[2]
    tree: dict[Entry, str] = {}
    for sign, commands in (("-", _commands(deletes)), ("+", _commands(adds))):
        for *path, line in commands:
            _note(tree, Entry(tuple(path), _undone(line) if sign == "-" else line), sign)
    return "".join(_drawn(tree, ()))


def merged(running: str, fragment: str) -> str:
    """The running text with a fragment, indented as FRR indents; a `no` line takes its line or block away."""
    wanted = tuple(entries(fragment))
    gone = tuple(Entry(entry.path, entry.line.removeprefix("no ")) for entry in wanted if entry.line.startswith("no "))
    kept = [line for line, entry in _lines(running) if not any(_covers(out, entry) for out in gone) and line != "end"]
    there = tuple(entries(running))
    spent = {Entry(out.path, f"no {out.line}") for out in gone if any(_covers(out, entry) for entry in there)}
    added = [line for line, entry in _lines(fragment) if entry not in spent and line != "end"]
    return "\n".join((*kept, *added, "end")) + "\n"


def entries(text: str) -> Iterator[Entry]:
    return (entry for _, entry in _lines(text) if entry.line and not BLOCK_END.fullmatch(entry.line))


def undefined(text: str) -> tuple[Used, ...]:
    """Names that a text refers to and doesn't define.

    FRR refuses an unknown peer-group half way through a reload; a session with an unknown route-map or prefix-list
    exchanges nothing.
    """
    lines = text.splitlines()
    known = {
        (kind, match[1]) for kind, rule in DEFINED for match in map(rule.match, lines) if match and _whole(kind, match)
    }
    return tuple(use for use in _uses(lines) if (use.kind, use.name) not in known)


def unknown_names(candidate: str, running: str) -> tuple[str, ...]:
    """What to tell about a candidate; what the box runs already, it takes again."""
    lines = candidate.splitlines()
    old = {(use.kind, use.name) for use in undefined(running)}
    return tuple(
        f"line {use.line}: {veiled(lines[use.line - 1].strip())}: this configuration has no {use.kind} {use.name}"
        for use in undefined(candidate)
        if (use.kind, use.name) not in old
    )


def _with_line(number: int, words: str, lines: list[str]) -> str:
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    return veiled(f"line {number}: {words}" if line in words else f"line {number}: {words}: {line}")


def _uses(lines: list[str]) -> Iterator[Used]:
    for number, line in enumerate(lines, start=1):
        free = WORDS.fullmatch(line)
        for kind, rule in USED:
            match = None if free and kind != "neighbor" else rule.match(line)
            if match and not (kind == "neighbor" and _is_address(match[1])):
                yield Used(number, kind, match[1])


def _whole(kind: str, match: re.Match[str]) -> bool:
    """A definition is the whole line, but for what may follow the name."""
    return re.fullmatch(BLOCKS[kind], match.string[match.end() :].strip()) is not None


def _is_address(word: str) -> bool:
    try:
        ip_address(word)
    except ValueError:
        return False
    return True


def _commands(text: str) -> Iterator[tuple[str, ...]]:
    """Each command with the headers above it: its first line isn't indented, the others are."""
    command: list[str] = []
    for line in filter(None, text.splitlines()):
        if command and not line.startswith(" "):
            yield tuple(command)
            command = []
        command.append(line.strip())
    if command:
        yield tuple(command)


def _undone(line: str) -> str:
    return line.removeprefix("no ") if line.startswith("no ") else f"no {line}"


def _note(tree: dict[Entry, str], entry: Entry, sign: str) -> None:
    for depth, header in enumerate(entry.path):
        tree.setdefault(Entry(entry.path[:depth], header), "")
    tree[entry] = tree.get(entry, "") + sign


def _drawn(tree: dict[Entry, str], path: tuple[str, ...]) -> Iterator[str]:
    for entry, signs in tree.items():
        if entry.path == path:
            yield from (f"{sign}{' ' * len(path)}{entry.line}\n" for sign in dict.fromkeys(signs or " "))
            yield from _drawn(tree, (*path, entry.line))


def _lines(text: str) -> Iterator[tuple[str, Entry]]:
    """Each line as it stands, and as an entry; the path follows from the indentation."""
    path: list[tuple[int, str]] = []
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip())
        while path and path[-1][0] >= depth:
            path.pop()
        yield line, Entry(tuple(header for _, header in path), line.strip())
        if line.strip() != "!" and not BLOCK_END.fullmatch(line):
            path.append((depth, line.strip()))


def _covers(out: Entry, entry: Entry) -> bool:
    """`entry` is what `out` takes away, or stands in a block that it takes away."""
    return any(
        path == out.path and (line == out.line or line.startswith(f"{out.line} ")) for path, line in _ancestors(entry)
    )


def _ancestors(entry: Entry) -> Iterable[tuple[tuple[str, ...], str]]:
    whole = (*entry.path, entry.line)
    return ((whole[:depth], whole[depth]) for depth in range(len(whole)))
