"""Commands on a folder of several fabrics: all sites, and one of them."""

import json
import re
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from click.testing import CliRunner

from fabricgen.cli import fabricgen
from fabricgen.cli.exit_codes import ExitCode

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "inventories/two-sites"


def run(*words):
    return CliRunner().invoke(fabricgen, [str(word) for word in words], standalone_mode=False)


@pytest.fixture
def sites(tmp_path):
    return copytree(PAGES, tmp_path / "sites")


def spoil(page, old, new):
    text = page.read_text()
    assert text.count(old) == 1
    page.write_text(text.replace(old, new))


@pytest.mark.parametrize("place", [PAGES, PAGES / "sites.yml"], ids=["folder", "file"])
def test_validate_tells_of_all_sites(place):
    done = run("validate", place)
    assert done.return_value == ExitCode.CLEAN
    assert done.output == f"{place}: no findings, 2 sites, 6 switches\n"


@pytest.mark.parametrize("site", ["north", "south"])
def test_a_site_is_an_inventory_like_any_other(site):
    assert run("validate", PAGES / site).output == f"{PAGES / site}: no findings, 3 switches\n"


def test_a_finding_names_the_file_of_its_site(sites):
    spoil(sites / "south/intent.yml", "pool: 10.129.0.0/18", "pool: 10.128.0.0/18")
    spoil(sites / "north/intent.yml", "spines: 1\n", "spines: some\n")
    done = run("validate", sites)
    assert done.return_value == ExitCode.FINDINGS
    assert f"{sites}/north/intent.yml:" in done.output
    spoil(sites / "north/intent.yml", "spines: some\n", "spines: 1\n")
    told = json.loads(run("validate", sites, "--format", "json").output)["findings"]
    places = {(finding["code"], finding["file"]) for finding in told}
    assert ("FG331", str(sites / "south/intent.yml")) in places
    assert ("FG336", str(sites / "north/intent.yml")) in places


def test_a_site_without_a_page_is_told_and_the_others_are_judged(sites):
    (sites / "north/intent.yml").unlink()
    spoil(sites / "south/intent.yml", "gateways: [north, acme]}\n  small", "gateways: [nroth, acme]}\n  small")
    done = run("validate", sites)
    assert done.return_value == ExitCode.FINDINGS
    assert f"error[FG001] can't read the file: no such file or directory\n --> {sites}/north/intent.yml" in done.output
    assert "error[FG411]" in done.output


def test_plan_has_a_part_for_each_site():
    assert set(json.loads(run("plan", PAGES, "--format", "json").output)["sites"]) == {"north", "south"}
    text = run("plan", PAGES).output
    assert text.index("north\nlab-north (fat-tree)\n") < text.index("south\nlab-south (fat-tree)\n")


def test_render_writes_a_folder_for_each_site_as_if_it_were_alone(sites, tmp_path):
    done = run("render", sites, "--out", tmp_path / "all", "--jobs", 1)
    assert done.return_value == ExitCode.CLEAN
    for site in ("north", "south"):
        assert run("render", sites / site, "--out", tmp_path / site, "--jobs", 1).return_value == ExitCode.CLEAN
        assert files(tmp_path / "all" / site) == files(tmp_path / site)


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("only", "expected"),
    {"north/leaf-*": {"north": 2}, "spine-*": {"north": 1, "south": 1}, "*/leaf-*-00": None}.items(),
)
def test_render_of_some_devices(tmp_path, only, expected):
    done = run("render", PAGES, "--out", tmp_path / "out", "--only", only, "--jobs", 1)
    if expected is None:
        assert "no device of" in str(done.exception)
        return
    told = {line.split(":")[0].rpartition("/")[2]: int(line.split()[1]) for line in done.output.splitlines()}
    assert told == expected


def test_nothing_is_rendered_while_the_ends_disagree(sites, tmp_path):
    spoil(sites / "south/intent.yml", "address: 192.0.2.1/31", "address: 192.0.2.7/31")
    assert run("render", sites, "--out", tmp_path / "out").return_value == ExitCode.FINDINGS
    assert not (tmp_path / "out").exists()


