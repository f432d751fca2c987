"""action.yml, run: what a person sees in a pull request on GitHub."""

import json
import re

import pytest

from tests.ci import actions
from tests.ci.forges import GITHUB, Forge, serving
from tests.ci.repositories import SEED, git

pytestmark = pytest.mark.slow

BOT = "github-actions[bot]"
TOKEN = "ghs_thisIsTheTokenOfTheRun"
TOO_SMALL = ("10.0.0.0/22", "10.0.0.0/30")
BOTH = "inventories/*"
NO_HISTORY = (
    "where this branch left $(touch gone) can't be told, because its history isn't here and can't be fetched: "
    "check out with fetch-depth: 0 (GitHub) or GIT_DEPTH: 0 (GitLab)"
)
FILES = {
    "rendered/manifest.json", "findings.json", "findings.xml",
    "report.html", "diff.md", "diff.json", "diff.xml", "diff.html",
}  # fmt: skip


@pytest.fixture
def forge():
    with serving(Forge(GITHUB, {TOKEN: BOT})) as one:
        yield one


@pytest.fixture
def act(temp, forge):
    """The action in a checkout, on a pull request unless another event is given, for one inventory unless more are."""

    def run(checkout, base="main", number=7, **inputs):
        variables = actions.world(
            temp,
            GITHUB_ACTIONS="true",
            GITHUB_ACTION_PATH=str(actions.ROOT),
            GITHUB_API_URL=forge.url,
            GITHUB_REPOSITORY="net/fabric",
            GITHUB_SERVER_URL="https://github.example",
            GITHUB_RUN_ID="99",
            GITHUB_WORKFLOW="review",
            GITHUB_JOB="fabric",
        )
        event = {"pull_request": {"number": number}} if number else {}
        github = {"token": TOKEN, "base_ref": base, "event": event}
        contexts = {"github": github, "runner": {"temp": str(temp), "os": "Linux", "arch": "X64"}}
        given = {"inventories": "inventories/small"} | {name.replace("_", "-"): said for name, said in inputs.items()}
        done = actions.run(contexts, given, variables, checkout, skip=(actions.INSTALL,))
        assert TOKEN not in done.log + done.summary + json.dumps(done.outputs)
        return done

    return run


def test_a_change_is_told_once_and_brought_up_to_date(act, forge, origin, tmp_path):
    forge.add("someone", "nice")
    origin.propose(("small", SEED))
    done = act(origin.merged(tmp_path / "one"), inventories=BOTH)
    assert (done.status, done.annotations()) == (0, []), done.log
    assert (done.outputs["changed"], done.outputs["findings"]) == ("true", "0")
    (first,) = forge.by(BOT)
    head, title = first.splitlines()[:2]
    assert re.fullmatch(r"<!-- fabricgen review [0-9a-f]{16} -->", head)
    assert title == "## fabricgen: 1 of 2 inventories changes, no findings"
    assert "- ip load-sharing trident 11\n+ ip load-sharing trident 77\n" in first
    assert "[Artefacts](https://github.example/net/fabric/actions/runs/99)" in first
    assert done.summary == first
    origin.propose(("small", (SEED[0], SEED[1].replace("77", "78"))))
    act(origin.merged(tmp_path / "two"), inventories=BOTH)
    (second,) = forge.by(BOT)
    assert "+ ip load-sharing trident 78\n" in second
    assert "trident 77" not in second
    assert len(forge.comments) == 2
    artefacts_have_everything(done.artefacts["fabricgen"])


def artefacts_have_everything(files):
    for name in ("small", "other"):
        assert {file for file in FILES if f"inventories/{name}/{file}" in files} == FILES
    assert b"trident 77" in files["inventories/small/rendered/p00/leaf-p00-01.cfg"]
    assert json.loads(files["inventories/small/diff.json"])["different"] is True
    assert json.loads(files["inventories/other/diff.json"])["different"] is False
    assert not any(TOKEN.encode() in text for text in files.values())


def test_main_went_on_without_us(act, origin, tmp_path):
    """Only the effect of merging is told: what main changed meanwhile isn't."""
    origin.page("other", ("name: small", "name: other"), SEED)
    origin.save("main changes the other one", {})
    origin.propose(("small", SEED))
    done = act(origin.merged(tmp_path / "one"), inventories=BOTH)
    assert "inventories/other: nothing changes; no findings" in done.log.splitlines()
    assert any(line.startswith("inventories/small: 1 device differs in 1 way") for line in done.log.splitlines())


def test_findings_stand_at_their_lines(act, forge, origin, tmp_path):
    origin.propose(("small", TOO_SMALL))
    checkout = origin.merged(tmp_path / "one")
    done = act(checkout)
    lines = (checkout / "inventories/small/intent.yml").read_text(encoding="utf-8").splitlines()
    row = next(number for number, line in enumerate(lines, 1) if "10.0.0.0/30" in line)
    column = lines[row - 1].index("10.0.0.0/30") + 1
    first, last = done.annotations()
    assert first.startswith(f"::error file=inventories/small/intent.yml,line={row},col={column},title=FG302::")
    assert last == "::error title=fabricgen::1 error: see the annotations, or the findings in the comment"
    assert (done.status, done.outputs["findings"], done.outputs["changed"]) == (1, "1", "false")
    (comment,) = forge.by(BOT)
    assert f"inventories/small/intent.yml:{row}:{column}: error[FG302]" in comment
    assert "fabricgen" in done.artefacts


def test_findings_that_fail_nothing(act, origin, tmp_path):
    origin.propose(("small", TOO_SMALL))
    done = act(origin.merged(tmp_path / "one"), fail_on="never")
    assert (done.status, done.outputs["findings"]) == (0, "1")


