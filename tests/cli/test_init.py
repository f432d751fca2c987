"""A page to start from: it validates without a word, renders, and never overwrites anything."""

import pytest

from fabricgen.cli.kind import starters
from fabricgen.kinds import KINDS
from fabricgen.render.folder import rows_of

SWITCHES = {"fat-tree": (6, "frr"), "adaptive-pods": (16, "eos")}


def test_there_is_a_page_for_every_kind():
    assert set(starters()) == set(KINDS) == set(SWITCHES)


@pytest.mark.parametrize(("kind", "count", "platform"), [(kind, *row) for kind, row in SWITCHES.items()])
def test_the_page_renders_as_it_is(run, tmp_path, kind, count, platform):
    folder = tmp_path / "new" / "fabric"
    written = run("init", folder, "--kind", kind)
    assert written == (0, f"{folder}/intent.yml: written; next: fabricgen validate {folder}\n", "")
    assert run("validate", folder) == (0, f"{folder}: no findings, {count} switches\n", "")
    assert run("render", folder, "--out", tmp_path / "out", "--jobs", "1").status == 0
    rows = rows_of(tmp_path / "out")
    assert {row.platform for row in rows} == {platform}
    assert len({row.device for row in rows}) == count


def test_an_empty_folder_will_do(run, tmp_path):
    assert run("init", tmp_path, "--kind", "fat-tree").status == 0
    assert [file.name for file in tmp_path.iterdir()] == ["intent.yml"]


def test_a_folder_with_something_in_it_is_left_alone(run, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    told = run("init", tmp_path, "--kind", "fat-tree")
    assert told.status == 1
    assert told.err.startswith(
        f"error[FG011] {tmp_path} has something in it: nothing was written\nhelp: name a new folder\n"
    )
    assert [file.name for file in tmp_path.iterdir()] == ["notes.txt"]


def test_an_inventory_is_left_alone(run, tmp_path):
    run("init", tmp_path, "--kind", "fat-tree")
    before = (tmp_path / "intent.yml").read_bytes()
    told = run("init", tmp_path, "--kind", "adaptive-pods")
    assert told.status == 1
    assert "help: name a new folder, or edit the intent.yml that is there\n" in told.err
    assert (tmp_path / "intent.yml").read_bytes() == before


def test_a_file_in_the_way(run, tmp_path):
    (tmp_path / "taken").write_text("mine")
    assert run("init", tmp_path / "taken", "--kind", "fat-tree").status == 1
    assert (tmp_path / "taken").read_text() == "mine"


@pytest.mark.parametrize(("name", "why"), [("taken/x", "Not a directory"), ("x" * 300, "File name too long")])
def test_where_no_folder_can_be(run, tmp_path, name, why):
    (tmp_path / "taken").write_text("mine")
    told = run("init", tmp_path / name, "--kind", "fat-tree")
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith(f"error[FG012] can't write to {tmp_path}/{name}: {why}\nhelp: choose another folder")


def test_an_unknown_kind(run, tmp_path):
    message = "Invalid value for '--kind': 'torus' is not one of 'adaptive-pods', 'fat-tree'."
    assert run("init", tmp_path / "x", "--kind", "torus") == (2, "", message)
    assert not (tmp_path / "x").exists()
