"""JunosDriver, and NAPALM's own driver beside it, on a fake that speaks NETCONF over SSH."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import ncclient.transport.session
import paramiko
import pytest
from jnpr.junos import exception as pyez
from lxml import etree
from napalm.base.exceptions import (
    CommitConfirmException,
    CommitError,
    ConnectAuthError,
    ConnectionClosedException,
    ConnectionException,
    LockError,
    MergeConfigException,
    ReplaceConfigException,
)
from napalm.junos.junos import JunOSDriver

from fabricgen.targets.drivers import junos_text
from fabricgen.targets.drivers.junos import JunosDriver
from fabricgen.targets.trust import UntrustedError
from tests.fakes import junos, netconf, ssh
from tests.fakes.box import Box

OLD = "system {\n    host-name leaf-1;\n}\n"
NEW = 'system {\n    host-name leaf-1;\n}\ninterfaces {\n    et-0/0/0 {\n        description "a & b < c";\n    }\n}\n'
BOTH = pytest.mark.parametrize("kind", [JunosDriver, JunOSDriver])

Opened = Callable[..., Any]


class Clock:
    """Minutes pass at once."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """ncclient looks ten times a second whether there is something to send; the tests have no time for that."""
    monkeypatch.setattr(ncclient.transport.session, "TICK", 0.003)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def box(clock: Clock) -> Box:
    return Box("leaf-1", OLD, clock=clock)


@pytest.fixture
def switch(box: Box) -> junos.Junos:
    return junos.Junos(box)


@pytest.fixture
def port(switch: junos.Junos) -> Iterator[int]:
    with netconf.serve(switch) as chosen:
        yield chosen


@pytest.fixture
def opened(box: Box, port: int, tmp_path: Path) -> Iterator[Opened]:
    """Drivers of a kind, closed at the end."""
    known = ssh.known_hosts(tmp_path / "known_hosts", "127.0.0.1", port)
    with ExitStack() as stack:

        def make(kind: Any = JunosDriver, password: str = box.password, **options: Any) -> Any:
            checked = {"known_hosts": str(known)} if kind is JunosDriver else {}
            driver = kind("127.0.0.1", box.username, password, 10, {"port": port, **checked, **options})
            driver.open()
            stack.callback(driver.close)
            return driver

        yield make


@BOTH
def test_nothing_to_do_is_an_empty_difference(kind: Any, opened: Opened) -> None:
    driver = opened(kind)
    driver.load_replace_candidate(config=OLD)
    assert driver.compare_config() == ""


@BOTH
def test_replace_commit_and_roll_back_to_the_byte(kind: Any, opened: Opened, box: Box) -> None:
    driver = opened(kind)
    driver.load_replace_candidate(config=NEW)
    assert driver.compare_config().splitlines()[:3] == ["[edit]", "+  interfaces {", "+      et-0/0/0 {"]
    driver.commit_config()
    assert box.running == NEW
    driver.rollback()
    assert box.running == OLD


@BOTH
def test_a_merge_adds(kind: Any, opened: Opened, box: Box) -> None:
    driver = opened(kind)
    driver.load_merge_candidate(config="protocols {\n    lldp;\n}\n")
    driver.commit_config()
    assert box.running == OLD + "protocols {\n    lldp;\n}\n"


@BOTH
def test_confirmed_in_time(kind: Any, opened: Opened, box: Box, clock: Clock) -> None:
    driver = opened(kind)
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=120)
    assert (box.pending(), driver.has_pending_commit()) == (120, True)
    driver.confirm_commit()
    clock.now += 600
    assert (box.pending(), box.running) == (None, NEW)


@BOTH
def test_not_confirmed_in_time(kind: Any, opened: Opened, box: Box, clock: Clock) -> None:
    driver = opened(kind)
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=60)
    clock.now += 61
    assert not driver.has_pending_commit()
    assert box.running == OLD


@BOTH
def test_the_timer_outlives_the_session_and_any_other_confirms(kind: Any, opened: Opened, box: Box) -> None:
    first = opened(kind)
    first.load_replace_candidate(config=NEW)
    first.commit_config(revert_in=60)
    first.close()
    assert (box.running, box.pending()) == (NEW, 60)
    other = opened(kind)
    assert other.has_pending_commit()
    other.confirm_commit()
    assert (box.running, box.pending()) == (NEW, None)


@BOTH
def test_discard(kind: Any, opened: Opened, box: Box) -> None:
    driver = opened(kind)
    driver.load_replace_candidate(config=NEW)
    driver.discard_config()
    assert driver.compare_config() == ""
    assert (box.running, box.history) == (OLD, [])


@BOTH
def test_a_refused_line_and_then_a_better_one(kind: Any, opened: Opened, box: Box) -> None:
    box.faults.refuses = "et-0/0/0"
    driver = opened(kind)
    with pytest.raises(ReplaceConfigException, match="syntax error"):
        driver.load_replace_candidate(config=NEW)
    driver.load_replace_candidate(config=OLD)
    assert driver.compare_config() == ""


def test_a_refusal_is_told_in_the_words_of_the_box(opened: Opened, box: Box) -> None:
    box.faults.refuses = "et-0/0/0"
    driver = opened()
    with pytest.raises(ReplaceConfigException, match=r"^syntax error: et-0/0/0$"):
        driver.load_replace_candidate(config=NEW)
    with pytest.raises(MergeConfigException, match=r"^syntax error: et-0/0/0$"):
        driver.load_merge_candidate(config=NEW)


def test_set_lines_dont_replace(opened: Opened, box: Box) -> None:
    with pytest.raises(ReplaceConfigException) as refused:
        opened().load_replace_candidate(config="set system host-name leaf-2\n")
    assert str(refused.value) == "Junos can't replace its configuration by `set` lines; give it as text with braces"
    assert "load" not in box.steps


def test_a_warning_neither_stops_nor_is_lost(opened: Opened, box: Box, caplog: pytest.LogCaptureFixture) -> None:
    driver = opened()
    driver.load_replace_candidate(config=OLD + "chassis { }\n")
    driver.commit_config()
    assert box.running == OLD + "chassis { }\n"
    assert driver.warned == ["statement has no contents; ignored"]
    assert caplog.messages == ["127.0.0.1: statement has no contents; ignored"]


def test_a_commit_that_fails_leaves_nothing_behind(opened: Opened, box: Box) -> None:
    driver = opened()
    driver.load_replace_candidate(config=OLD + "policy commit-fails;\n")
    with pytest.raises(CommitError, match=r"^Policy error: Policy commit-fails referenced but not defined$"):
        driver.commit_config(revert_in=60)
    assert (box.running, box.pending()) == (OLD, None)
    other = opened()
    other.load_replace_candidate(config=OLD)
    assert other.compare_config() == ""


@pytest.mark.parametrize("seconds", [0, 30, 90, 65_536 * 60])
def test_only_whole_minutes(seconds: int, opened: Opened, box: Box) -> None:
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    with pytest.raises(CommitConfirmException) as refused:
        driver.commit_config(revert_in=seconds)
    assert str(refused.value) == f"Junos goes back after whole minutes: 60, 120, … 3932100 s, not after {seconds} s"
    assert box.running == OLD


def test_roll_back_what_waits(opened: Opened, box: Box, clock: Clock) -> None:
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=60)
    driver.rollback()
    assert (box.running, box.pending(), driver.has_pending_commit()) == (OLD, None, False)
    clock.now += 61
    assert box.running == OLD


@pytest.mark.parametrize(("kind", "left"), [(JunosDriver, OLD), (JunOSDriver, NEW)])
def test_roll_back_after_confirming(kind: Any, left: str, opened: Opened, box: Box) -> None:
    """NAPALM goes one commit back, and that is to the one that was confirmed."""
    driver = opened(kind)
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=60)
    driver.confirm_commit()
    driver.rollback()
    assert box.running == left


@pytest.mark.parametrize(("kind", "left"), [(JunosDriver, OLD), (JunOSDriver, NEW)])
def test_roll_back_after_the_box_went_back(kind: Any, left: str, opened: Opened, box: Box, clock: Clock) -> None:
    """NAPALM goes one commit back, and that is to the one that nobody confirmed."""
    driver = opened(kind)
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=60)
    clock.now += 61
    driver.rollback()
    assert box.running == left


def test_too_late_to_confirm(opened: Opened, clock: Clock) -> None:
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=60)
    clock.now += 61
    with pytest.raises(CommitConfirmException) as refused:
        driver.confirm_commit()
    assert str(refused.value) == "no commit waits to be confirmed on 127.0.0.1; it may have gone back"


def test_a_forgotten_timer_is_gone_back_from_all_the_same(opened: Opened, box: Box) -> None:
    """The comment of the commit promises what the box forgot."""
    box.faults.forgets_timer = True
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=60)
    assert (driver.has_pending_commit(), box.pending()) == (True, None)
    driver.rollback()
    assert box.running == OLD


def test_a_box_that_marks_nothing(opened: Opened, box: Box, switch: junos.Junos, clock: Clock) -> None:
    switch.marks = False
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    assert not driver.has_pending_commit()
    driver.commit_config(revert_in=60)
    clock.now += 59
    assert driver.has_pending_commit()
    driver.confirm_commit()
    assert (box.running, box.pending(), driver.has_pending_commit()) == (NEW, None, False)


def test_a_lock_names_its_owner(opened: Opened, box: Box) -> None:
    opened(JunOSDriver).load_replace_candidate(config=NEW)
    with pytest.raises(LockError, match=r"^127\.0\.0\.1: configuration database locked by: admin terminal netconf"):
        opened().load_replace_candidate(config=NEW)


@pytest.mark.parametrize("act", ["confirm_commit", "rollback"])
def test_what_others_edit_isnt_committed_along(act: str, opened: Opened, box: Box) -> None:
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=60)
    opened(JunOSDriver, lock_disable=True).load_merge_candidate(config="half-done;\n")
    with pytest.raises(LockError, match=r"^127\.0\.0\.1: configuration database modified$"):
        getattr(driver, act)()
    assert (box.running, box.pending()) == (NEW, 60)


def test_what_others_edit_isnt_discarded(opened: Opened) -> None:
    somebody = opened(JunOSDriver, lock_disable=True)
    somebody.load_merge_candidate(config="half-done;\n")
    opened().discard_config()
    assert somebody.compare_config() == "[edit]\n+  half-done;"


def test_a_backup_can_be_loaded(opened: Opened, box: Box) -> None:
    driver = opened()
    assert driver.get_backup() == OLD
    driver.load_replace_candidate(config=driver.get_backup())
    assert driver.compare_config() == ""


def test_another_difference_is_seen(opened: Opened, box: Box) -> None:
    box.faults.other_diff = True
    driver = opened()
    driver.load_replace_candidate(config=OLD)
    assert driver.compare_config() == "[edit]\n+  something-else;"


def test_a_refused_login(opened: Opened, box: Box, port: int) -> None:
    with pytest.raises(ConnectAuthError) as refused:
        opened(password="wrong")
    assert str(refused.value) == f"127.0.0.1 port {port} refuses the login of admin"
    box.faults.refuse_login = True
    with pytest.raises(pyez.ConnectAuthError):
        opened(JunOSDriver)


def test_a_login_by_key(box: Box, switch: junos.Junos, tmp_path: Path) -> None:
    key = paramiko.ECDSAKey.generate()
    key.write_private_key_file(str(tmp_path / "key"))
    with netconf.serve(switch, keys=[key]) as port:
        options = {"port": port, "unverified": True, "key_file": str(tmp_path / "key")}
        driver = JunosDriver("127.0.0.1", box.username, "", 10, options)
        driver.open()
        assert driver.get_backup() == OLD
        driver.close()


def test_nobody_there(box: Box) -> None:
    driver = JunosDriver("127.0.0.1", "admin", "secret", 5, {"port": 1, "unverified": True})
    with pytest.raises(ConnectionException, match=r"^can't reach 127\.0\.0\.1 port 1 by NETCONF: "):
        driver.open()


def test_an_unknown_host_key(opened: Opened, port: int, tmp_path: Path) -> None:
    with pytest.raises(UntrustedError) as refused:
        opened(known_hosts=str(tmp_path / "none"))
    assert str(refused.value).startswith(f"the host key of [127.0.0.1]:{port} isn't in {tmp_path / 'none'}: ecdsa-")


def test_another_host_key(opened: Opened, port: int, tmp_path: Path) -> None:
    other = ssh.known_hosts(tmp_path / "other", "127.0.0.1", port, paramiko.ECDSAKey.generate())
    with pytest.raises(UntrustedError, match=rf"^\[127\.0\.0\.1\]:{port} shows another host key than "):
        opened(known_hosts=str(other))


def test_any_host_key_when_told_so(opened: Opened, tmp_path: Path) -> None:
    assert opened(known_hosts=str(tmp_path / "none"), unverified=True).get_backup() == OLD


def route(prefix: str, kind: str, *ports: str) -> str:
    hops = "".join(f"<nh><to>10.0.0.1</to><nh-type>ucst</nh-type><via>{port}</via></nh>" for port in ports)
    several = "<nh><nh-type>ulst</nh-type><nh-index>1048574</nh-index></nh>" if len(ports) > 1 else ""
    inside = f"<rt-destination>{prefix}</rt-destination><destination-type>{kind}</destination-type>{several}{hops}"
    return f"<rt-entry>{inside}</rt-entry>"


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        (route("10.0.0.11/32", "user", "et-0/0/1.0", "et-0/0/0:1.0"), {"10.0.0.11/32": ["et-0/0/0:1", "et-0/0/1"]}),
        (route("default", "user", "et-0/0/1.0"), {"0.0.0.0/0": ["et-0/0/1"]}),
        (route("default", "perm"), {}),
        (route("10.0.0.1/32", "dest", "et-0/0/1.0"), {}),
        (route("10.9.0.0/16", "user"), {}),
    ],
)
def test_what_packets_are_forwarded_by(entry: str, read: dict[str, list[str]]) -> None:
    table = f"<table-name>default</table-name><address-family>Internet</address-family>{entry}"
    told = f"<forwarding-table-information><route-table>{table}</route-table></forwarding-table-information>"
    assert junos_text.ports_by_prefix(etree.fromstring(told), "0.0.0.0/0") == read


def test_forwarding_is_asked_of_both_families(opened: Opened, box: Box) -> None:
    assert opened().get_forwarding() == {}
    assert box.steps == ["open", "read", "read"]


def visit(driver: Any) -> None:
    """Every step of a push, in its order."""
    driver.get_backup()
    driver.load_replace_candidate(config=NEW)
    driver.compare_config()
    driver.commit_config(revert_in=60)
    driver.confirm_commit()


BEFORE_COMMIT = ("read", "load", "compare")


@pytest.mark.parametrize("step", [*BEFORE_COMMIT, "commit", "confirm"])
@pytest.mark.parametrize("when", ["drop_before", "drop_after"])
def test_a_lost_connection(step: str, when: str, opened: Opened, box: Box, clock: Clock) -> None:
    """The box runs the old or the new configuration, and a timer runs unless the commit was confirmed."""
    driver = opened()
    setattr(box.faults, when, step)
    with pytest.raises(ConnectionClosedException, match=r"^the connection to 127\.0\.0\.1 ended$"):
        visit(driver)
    committed = step == "confirm" or (step, when) == ("commit", "drop_after")
    assert box.running == (NEW if committed else OLD)
    clock.now += 61
    assert box.pending() is None
    assert box.running == (NEW if (step, when) == ("confirm", "drop_after") else OLD)
    other = opened()
    other.load_replace_candidate(config=OLD)
    other.compare_config()


@pytest.mark.parametrize("when", ["drop_before", "drop_after"])
def test_a_connection_lost_in_a_rollback(when: str, opened: Opened, box: Box, clock: Clock) -> None:
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=60)
    setattr(box.faults, when, "rollback")
    with pytest.raises(ConnectionClosedException):
        driver.rollback()
    assert box.running == (NEW if when == "drop_before" else OLD)
    clock.now += 61
    assert (box.pending(), box.running) == (None, OLD)


@pytest.mark.parametrize("when", ["drop_before", "drop_after"])
def test_a_connection_lost_in_the_greeting(when: str, opened: Opened, box: Box) -> None:
    setattr(box.faults, when, "open")
    with pytest.raises(ConnectionException):
        opened()
    assert opened().get_backup() == OLD
