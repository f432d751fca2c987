"""python -m fabricgen.cli.ci, in this process: what each command says and ends with."""

from pathlib import PurePath

import pytest
from click.testing import CliRunner

from fabricgen.cli.ci.__main__ import ci
from fabricgen.cli.ci.inspect import Inspected
from fabricgen.cli.ci.outcome import Outcome, mark, save
from fabricgen.cli.ci.review import judged
from fabricgen.cli.ci.words import COMMENT
from fabricgen.findings import Finding, Severity
from tests.ci.forges import GITHUB, Forge, serving
from tests.ci.repositories import git
from tests.compare.fabrics import written

BOT = "github-actions[bot]"
KNOWN = "right"
OUTCOME = Outcome(
    "<!-- fabricgen review 0123456789abcdef -->", changed=True, errors=0, warnings=0, telling=True, failed=""
)


@pytest.fixture
def forge():
    with serving(Forge(GITHUB, {KNOWN: BOT})) as one:
        yield one


@pytest.fixture
def run(tmp_path, forge):
    """A command on what the review left in a folder, on GitHub."""
    world = {
        "GITHUB_ACTIONS": "true", "GITLAB_CI": None, "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "GITHUB_API_URL": forge.url, "GITHUB_REPOSITORY": "net/fabric", "PULL_REQUEST": "7", "FABRICGEN_TOKEN": KNOWN,
    }  # fmt: skip

    def one(name, body="", outcome=OUTCOME):
        save(outcome, tmp_path)
        (tmp_path / "comment.md").write_text(f"{outcome.mark}\n{body}", encoding="utf-8")
        done = CliRunner().invoke(ci, [name, "--out", str(tmp_path)], env=world, standalone_mode=False)
        assert done.exception is None
        return int(done.return_value), done.stdout

    return one


def test_a_comment_too_long_is_not_cut_but_told(run, forge, tmp_path):
    status, out = run("comment", "x" * COMMENT)
    assert (status, forge.asked) == (0, [])
    words = "the comment could not be written: it has 65,579 characters, and 65,536 are the most that a forge takes. "
    assert out.startswith(f"::warning title=fabricgen::{words}All of it stands in the summary of this job.")
    assert (tmp_path / "summary").read_text(encoding="utf-8").startswith(f"\n{words}")


def test_the_longest_comment_is_taken(run, forge):
    assert run("comment", "x" * (COMMENT - len(OUTCOME.mark) - 1)) == (0, "comment: written\n")
    assert len(forge.comments[0]["body"]) == COMMENT


@pytest.mark.parametrize("name", ["comment", "verdict"])
def test_without_a_review(name, tmp_path):
    done = CliRunner().invoke(ci, [name, "--out", str(tmp_path)])
    assert done.exit_code == 2
    assert f"no review has left anything in {tmp_path}: run review with that --out first" in done.stderr


def test_nothing_is_left_of_an_earlier_review(tmp_path, monkeypatch):
    """Its difference and its configurations would be taken for those of the page as it is."""
    repository, out = tmp_path / "repository", tmp_path / "out"
    repository.mkdir()
    page = written(repository / "small")
    git(repository, "init", "--quiet", "--initial-branch=main")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "one")
    monkeypatch.chdir(repository)

    def left(*words):
        asked = ["review", "--inventories=small", f"--out={out}", *words]
        CliRunner().invoke(ci, asked, env={"GITHUB_ACTIONS": None, "GITLAB_CI": None}, standalone_mode=False)
        return {str(place.relative_to(out / "small")) for place in (out / "small").rglob("*") if place.is_file()}

    assert {"diff.json", "report.html", "rendered/manifest.json"} <= left("--against=HEAD")
    assert not {name for name in left() if name.startswith("diff")}
    (page / "intent.yml").write_text("kind: fat-tree\n", encoding="utf-8")
    assert left() == {"findings.json", "findings.xml"}


NAMES = ["inventories/--help", "--help", "inventories/\udcff"]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_folder_of_any_name(name, tmp_path, monkeypatch):
    """What looks like an option is a name, and so is what isn't text; each has its whole set of files."""
    repository, out = tmp_path / "repository", tmp_path / "out"
    (repository / name).parent.mkdir(parents=True)
    written(repository / name)
    git(repository, "init", "--quiet", "--initial-branch=main")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "one")
    monkeypatch.chdir(repository)
    words = ["review", f"--inventories={PurePath(name).parent}/*", "--against=HEAD", f"--out={out}"]
    done = CliRunner().invoke(ci, words, env={"GITHUB_ACTIONS": None, "GITLAB_CI": None}, standalone_mode=False)
    assert (done.exception, done.return_value) == (None, 0)
    assert {"report.html", "diff.json", "findings.json"} <= {place.name for place in (out / name).iterdir()}


@pytest.mark.parametrize(
    ("failed", "told"),
    [
        ("", (0, "")),
        ("1 error", (1, "::error title=fabricgen::1 error: see the annotations, or the findings in the comment\n")),
    ],
)
def test_verdict(run, failed, told):
    assert run("verdict", outcome=OUTCOME._replace(failed=failed)) == told


ERROR = Finding("FG302", "too small")
WARNING = Finding("FG205", "odd", severity=Severity.WARNING)
FAILS = {
    ("errors", ()): "",
    ("errors", (WARNING,)): "",
    ("errors", (WARNING, ERROR)): "1 error, 1 warning",
    ("warnings", ()): "",
    ("warnings", (WARNING,)): "1 warning",
    ("warnings", (ERROR,)): "1 error",
    ("never", (WARNING, ERROR)): "",
}


@pytest.mark.parametrize(("case", "failed"), FAILS.items())
def test_what_fails(case, failed):
    fail_on, findings = case
    outcome = judged([Inspected("a"), Inspected("b", findings)], "", fail_on)
    errors, warnings = findings.count(ERROR), findings.count(WARNING)
    assert (outcome.failed, outcome.errors, outcome.warnings) == (failed, errors, warnings)


def test_a_mark_for_each_place_in_a_pipeline():
    places = [("a", "b", "c"), ("a", "b"), ("ab", "c"), ("a", "bc"), ("x", "b", "c")]
    assert len({mark(*place) for place in places}) == len(places)
    assert mark("a", "b") == mark("a", "b")
