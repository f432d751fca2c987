"""The NX-OS driver's contract, against a box that speaks NX-API and SSH; NAPALM's own beside it.

NAPALM's own takes the candidate to port 22, whatever it is told, so those tests need the right to listen there.
"""

import os

import pytest
from napalm.base.exceptions import CommitError, ConnectionException, ReplaceConfigException
from napalm.nxos import NXOSDriver

from fabricgen.targets.drivers.nxos import NO_TIMER, NxosDriver
from tests.fakes import nxapi
from tests.fakes.box import Box
from tests.targets.nxos_bench import DIFF, NEW, OLD, VERSION, load, placed, reached, runs

PORT_22 = pytest.mark.skipif(os.geteuid() != 0, reason="NAPALM's own NX-OS driver only knows port 22, which root has")
BOTH = pytest.mark.parametrize(
    "kind", [pytest.param(NXOSDriver, marks=PORT_22, id="napalm"), pytest.param(NxosDriver, id="ours")]
)


@pytest.fixture
def box():
    return Box("leaf-1", OLD)


@pytest.fixture
def switch(box):
    return nxapi.Switch(box)


@pytest.fixture
def driver(switch, tmp_path):
    with reached(NxosDriver, switch, tmp_path) as driver:
        yield driver


@BOTH
def test_a_change_and_back(kind, box, switch, tmp_path):
    with reached(kind, switch, tmp_path) as driver:
        assert load(driver, OLD) == ""
        driver.discard_config()
        assert "candidate_config.txt" not in switch.files
        assert load(driver) == DIFF
        assert box.running == OLD
        driver.commit_config()
        assert runs(box, f"{VERSION}\n{NEW}")
        assert box.startup == box.running
        driver.rollback()
        assert box.running == OLD == box.startup


@BOTH
def test_there_is_no_timer(kind, box, switch, tmp_path):
    with reached(kind, switch, tmp_path) as driver, pytest.raises(NotImplementedError) as refused:
        driver.commit_config(revert_in=60)
    assert kind is NXOSDriver or str(refused.value) == NO_TIMER
    assert box.running == OLD


@BOTH
def test_another_difference_is_seen(kind, box, switch, tmp_path):
    box.faults.other_diff = True
    with reached(kind, switch, tmp_path) as driver:
        assert placed(driver, switch) == f"{DIFF}\nsomebody was here"


def test_a_refused_line_shows_at_commit_in_the_words_of_the_box(box, switch, driver):
    box.faults.refuses = "mtu 9000"
    assert placed(driver, switch) == DIFF
    with pytest.raises(CommitError) as refused:
        driver.commit_config()
    assert str(refused.value) == (
        "127.0.0.202: the box didn't take it, and runs what it ran before: Collecting Running-Config\n"
        "#Generating Rollback Patch\nExecuting Rollback Patch\n% Invalid command: mtu 9000\nRollback failed."
    )
    assert box.running == OLD == box.startup


@PORT_22
def test_napalms_own_driver_takes_a_refusal_for_success(box, switch, tmp_path):
    box.faults.refuses = "mtu 9000"
    with reached(NXOSDriver, switch, tmp_path) as driver:
        placed(driver, switch)
        driver.commit_config()
    assert box.running == OLD


def test_nothing_is_left_on_bootflash_but_what_rollback_needs(switch, driver):
    placed(driver, switch)
    driver.commit_config()
    assert list(switch.files) == ["rollback_config.txt"]


def test_closing_takes_the_candidate_away(box, switch, tmp_path):
    with reached(NxosDriver, switch, tmp_path) as driver:
        load(driver)
        assert list(switch.files) == ["candidate_config.txt"]
    assert not switch.files
    assert box.running == OLD


def test_the_candidate_gets_the_head_and_version_that_the_box_wants(switch, driver):
    load(driver)
    assert switch.files["candidate_config.txt"] == f"!Command: Checkpoint cmd vdc 1\n{VERSION}\n{NEW}"


def test_the_backup_is_a_checkpoint_and_loads_without_a_difference(box, switch, driver):
    backup = driver.get_backup()
    assert backup == nxapi.HEAD + OLD
    assert not switch.files
    assert load(driver, backup) == ""
    assert switch.files["candidate_config.txt"] == backup


def test_merge(box, driver):
    driver.load_merge_candidate(config="hostname leaf-2")
    assert driver.compare_config() == "hostname leaf-2"
    driver.discard_config()
    assert driver.compare_config() == ""
    assert box.running == OLD


def test_nothing_loaded_is_nothing_to_commit(driver):
    with pytest.raises(CommitError, match=r"^127\.0\.0\.202: nothing is loaded$"):
        driver.commit_config()


def test_a_rollback_without_a_commit_says_what_is_missing(box, driver):
    with pytest.raises(CommitError) as missing:
        driver.rollback()
    assert str(missing.value) == "127.0.0.202: there is no rollback_config.txt on bootflash to go back to"
    assert box.running == OLD


def test_a_file_that_is_no_checkpoint_is_told(switch, driver):
    placed(driver, switch)
    switch.files["candidate_config.txt"] = NEW
    with pytest.raises(CommitError, match=r"ERROR: Invalid checkpoint file$"):
        driver.commit_config()


CUTS = {
    "compare": (lambda driver: driver.compare_config(), False, False),
    "commit": (lambda driver: driver.commit_config(), False, True),
    "rollback": (lambda driver: driver.rollback(), True, False),
    "read": (lambda driver: driver.get_backup(), False, False),
}


@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
@pytest.mark.parametrize("step", CUTS)
def test_a_connection_cut_at_a_step_leaves_old_or_new(step, fault, box, switch, tmp_path):
    work, new_before, new_after = CUTS[step]
    with reached(NxosDriver, switch, tmp_path) as driver:
        if step != "read":
            placed(driver, switch)
        if new_before:
            driver.commit_config()
        setattr(box.faults, fault, step)
        with pytest.raises(ConnectionException):
            work(driver)
    assert not getattr(box.faults, fault)
    assert runs(box, f"{VERSION}\n{NEW}" if (new_after if fault == "drop_after" else new_before) else OLD)


def test_a_copy_that_is_cut_before_its_end_is_told(box, driver):
    box.faults.drop_before = "load"
    with pytest.raises(ReplaceConfigException, match="Could not transfer file"):
        load(driver)


def test_a_copy_that_is_cut_at_its_end_is_whole_as_its_md5_says(box, driver):
    box.faults.drop_after = "load"
    assert load(driver) == DIFF
    assert not box.faults.drop_after
