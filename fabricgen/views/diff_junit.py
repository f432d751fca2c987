"""A difference as JUnit: a case per group, failed because it differs, so that a pipeline shows each with its lines."""

from collections.abc import Iterator
from html import escape

from fabricgen.compare.differences import Differences, Group
from fabricgen.source import visible
from fabricgen.views import diff_words as words


def as_junit(found: Differences) -> str:
    cases = list(_cases(found))
    failures = len(cases)
    shown = cases or ['    <testcase classname="fabricgen.diff" name="no differences"/>']
    counted = f'name="{_attribute(words.title(found))}" tests="{len(shown)}" failures="{failures}"'
    body = "\n".join([f"  <testsuite {counted}>", *shown, "  </testsuite>"])
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {counted}>\n{body}\n</testsuites>\n'


def _cases(found: Differences) -> Iterator[str]:
    if found.moves:
        yield _case("numbers", words.moved(found.moves), "renumbered", "\n".join(map(words.move, found.moves)))
    for word, devices in (("added", found.added), ("removed", found.removed)):
        if devices:
            yield _case(word, f"{words.counted(devices, found)} {word}", word, "\n".join(devices))
    for group in found.groups:
        yield _case(words.who(group, found), next(words.because(group)), group.impact, _body(group))


def _body(group: Group) -> str:
    return "\n".join([*words.because(group), *map(words.drawn, group.lines), *group.devices])


def _case(name: str, message: str, kind: str, body: str) -> str:
    failure = f'<failure type="{_attribute(kind)}" message="{_attribute(message)}">{escape(body)}</failure>'
    return f'    <testcase classname="fabricgen.diff" name="{_attribute(name)}">{failure}</testcase>'


def _attribute(text: str) -> str:
    """A parser makes spaces of bare line ends in attributes (XML 1.0, 3.3.3)."""
    return escape(visible(text)).replace("\n", "&#10;")
