"""An inventory as a revision has it; the user's tree, index and branch stay as they are."""

import os
import subprocess
from pathlib import Path

import pytest

from fabricgen.compare.revision import revision
from fabricgen.findings import RefusedError
from tests.compare.fabrics import PAGE, written


def git(folder, *words):
    who = ("-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path):
    """One commit: an inventory with templates, a lock and a CSV, and something else beside it."""
    top = tmp_path / "repository"
    page = written(top / "fabrics" / "small") if (top / "fabrics").mkdir(parents=True) is None else None
    (page / "templates" / "eos").mkdir(parents=True)
    (page / "templates" / "eos" / "names.j2").write_bytes(b"hostname {{ device.name }}\r\n")
    (page / "cables.csv").write_text("device,port,peer,peer_port\n", encoding="utf-8")
    (page / "out").mkdir()
    (page / "out" / "big.cfg").write_text("x", encoding="utf-8")
    (top / ".gitattributes").write_text("*.csv export-ignore\n*.j2 text eol=lf\n", encoding="utf-8")
    git(top, "init", "--quiet")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", "one")
    return top


def files(folder):
    return sorted(str(place.relative_to(folder)) for place in folder.rglob("*") if place.is_file())


def test_page_templates_lock_and_cabling(repository):
    inventory = repository / "fabrics" / "small"
    (inventory / "intent.yml").write_text("broken", encoding="utf-8")
    (inventory / "cables.csv").unlink()
    with revision(inventory, "HEAD") as old:
        assert files(old.inventory) == ["cables.csv", "intent.yml", "templates/eos/names.j2"]
        assert (old.inventory / "intent.yml").read_text(encoding="utf-8") == PAGE
        assert old.commit == git(repository, "rev-parse", "HEAD").strip()
        assert old.templates == ()
    assert not old.top.exists()
    assert git(repository, "status", "--short") == " D fabrics/small/cables.csv\n M fabrics/small/intent.yml\n"


def test_a_page_by_its_own_name(repository):
    with revision(repository / "fabrics" / "small" / "intent.yml", "HEAD") as old:
        assert old.inventory.name == "intent.yml"
        assert old.inventory.is_file()


def test_an_inventory_at_the_top(tmp_path):
    top = written(tmp_path / "top")
    git(top, "init", "--quiet")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", "one")
    with revision(top, "HEAD") as old:
        assert files(old.inventory) == ["intent.yml"]


def test_from_within_the_inventory(repository, monkeypatch):
    monkeypatch.chdir(repository / "fabrics" / "small")
    with revision(Path(), "HEAD") as old:
        assert "intent.yml" in files(old.inventory)


def test_from_within_a_hook(repository, monkeypatch):
    monkeypatch.chdir(repository)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index.lock")
    with revision(Path("fabrics/small"), "HEAD") as old:
        assert "intent.yml" in files(old.inventory)


def test_links_are_left_out(repository):
    (repository / "fabrics" / "small" / "link.csv").symlink_to("/etc/passwd")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "two")
    with revision(repository / "fabrics" / "small", "HEAD") as old:
        assert not os.path.lexists(old.inventory / "link.csv")


def refusal(inventory, rev):
    with pytest.raises(RefusedError) as refused, revision(inventory, rev):
        pass
    (finding,) = refused.value.findings
    return finding.code, finding.message


@pytest.mark.parametrize("rev", ["nowhere", "--output=x", "HEAD:fabrics", ""])
def test_unknown_revision(repository, rev):
    inventory = repository / "fabrics" / "small"
    assert refusal(inventory, rev) == ("FG022", f"the repository of {inventory} has no revision {rev}")


def test_not_in_that_revision(repository):
    newer = written(repository / "newer")
    assert refusal(newer, "HEAD") == ("FG022", f"{newer} isn't in revision HEAD")


def test_a_partial_clone_whose_origin_is_gone(repository, tmp_path):
    git(repository, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", "--no-checkout", f"file://{repository}", "partial")
    repository.rename(tmp_path / "elsewhere")
    (tmp_path / "partial" / "fabrics").mkdir()
    page = written(tmp_path / "partial" / "fabrics" / "small")
    assert refusal(page, "HEAD") == (
        "FG022", "this clone has fabrics/small/cables.csv of that revision by name only",
    )  # fmt: skip


def test_not_a_repository(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    page = written(tmp_path / "page")
    assert refusal(page, "HEAD") == ("FG022", f"{page} isn't in a git repository")


def test_no_such_folder(tmp_path):
    missing = tmp_path / "a" / "b"
    assert refusal(missing, "HEAD") == ("FG001", f"there is no folder {missing.parent}")


def test_without_git(repository, monkeypatch):
    monkeypatch.setenv("PATH", str(repository))
    assert refusal(repository / "fabrics" / "small", "HEAD") == (
        "FG022", "git isn't installed here, so no revision can be read",
    )  # fmt: skip
