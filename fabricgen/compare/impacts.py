"""What the lines of a difference do to traffic: each by its platform's rules, and the worst decides."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from fabricgen.compare.difference import Line, Mark
from fabricgen.compare.tree import JOINT
from fabricgen.platforms import PLATFORMS
from fabricgen.platforms.effect import Effect, Impact


class Reason(NamedTuple):
    """Why, by whose word, and the first line that it was said of."""

    impact: Impact
    words: str
    source: str
    line: str


WHOLE = "the whole configuration"
"""Of a switch that gets another network OS."""
UNKNOWN = Effect("", Impact.TRAFFIC, "not known to be hitless", "no rule knows this line")
ANOTHER = Effect("", Impact.RELOAD, "another network operating system", "the whole configuration is another one")


def reasons(lines: Sequence[Line], platform: str) -> tuple[Reason, ...]:
    """Worst first, each once."""
    known = PLATFORMS.get(platform)
    rules = known.effects if known else ()
    found: dict[Effect, str] = {}
    for rule, line in _judged(lines, rules):
        found.setdefault(rule, f"{line.mark} {line.text}")
    ordered = sorted(found.items(), key=lambda item: -item[0].impact.weight)
    return tuple(Reason(rule.impact, rule.reason, rule.source, line) for rule, line in ordered)


def worst(found: Iterable[Reason]) -> Impact:
    return max((reason.impact for reason in found), key=lambda impact: impact.weight, default=Impact.HITLESS)


def changed(lines: Iterable[Line]) -> Iterator[tuple[str, Line]]:
    """Each line that goes or comes, with its path."""
    heads: list[str] = []
    for line in lines:
        heads[line.depth :] = [line.text]
        if line.mark is not Mark.KEPT:
            yield JOINT.join(heads).replace('"', ""), line


def _judged(lines: Iterable[Line], rules: Sequence[Effect]) -> Iterator[tuple[Effect, Line]]:
    """What goes or comes with a head that a rule knows is judged with it."""
    above = None
    for path, line in changed(lines):
        if above and path.startswith(above):
            continue
        rule = _rule(path, rules)
        above = None if rule is UNKNOWN else f"{path}{JOINT}"
        yield rule, line


def _rule(path: str, rules: Sequence[Effect]) -> Effect:
    if path.startswith(WHOLE):
        return ANOTHER
    return next((rule for rule in rules if _pattern(rule.pattern).match(path)), UNKNOWN)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
