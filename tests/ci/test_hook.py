"""The pre-commit hook: its files, and its entry run as pre-commit runs it, with the files that a commit changes."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from fabricgen.cli.ci.hook import folders
from tests.ci.actions import ROOT
from tests.ci.repositories import SEED, Origin, git

(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

FILES = {
    "inventories/a/intent.yml": True,
    "intent.yml": True,
    "inventories/a/fabricgen.lock": True,
    "inventories/a/cables.csv": True,
    "inventories/a/templates/eos/bgp.j2": True,
    "templates/eos/bgp.j2": True,
    "inventories/a/myintent.yml": False,
    "inventories/a/intent.yml.orig": False,
    "docs/page.j2": False,
    "README.md": False,
}


@pytest.mark.parametrize(("file", "ours"), FILES.items(), ids=FILES)
def test_files(file, ours):
    assert bool(re.search(HOOK["files"], file)) is ours


@pytest.fixture
def desk(tmp_path):
    return Origin(tmp_path / "origin").desk


def commit(desk):
    """What is staged goes to the entry in one call, with the Python of the hook's environment first in PATH."""
    git(desk, "add", "--all")
    changed = git(desk, "diff", "--cached", "--name-only", "--diff-filter=d").splitlines()
    files = [file for file in changed if re.search(HOOK["files"], file)]
    assert (HOOK["language"], HOOK["require_serial"]) == ("python", True)
    words = [*shlex.split(HOOK["entry"]), *files]
    path = str(Path(sys.executable).parent)
    return subprocess.run(words, cwd=desk, env={"PATH": path}, capture_output=True, text=True, check=False)


def write(desk, name, *edits):
    file = desk / "inventories" / name / "intent.yml"
    text = file.read_text(encoding="utf-8")
    for old, new in edits:
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def test_a_sound_change(desk):
    write(desk, "small", SEED)
    done = commit(desk)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_error_holds_the_commit_up(desk):
    write(desk, "small", ("10.0.0.0/22", "10.0.0.0/30"))
    write(desk, "other", ("kind: fat-tree", "kind: fat-treee"))
    done = commit(desk)
    assert done.returncode == 1
    assert re.findall(r"error\[(FG\d+)\]|--> (\S+)", done.stderr) == [
        ("FG009", ""),
        ("", "inventories/other/intent.yml:1:7"),
        ("FG302", ""),
        ("", "inventories/small/intent.yml:12:14"),
    ]
    assert done.stderr.splitlines()[-1] == "2 errors"


def test_only_what_changes_is_judged(desk):
    write(desk, "small", ("10.0.0.0/22", "10.0.0.0/30"))
    git(desk, "add", "--all")
    git(desk, "commit", "--quiet", "--message", "broken already")
    write(desk, "other", SEED)
    assert commit(desk).returncode == 0


def test_the_inventory_of_a_file(desk, monkeypatch):
    monkeypatch.chdir(desk)
    files = [
        "inventories/small/intent.yml", "inventories/small/fabricgen.lock", "inventories/other/templates/eos/bgp.j2",
        "notes.csv", "gone/intent.yml",
    ]  # fmt: skip
    assert folders(map(Path, files)) == [Path("inventories/other"), Path("inventories/small")]
