"""Every code that the program can tell has its explanation."""

import json
import re
from pathlib import Path

import pytest

import fabricgen
from fabricgen.checks import RULES
from fabricgen.rollout.rules import LIVE_RULES
from fabricgen.views.explain import meanings
from fabricgen.views.explanations import EXPLANATIONS

SOURCES = sorted(Path(fabricgen.__file__).parent.rglob("*.py"))
TOLD = {code for file in SOURCES for code in re.findall(r'"(FG\d{3})"', file.read_text(encoding="utf-8"))}
EVERY = (*RULES, *LIVE_RULES)
KNOWN = meanings(EVERY)


def test_every_code_is_explained():
    assert TOLD - set(KNOWN) == set()


def test_no_code_is_explained_twice():
    codes = [str(rule.CODE) for rule in EVERY]
    assert len(set(codes)) == len(codes)
    assert set(codes) & set(EXPLANATIONS) == set()


@pytest.mark.parametrize("meaning", KNOWN.values(), ids=KNOWN)
def test_an_explanation_has_a_title_and_says_more(meaning):
    assert re.fullmatch(r"\S.*[^.\s]", meaning.title)
    assert len(meaning.text) > 60
    assert "::\n" not in meaning.text


def test_a_rule(run):
    told = run("explain", "FG204")
    assert told.status == 0
    assert told.out.startswith(
        "FG204  ECN starts marking after it should have finished\n"
        "\n"
        "Marking grows from `min` to `max`; a minimum above the maximum can't be rendered"
    )
    assert "\nBad:\n\n    ecn: {min: 40 us, max: 4 us}\n\nGood:\n\n    ecn: {min: 4 us, max: 40 us}\n" in told.out


def test_a_code_of_the_page(run):
    assert run("explain", "fg008").out == (
        "FG008  A key is missing that the fabric can't do without\n"
        "\n"
        "There is no safe default for it, or another key on the page only makes sense together with it.\n"
    )


def test_as_json(run):
    meaning = json.loads(run("explain", "FG008", "--format", "json").out)
    assert meaning == {
        "code": "FG008",
        "title": "A key is missing that the fabric can't do without",
        "text": "There is no safe default for it, or another key on the page only makes sense together with it.",
    }


def test_all_codes(run):
    lines = run("explain").out.splitlines()
    assert [line[:5] for line in lines] == sorted(KNOWN)
    assert lines[0] == "FG001  The file can't be read"
    listed = json.loads(run("explain", "--format", "json").out)
    assert [f"{row['code']}  {row['title']}" for row in listed] == lines


UNKNOWN = {
    "FG8O2": "error[FG010] there is no code FG8O2\nhelp: did you mean FG802? fabricgen explain lists all codes\n",
    "E7": "error[FG010] there is no code E7\nhelp: fabricgen explain lists all codes\n",
}


@pytest.mark.parametrize(("code", "message"), UNKNOWN.items())
def test_an_unknown_code(run, code, message):
    told = run("explain", code)
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith(message)
