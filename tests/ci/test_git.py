"""Which inventories a pattern names, now and before, and where a branch left another one."""

import pytest

from fabricgen.cli.ci.git import GitError, commit, departure, former, present, top
from tests.ci.repositories import Origin, git

FOLDERS = (".", "inventories/a", "inventories/b", "inventories/deep/c", "in+ventories/d", "elsewhere/a")
PATTERNS = {
    "inventories/*": ["inventories/a", "inventories/b"],
    "./inventories/a/": ["inventories/a"],
    "inventories/a/intent.yml": ["inventories/a"],
    "inventories/**": ["inventories/a", "inventories/b", "inventories/deep/c"],
    "**/a": ["elsewhere/a", "inventories/a"],
    "**/intent.yml": sorted(FOLDERS),
    "inventories/?": ["inventories/a", "inventories/b"],
    "in+ventories/d": ["in+ventories/d"],
    "intent.yml": ["."],
    ".": ["."],
    "inventories": [],
    "../*": [],
    "/etc": [],
}


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    folder = tmp_path_factory.mktemp("repository")
    git(folder, "init", "--quiet", "--initial-branch=main")
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "intent.yml").write_text("kind: fat-tree\n", encoding="utf-8")
    (folder / "inventories/linked").mkdir()
    (folder / "inventories/linked/intent.yml").symlink_to("/etc/hostname")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "one")
    return folder


@pytest.mark.parametrize(("pattern", "names"), PATTERNS.items(), ids=PATTERNS)
def test_patterns(repository, monkeypatch, pattern, names):
    monkeypatch.chdir(repository)
    assert present([pattern]) == names
    assert [name for name in former("HEAD", [pattern]) if name != "inventories/linked"] == names


def test_what_is_ignored_or_gone_is_not_there(repository, monkeypatch, tmp_path):
    git(tmp_path, "clone", "--quiet", str(repository), "copy")
    monkeypatch.chdir(tmp_path / "copy")
    (tmp_path / "copy/inventories/a/intent.yml").unlink()
    for name in ("new", "out"):
        (tmp_path / "copy/inventories" / name).mkdir()
        (tmp_path / "copy/inventories" / name / "intent.yml").write_text("", encoding="utf-8")
    (tmp_path / "copy/.gitignore").write_text("out/\n", encoding="utf-8")
    assert present(["inventories/*"]) == ["inventories/b", "inventories/new"]


def test_no_repository(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GitError, match=r"^this isn't a git repository: check the repository out first"):
        top()


def test_no_git(repository, monkeypatch):
    monkeypatch.chdir(repository)
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(GitError, match=r"^git isn't installed here: take a runner or an image that has it"):
        top()


def test_departure(tmp_path, monkeypatch):
    origin = Origin(tmp_path / "origin")
    origin.propose()
    main = git(origin.desk, "rev-parse", "main").strip()
    monkeypatch.chdir(origin.head(tmp_path / "one"))
    assert departure("main") == origin.start
    assert departure("gone", origin.start) == origin.start
    with pytest.raises(GitError, match=r"^where this branch left gone can't be told"):
        departure("gone")
    monkeypatch.chdir(origin.merged(tmp_path / "two"))
    assert departure("main", origin.start) == main


def test_no_such_revision(repository, monkeypatch):
    monkeypatch.chdir(repository)
    assert commit("main") == git(repository, "rev-parse", "HEAD").strip()
    for word in ("v9", "--all"):
        with pytest.raises(GitError, match=rf"^there is no revision {word} here"):
            commit(word)
