"""The comment: what leads, what is left out when there is too much, and that it is said."""

import re

import pytest

from fabricgen.cli.ci.inspect import Inspected
from fabricgen.cli.ci.words import COMMENT, markdown
from fabricgen.findings import Finding, Place, Severity

MARK = "<!-- fabricgen review 0123456789abcdef -->"
ERROR = Finding("FG302", "too small", Place("a/intent.yml", 3, 5, "x"), help="give more")
WARNING = Finding("FG205", "odd", severity=Severity.WARNING)


def section(name, groups, size=400):
    blocks = "".join(
        f"\n<details><summary>group {one}</summary>\n\n{'x' * size}\n\n</details>" for one in range(groups)
    )
    return f"<!-- fabricgen diff -->\n### {name} against main\n\n{groups} devices differ\n{blocks}\n"


def changed(name, groups=1, danger=1, size=400):
    return Inspected(name, told=f"{groups} devices differ", text=section(name, groups, size), danger=danger)


def told(*inspected, limit=COMMENT, link=""):
    return markdown(inspected, MARK, link, limit)


def test_one_inventory():
    assert told(changed("a", size=3), link="https://ci.example/9") == (
        f"{MARK}\n## fabricgen: a changes, no findings\n\n### a against main\n\n1 devices differ\n\n"
        "<details><summary>group 0</summary>\n\nxxx\n\n</details>\n\n"
        "[Artefacts](https://ci.example/9): every configuration, the report as a page that works offline, "
        "the whole difference.\n"
    )


def test_findings():
    assert told(Inspected("a", (WARNING, ERROR))) == (
        f"{MARK}\n## fabricgen: a can't be rendered, 1 error, 1 warning\n\n### a: 1 error, 1 warning\n\n"
        "```text\na/intent.yml:3:5: error[FG302] too small\nhelp: give more\n\nwarning[FG205] odd\n```\n"
    )


def test_many_findings():
    findings = tuple(Finding("FG302", f"number {number:02}") for number in range(23))
    comment = told(Inspected("a", findings))
    assert "number 19\n```\n\nand 3 more, which the artefacts have\n" in comment


def test_what_findings_quote_stays_text():
    comment = told(Inspected("a", (Finding("FG009", "kind is '```\n@all <img>'"),)))
    assert "````text\nerror[FG009] kind is '```\n@all <img>'\n````" in comment


def test_nothing():
    assert told(Inspected("a")) == f"{MARK}\n## fabricgen: a doesn't change, no findings\n\n\nNothing to tell of a.\n"
    names = [Inspected(f"f{number:02}") for number in range(23)]
    assert told(*names).endswith("f18, f19 and 3 more.\n")


ORDERS = {
    "errors first": ([changed("a", danger=4), Inspected("b", (ERROR,))], ["b", "a"]),
    "then danger": ([changed("a", danger=1), changed("b", danger=4), changed("c", danger=2)], ["b", "c", "a"]),
    "then names": ([changed("b"), changed("a")], ["a", "b"]),
}


@pytest.mark.parametrize(("inspected", "names"), ORDERS.values(), ids=ORDERS)
def test_order(inspected, names):
    heads = [line.split()[1].rstrip(":") for line in told(*inspected).splitlines() if line.startswith("### ")]
    assert heads == names


@pytest.mark.parametrize(("inventories", "groups"), [(1, 200), (2, 100), (3, 150), (40, 30), (900, 1)])
def test_it_fits_and_says_what_does_not(inventories, groups):
    comment = told(*(changed(f"inventories/{number:03}", groups) for number in range(inventories)))
    assert COMMENT * 3 // 4 < len(comment) <= COMMENT
    shown = comment.count("<details>")
    heads = comment.count("### ")
    left = re.findall(r"\*\*([\d,]+) more (group|inventor)\w* do\w*n't fit here\*\*", comment)
    counted, hidden = (
        sum(int(number.replace(",", "")) for number, what in left if what == word) for word in ("group", "inventor")
    )
    assert shown + counted == heads * groups
    assert heads + hidden == inventories


def test_of_many_each_says_something_before_one_says_all():
    comment = told(changed("a", 300, danger=4), changed("b", 2))
    assert "### b against main\n\n2 devices differ\n" in comment
