"""What holds for all rules: where they are, what they explain, and that sound pages are left alone."""

import re
from pathlib import Path

import pytest

from fabricgen.checks import INTENT_RULES, PLAN_RULES, RULES, TOLD_BELOW
from fabricgen.judge import judge

HERE = Path(__file__).parent
GOOD = sorted(HERE.glob("good/*.yml"))
INVENTORIES = sorted(HERE.parents[1].glob("inventories/*/intent.yml"))


def slug(rule):
    return rule.__name__.rpartition(".")[2]


@pytest.mark.parametrize("page", GOOD, ids=lambda page: page.stem)
def test_a_sound_page_is_left_alone(page):
    verdict = judge(page)
    assert verdict.findings == ()
    assert verdict.blueprint is not None


@pytest.mark.parametrize("page", INVENTORIES, ids=lambda page: page.parent.name)
def test_the_inventories_have_no_errors(page):
    assert not judge(page).errors


@pytest.mark.parametrize("rule", RULES, ids=slug)
def test_a_rule_explains_itself(rule):
    title, blank, *rest = rule.__doc__.splitlines()
    text = "\n".join(rest)
    assert re.fullmatch(r"[A-Z].{20,115}[.]", title)
    assert not blank
    assert text.count("Bad::\n\n    ") == 1
    assert text.count("Good::\n\n    ") == 1
    assert text.index("Bad::") < text.index("Good::") < text.index("Source: ")


@pytest.mark.parametrize("rule", RULES, ids=slug)
def test_a_rule_is_called_by_its_code(rule):
    assert re.fullmatch(rf"{rule.CODE.lower()}_[a-z0-9_]+", slug(rule))


def test_every_file_is_a_rule_once():
    files = {path.stem for path in Path(RULES[0].__file__).parent.glob("fg*.py")}
    assert sorted(files) == sorted(map(slug, RULES))
    assert len({rule.CODE for rule in RULES}) == len(RULES)


def test_rules_stand_in_order_of_code():
    for rules in (INTENT_RULES, PLAN_RULES, TOLD_BELOW, RULES):
        assert list(map(slug, rules)) == sorted(map(slug, rules))
