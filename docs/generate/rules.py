"""docs/rules.md: what every code means, as `fabricgen explain` says it."""

from collections.abc import Iterator
from itertools import groupby

from docs.generate.markdown import page, table
from fabricgen.checks import RULES
from fabricgen.rollout.rules import LIVE_RULES
from fabricgen.views.explain import Meaning, meanings

GROUPS = {
    "FG0": "The page can't be read",
    "FG1": "Shape and cabling",
    "FG2": "Lossless classes and buffers",
    "FG3": "Numbers and names",
    "FG4": "Routing",
    "FG5": "Load balancing",
    "FG6": "Deadlock",
    "FG7": "What a platform can't do",
    "FG8": "Templates and files",
    "FG9": "Live switches, pushes and journals",
}
"""By the first digit."""


def pages() -> dict[str, str]:
    return {"rules.md": page("What a code means", _lines(list(meanings((*RULES, *LIVE_RULES)).values())))}


def _lines(found: list[Meaning]) -> Iterator[str]:
    yield "Every finding bears a code. `fabricgen explain FG204` says the same as this page."
    yield ""
    for group, several in groupby(found, key=lambda meaning: meaning.code[:3]):
        members = list(several)
        yield f"## {GROUPS.get(group, group)}"
        yield ""
        yield from table(("code", "title"), ((_link(each), each.title) for each in members))
        for each in members:
            yield from _one(each)


def _link(meaning: Meaning) -> str:
    return f"[{meaning.code}](#{meaning.code.lower()})"


def _one(meaning: Meaning) -> Iterator[str]:
    """The heading is the code alone, so that a link to it stays when the title is said better."""
    yield f"### {meaning.code}"
    yield ""
    yield f"**{meaning.title}**"
    yield ""
    yield meaning.text
    yield ""
