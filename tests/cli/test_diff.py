"""fabricgen diff against a folder and a revision: what it says, and its exit status."""

import json
import re

import click
import pytest

from fabricgen.cli.live.ground import site
from fabricgen.cli.live.push import standing
from fabricgen.rollout.change import digest, read
from tests.compare.fabrics import EXCEPTION, PAGE, written
from tests.compare.test_revision import git

SEED = EXCEPTION.format(select="leaf-p00-01", what="seed: 77")
EXPECTED = """\
{after} against {before}

leaf-p00-01  traffic-affecting
  traffic-affecting: flows are hashed otherwise and move to other paths (- ip load-sharing trident 11; Arista EOS user manual, ip load-sharing)
    - ip load-sharing trident 11
    + ip load-sharing trident 77

1 device differs in 1 way (1 traffic-affecting), 5 devices the same
"""  # noqa: E501 - as it is shown


@pytest.fixture
def page(tmp_path):
    """Committed once."""
    folder = written(tmp_path / "small")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "one")
    return folder


def edit(folder, text):
    (folder / "intent.yml").write_text(text, encoding="utf-8")


def test_nothing(run, page, tmp_path):
    assert run("render", page, "--out", tmp_path / "out").status == 0
    told = run("diff", page, "--against", tmp_path / "out")
    assert (told.status, told.out) == (0, f"{page} against {tmp_path}/out\n\n6 devices the same\n")
    assert run("diff", page, "--against", "git:HEAD").status == 0


def test_a_seed(run, page, tmp_path):
    run("render", page, "--out", tmp_path / "out")
    edit(page, PAGE + SEED)
    told = run("diff", page, "--against", tmp_path / "out")
    assert (told.status, told.out) == (1, EXPECTED.format(after=page, before=tmp_path / "out"))
    told = run("diff", page, "--against", "git:HEAD", "--jobs", "1")
    head = git(page, "rev-parse", "HEAD")[:10]
    assert (told.status, told.out) == (1, EXPECTED.format(after=page, before=f"git:HEAD ({head})"))


def test_a_change_to_push(run, page, tmp_path):
    """Without asking the switches: a push proves what stands there, by its digest."""
    render, out = tmp_path / "out", tmp_path / "change.json"
    run("render", page, "--out", render)
    head = git(page, "rev-parse", "HEAD").strip()
    edit(page, PAGE + SEED)
    found = {}
    for against, lasting in ((str(render), str(render)), ("git:HEAD", f"git:{head}")):
        assert run("diff", page, "--against", against, "--out", out).status == 1
        found[against] = read(out)
        assert (found[against].against, found[against].inventory) == (lasting, str(page))
    (change,) = found["git:HEAD"].changes
    assert found[str(render)].changes == (change,)
    assert change.diff == "- ip load-sharing trident 11\n+ ip load-sharing trident 77"
    assert change.before == digest((render / "p00/leaf-p00-01.cfg").read_text())
    edit(page, PAGE)
    told = run("push", out, "--dry-run")
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith("error[FG922] leaf-p00-01: the intent moved since the review; make the change anew")


def test_a_change_whose_other_side_moved(run, page, tmp_path):
    render, out = tmp_path / "out", tmp_path / "change.json"
    run("render", page, "--out", render)
    edit(page, PAGE + SEED)
    run("diff", page, "--against", render, "--out", out)
    with (render / "p00/leaf-p00-01.cfg").open("a") as file:
        file.write("! by hand\n")
    here, moved = site(page), read(out)
    with pytest.raises(click.exceptions.Exit) as refusal:
        standing(here, moved)
    assert refusal.value.exit_code == 1


def test_saving_a_change_takes_nobody_elses_file(run, page, tmp_path):
    (tmp_path / ".env").write_text("mine")
    edit(page, PAGE + SEED)
    assert run("diff", page, "--against", "git:HEAD", "--out", tmp_path / "env").status == 1
    assert (tmp_path / ".env").read_text() == "mine"
    assert read(tmp_path / "env").changes


def test_new_devices_are_left_to_a_live_review(run, page, tmp_path):
    edit(page, PAGE.replace("leaves: 4", "leaves: 5"))
    told = run("diff", page, "--against", "git:HEAD", "--out", tmp_path / "change.json")
    assert told.status == 1
    assert told.err.endswith(
        f"not in {tmp_path}/change.json: leaf-p00-04, which ran nothing before; for these --against live\n"
    )
    assert {change.device for change in read(tmp_path / "change.json").changes} == {"spine-p00-00", "spine-p00-01"}


def test_nothing_is_written(run, page):
    edit(page, PAGE.replace("acme: {", "zulu: {leaves: []}\n  acme: {"))
    run("diff", page, "--against", "git:HEAD")
    assert git(page, "status", "--short") == " M intent.yml\n"


def test_growth(run, page):
    edit(page, PAGE.replace("leaves: 4,", "leaves: 5,"))
    told = run("diff", page, "--against", "git:HEAD")
    assert told.status == 1
    assert "\nadded: 1 leaf: leaf-p00-04\n" in told.out
    assert "there must be none" not in told.out
    assert told.out.endswith("1 added, 4 devices the same\n")
    edit(page, PAGE.replace("leaves: 4,", "leaves: 3,"))
    assert "\nremoved: 1 leaf: leaf-p00-03\n" in run("diff", page, "--against", "git:HEAD").out