def test_a_fork_has_no_right_to_write(act, forge, origin, tmp_path):
    forge.readers.add(TOKEN)
    origin.propose(("small", SEED))
    done = act(origin.merged(tmp_path / "one"))
    assert (done.status, forge.comments) == (0, [])
    (warning,) = done.annotations()
    assert warning == (
        "::warning title=fabricgen::the comment could not be written: POST /repos/net/fabric/issues/7/comments was "
        "answered with 403 Forbidden. All of it stands in the summary of this job. A pull request from a fork has no "
        "token that may write; elsewhere give the job permissions: pull-requests: write"
    )
    assert "+ ip load-sharing trident 77\n" in done.summary
    assert done.summary.endswith(f"\n{warning.removeprefix('::warning title=fabricgen::')}\n")


def test_nothing_changes_and_nobody_is_bothered(act, forge, origin, tmp_path):
    origin.propose()
    done = act(origin.merged(tmp_path / "one"))
    assert (done.outputs["changed"], forge.comments) == ("false", [])
    assert "comment: nothing changes and nothing was said before, so nothing is said" in done.log


def test_a_change_taken_back_is_told(act, forge, origin, tmp_path):
    origin.propose(("small", SEED))
    act(origin.merged(tmp_path / "one"))
    origin.propose(("small",))
    act(origin.merged(tmp_path / "two"))
    (comment,) = forge.by(BOT)
    assert comment.splitlines()[1] == "## fabricgen: inventories/small doesn't change, no findings"


def test_fabrics_that_come_and_go(act, forge, origin, tmp_path):
    origin.propose(("fresh",))
    (origin.desk / "inventories/other/intent.yml").unlink()
    origin.save("one less", {})
    act(origin.merged(tmp_path / "one"), inventories="inventories/fresh\ninventories/other")
    (comment,) = forge.by(BOT)
    assert "### inventories/fresh is new\n\n6 switches, nothing to compare.\n" in comment
    assert re.search(r"### inventories/other is removed\n\nmain \([0-9a-f]{10}\) has it;", comment)


def test_a_main_that_is_broken(act, forge, origin, tmp_path):
    """What mends it can't be compared, which doesn't fail it."""
    origin.page("small", TOO_SMALL)
    origin.save("broken", {})
    git(origin.desk, "branch", "--force", "change", "main")
    origin.propose(("small", ("10.0.0.0/22", "10.0.0.0/21")))
    done = act(origin.merged(tmp_path / "one"))
    (comment,) = forge.by(BOT)
    assert (done.status, done.outputs["changed"]) == (0, "true")
    assert re.search(
        r"### inventories/small can't be compared with main \([0-9a-f]{10}\)\n\n```text\n- before, in", comment
    )


def test_outside_a_pull_request(act, forge, origin, tmp_path):
    origin.propose(("small", SEED))
    done = act(origin.merged(tmp_path / "one"), base="", number=0)
    assert (done.status, forge.asked, "Comment" in done.steps) == (0, [], False)
    assert "inventories/small/rendered/manifest.json" in done.artefacts["fabricgen"]
    assert "inventories/small/diff.md" not in done.artefacts["fabricgen"]


def test_neither_comment_nor_artefacts(act, forge, origin, tmp_path):
    origin.propose(("small", SEED))
    done = act(origin.merged(tmp_path / "one"), comment="false", artifacts="")
    assert (done.status, forge.asked, done.artefacts) == (0, [], {})
    assert "+ ip load-sharing trident 77\n" in done.summary


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"inventories": "fabrics/*"}, "no folder with an intent.yml is called fabrics/*"),
        ({"against": "v9"}, "there is no revision v9 here: name a branch, a tag or a commit that was fetched"),
        (
            {"base": "$(touch gone)"},
            NO_HISTORY,
        ),
    ],
    ids=["nothing there", "no such revision", "no such branch"],
)
def test_what_can_not_be_done(act, forge, origin, tmp_path, inputs, words):
    origin.propose(("small", SEED))
    done = act(origin.merged(tmp_path / "one"), **inputs)
    assert (done.status, done.annotations()) == (2, [f"::error title=fabricgen::{words}"])
    assert not forge.asked


def test_nothing_that_others_chose_is_run(act, origin, tmp_path):
    """Inputs are no scripts, and modules in the pull request are not imported."""
    origin.propose(("small", SEED))
    checkout = origin.merged(tmp_path / "one")
    for name in ("fabricgen.py", "click.py", "json.py", "yaml.py"):
        (checkout / name).write_text("open('gone', 'w')\n", encoding="utf-8")
    words = ['"; touch gone; "', "$(touch gone)", "`touch gone`", "'; touch gone #"]
    done = act(checkout, inventories="\n".join(["inventories/small", *words]), comment_author=" ".join(words))
    assert (done.status, done.outputs["changed"]) == (0, "true")
    assert not list(checkout.rglob("gone"))


def test_numbers_that_nobody_wrote_down(act, forge, origin, tmp_path):
    (origin.desk / "inventories/small/fabricgen.lock").unlink()
    origin.save("no lock", {})
    git(origin.desk, "branch", "--force", "change", "main")
    done = act(origin.merged(tmp_path / "one"))
    words = (
        "numbers were handed out that inventories/small/fabricgen.lock doesn't have: "
        "run fabricgen render inventories/small --out DIR, and commit the file"
    )
    assert (done.status, done.annotations()) == (0, [f"::warning title=fabricgen::{words}"])
    (comment,) = forge.by(BOT)
    assert f"> [!WARNING]\n> {words}\n" in comment
