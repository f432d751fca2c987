"""The output folder: complete or absent, byte-identical, untouched where nothing changed, the same from every engine.
The output folder: complete or absent, byte-identical, untouched where nothing changed, the same from every engine."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from fabricgen.cli import fabricgen
from fabricgen.cli.exit_codes import ExitCode
from fabricgen.device import build
from fabricgen.judge import judge
from fabricgen.platforms import PLATFORMS
from fabricgen.render.folder import STAGED
from fabricgen.render.press import BrokenLineError, Press
from fabricgen.render.run import Order, Worker, render
from fabricgen.render.templates import environment

ROOT = Path(__file__).resolve().parents[2]
LAB = ROOT / "inventories/lab"


def order(inventory, out, templates=()):
    return Order(judge(inventory).blueprint, out, templates)


def files(folder):
    return {str(place.relative_to(folder)): place.read_bytes() for place in folder.rglob("*") if place.is_file()}


def edited(tmp_path, old, new):
    text = (LAB / "intent.yml").read_text()
    assert old in text
    (tmp_path / "edited").mkdir()
    (tmp_path / "edited/intent.yml").write_text(text.replace(old, new))
    return tmp_path / "edited"


def test_the_manifest_lists_every_file(tmp_path):
    render(order(LAB, tmp_path), "*", jobs=1)
    listed = orjson.loads((tmp_path / "manifest.json").read_bytes())["artifacts"]
    assert {row["path"] for row in listed} == files(tmp_path).keys() - {"manifest.json"}
    assert {tuple(row) for row in listed} == {("device", "platform", "role", "path", "sha256", "bytes")}


def test_rendering_again_rewrites_nothing(tmp_path):
    render(order(LAB, tmp_path), "*", jobs=1)
    before = {place: place.stat().st_mtime_ns for place in tmp_path.rglob("*")}
    assert render(order(LAB, tmp_path), "*", jobs=1).changed == 0
    assert {place: place.stat().st_mtime_ns for place in tmp_path.rglob("*")} == before


def test_engines_agree(tmp_path):
    inventory = ROOT / "inventories/training-region"
    render(order(inventory, tmp_path / "one"), "*", jobs=1)
    render(order(inventory, tmp_path / "two"), "*", jobs=2)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_a_new_leaf_changes_itself_and_its_spines_only(tmp_path):
    render(order(LAB, tmp_path / "out"), "*", jobs=1)
    before = files(tmp_path / "out")
    render(order(edited(tmp_path, "leaves: 4", "leaves: 5"), tmp_path / "out"), "*", jobs=1)
    after = files(tmp_path / "out")
    changed = {path.split("/")[1] for path in after.keys() - {"manifest.json"} if after[path] != before.get(path)}
    assert changed == {"leaf-p00-04", "spine-p00-00", "spine-p00-01"}


def test_what_left_the_fabric_leaves_the_folder(tmp_path):
    render(order(LAB, tmp_path / "out"), "*", jobs=1)
    render(order(edited(tmp_path, "leaves: 4", "leaves: 3"), tmp_path / "out"), "*", jobs=1)
    assert not (tmp_path / "out/p00/leaf-p00-03").exists()
    assert (tmp_path / "out/p00/leaf-p00-02").exists()


def test_only_touches_only_what_it_names(tmp_path):
    render(order(LAB, tmp_path), "*", jobs=1)
    whole = files(tmp_path)
    (tmp_path / "p00/leaf-p00-00/frr.conf").write_text("touched\n")
    (tmp_path / "p00/leaf-p00-01/frr.conf").write_text("touched\n")
    render(order(LAB, tmp_path), "leaf-p00-00", jobs=1)
    now = files(tmp_path)
    assert now["p00/leaf-p00-00/frr.conf"] == whole["p00/leaf-p00-00/frr.conf"]
    assert now["p00/leaf-p00-01/frr.conf"] == b"touched\n"
    assert now["manifest.json"] == whole["manifest.json"]


def test_only_that_names_nothing_writes_nothing(tmp_path):
    command = ["render", str(LAB), "--out", str(tmp_path / "out"), "--only", "nothing*"]
    done = CliRunner().invoke(fabricgen, command)
    assert done.exit_code == 2
    assert "no device of" in done.output
    assert not (tmp_path / "out").exists()


def test_a_failure_leaves_no_trace(tmp_path):
    """A template of the user's own that fails on the last switch: nothing was written, not even staged."""
    own = tmp_path / "own/frr"
    own.mkdir(parents=True)
    (own / "vtysh.j2").write_text("{% if device.name == 'spine-p00-01' %}{{ device.nothing }}{% endif %}\n")
    with pytest.raises(Exception, match="nothing"):
        render(order(LAB, tmp_path / "out", (tmp_path / "own",)), "*", jobs=1)
    assert not [place for place in (tmp_path / "out").rglob("*") if place.is_file()]
    assert not list(tmp_path.rglob(f"*{STAGED}"))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_template_that_fails_is_named_with_its_line(tmp_path, jobs):
    """At a size at which two jobs mean two processes: the finding comes home from a worker too."""
    inventory = tmp_path / "mine"
    own = inventory / "templates/eos/names.j2"
    own.parent.mkdir(parents=True)
    own.write_text("hostname {{ device.name }}\n{{ device.nmae }}\n")
    (inventory / "intent.yml").write_text((ROOT / "inventories/training-region/intent.yml").read_text())
    done = CliRunner().invoke(
        fabricgen, ["render", str(inventory), "--out", str(tmp_path / "out"), "--jobs", jobs], standalone_mode=False
    )
    assert done.return_value == ExitCode.FINDINGS
    assert f"error[FG811] the template failed: 'Device' object has no attribute 'nmae'\n --> {own}:2:1" in done.output
    assert not list((tmp_path / "out").rglob("*.cfg*"))


