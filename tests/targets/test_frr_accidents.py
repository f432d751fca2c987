"""What goes wrong between the FRR driver and a real switch: old or new runs afterwards, never something between."""

import re
import signal
import threading
import time

import pytest
from napalm.base.exceptions import (
    CommitError,
    ConnectAuthError,
    ConnectionException,
    SessionLockedException,
)

from fabricgen.lab.command import run
from fabricgen.lab.observe import wait_until
from fabricgen.targets.trust import UntrustedError
from tests.targets.frr_bench import (
    BOX,
    TRANSPORTS,
    changed,
    client,
    free,
    load_and_commit,
    restore,
    settled,
    switch_is_free,
)

pytestmark = pytest.mark.lab


@pytest.mark.parametrize(
    ("found", "put", "said"),
    [
        ("10.1.1.4 peer-group FABRIC", "10.1.1.4 peer-group SPINES", "% Configure the peer-group first"),
        ("neighbor FABRIC activate", "neighbor 192.0.2.9 activate", "% Specify remote-as or peer-group commands first"),
        (
            "router bgp 4200000101\n",
            "router bgp 4200000999\n neighbor 192.0.2.9 description x\n",
            "% Specify remote-as or peer-group commands first",
        ),
    ],
)
@pytest.mark.parametrize("revert_in", [None, 60])
def test_a_reload_that_stops_half_way_is_taken_back(driver, switch, found, put, said, revert_in):
    """The first is stopped at load; here it's slipped in behind that."""
    old, startup = driver.get_backup(), switch.startup
    driver.load_replace_candidate(config=changed(old))
    driver.box.do("load", driver._session, given=changed(old).replace(found, put))
    with pytest.raises(CommitError) as failure:
        driver.commit_config(revert_in=revert_in)
    assert str(failure.value).startswith(f"{BOX}: refused, and what ran before runs again: {said}; ")
    assert (switch.running(), switch.startup, driver.has_pending_commit()) == (old, startup, False)
    switch_is_free(switch)


def test_a_password_stays_out_of_a_refusal(driver, switch):
    lines = " neighbor FABRIC password hush-hush\n neighbor 192.0.2.9 password hush-hush\n"
    old = driver.get_backup()
    driver.load_replace_candidate(config=old.replace(" neighbor FABRIC bfd\n", f" neighbor FABRIC bfd\n{lines}"))
    with pytest.raises(CommitError) as failure:
        driver.commit_config()
    assert "neighbor 192.0.2.9 password" in str(failure.value)
    assert "hush-hush" not in str(failure.value)
    assert switch.running() == old


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_the_box_reverts_when_the_client_is_killed(switch, transport):
    old = switch.running()
    lines = "d.load_replace_candidate(config=old.replace('paths 64', 'paths 32'))\nd.commit_config(revert_in=2)"
    with client(switch, transport, f"{lines}\nprint('committed', flush=True)\ntime.sleep(60)") as process:
        assert process.stdout.readline() == "committed\n"
        process.send_signal(signal.SIGKILL)
    assert switch.running() == old.replace("paths 64", "paths 32")
    assert wait_until(switch.running, lambda seen: seen == old, 10).reached


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("delay", [0.0, 0.05, 0.1, 0.2, 0.3, 0.5])
def test_a_client_killed_while_it_commits(switch, transport, delay):
    old = switch.running()
    new = changed(old)
    lines = f"d.load_replace_candidate(config={new!r})\nprint('now', flush=True)\nd.commit_config()"
    with client(switch, transport, lines) as process:
        assert process.stdout.readline() == "now\n"
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
    assert settled(switch) in {old, new}
    restore(switch, old)


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.1, 0.2, 0.3, 0.5])
def test_an_ssh_session_that_dies_while_it_commits(switch, delay):
    old = switch.running()
    driver = switch.driver("ssh")
    driver.open()
    driver.load_replace_candidate(config=changed(old))
    killer = threading.Timer(delay, switch.cut_sessions)
    killer.start()
    try:
        driver.commit_config()
    except ConnectionException:
        pass
    finally:
        killer.join()
        driver.close()
    assert settled(switch) in {old, changed(old)}
    restore(switch, old)


def test_a_change_killed_on_the_box_is_mended_by_the_next_session(switch):
    """Half of it is done when the box itself loses the process that does it."""
    old = switch.running()
    (switch.state / "before").write_text(old)
    (switch.state / "before.startup").write_text(switch.startup)
    run(("vtysh", "-N", switch.space, "-c", "configure", "-c", "router bgp 4200000101", "-c", "no neighbor 10.1.1.4"))
    run(("sh", "-c", f"cat /proc/sys/kernel/random/boot_id >{switch.state}/inflight"))
    assert switch.running() != old
    assert settled(switch) == old


def test_a_dead_timer_is_noticed(switch):
    old = switch.running()
    driver = switch.driver()
    driver.open()
    load_and_commit(driver, changed(old), revert_in=60)
    assert driver.has_pending_commit()
    switch.kill_timer()
    assert wait_until(driver.has_pending_commit, lambda pending: not pending, 5).reached
    driver.rollback()
    assert switch.running() == old
    driver.close()


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_a_second_session_is_kept_out(driver, switch, transport):
    driver.load_replace_candidate(config=driver.get_backup())
    other = switch.driver(transport)
    other.open()
    for work in (other.rollback, lambda: other.load_replace_candidate(config="hostname x\n")):
        with pytest.raises(SessionLockedException, match="another session has a candidate loaded there; wait until it"):
            work()
    driver.close()
    other.load_replace_candidate(config=other.get_backup())
    other.close()


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_a_dead_session_holds_nothing(switch, transport):
    lines = "d.load_replace_candidate(config=old)\nprint('loaded', flush=True)\ntime.sleep(60)"
    with client(switch, transport, lines) as process:
        assert process.stdout.readline() == "loaded\n"
        process.send_signal(signal.SIGKILL)
    assert wait_until(lambda: free(switch), bool, 5).reached


def test_a_wrong_key_and_an_unknown_box(switch, tmp_path):
    run(("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "other")))
    with pytest.raises(ConnectAuthError, match=rf"^{re.escape(BOX)} refuses the login of root: "):
        switch.driver("ssh", key_file=str(tmp_path / "other")).open()
    with pytest.raises(UntrustedError, match=rf"^the host key of {re.escape(BOX)} isn't in .*/none: ssh-ed25519 SHA"):
        switch.driver("ssh", known_hosts=str(tmp_path / "none")).open()


def test_state_is_for_root_alone(switch):
    assert {oct(path.stat().st_mode & 0o077) for path in (switch.state, *switch.state.iterdir())} == {"0o0"}
