"""A review as Markdown: of a comment, which has a limit, and of a job's summary. What doesn't fit is counted."""

import re
from collections.abc import Iterator, Sequence

from fabricgen.cli.ci.inspect import Inspected
from fabricgen.findings import Finding, Severity
from fabricgen.source import visible
from fabricgen.views.diff_github import MARKER
from fabricgen.views.findings import count, in_order
from fabricgen.views.markdown import escaped, fenced

COMMENT = 65_536
"""Characters that GitHub takes in a comment; GitLab takes a million."""
SUMMARY = 250_000
"""Characters in the summary of a job: GitHub takes 1 MiB for a step, and a character is four bytes at most."""
FINDINGS = 20
"""Told of one inventory; annotations and artefacts have all."""
NAMES = 20
NOTE = 120
"""Characters of a note on what was left out."""


def markdown(inspected: Sequence[Inspected], mark: str, link: str, limit: int) -> str:
    """`mark` is the hidden line that the comment is found by; `link` leads to the artefacts, if there are any."""
    telling = sorted(filter(telling_, inspected), key=_rank)
    head = f"{mark}\n## fabricgen: {_headline(inspected)}\n"
    foot = "\n".join(filter(None, [_quiet([one.name for one in inspected if not telling_(one)]), _artefacts(link)]))
    body = _sections([_parts(one) for one in telling], limit - len(head) - len(foot) - NOTE)
    return "\n".join(filter(None, [head, body, foot])).rstrip("\n") + "\n"


def telling_(one: Inspected) -> bool:
    return bool(one.changed or one.findings or one.remarks)


def _rank(one: Inspected) -> tuple[int, int, str]:
    """What must be mended first, then what does most to traffic."""
    return -one.count(Severity.ERROR), -one.danger, one.name


def _headline(inspected: Sequence[Inspected]) -> str:
    findings = [finding for one in inspected for finding in one.findings]
    return f"{_single(*inspected) if len(inspected) == 1 else _several(inspected)}, {count(findings)}"


def _several(inspected: Sequence[Inspected]) -> str:
    changed = sum(one.changed for one in inspected)
    return f"{changed:,} of {len(inspected):,} inventories {'changes' if changed == 1 else 'change'}"


def _single(one: Inspected) -> str:
    if one.count(Severity.ERROR):
        return f"{escaped(one.name)} can't be rendered"
    return f"{escaped(one.name)} changes" if one.changed else f"{escaped(one.name)} doesn't change"


def _parts(one: Inspected) -> list[str]:
    """The first says the most; each can be left out after the ones before it."""
    about = [f"### {escaped(one.name)}: {count(one.findings)}\n\n{_found(one.findings)}"] if one.findings else []
    remarks = "".join(f"> [!WARNING]\n> {escaped(remark)}\n\n" for remark in one.remarks)
    text = one.text.removeprefix(f"{MARKER}\n").strip("\n")
    first, *blocks = re.split(r"\n(?=<details>)", text)
    return ["\n\n".join(filter(None, [*about, remarks.strip("\n"), first])), *blocks]


def _found(findings: Sequence[Finding]) -> str:
    ordered = sorted(in_order(findings), key=lambda finding: finding.severity is Severity.WARNING)
    told = "\n\n".join(f"{finding}{_help(finding)}" for finding in ordered[:FINDINGS])
    more = f"\n\nand {len(ordered) - FINDINGS:,} more, which the artefacts have"
    return fenced(visible(told)) + (more if len(ordered) > FINDINGS else "")


def _help(finding: Finding) -> str:
    return f"\nhelp: {finding.help}" if finding.help else ""


def _sections(inventories: Sequence[Sequence[str]], room: int) -> str:
    """First what each says first, then the rest in turn."""
    heads, room = _fitting([parts[0] for parts in inventories], room, NOTE)
    texts = []
    for parts in inventories[:heads]:
        blocks, room = _fitting(parts[1:], room, 0)
        texts.append("\n".join([*parts[: 1 + blocks], *_left_out(len(parts) - 1 - blocks, "group", "groups")]))
    return "\n\n".join([*texts, *_left_out(len(inventories) - heads, "inventory", "inventories")])


def _left_out(number: int, one: str, many: str) -> Iterator[str]:
    if number:
        what = f"{number:,} more {one} doesn't" if number == 1 else f"{number:,} more {many} don't"
        yield f"\n**{what} fit here**: the job's summary or the artefacts have all."


def _fitting(parts: Sequence[str], room: int, beside: int) -> tuple[int, int]:
    """How many of them fit, each with room `beside` it, and the room that is left."""
    for number, part in enumerate(parts):
        if len(part) + 2 + beside > room:
            return number, room
        room -= len(part) + 2 + beside
    return len(parts), room


def _quiet(names: Sequence[str]) -> str:
    if not names:
        return ""
    more = f" and {len(names) - NAMES:,} more" if len(names) > NAMES else ""
    return f"\nNothing to tell of {', '.join(map(escaped, names[:NAMES]))}{more}."


def _artefacts(link: str) -> str:
    if not link:
        return ""
    return f"\n[Artefacts]({link}): every configuration, the report as a page that works offline, the whole difference."
