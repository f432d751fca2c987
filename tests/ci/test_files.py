"""What the action and the job say about themselves, and what they must never do."""

import re

import pytest

from tests.ci import jobs
from tests.ci.actions import ACTION, EXPRESSION, ROOT

STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
DOCUMENT = (ROOT / "docs/pull-requests.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("step", [step for step in STEPS.values() if "run" in step], ids=lambda step: step["name"])
def test_scripts_have_no_expressions(step):
    """What stands in a script as text could be a script."""
    assert not EXPRESSION.search(step["run"])
    assert step["shell"] == "bash"


def test_the_job_has_no_inputs_in_its_script():
    assert not any("$[[" in line for line in jobs.JOB["script"])


def test_only_actions_of_github_pinned_by_major_version():
    used = [step["uses"] for step in STEPS.values() if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", action) for action in used)


def test_only_the_comment_has_the_token():
    having = [name for name, step in STEPS.items() if "inputs.token" in str(step)]
    assert having == ["Comment"]
    lines = [line for line in jobs.JOB["script"] if "fabricgen.cli.ci" in line]
    (review,) = [line for line in lines if " review " in line]
    assert review.startswith("env -u FABRICGEN_TOKEN ")


def test_python_never_imports_from_the_checkout():
    scripts = [step["run"] for step in STEPS.values() if "run" in step] + jobs.JOB["script"]
    modules = [line for script in scripts for line in re.split(r"\n(?!\s)", script) if " -m " in line]
    assert len(modules) >= 8
    assert all(re.search(r" -I -m ", line) for line in modules)


@pytest.mark.parametrize("name", [*ACTION["inputs"], *ACTION["outputs"], *jobs.INPUTS])
def test_the_document_names_it(name):
    assert f"`{name}`" in DOCUMENT


def test_what_is_declared_is_used():
    text = str(ACTION["runs"]) + str(ACTION["outputs"])
    assert all(f"inputs.{name}" in text for name in ACTION["inputs"])
    assert all(f"$[[ inputs.{name} ]]" in str(jobs.JOB) for name in jobs.INPUTS)
