"""fabricgen export: results to stdout or a place, refusals in words, and nothing half written."""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fabricgen.cli.export import command

FILES = ("cabling", "bom", "nvidia-topology", "prometheus", "dot")
NO_NIC = "Invalid value for '--nic': write a name with {nic} in it, such as rail{nic}"
FOLDERS = {"nornir": "hosts.yaml", "netbox": "12-devices.csv", "batfish": "batfish/layer1_topology.json",
           "gnmic": "prometheus.yml"}  # fmt: skip


@pytest.mark.parametrize("form", FILES)
def test_one_file_goes_to_stdout_or_to_a_place(export, pages, form, tmp_path):
    said = export(form, pages["lab"])
    assert said.status == 0
    assert len(said.out) > 200
    out = tmp_path / "new" / "file"
    assert export(form, pages["lab"], "--out", out)[:2] == (0, "")
    assert out.read_text() == said.out


@pytest.mark.parametrize("form", FOLDERS)
def test_several_files_go_to_a_folder(export, pages, form, tmp_path):
    out, page = tmp_path / "deep" / form, pages["training" if form == "gnmic" else "lab"]
    said = export(form, page, "--out", out)
    files = [path for path in out.rglob("*") if path.is_file()]
    assert (out / FOLDERS[form]).is_file()
    assert said[:2] == (0, f"{out}: {len(files) - 1} files\n")
    first = {path: path.read_bytes() for path in files}
    assert export(form, page, "--out", out).status == 0
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == first


def test_every_format_is_tried_here():
    assert set(command.commands) == {*FILES, *FOLDERS, "containerlab"}


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("cablng", "there is no format cablng: did you mean cabling?"),
        ("net-box", "there is no format net-box: did you mean netbox?"),
        ("xyzzy", "there is no format xyzzy."),
    ],
)
def test_a_format_that_is_none(export, pages, word, told):
    said = export(word, pages["lab"])
    assert said.status == 2
    assert said.err == f"{told} Formats: {', '.join(sorted(command.commands))}"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nvidia-topology", "--nic", "eth0"], NO_NIC),
        (["nvidia-topology", "--nic", '"{nic}'], NO_NIC),
        (["prometheus", "--port", "0"], "Invalid value for '--port': 0 is not in the range 1<=x<=65535."),
        (["bom", "--spares", "101"], "Invalid value for '--spares': 101 is not in the range 0<=x<=100."),
        (["nornir"], "Missing option '--out'."),
    ],
)  # fmt: skip
def test_wrong_usage(export, pages, words, told):
    form, *options = words
    said = export(form, pages["lab"], *options)
    assert (said.status, said.out, said.err) == (2, "", told)


@pytest.mark.parametrize(
    ("form", "help_"), [("cabling", "file"), ("netbox", "folder"), ("batfish", "folder"), ("containerlab", "folder")]
)
def test_a_place_that_can_not_be_written(export, pages, form, help_, tmp_path):
    (tmp_path / "taken").write_text("")
    out = tmp_path / "taken" / "there"
    said = export(form, pages["lab"], "--out", out)
    assert (said.status, said.out) == (1, "")
    assert f"error[FG012] can't write to {out}: Not a directory\n" in said.err
    assert f"help: choose another {help_}\n" in said.err


def test_a_folder_with_something_else_in_it_is_left_alone(export, pages, tmp_path):
    (tmp_path / "thesis.txt").write_text("years")
    said = export("netbox", pages["lab"], "--out", tmp_path)
    assert said.status == 1
    assert f"can't write to {tmp_path}: it holds something else than an export for netbox\n" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_page_with_errors_is_exported_by_nobody(export, tmp_path):
    (tmp_path / "intent.yml").write_text("kind: fat-tree\n")
    for form in FILES:
        said = export(form, tmp_path)
        assert (said.status, said.out) == (1, "")
        assert "error[FG0" in said.err


def test_a_template_that_fails_leaves_no_folder(export, pages, tmp_path):
    home = tmp_path / "mine"
    (home / "templates/frr").mkdir(parents=True)
    (home / "templates/frr/bgp.j2").write_text("{{ device.nonsense }}\n")
    (home / "intent.yml").write_bytes((pages["lab"] / "intent.yml").read_bytes())
    said = export("batfish", home, "--out", tmp_path / "out")
    assert (said.status, said.out) == (1, "")
    assert "error[FG811]" in said.err
    assert not (tmp_path / "out").exists()


def test_columns_and_formats_can_be_chosen(export, pages):
    assert export("cabling", pages["lab"], "--columns", "ends").out.startswith("device,port,peer,peer_port\n")
    assert json.loads(export("bom", pages["lab"], "--format", "json", "--spares", "0").out)["spares"]["rule"] == "none"
    assert '"172.20.' not in export("prometheus", pages["lab"], "--port", "9339").out
    assert export("nvidia-topology", pages["lab"]).err.endswith("such as --nic 'rail{nic}'\n")


def piped(words, behind):
    """The real command with another one reading its output."""
    command_line = f"{sys.executable} -m fabricgen {' '.join(words)} | {behind}; exit ${{PIPESTATUS[0]}}"
    return subprocess.run(["bash", "-c", command_line], capture_output=True, text=True, check=False, timeout=120)


def test_a_reader_that_has_had_enough_is_no_error(pages):
    done = piped(["export", "cabling", str(pages["moe-a"]), "2>/dev/null"], "head -1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("device,port,peer,peer_port,cable,")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_behind_stdout_is_told(pages):
    done = piped(["export", "cabling", str(pages["moe-a"]), "2>&1 >/dev/full"], "cat")
    assert done.returncode == 1
    assert "error[FG012] can't write to stdout: No space left on device" in done.stdout


@pytest.mark.slow
def test_a_million_cables_take_seconds_and_hardly_any_memory(pages, tmp_path):
    """The bound leaves room for a slow machine; here it takes 4 s and 60 MB."""
    out, before = tmp_path / "cables.csv", time.monotonic()
    words = [sys.executable, "-m", "fabricgen", "export", "cabling", str(pages["k128"]), "--out", str(out)]
    subprocess.run(words, check=True, capture_output=True)
    assert time.monotonic() - before < 40
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 300_000
    with out.open() as file:
        assert sum(1 for _ in file) == 1 + 1_048_576 + 524_288
