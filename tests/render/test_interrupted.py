"""Renders that are killed, interrupted, or meet another one in the same folder."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import orjson
import pytest

from fabricgen.findings import RefusedError
from fabricgen.judge import judge
from fabricgen.render.folder import CLAIM, MANIFEST, STAGED, claimed, rows_of
from fabricgen.render.run import Order, render

ROOT = Path(__file__).resolve().parents[2]
LAB = ROOT / "inventories/lab"
REGION = ROOT / "inventories/training-region"
FOR_EVER = "{% for port in device.ports %}" * 9 + "{% endfor %}" * 9
"""64 ports to the power of 9."""


def files(folder):
    return {str(place.relative_to(folder)): place.read_bytes() for place in folder.rglob("*") if place.is_file()}


def staged(folder):
    return list(folder.rglob(f"*{STAGED}"))


@pytest.fixture
def endless(tmp_path):
    """An inventory in which the last spine of a pod is never done."""
    own = tmp_path / "endless/templates/eos/names.j2"
    own.parent.mkdir(parents=True)
    own.write_text(f'{{% if device.name == "spine-p03-15" %}}{FOR_EVER}{{% endif %}}\n')
    (tmp_path / "endless/intent.yml").write_text((REGION / "intent.yml").read_text())
    return tmp_path / "endless"


@contextmanager
def under_way(inventory, out, jobs):
    """A render of which some is staged."""
    words = [sys.executable, "-m", "fabricgen", "render", inventory, "--out", out, "--jobs", jobs]
    process = subprocess.Popen(list(map(str, words)), stderr=subprocess.PIPE, start_new_session=True, text=True)
    try:
        while process.poll() is None and not staged(out):
            time.sleep(0.02)
        yield process
    finally:
        process.kill()
        process.communicate(timeout=30)


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_leaves_nothing_behind(tmp_path, endless, jobs):
    """The terminal sends it to workers too, and these say nothing."""
    with under_way(endless, tmp_path / "out", jobs) as process:
        os.killpg(process.pid, signal.SIGINT)
        told = process.communicate(timeout=30)[1]
    assert (process.returncode, told.splitlines()[-1]) == (130, "interrupted")
    assert "Traceback" not in told
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_render_is_cleaned_up_by_the_next(tmp_path, endless, jobs):
    """What stood in the folder before stands there still; workers end with their parent, or stderr would stay open."""
    out = tmp_path / "out"
    render(Order(judge(LAB).blueprint, out, ()), "*", jobs=1)
    before = files(out)
    with under_way(endless, out, jobs) as process:
        process.kill()
        process.communicate(timeout=30)
    assert staged(out)
    assert {path: data for path, data in files(out).items() if not path.endswith((STAGED, CLAIM))} == before
    render(Order(judge(LAB).blueprint, out, ()), "*", jobs=1)
    assert files(out) == before


def test_two_renders_at_once(tmp_path):
    with claimed(tmp_path / "out"), pytest.raises(RefusedError) as refused:
        render(Order(judge(LAB).blueprint, tmp_path / "out", ()), "*", jobs=1)
    assert [finding.message for finding in refused.value.findings] == [f"another render is writing to {tmp_path}/out"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("rows", [
    [{"device": "x", "platform": "frr", "role": "leaf", "path": "../victim", "sha256": "", "bytes": 0}],
    [{"device": "x", "platform": "frr", "role": "leaf", "path": "p00/../../victim", "sha256": "", "bytes": 0}],
    [{"device": "x", "platform": "frr", "role": "leaf", "path": 5, "sha256": "", "bytes": 0}],
    ["x"],
    5,
])  # fmt: skip
def test_a_manifest_of_somebody_else_removes_nothing(tmp_path, rows):
    (tmp_path / "victim").write_text("precious\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / MANIFEST).write_bytes(orjson.dumps({"artifacts": rows}))
    render(Order(judge(LAB).blueprint, tmp_path / "out", ()), "*", jobs=1)
    assert (tmp_path / "victim").read_text() == "precious\n"


@pytest.mark.parametrize("text", ['{"name": "a web page", "icons": []}', "[]", "not JSON", "{"])
def test_a_manifest_of_something_else_stays(tmp_path, text):
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(RefusedError) as refused:
        render(Order(judge(LAB).blueprint, tmp_path, ()), "*", jobs=1)
    (finding,) = refused.value.findings
    assert finding.message == f"{tmp_path} has a {MANIFEST} that no render has written: nothing was written"
    assert files(tmp_path) == {MANIFEST: text.encode()}


def test_a_manifest_that_the_disk_lost_is_written_again(tmp_path):
    (tmp_path / MANIFEST).write_text("")
    render(Order(judge(LAB).blueprint, tmp_path, ()), "*", jobs=1)
    assert rows_of(tmp_path)


@pytest.mark.parametrize("name", ["x\x1b[31m", "x|<img src=x>", "x\ny", "", "-x", "@x"])
@pytest.mark.parametrize("key", ["device", "platform", "role"])
def test_a_manifest_with_names_that_none_has_is_not_ours(tmp_path, key, name):
    """They would go to a terminal and into comments as they are."""
    row = {"device": "x", "platform": "frr", "role": "leaf", "path": "x.cfg", "sha256": "", "bytes": 0}
    for rows, known in (([row], 1), ([row, {**row, key: name}], 0)):
        (tmp_path / MANIFEST).write_bytes(orjson.dumps({"artifacts": rows}))
        assert len(rows_of(tmp_path)) == known