def test_numbers_that_move_come_first(run, page, tmp_path):
    run("render", page, "--out", tmp_path / "out")
    edit(page, PAGE.replace("10.64.0.0/20", "10.96.0.0/20"))
    told = run("diff", page, "--against", "git:HEAD").out.splitlines()
    assert told[2:4] == [
        "4 numbers of existing things move: there must be none",
        "  leaf-p00-00: the first of its links upwards 10.64.0.0 → 10.96.0.0",
    ]
    told = run("diff", page, "--against", tmp_path / "out").out
    assert "  (read from the texts alone: a folder doesn't say which numbers were handed out)\n" in told
    assert "  spine-p00-00: its `ip address …/31` 10.64.0.0 → 10.96.0.0\n" in told


def test_only(run, page):
    edit(page, PAGE.replace("300 ms", "400 ms"))
    assert run("diff", page, "--against", "git:HEAD", "--only", "spine-*").out.endswith(
        "2 devices differ in 1 way (2 hitless)\n"
    )
    told = run("diff", page, "--against", "git:HEAD", "--only", "leaf-p00-0x")
    assert told.status == 1
    assert "there is no device called leaf-p00-0x on either side" in told.err


def test_all_names_everybody(run, page):
    edit(page, PAGE.replace("300 ms", "400 ms"))
    folded = run("diff", page, "--against", "git:HEAD").out
    assert "6 devices: leaf-p00-00, leaf-p00-01, leaf-p00-02 and 3 more  hitless" in folded
    assert "leaf-p00-03, spine-p00-00, spine-p00-01  hitless" in run("diff", page, "--against", "git:HEAD", "--all").out


def test_before_may_be_broken(run, page):
    edit(page, PAGE.replace("300 ms x 3", "300 ms times 3"))
    git(page, "commit", "--all", "--quiet", "--message", "broken")
    edit(page, PAGE)
    told = run("diff", page, "--against", "git:HEAD")
    assert (told.status, told.out) == (1, "")
    assert "before, in git:HEAD: " in told.err
    assert "--> git:HEAD:intent.yml:15:" in told.err


def test_after_may_be_broken(run, page):
    edit(page, PAGE.replace("300 ms x 3", "300 ms times 3"))
    told = run("diff", page, "--against", "git:HEAD")
    assert (told.status, told.out) == (1, "")
    assert f"--> {page}/intent.yml:15:" in told.err


@pytest.mark.parametrize(
    ("against", "message"),
    [("nowhere", "nowhere holds no artefacts: it has no manifest.json that lists some"),
     ("git:nowhere", "has no revision nowhere")],
)  # fmt: skip
def test_no_other_side(run, page, against, message):
    told = run("diff", page, "--against", against)
    assert told.status == 1
    assert message in told.err


def test_a_folder_that_lost_a_file(run, page, tmp_path):
    run("render", page, "--out", tmp_path / "out")
    (tmp_path / "out" / "p00" / "leaf-p00-02.cfg").unlink()
    told = run("diff", page, "--against", tmp_path / "out")
    assert told.status == 1
    assert "is not complete: p00/leaf-p00-02.cfg can't be read: No such file or directory" in told.err


def test_a_folder_from_elsewhere_shows_no_secret(run, page, tmp_path):
    run("render", page, "--out", tmp_path / "out")
    file = tmp_path / "out" / "p00" / "leaf-p00-02.cfg"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("<env:HASH>", "$6$salt$abcdefgh\x1b[31m"), encoding="utf-8")
    told = run("diff", page, "--against", tmp_path / "out", "--format", "json")
    assert "abcdefgh" not in told.out
    assert "\\u001b" not in told.out
    assert "secret sha512 <***>" in told.out


def test_json(run, page):
    edit(page, PAGE + SEED)
    told = json.loads(run("diff", page, "--against", "git:HEAD", "--format", "json").out)
    (group,) = told["groups"]
    assert (told["different"], told["same"], told["impacts"]) == (True, 5, {"traffic-affecting": 1})
    assert (group["devices"], group["impact"], group["odd"]) == (["leaf-p00-01"], "traffic-affecting", False)
    assert [line["text"] for line in group["lines"]] == ["ip load-sharing trident 11", "ip load-sharing trident 77"]


@pytest.mark.parametrize("form", ["github", "junit", "html"])
def test_other_forms(run, page, form):
    edit(page, PAGE + SEED)
    told = run("diff", page, "--against", "git:HEAD", "--format", form)
    assert told.status == 1
    assert len(re.findall(r"ip load-sharing trident 77", told.out)) >= 1


@pytest.mark.parametrize(
    ("words", "message"),
    [(("--against", "live", "--format", "html"), "--against live tells as text or json, not as html"),
     ((), "Missing option '--against'.")],
)  # fmt: skip
def test_wrong_usage(run, page, words, message):
    told = run("diff", page, *words)
    assert (told.status, told.err) == (2, message)


def test_many_processes_say_the_same(run, tmp_path):
    page = written(
        tmp_path / "wide", ("leaves: 4, spines: 2", "leaves: 300, spines: 2"), ("max_leaves: 8", "max_leaves: 320")
    )
    edit(
        page,
        (page / "intent.yml")
        .read_text(encoding="utf-8")
        .replace("spines: 2, downlinks: 8", "spines: 24, downlinks: 8"),
    )
    git(page, "init", "--quiet")
    git(page, "add", "--all")
    git(page, "commit", "--quiet", "--message", "one")
    edit(
        page,
        (page / "intent.yml").read_text(encoding="utf-8").replace("10.64.0.0/20", "10.96.0.0/18")
        + SEED.replace("-01,", "-001,"),
    )
    one, two = (run("diff", page, "--against", "git:HEAD", "--jobs", jobs, "--format", "json") for jobs in (1, 2))
    assert one.out == two.out
    assert one.status == two.status == 1
