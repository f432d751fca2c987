"""What the EOS driver does better than NAPALM's own, who it talks to, and what it tells."""

import logging
import socket

import pytest
from napalm.base.exceptions import CommitError, ConnectAuthError, ConnectionException, SessionLockedException
from napalm.eos import EOSDriver

from fabricgen.targets.drivers.eos import LONGEST, EosDriver
from fabricgen.targets.trust import UntrustedError
from tests.fakes import eapi, https
from tests.fakes.box import Box
from tests.targets.eos_bench import DIFF, NEW, OLD, Clock, load, reached, runs


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


def test_what_ran_unsaved_before_is_kept_by_rollback(box, served):
    box.startup = "hostname saved-long-ago\n"
    with reached(EosDriver, served) as driver:
        load(driver)
        driver.commit_config()
        driver.rollback()
    assert box.running == OLD
    assert box.startup == "hostname saved-long-ago\n"


def test_napalms_own_rollback_loses_what_ran_unsaved(box, served):
    box.startup = "hostname saved-long-ago\n"
    with reached(EOSDriver, served) as driver:
        load(driver)
        driver.commit_config()
        driver.rollback()
    assert box.running == "hostname saved-long-ago\n"


def test_rollback_of_a_commit_that_waits_saves_nothing(box, driver):
    box.startup = "hostname saved-long-ago\n"
    load(driver)
    driver.commit_config(revert_in=60)
    driver.rollback()
    assert box.running == OLD
    assert box.startup == "hostname saved-long-ago\n"


def test_rollback_from_another_connection_takes_a_waiting_commit_back(box, served, driver):
    load(driver)
    driver.commit_config(revert_in=60)
    with reached(EosDriver, served) as other:
        assert other.has_pending_commit()
        other.rollback()
        assert not other.has_pending_commit()
    assert box.running == OLD


def test_only_the_connection_that_committed_confirms(box, served, driver):
    load(driver)
    driver.commit_config(revert_in=60)
    with reached(EosDriver, served) as other, pytest.raises(CommitError) as refused:
        other.confirm_commit()
    assert str(refused.value) == (
        "127.0.0.1: no commit of this connection waits for a confirmation: it doesn't run what ran before either"
    )
    driver.confirm_commit()
    assert runs(box, NEW)


def test_a_confirmation_that_comes_too_late_says_that_the_box_went_back(clock, driver):
    load(driver)
    driver.commit_config(revert_in=60)
    clock.now = 61
    with pytest.raises(CommitError) as late:
        driver.confirm_commit()
    assert str(late.value) == (
        "127.0.0.1: no commit of this connection waits for a confirmation: it went back to what ran before"
    )


@pytest.mark.parametrize("seconds", [0, LONGEST + 1])
def test_a_timer_that_eos_would_misread_is_refused(seconds, box, driver):
    load(driver)
    with pytest.raises(CommitError, match=f"^a commit timer of EOS is 1 to 86399 seconds, not {seconds}$"):
        driver.commit_config(revert_in=seconds)
    assert box.running == OLD


def test_the_longest_timer(box, driver):
    load(driver)
    driver.commit_config(revert_in=LONGEST)
    assert box.pending() == LONGEST


def test_a_message_is_not_for_eos(driver):
    load(driver)
    with pytest.raises(NotImplementedError, match="Commit message not implemented for this platform"):
        driver.commit_config(message="why")


def test_nothing_loaded_is_nothing_to_commit(driver):
    with pytest.raises(CommitError, match=r"^127\.0\.0\.1: nothing is loaded$"):
        driver.commit_config()


def test_a_rollback_without_a_commit_says_what_is_missing(box, driver):
    with pytest.raises(CommitError, match=r"flash:fabricgen-before \(No such file or directory\)"):
        driver.rollback()
    assert box.running == OLD


SOMEBODY = {
    "is open": eapi.Session([], state=eapi.EDITED),
    "waits for its confirmation": eapi.Session([], state=eapi.WAITING),
}


@pytest.mark.parametrize("state", SOMEBODY)
def test_somebody_elses_session_is_respected(state, box):
    switch = eapi.Switch(box, sessions={"theirs": SOMEBODY[state]})
    with eapi.serve_switch(switch) as served, reached(EosDriver, served) as driver:
        driver.LOCK_SECONDS = 0
        with pytest.raises(SessionLockedException) as locked:
            load(driver)
    assert str(locked.value) == (
        f"127.0.0.1: configuration session theirs {state}: let its owner finish, or end it with "
        "`configure session theirs abort`"
    )
    assert list(switch.sessions) == ["theirs"]


def test_somebody_elses_waiting_commit_is_not_taken_back(box):
    switch = eapi.Switch(box, sessions={"theirs": SOMEBODY["waits for its confirmation"]})
    refused = pytest.raises(CommitError, match="a commit of session theirs waits; it isn't fabricgen's")
    with eapi.serve_switch(switch) as served, reached(EosDriver, served) as driver, refused:
        driver.rollback()


def test_a_session_that_a_dead_process_left_open_is_ended(box, driver):
    load(driver)
    ours = driver.config_session.split("_")
    dead = "_".join([*ours[:2], "4194305", "0"])  # no process has a number beyond PID_MAX_LIMIT
    switch = eapi.Switch(box, sessions={dead: eapi.Session([])})
    with eapi.serve_switch(switch) as served, reached(EosDriver, served) as other:
        assert load(other) == DIFF
        assert dead not in switch.sessions


