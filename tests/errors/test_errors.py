"""Broken pages, each with exactly what its owner is told beside it.

`pytest tests/errors --update` rewrites what is expected: read the difference.
"""

from pathlib import Path

import pytest

from fabricgen.checks import RULES
from fabricgen.judge import judge
from fabricgen.kinds.sites import SITES_FILE
from fabricgen.sites import judge_sites
from fabricgen.views import findings as view

HERE = Path(__file__).parent
PAGES = sorted([*HERE.glob("fg*.yml"), *HERE.glob("fg*/intent.yml"), *HERE.glob("fg*/sites.yml")])
UNBROKEN = {"FG205", "FG308", "FG705", "FG706", "FG724", "FG730", "FG745"}
"""What no page can ask for today: tests/checks calls these rules with what would break them."""


def name(page):
    return page.parent.name if page.name in {"intent.yml", SITES_FILE} else page.stem


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.chdir(HERE)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_what_the_owner_is_told(page, update):
    expected = HERE / f"{name(page)}.txt"
    drawn = drawing(page.relative_to(HERE))
    if update:
        expected.write_text(drawn, encoding="utf-8")
    assert drawn == expected.read_text(encoding="utf-8")
    assert f"[{name(page)[:5].upper()}]" in drawn


def drawing(page):
    findings = (judge_sites if page.name == SITES_FILE else judge)(page).findings
    sources = {finding.place.file: Path(finding.place.file).read_text(encoding="utf-8") for finding in findings}
    return view.text(findings, sources, view.Colour.NEVER) + "\n"


def test_no_drawing_without_its_page():
    assert sorted(path.stem for path in HERE.glob("*.txt")) == sorted(map(name, PAGES))


def test_every_rule_has_a_page_that_breaks_it():
    broken = {name(page)[:5].upper() for page in PAGES}
    assert {str(rule.CODE) for rule in RULES} - broken == UNBROKEN
    assert not broken & UNBROKEN
