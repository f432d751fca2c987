"""The EOS driver's contract, against a box that speaks eAPI; NAPALM's own passes the same tests, but for its errors."""

import pyeapi.eapilib
import pytest
from napalm.base.exceptions import CommitError, ConnectionException, MergeConfigException, ReplaceConfigException
from napalm.eos import EOSDriver

from fabricgen.targets.drivers.eos import EosDriver
from tests.fakes import eapi
from tests.fakes.box import Box
from tests.targets.eos_bench import DIFF, NEW, OLD, Clock, load, reached, runs

BOTH = pytest.mark.parametrize("kind", [EOSDriver, EosDriver], ids=["napalm", "ours"])
RELEASES = pytest.mark.parametrize("release", ["4.31.5M", "4.32.2F"])


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def box(clock):
    return Box("leaf-1", OLD, clock=clock)


@pytest.fixture
def served(box):
    with eapi.serve(box) as served:
        yield served


@pytest.fixture
def driver(served):
    with reached(EosDriver, served) as driver:
        yield driver


@BOTH
def test_nothing_to_do_is_an_empty_difference(kind, box, served):
    with reached(kind, served) as driver:
        assert load(driver, box.running) == ""
        driver.discard_config()
    assert box.running == OLD


@BOTH
def test_replace_and_go_back_to_the_same_bytes(kind, box, served):
    with reached(kind, served) as driver:
        assert load(driver) == DIFF
        assert box.running == OLD
        driver.commit_config()
        assert runs(box, NEW)
        assert box.startup == box.running
        assert load(driver) == ""
        driver.discard_config()
        driver.rollback()
    assert box.running == OLD == box.startup


@BOTH
def test_merge(kind, box, served):
    with reached(kind, served) as driver:
        driver.load_merge_candidate(config="ip routing\n")
        assert driver.compare_config() == "+ip routing"
        driver.commit_config()
    assert runs(box, OLD.replace("end", "ip routing"))


@BOTH
@pytest.mark.parametrize(
    ("load", "error"),
    [("load_replace_candidate", ReplaceConfigException), ("load_merge_candidate", MergeConfigException)],
)
def test_a_refused_line_shows_at_load_in_the_words_of_the_box(kind, load, error, box, served):
    box.faults.refuses = "bogus 1"
    with reached(kind, served) as driver:
        with pytest.raises(error, match=r"CLI command \d of \d 'bogus 1' failed: invalid command"):
            getattr(driver, load)(config="hostname leaf-1\nbogus 1\n")
        assert driver.compare_config() == ""
    assert box.running == OLD


def test_what_the_box_says_of_a_refused_line_hides_its_hash(box, driver):
    box.faults.refuses = "username admin secret sha512 $6$salt$hash"
    with pytest.raises(
        ReplaceConfigException, match=r"'username admin secret sha512 <\*\*\*>' failed: invalid command"
    ):
        driver.load_replace_candidate(config=f"{box.faults.refuses}\n{OLD}")


@BOTH
@RELEASES
def test_commit_waits_and_is_confirmed(kind, release, box):
    with eapi.serve_switch(eapi.Switch(box, release=release)) as served, reached(kind, served) as driver:
        load(driver)
        driver.commit_config(revert_in=60)
        assert runs(box, NEW)
        assert box.startup == OLD
        assert driver.has_pending_commit()
        driver.confirm_commit()
        assert not driver.has_pending_commit()
    assert runs(box, NEW)
    assert box.startup == box.running
    assert box.pending() is None


@BOTH
@RELEASES
def test_an_unconfirmed_commit_is_taken_back_when_its_time_is_over(kind, release, box, clock):
    with eapi.serve_switch(eapi.Switch(box, release=release)) as served:
        driver = next(reached(kind, served).gen)
        load(driver)
        driver.commit_config(revert_in=60)
        clock.now = 59
        assert driver.has_pending_commit()
        clock.now = 60
        assert not driver.has_pending_commit()
        with pytest.raises(CommitError):
            driver.confirm_commit()
    assert box.running == OLD == box.startup


@BOTH
def test_closing_takes_an_unconfirmed_commit_back(kind, box, served):
    with reached(kind, served) as driver:
        load(driver)
        driver.commit_config(revert_in=60)
    assert box.running == OLD == box.startup
    assert box.steps[-1] == "rollback"


@BOTH
def test_what_is_discarded_is_gone(kind, box, served):
    with reached(kind, served) as driver:
        load(driver)
        driver.discard_config()
        assert driver.compare_config() == ""
        assert load(driver, OLD) == ""
    assert box.running == OLD


@BOTH
def test_a_second_commit_while_one_waits_is_refused(kind, served):
    with reached(kind, served) as driver:
        load(driver)
        driver.commit_config(revert_in=60)
        with pytest.raises(CommitError, match="Pending commit confirm already in process!"):
            driver.commit_config(revert_in=60)


@BOTH
def test_another_difference_is_seen(kind, box, served):
    box.faults.other_diff = True
    with reached(kind, served) as driver:
        assert load(driver) == f"{DIFF}\n+somebody was here"


@BOTH
def test_a_forgotten_timer_is_seen(kind, box, served):
    box.faults.forgets_timer = True
    with reached(kind, served) as driver:
        load(driver)
        driver.commit_config(revert_in=60)
        assert not driver.has_pending_commit()
        assert runs(box, NEW)
        driver.config_session = None  # or closing would abort a session that is committed for good


STEPS = {
    "load": (load, False, False),
    "compare": (lambda driver: driver.compare_config(), False, False),
    "commit": (lambda driver: driver.commit_config(), False, True),
    "confirm": (lambda driver: driver.confirm_commit(), True, True),
    "rollback": (lambda driver: driver.rollback(), True, False),
    "read": (lambda driver: driver._run_commands(["show running-config"], encoding="text"), False, False),
}


@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
@pytest.mark.parametrize("step", STEPS)
@BOTH
def test_a_connection_cut_at_a_step_leaves_old_or_new(kind, step, fault, box, served):
    """Cut before, the step isn't done; cut after, it is, and a new connection sees it."""
    work, new_before, new_after = STEPS[step]
    driver = next(reached(kind, served).gen)
    load(driver)
    if new_before:
        driver.commit_config(revert_in=60)
    setattr(box.faults, fault, step)
    with pytest.raises(ConnectionException if kind is EosDriver else pyeapi.eapilib.ConnectionError):
        work(driver)
    assert not getattr(box.faults, fault)
    assert runs(box, NEW if (new_after if fault == "drop_after" else new_before) else OLD)


@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
def test_a_connection_cut_at_open(fault, box, served):
    setattr(box.faults, fault, "open")
    driver = EosDriver(served.host, "admin", "secret", optional_args={"port": served.port, "ca": served.ca})
    with pytest.raises(ConnectionException) as cut:
        driver.open()
    words = "Remote end closed connection without response"
    assert str(cut.value) == f"127.0.0.1: can't be reached by eAPI: {words}"


def test_a_slow_box_is_waited_for(box, driver):
    box.faults.slow = 0.05
    assert load(driver) == DIFF