def test_a_session_of_a_living_process_is_not_ended(box, served, driver):
    load(driver)
    with reached(EosDriver, served) as other:
        other.LOCK_SECONDS = 0
        with pytest.raises(SessionLockedException, match=f"configuration session {driver.config_session} is open"):
            load(other)


# --- who is there


def test_a_refused_login(box, served):
    box.faults.refuse_login = True
    driver = EosDriver(served.host, "admin", "secret", optional_args={"port": served.port, "ca": served.ca})
    with pytest.raises(ConnectAuthError) as refused:
        driver.open()
    assert str(refused.value) == "127.0.0.1: user name or password isn't accepted"
    driver.close()


def test_a_certificate_that_nobody_vouches_for_is_refused_before_the_password_is_sent(box, served):
    driver = EosDriver(served.host, "admin", "secret", optional_args={"port": served.port})
    with pytest.raises(UntrustedError, match=r"^127\.0\.0\.1 port \d+ shows a certificate that isn't vouched for by "):
        driver.open()
    assert box.steps == []


def test_a_certificate_of_another_name_is_refused(box):
    with eapi.serve(box, "127.0.1.1") as served:
        driver = EosDriver("127.0.1.1", "admin", "secret", optional_args={"port": served.port, "ca": served.ca})
        with pytest.raises(UntrustedError, match="IP address mismatch"):
            driver.open()
    assert box.steps == []


def test_unverified_is_a_choice(box, served):
    with reached(EosDriver, served, ca=None, unverified=True) as driver:
        assert driver.get_backup() == OLD


def test_nobody_there():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    driver = EosDriver("127.0.0.1", "admin", "secret", optional_args={"port": port})
    with pytest.raises(ConnectionException, match=r"^127\.0\.0\.1: can't be reached by eAPI: .*refused$"):
        driver.open()
    driver.close()


def test_something_else_there(box):
    with https.serve(lambda _request: https.Response(b"<html>", 404)) as served:
        driver = EosDriver(served.host, "admin", "secret", optional_args={"port": served.port, "ca": served.ca})
        with pytest.raises(ConnectionException) as other:
            driver.open()
    assert str(other.value) == "127.0.0.1: what answers isn't eAPI; is `management api http-commands` on?"


def test_nothing_of_a_configuration_is_logged(box, served, caplog):
    caplog.set_level(logging.DEBUG)
    hashed = "username admin secret sha512 $6$salt$hash"
    with reached(EosDriver, served) as driver:
        load(driver, f"{hashed}\n{OLD}")
        driver.commit_config()
        box.faults.drop_before = "read"
        with pytest.raises(ConnectionException):
            driver.get_backup()
    assert hashed in box.running
    assert "$6$" not in caplog.text
    assert "secret" not in caplog.text


# --- what it tells


FULL = {"adjacencyState": "full"}
ANSWERS = {
    "show ip route vrf default": {
        "vrfs": {"default": {"routes": {"10.0.0.1/32": {"hardwareProgrammed": True, "vias": [{"interface": "Et1"}]}}}}
    },
    "show ipv6 route vrf default": {"routes": {"2001:db8::/64": {"kernelProgrammed": True, "vias": []}}},
    "show ip ospf neighbor vrf all": {
        "vrfs": {
            vrf: {"instList": {"1": {"ospfNeighborEntries": [{"routerId": "10.0.0.8", "interfaceName": port, **FULL}]}}}
            for vrf, port in (("default", "Ethernet1/1"), ("acme", "Ethernet1/1.2001"))
        }
    },
    "show priority-flow-control counters detail": {
        "interfaces": {"Ethernet1/1": {"priorities": {"3": {"rxFrames": 5, "txFrames": 7}}}}
    },
    "show qos interfaces ecn counters queue": {
        "intfQueueCounters": {"Ethernet1/1": {"queueCounters": {"3": "12", "4": "-"}}}
    },
    "show priority-flow-control counters watchdog": {
        "interfaces": {"Ethernet2/1": {"txQueues": {"3": {"stuckCount": 1, "recoveryCount": 1}}}}
    },
}


def test_neighbours_in_ospf_of_every_vrf(box):
    neighbour = [{"router_id": "10.0.0.8", "is_up": True}]
    with eapi.serve(box, answers=ANSWERS) as served, reached(EosDriver, served) as driver:
        assert driver.get_ospf_neighbors() == {
            "global": {"Ethernet1/1": neighbour},
            "acme": {"Ethernet1/1.2001": neighbour},
        }


def test_forwarding_and_counters(box):
    with eapi.serve(box, answers=ANSWERS) as served, reached(EosDriver, served) as driver:
        assert driver.get_forwarding() == {"10.0.0.1/32": ["Et1"], "2001:db8::/64": []}
        assert driver.get_lossless_counters() == {
            "Ethernet1/1": {"pfc_rx_3": 5, "pfc_tx_3": 7, "ecn_marked_3": 12},
            "Ethernet2/1": {"watchdog_3": 1},
        }


def test_the_backup_is_what_runs_and_loads_without_a_difference(box, driver):
    assert driver.get_backup() == OLD
    assert load(driver, driver.get_backup()) == ""
