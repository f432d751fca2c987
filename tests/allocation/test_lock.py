"""The lock file: what was handed out stays handed out; what isn't a lock file is never read as one."""

from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.allocation.lock import FILE, Lock, LockError, extend, read, write
from fabricgen.cli import fabricgen
from fabricgen.findings import RefusedError
from fabricgen.judge import judge

LAB = Path(__file__).resolve().parents[2] / "inventories/lab"
UNREADABLE = [
    (b"", "it is not JSON"),
    (b"<<<<<<< HEAD\n", "it is not JSON"),
    (b'{"tiers":{},"vrfs":{"a":1e999}}', "it is not JSON"),
    (b"[]", "it has other keys than tiers and vrfs"),
    (b'{"vrfs":{}}', "it has other keys than tiers and vrfs"),
    (b'{"tiers":{},"vrfs":{},"vlans":{}}', "it has other keys than tiers and vrfs"),
    (b'{"tiers":[],"vrfs":{}}', "tiers are not names with numbers from 0 on"),
    (b'{"tiers":{"a":"1"},"vrfs":{}}', "tiers are not names with numbers from 0 on"),
    (b'{"tiers":{"a":true},"vrfs":{}}', "tiers are not names with numbers from 0 on"),
    (b'{"tiers":{"a":-1},"vrfs":{}}', "tiers are not names with numbers from 0 on"),
    (b'{"tiers":{},"vrfs":{"a":0}}', "vrfs are not names with numbers from 1 on"),
    (b'{"tiers":{},"vrfs":{"a":1.0}}', "vrfs are not names with numbers from 1 on"),
    (b'{"tiers":{},"vrfs":{"a":1,"b":2,"c":1}}', "in vrfs, a and c have the same number 1"),
]

numbers = st.integers(1, 70_000)
tables = st.dictionaries(st.sampled_from("abcdefgh"), numbers)


@pytest.mark.parametrize(("text", "reason"), UNREADABLE)
def test_unreadable(text, reason):
    with pytest.raises(LockError) as refused:
        read(text)
    assert str(refused.value) == reason


@given(tables, st.dictionaries(st.sampled_from("cdefghijkl"), st.none() | numbers))
def test_a_number_is_never_handed_out_twice(known, wanted):
    """Not that of a name that is gone, nor one that the page declares; and who has one keeps it."""
    found = extend(known, wanted, first=1)
    assert known.items() <= found.items()
    new = [found[name] for name in found.keys() - known.keys()]
    assert len(new) == len(set(new))
    assert not set(new) & {*known.values(), *(number for number in wanted.values() if number is not None)}


@given(st.dictionaries(st.text("abc-", min_size=1), st.integers(1, 9), max_size=1))
def test_what_is_written_is_read(table):
    assert read(write(Lock(table, table))) == Lock(table, table)


@pytest.fixture
def inventory(tmp_path):
    """A lab with a VRF whose number the page leaves open."""
    folder = tmp_path / "inventory"
    folder.mkdir()
    (folder / "intent.yml").write_text((LAB / "intent.yml").read_text() + "\nvrfs: {blue: {}}\n")
    return folder


def run(command, inventory, *words):
    return CliRunner().invoke(fabricgen, [command, str(inventory), *map(str, words)], standalone_mode=False)


def stored(inventory):
    return orjson.loads((inventory / FILE).read_bytes())


def test_validate_remembers_nothing(inventory):
    assert run("validate", inventory).return_value == 0
    assert [place.name for place in inventory.iterdir()] == ["intent.yml"]


def test_render_remembers_and_does_not_touch_the_file_again(inventory, tmp_path):
    run("render", inventory, "--out", tmp_path / "out")
    assert stored(inventory) == {"tiers": {}, "vrfs": {"blue": 1}}
    before = (inventory / FILE).stat().st_mtime_ns
    run("render", inventory, "--out", tmp_path / "out")
    assert (inventory / FILE).stat().st_mtime_ns == before
    assert sorted(place.name for place in inventory.iterdir()) == [FILE, "intent.yml"]


def test_the_number_of_a_vrf_that_is_gone_stays_its_own(inventory, tmp_path):
    page = inventory / "intent.yml"
    run("render", inventory, "--out", tmp_path / "out")
    page.write_text(page.read_text().replace("vrfs: {blue: {}}", "vrfs: {amber: {}}"))
    run("render", inventory, "--out", tmp_path / "out")
    assert stored(inventory)["vrfs"] == {"amber": 2, "blue": 1}


def test_a_lock_that_can_not_be_read_is_refused(inventory):
    (inventory / FILE).write_text("{}")
    with pytest.raises(RefusedError) as refused:
        judge(inventory)
    (finding,) = refused.value.findings
    assert finding.message == "fabricgen.lock can't be used: it has other keys than tiers and vrfs"
    assert finding.place.file == str(inventory / FILE)


def test_a_folder_in_the_place_of_the_lock_is_refused(inventory):
    (inventory / FILE).mkdir()
    with pytest.raises(RefusedError) as refused:
        judge(inventory)
    assert refused.value.findings[0].message == "fabricgen.lock can't be used: Is a directory"


def test_a_lock_that_can_not_be_written_is_told(inventory, tmp_path):
    (inventory / f".{FILE}").mkdir()
    told = run("render", inventory, "--out", tmp_path / "out")
    assert told.return_value == 1
    assert f"error[FG012] can't write {inventory / FILE}: Is a directory" in told.stderr
    assert not (inventory / FILE).exists()