def test_a_tab_in_a_template_is_named(tmp_path):
    inventory = edited(tmp_path, "name: lab", "name: mine")
    (inventory / "templates/frr").mkdir(parents=True)
    (inventory / "templates/frr/vtysh.j2").write_text("! first\n!\tsecond\n")
    done = CliRunner().invoke(
        fabricgen, ["render", str(inventory), "--out", str(tmp_path / "out")], standalone_mode=False
    )
    assert done.return_value == ExitCode.FINDINGS
    expected = "error[FG811] line 2 of p00/leaf-p00-00/vtysh.conf would have the control character U+0009"
    assert done.stderr.splitlines()[0] == expected


@pytest.mark.parametrize("text", ["", "{", "[1]", '"x"', '{"PORT": 5}'])
def test_a_template_that_makes_no_part_of_a_json_file_is_named(tmp_path, text):
    inventory = tmp_path / "mine"
    own = inventory / "templates/sonic/metadata.j2"
    own.parent.mkdir(parents=True)
    own.write_text(text)
    (inventory / "intent.yml").write_text((ROOT / "inventories/moe-a-nonblocking/intent.yml").read_text())
    words = ["render", str(inventory), "--out", str(tmp_path / "out"), "--only", "leaf-p00-00"]
    done = CliRunner().invoke(fabricgen, words, standalone_mode=False)
    assert done.return_value == ExitCode.FINDINGS
    told = done.stderr.splitlines()
    at = told.index(f" --> {own}:1:1")
    assert told[at - 1].startswith("error[FG811] what the template makes is no part of config_db.json: ")


def test_a_place_that_can_not_be_written(tmp_path):
    (tmp_path / "file").write_text("in the way\n")
    done = CliRunner().invoke(
        fabricgen, ["render", str(LAB), "--out", str(tmp_path / "file/out")], standalone_mode=False
    )
    assert done.return_value == ExitCode.FINDINGS
    assert f"error[FG012] can't write to {tmp_path}/file/out: Not a directory" in done.output


def test_the_users_template_comes_first(tmp_path):
    inventory = edited(tmp_path, "name: lab", "name: mine")
    (inventory / "templates/frr").mkdir(parents=True)
    (inventory / "templates/frr/vtysh.j2").write_text("! {{ device.name }}\n")
    done = CliRunner().invoke(fabricgen, ["render", str(inventory), "--out", str(tmp_path / "out"), "--jobs", "1"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out/p00/leaf-p00-00/vtysh.conf").read_text() == "! leaf-p00-00\n"


def test_secrets_never_reach_a_file(tmp_path, monkeypatch):
    monkeypatch.setenv("FABRIC_ADMIN_HASH", "$6$salt$secret")
    render(order(LAB, tmp_path), "*", jobs=1)
    assert not [path for path, data in files(tmp_path).items() if b"$6$" in data]
    assert b"<env:FABRIC_ADMIN_HASH>" in files(tmp_path)["p00/leaf-p00-00/users"]


def test_a_control_character_is_refused_at_the_last_door():
    """The intent lets none in; should one come from anywhere else, the press refuses rather than end a line early."""
    worker = Worker(judge(LAB).blueprint, ())
    device = replace(build(worker.tiers[0], 0), name="leaf\rreload")
    with pytest.raises(BrokenLineError):
        Press(environment()).artifacts(device, PLATFORMS["frr"], "p00")
