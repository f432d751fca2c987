"""A difference as one page that needs nothing else: no script, no network, light and dark."""

from collections.abc import Iterable, Iterator
from html import escape

from fabricgen.compare.difference import Line, Mark
from fabricgen.compare.differences import Differences, Group
from fabricgen.platforms.effect import Impact
from fabricgen.views import diff_words as words
from fabricgen.views.diff_words import Detail

STYLE = """
:root{color-scheme:light dark;--add:#0a6b2c;--del:#a3161f;--ok:#0a6b2c;--hit:#8a5300;--bad:#a3161f;--line:#8886}
@media (prefers-color-scheme:dark){:root{--add:#6fdd8b;--del:#ff9b9b;--ok:#6fdd8b;--hit:#ffc266;--bad:#ff9b9b}}
body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
pre{overflow-x:auto;border-left:3px solid var(--line);padding-left:1rem;font:14px/1.4 ui-monospace,monospace}
ins{color:var(--add);text-decoration:none}del{color:var(--del);text-decoration:none}
.hitless{color:var(--ok)}.traffic-affecting{color:var(--hit)}.reload,.alarm{color:var(--bad);font-weight:700}
details{border-top:1px solid var(--line);padding:.5rem 0}summary{cursor:pointer}
"""
TAGS = {Mark.ADDED: "ins", Mark.REMOVED: "del"}
OPEN_MOST = 20
"""Lines of a group that is open when the page is."""


def as_html(found: Differences) -> str:
    title = escape(words.title(found))
    return "\n".join(
        [
            f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>',
            f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head><body><main>',
            f"<h1>{title}</h1>\n<p>{escape(words.summary(found))}</p>",
            *_moved(found),
            *_listed(found),
            *(_group(group, found) for group in found.groups),
            "</main></body></html>\n",
        ]
    )


def _moved(found: Differences) -> Iterator[str]:
    if found.moves:
        yield f'<h2 class="alarm">{escape(words.moved(found.moves))}</h2>'
        yield from ([f"<p>{escape(found.untold)}</p>"] if found.untold else [])
        yield from ("<ul>", *(f"<li>{escape(words.move(one))}</li>" for one in found.moves), "</ul>")


def _listed(found: Differences) -> Iterator[str]:
    for word, devices in (("Added", found.added), ("Removed", found.removed)):
        if devices:
            head = f"{word}: {words.counted(devices, found)}"
            yield f"<details><summary>{escape(head)}</summary><p>{escape(', '.join(devices))}</p></details>"


def _group(group: Group, found: Differences) -> str:
    state = " open" if len(group.lines) <= OPEN_MOST else ""
    lines = _lines(words.folded(group.lines))
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in words.because(group))
    example = ""
    if group.example:
        example = f"<p>Such as {escape(group.example.device)}:</p>{_lines(group.example.lines)}"
    return (
        f"<details{state}><summary>{_head(group, found)}</summary><ul>{reasons}</ul>{lines}{example}"
        f"<details><summary>All names</summary><p>{escape(', '.join(group.devices))}</p></details></details>"
    )


def _head(group: Group, found: Differences) -> str:
    remark = words.remark(group, found)
    who = escape(words.who(group, found, Detail.FOLDED))
    impact: Impact = group.impact
    return f'<b>{who}</b> <span class="{impact}">{impact}</span>' + (f" ({escape(remark)})" if remark else "")


def _lines(lines: Iterable[Line]) -> str:
    return "<pre>" + "\n".join(_line(line) for line in lines) + "</pre>"


def _line(line: Line) -> str:
    text, tag = escape(words.drawn(line)), TAGS.get(line.mark)
    return f"<{tag}>{text}</{tag}>" if tag else text