def test_show_takes_site_and_device():
    done = run("show", PAGES, "south/leaf-p00-00", "swp4", "--format", "json")
    values = json.loads(done.output)["values"]
    assert values["peer_asn"] == 4_200_000_000
    assert values["peer_address"] == "192.0.2.0"
    assert values["mark_large"] == "64512:1:1"


@pytest.mark.parametrize("words", [("leaf-p00-00",), ("east/leaf-p00-00",), ("--picture",)])
def test_show_says_which_sites_there_are(words):
    done = run("show", PAGES, *words)
    assert done.return_value == ExitCode.FINDINGS
    assert "write north/DEVICE, south/DEVICE" in done.output


@pytest.fixture
def saved(sites, tmp_path):
    assert run("render", sites, "--out", tmp_path / "saved", "--jobs", 1).return_value == ExitCode.CLEAN
    return tmp_path / "saved"


DRAINED = "address: 192.0.2.5/31", "address: 192.0.2.5/31\n    drained: true"


def test_diff_has_a_part_for_each_site(sites, saved):
    done = run("diff", sites, "--against", saved, "--jobs", 1)
    assert done.return_value == ExitCode.CLEAN
    assert re.findall(r"^(?:north|south)$", done.output, re.MULTILINE) == ["north", "south"]
    spoil(sites / "south/intent.yml", *DRAINED)
    done = run("diff", sites, "--against", saved, "--jobs", 1)
    assert done.return_value == ExitCode.FINDINGS
    north, south = done.output.split("\nsouth\n")
    assert "drained" not in north + south
    assert "leaf-p00-01" not in north
    assert "leaf-p00-01" in south
    assert "local-preference 50" in south


def test_diff_tells_each_part_as_of_the_site_alone(sites, saved):
    spoil(sites / "south/intent.yml", *DRAINED)
    whole = json.loads(run("diff", sites, "--against", saved, "--jobs", 1, "--format", "json").output)["sites"]
    for site in ("north", "south"):
        words = ("diff", sites / site, "--against", saved / site, "--jobs", 1, "--format", "json")
        assert whole[site] == json.loads(run(*words).output)
    comment = run("diff", sites, "--against", saved, "--jobs", 1, "--format", "github").output
    assert comment.startswith("<!-- fabricgen diff -->\n## north\n")
    assert comment.count("<!-- fabricgen diff -->") == 1
    assert "\n## south\n" in comment


def test_diff_of_some_devices(sites, saved):
    spoil(sites / "south/intent.yml", *DRAINED)
    for only, status in (
        ("south/leaf-*-00", ExitCode.CLEAN),
        ("south/leaf-*", ExitCode.FINDINGS),
        ("north/*", ExitCode.CLEAN),
    ):
        assert run("diff", sites, "--against", saved, "--jobs", 1, "--only", only).return_value == status
    assert "no device of" in str(run("diff", sites, "--against", saved, "--only", "east/leaf-*").exception)


def test_diff_tells_of_a_site_that_isn_t_there_and_goes_on(sites, saved):
    rmtree(saved / "north")
    spoil(sites / "south/intent.yml", *DRAINED)
    done = run("diff", sites, "--against", saved, "--jobs", 1)
    assert done.return_value == ExitCode.FINDINGS
    assert f"{saved}/north" in done.output
    assert "local-preference 50" in done.output


def test_diff_against_a_revision():
    done = run("diff", PAGES, "--against", "git:HEAD", "--jobs", 1)
    assert re.findall(r"^(?:north|south)$", done.output, re.MULTILINE) == ["north", "south"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--against", "live"), "--against live takes one fabric, so that a change stays within one: name a site"),
        (("--against", "git:HEAD", "--out", "change.json"), "--out takes one fabric"),
        (("--against", "git:HEAD", "--format", "junit"), "told as text, json, github, not as junit"),
    ],
)  # fmt: skip
def test_a_change_stays_within_one_site(words, told):
    assert told in str(run("diff", PAGES, *words).exception)


@pytest.mark.parametrize("words", [("push", PAGES, "--yes"), ("lab", "up", PAGES)])
def test_other_commands_take_one_site(words):
    done = run(*words)
    assert f"{PAGES} has several fabrics, and this command takes one" in done.output
    assert f"name one: {PAGES / 'north'}" in done.output
