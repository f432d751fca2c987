"""The GitLab job, run: what a person sees in a merge request."""

import json
import re
import shutil
from xml.etree import ElementTree as ET

import pytest

from tests.ci import jobs
from tests.ci.forges import GITLAB, Forge, serving
from tests.ci.repositories import SEED, git

pytestmark = pytest.mark.slow

BOT = "project_42_bot"
TOKEN = "glpat-thisIsTheTokenOfTheProject"


@pytest.fixture
def forge():
    with serving(Forge(GITLAB, {TOKEN: BOT}, limit=1_000_000)) as one:
        yield one


@pytest.fixture
def job(temp, forge, origin):
    """The script without its first two lines, which install; `temp` has what they install."""

    def run(checkout, token=TOKEN, known=None, **inputs):
        variables = {
            "CI_API_V4_URL": forge.url,
            "CI_JOB_URL": "https://gitlab.example/net/fabric/-/jobs/99",
            "CI_PROJECT_PATH": "net/fabric",
            "CI_JOB_NAME": "fabricgen",
            "CI_MERGE_REQUEST_PROJECT_ID": "42",
            "CI_MERGE_REQUEST_IID": "7",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": known or origin.start,
            "FABRICGEN_HOME": str(temp / "fabricgen"),
            **({"FABRICGEN_TOKEN": token} if token else {}),
        }
        given = {"package": ".", "inventories": "inventories/small"} | {
            name.replace("_", "-"): said for name, said in inputs.items()
        }
        done = jobs.run(given, variables, checkout, jobs.JOB["script"][2:])
        assert TOKEN not in done.log
        assert not any(TOKEN.encode() in text for text in done.artefacts.values())
        return done

    return run


def test_it_installs_what_it_then_runs(temp, tmp_path):
    """The first two lines, into an environment that sees our packages."""
    install, *_ = jobs.JOB["script"][1:2]
    assert jobs.JOB["script"][0] == 'python3 -I -m venv "$FABRICGEN_HOME"'
    home = tmp_path / "home"
    shutil.copytree(temp / "fabricgen", home, symlinks=True)
    given = {"FABRICGEN_HOME": str(home), "PIP_NO_BUILD_ISOLATION": "0"}
    done = jobs.run({"package": str(jobs.ROOT)}, given, tmp_path, [jobs.JOB["script"][0], install])
    assert done.status == 0, done.log
    assert list(home.glob("lib/python*/site-packages/fabricgen/cli/ci/__main__.py"))


def test_a_change_is_told_once_and_brought_up_to_date(job, forge, origin, tmp_path):
    forge.add("someone", "nice")
    origin.propose(("small", SEED))
    done = job(origin.head(tmp_path / "one"))
    assert done.status == 0, done.log
    assert "comment: written" in done.log
    (first,) = forge.by(BOT)
    assert re.fullmatch(r"<!-- fabricgen review [0-9a-f]{16} -->", first.splitlines()[0])
    assert "- ip load-sharing trident 11\n+ ip load-sharing trident 77\n" in first
    assert "[Artefacts](https://gitlab.example/net/fabric/-/jobs/99)" in first
    origin.propose(("small", (SEED[0], SEED[1].replace("77", "78"))))
    assert "comment: updated" in job(origin.head(tmp_path / "two")).log
    (second,) = forge.by(BOT)
    assert "+ ip load-sharing trident 78\n" in second
    assert len(forge.comments) == 2


def test_reports(job, origin, tmp_path):
    origin.propose(("small", SEED), ("other", ("10.0.0.0/22", "10.0.0.0/30")))
    checkout = origin.head(tmp_path / "one")
    done = job(checkout, inventories="inventories/*")
    assert done.status == 1
    assert done.log.splitlines()[-1] == "error: 1 error: see the annotations, or the findings in the comment"
    (quality,) = jobs.reported(done, "codequality").values()
    (entry,) = json.loads(quality)
    lines = (checkout / "inventories/other/intent.yml").read_text(encoding="utf-8").splitlines()
    row = next(number for number, line in enumerate(lines, 1) if "10.0.0.0/30" in line)
    assert (entry["check_name"], entry["severity"]) == ("FG302", "major")
    assert entry["location"] == {"path": "inventories/other/intent.yml", "lines": {"begin": row}}
    assert re.fullmatch(r"[0-9a-f]{32}", entry["fingerprint"])
    suites = {name: ET.fromstring(text) for name, text in jobs.reported(done, "junit").items()}  # noqa: S314 - ours
    failures = {
        name.removeprefix("fabricgen-review/inventories/"): suite.get("failures") for name, suite in suites.items()
    }
    assert failures == {"small/findings.xml": "0", "small/diff.xml": "1", "other/findings.xml": "1"}
    assert "fabricgen-review/inventories/small/rendered/manifest.json" in done.artefacts


def test_without_a_token(job, forge, origin, tmp_path):
    origin.propose(("small", SEED))
    done = job(origin.head(tmp_path / "one"), token="")
    assert (done.status, forge.asked) == (0, [])
    assert done.log.splitlines()[-1] == (
        "warning: the comment could not be written: FABRICGEN_TOKEN is empty. All of it is in comment.md among the "
        "artefacts. Set FABRICGEN_TOKEN to a project access token with the scope api; a merge request from a fork has "
        "no such variable"
    )
    assert b"trident 77" in done.artefacts["fabricgen-review/comment.md"]


def test_a_fork_whose_main_is_old(job, forge, origin, tmp_path):
    """GitLab knows better where the branch left: the fork's main lacks what the branch was made from."""
    origin.page("other", ("name: small", "name: other"), SEED)
    origin.save("the project's main changes", {})
    git(origin.desk, "branch", "--force", "change", "HEAD")
    known = git(origin.desk, "rev-parse", "HEAD").strip()
    git(origin.desk, "push", "--quiet", "--force", "origin", f"{origin.start}:main")
    origin.propose(("small", SEED))
    done = job(origin.head(tmp_path / "one"), known=known, inventories="inventories/*")
    assert done.status == 0, done.log
    assert "inventories/other: nothing changes; no findings" in done.log.splitlines()


def test_no_comment_wanted(job, forge, origin, tmp_path):
    origin.propose(("small", SEED))
    assert (job(origin.head(tmp_path / "one"), comment=False).status, forge.asked) == (0, [])
