"""CumulusDriver on a stand-in for NVUE: what the box runs after each step of a change."""

import json

import pytest
from napalm.base.exceptions import CommitError, ConnectionException

from fabricgen.targets.drivers import DRIVERS
from tests.fakes import nvue
from tests.fakes.box import Faults
from tests.targets.cumulus_bench import DIFF, NEW, OLD, connect, made_box, reached, runs_new, wait


@pytest.fixture
def box():
    return made_box()


def test_what_it_runs_makes_no_difference(box):
    with reached(box) as live:
        live.load_replace_candidate(config=live.get_backup())
        assert live.compare_config() == ""


def test_a_change_is_compared_committed_and_then_no_difference(box):
    with reached(box) as live:
        live.load_replace_candidate(config=NEW)
        assert live.compare_config() == DIFF
        live.commit_config()
        live.load_replace_candidate(config=NEW)
        assert live.compare_config() == ""
    assert box.startup == box.running


def test_a_replace_from_a_file_leaves_nothing_of_before(box, tmp_path):
    (tmp_path / "candidate").write_text('{"system": {"hostname": "other"}}')
    with reached(box) as live:
        live.load_replace_candidate(filename=str(tmp_path / "candidate"))
        live.commit_config()
    assert json.loads(box.running) == {"system": {"hostname": "other"}}


def test_a_merge_keeps_the_rest_and_null_takes_away(box):
    with reached(box) as live:
        live.load_merge_candidate(
            config='{"router": {"bgp": {"enable": "on"}}, "interface": {"swp1": {"description": null}}}'
        )
        assert live.compare_config() == "- interface swp1 description old\n+ router bgp enable on"
    assert box.running == OLD


def test_drain_is_a_merge(box):
    with reached(box) as live:
        live.load_merge_candidate(config=DRIVERS["cumulus"].drain(65001))
        assert live.compare_config() == "+ router bgp graceful-shutdown on"


def test_rollback_is_byte_exact(box):
    with reached(box) as live:
        live.load_replace_candidate(config=NEW)
        live.commit_config()
        assert runs_new(box)
        live.rollback()
    assert (box.running, box.startup) == (OLD, OLD)


def test_a_discarded_candidate_is_gone(box):
    with reached(box) as live:
        live.load_replace_candidate(config=NEW)
        live.discard_config()
        assert live.compare_config() == ""
        with pytest.raises(CommitError, match=r"^127\.0\.0\.1: nothing is loaded$"):
            live.commit_config()
    assert box.running == OLD


def test_only_what_was_applied_stays_on_the_box(box):
    switch = nvue.Switch(box, {"/system": {}})
    with reached(box, switch=switch) as live:
        for _ in range(2):
            live.load_replace_candidate(config=NEW)
        live.commit_config(revert_in=60)
        live.discard_config()
        live.load_replace_candidate(config=OLD)
        live.confirm_commit()
    assert {name: revision.state for name, revision in switch.revisions.items()} == {"2": "applied_and_saved"}


@pytest.mark.parametrize("auto_save", [True, False])
def test_confirmed_in_time(box, auto_save):
    switch = nvue.Switch(box, {"/system": {}}, auto_save=auto_save)
    with reached(box, switch=switch) as live:
        live.load_replace_candidate(config=NEW)
        live.commit_config(revert_in=60)
        assert (live.has_pending_commit(), box.startup) == (True, OLD)
        live.confirm_commit()
        assert not live.has_pending_commit()
        wait(box, 61)
        live.get_backup()
    assert runs_new(box)
    assert box.startup == box.running


def test_not_confirmed_in_time(box):
    with reached(box) as live:
        live.load_replace_candidate(config=NEW)
        live.commit_config(revert_in=60)
        assert runs_new(box)
        wait(box, 61)
        assert not live.has_pending_commit()
        with pytest.raises(CommitError, match=r"no commit waits for a confirmation: it went back to what ran before$"):
            live.confirm_commit()
    assert (box.running, box.startup) == (OLD, OLD)


def test_another_connection_confirms(box):
    switch = nvue.Switch(box, {"/system": {}})
    with nvue.serve(box, switch=switch) as served:
        first, second = connect(served), connect(served)
        first.open()
        first.load_replace_candidate(config=NEW)
        first.commit_config(revert_in=60)
        first.close()
        second.open()
        assert second.has_pending_commit()
        second.confirm_commit()
        second.close()
    wait(box, 61)
    assert runs_new(box)


def test_another_connection_rejects(box):
    switch = nvue.Switch(box, {"/system": {}})
    with reached(box, switch=switch) as live:
        live.load_replace_candidate(config=NEW)
        live.commit_config(revert_in=60)
    with reached(box, switch=switch) as live:
        live.rollback()
        assert not live.has_pending_commit()
        with pytest.raises(
            CommitError, match=r"no commit waits, and none was made over this connection; load a backup"
        ):
            live.rollback()
    assert box.running == OLD


def test_somebody_elses_commit_is_let_be(box):
    switch = nvue.Switch(box, {"/system": {}})
    with reached(box, switch=switch) as live, reached(box, switch=switch) as other:
        for each in (live, other):
            each.load_replace_candidate(config=NEW)
        other.commit_config(revert_in=60)
        with pytest.raises(CommitError, match=r"revision 2 waits for its confirmation; end that first$"):
            live.commit_config(revert_in=60)
        other.confirm_commit()
        live.load_replace_candidate(config=OLD)
        live.commit_config(revert_in=60)
        with pytest.raises(CommitError, match=r"revision 3 waits, but this connection committed 2$"):
            other.confirm_commit()
        live.confirm_commit()
        with pytest.raises(
            CommitError, match=r"no commit waits for a confirmation: it doesn't run what ran before either$"
        ):
            live.confirm_commit()


def test_a_box_that_doesnt_wait_is_no_success(box):
    """It may have forgotten the timer, or it may go back later without having said so."""
    box.faults = Faults(forgets_timer=True)
    with reached(box) as live:
        live.load_replace_candidate(config=NEW)
        with pytest.raises(CommitError) as refusal:
            live.commit_config(revert_in=60)
        assert str(refusal.value) == (
            "127.0.0.1: revision 1 is applied_and_saved, and the box doesn't say that it waits for a confirmation; "
            "nobody knows whether a timer runs, so put back what ran before"
        )
        assert not live.has_pending_commit()
        live.rollback()
    assert box.running == OLD


def test_the_timer_is_in_the_request_that_applies(box):
    """Else a death between two requests would leave a change that nothing takes back."""
    box.faults = Faults(drop_after="commit")
    with reached(box) as live:
        live.load_replace_candidate(config=NEW)
        with pytest.raises(ConnectionException):
            live.commit_config(revert_in=60)
        assert runs_new(box)
    wait(box, 61)
    assert box.running == OLD
