"""IosxrDriver, and NAPALM's own driver beside it, on a fake that speaks NETCONF over SSH."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import ncclient.transport.session
import paramiko
import pytest
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
from napalm.iosxr_netconf.iosxr_netconf import IOSXRNETCONFDriver
from ncclient.operations.rpc import RPCError
from ncclient.transport.errors import SessionCloseError

from fabricgen.targets.drivers.iosxr import IosxrDriver
from fabricgen.targets.trust import UntrustedError
from tests.fakes import iosxr, netconf, ssh
from tests.fakes.box import Box

OLD = "hostname leaf-1\n"
NEW = "hostname leaf-1\ninterface Loopback0\n description a & b < c ]]>]]> d\n!\n"
ADDED = "+  interface Loopback0\n+   description a & b < c ]]>]]> d\n+  !"
SAFE = NEW.replace("a & b < c ]]>]]> d", "a and b")
"""NAPALM's driver can send it."""
BOTH = pytest.mark.parametrize("kind", [IosxrDriver, IOSXRNETCONFDriver])

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
def router(box: Box) -> iosxr.Iosxr:
    return iosxr.Iosxr(box)


@pytest.fixture
def port(router: iosxr.Iosxr) -> Iterator[int]:
    with netconf.serve(router) as chosen:
        yield chosen


@pytest.fixture
def opened(box: Box, port: int, tmp_path: Path) -> Iterator[Opened]:
    """Drivers of a kind, closed at the end."""
    known = ssh.known_hosts(tmp_path / "known_hosts", "127.0.0.1", port)
    with ExitStack() as stack:

        def make(kind: Any = IosxrDriver, password: str = box.password, **options: Any) -> Any:
            checked = {"known_hosts": str(known)} if kind is IosxrDriver else {}
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
    driver.load_replace_candidate(config=SAFE)
    assert driver.compare_config() == "+  interface Loopback0\n+   description a and b\n+  !"
    driver.commit_config()
    assert box.running == SAFE
    driver.rollback()
    assert box.running == OLD


@BOTH
def test_a_merge_adds(kind: Any, opened: Opened, box: Box) -> None:
    driver = opened(kind)
    driver.load_merge_candidate(config="lldp\n")
    driver.commit_config()
    assert box.running == OLD + "lldp\n"


@BOTH
def test_discard(kind: Any, opened: Opened, box: Box) -> None:
    driver = opened(kind)
    driver.load_replace_candidate(config=SAFE)
    driver.discard_config()
    assert driver.compare_config() == ""
    assert (box.running, box.history) == (OLD, [])


def test_what_xml_would_read_itself_arrives_as_written(opened: Opened, box: Box) -> None:
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    assert driver.compare_config() == ADDED
    driver.commit_config()
    assert box.running == NEW
    assert driver.get_backup() == NEW
    driver.load_merge_candidate(config="banner motd x<&>x\n")
    assert driver.compare_config() == "+  banner motd x<&>x"


def test_napalm_breaks_its_own_request(opened: Opened) -> None:
    """Why the text is escaped here."""
    with pytest.raises(ReplaceConfigException, match="xmlParseEntityRef"):
        opened(IOSXRNETCONFDriver).load_replace_candidate(config=NEW)


def test_what_no_message_can_carry(opened: Opened, box: Box) -> None:
    driver = opened()
    for load, refusal in (
        (driver.load_replace_candidate, ReplaceConfigException),
        (driver.load_merge_candidate, MergeConfigException),
    ):
        with pytest.raises(refusal) as refused:
            load(config="banner motd \x03hello\x03\n")
        assert str(refused.value) == ("NETCONF can't carry the character '\\x03'; write it otherwise, or leave it out")
    assert "load" not in box.steps


def test_the_frame_around_a_configuration_isnt_sent(opened: Opened, box: Box) -> None:
    driver = opened()
    driver.load_replace_candidate(config=f"!! IOS XR Configuration 7.11.2\n{NEW}end\n")
    driver.commit_config()
    assert box.running == NEW


def test_a_refused_line_and_then_a_better_one_of_anybody(opened: Opened, box: Box, router: iosxr.Iosxr) -> None:
    box.faults.refuses = "Loopback0"
    driver = opened()
    for load, refusal in (
        (driver.load_replace_candidate, ReplaceConfigException),
        (driver.load_merge_candidate, MergeConfigException),
    ):
        with pytest.raises(refusal, match=r"^!! SYNTAX/AUTHORIZATION ERRORS: Loopback0$"):
            load(config=NEW)
        assert router.locked_by is None
    driver.load_replace_candidate(config=OLD)
    assert driver.compare_config() == ""
    driver.discard_config()
    opened().load_replace_candidate(config=OLD)


def test_napalm_keeps_the_lock_after_a_refused_line(opened: Opened, box: Box) -> None:
    """Why the lock is given back here."""
    box.faults.refuses = "Loopback0"
    with pytest.raises(ReplaceConfigException):
        opened(IOSXRNETCONFDriver).load_replace_candidate(config=SAFE)
    with pytest.raises(RPCError, match="Lock failed, lock is already held"):
        opened(IOSXRNETCONFDriver).load_replace_candidate(config=OLD)


def test_a_commit_that_fails_leaves_nothing_behind(opened: Opened, box: Box, router: iosxr.Iosxr) -> None:
    driver = opened()
    driver.load_replace_candidate(config=OLD + "policy commit-fails\n")
    with pytest.raises(CommitError, match=r"^'Policy' detected the 'fatal' condition 'Invalid argument'$"):
        driver.commit_config(revert_in=60)
    assert (box.running, router.locked_by, driver.has_pending_commit()) == (OLD, None, False)
    driver.load_replace_candidate(config=OLD)
    assert driver.compare_config() == ""


def test_confirmed_in_time(opened: Opened, box: Box, clock: Clock, router: iosxr.Iosxr) -> None:
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=45)
    assert (box.pending(), driver.has_pending_commit()) == (45, True)
    driver.confirm_commit()
    clock.now += 600
    assert (box.running, box.pending(), driver.has_pending_commit(), router.locked_by) == (NEW, None, False, None)


def test_not_confirmed_in_time(opened: Opened, box: Box, clock: Clock) -> None:
    """The router takes a commit of nothing after it went back, and by another clock than ours."""
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=45)
    clock.now += 46
    with pytest.raises(CommitConfirmException, match=r"^127\.0\.0\.1 went back before the commit was confirmed$"):
        driver.confirm_commit()
    assert (box.running, driver.has_pending_commit()) == (OLD, False)
    driver.load_replace_candidate(config=NEW)
    assert driver.compare_config() == ADDED


def test_nothing_to_confirm(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    driver = opened()
    with pytest.raises(CommitConfirmException) as refused:
        driver.confirm_commit()
    assert str(refused.value) == "no commit waits to be confirmed on 127.0.0.1; it may have gone back"
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=45)
    assert driver.has_pending_commit()
    later = time.monotonic() + 46
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert not driver.has_pending_commit()


def test_a_forgotten_timer(opened: Opened, box: Box) -> None:
    """Nobody can tell; then there is nothing to cancel, and the push loads what ran before."""
    box.faults.forgets_timer = True
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=60)
    with pytest.raises(CommitError, match=r"^no confirmed commit of this session waits$"):
        driver.rollback()
    driver.load_replace_candidate(config=OLD)
    driver.commit_config()
    assert box.running == OLD


def test_an_unconfirmed_commit_ends_with_its_session(opened: Opened, box: Box) -> None:
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=600)
    other = opened()
    assert not other.has_pending_commit()
    with pytest.raises(LockError, match=r"^127\.0\.0\.1: Lock failed, lock is already held \(session \d+\)$"):
        other.load_replace_candidate(config=OLD)
    driver.close()
    assert (box.running, box.pending()) == (OLD, None)
    other.load_replace_candidate(config=OLD)
    assert other.compare_config() == ""


def test_roll_back_what_waits(opened: Opened, box: Box, router: iosxr.Iosxr) -> None:
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=60)
    driver.rollback()
    assert (box.running, box.pending(), driver.has_pending_commit(), router.locked_by) == (OLD, None, False, None)


def test_roll_back_after_confirming(opened: Opened, box: Box) -> None:
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=60)
    driver.confirm_commit()
    driver.rollback()
    assert box.running == OLD


def test_roll_back_after_the_router_went_back(opened: Opened, box: Box, clock: Clock) -> None:
    """One commit back would be the one that nobody confirmed."""
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=60)
    clock.now += 61
    driver.rollback()
    assert box.running == OLD


@pytest.mark.parametrize("seconds", [0, 29, 65_536])
def test_the_range_of_the_timer(seconds: int, opened: Opened, box: Box) -> None:
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    with pytest.raises(CommitConfirmException) as refused:
        driver.commit_config(revert_in=seconds)
    assert str(refused.value) == f"IOS-XR goes back after 30 to 65535 s, not after {seconds} s"
    assert box.running == OLD


def test_a_router_without_confirmed_commits(opened: Opened, box: Box, router: iosxr.Iosxr) -> None:
    router.capabilities = iosxr.BARE
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    with pytest.raises(NotImplementedError) as refused:
        driver.commit_config(revert_in=60)
    assert str(refused.value) == "127.0.0.1 doesn't offer confirmed commits over NETCONF"
    assert box.running == OLD


def test_a_message_has_no_place(opened: Opened, box: Box) -> None:
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    with pytest.raises(NotImplementedError, match="no place for a message"):
        driver.commit_config(message="why")
    assert box.running == OLD


def test_another_difference_is_seen(opened: Opened, box: Box) -> None:
    box.faults.other_diff = True
    driver = opened()
    driver.load_replace_candidate(config=OLD)
    assert driver.compare_config() == "+  something else"


def test_neighbours_in_ospf_of_every_vrf(opened: Opened, router: iosxr.Iosxr) -> None:
    neighbour = "<neighbor-id>10.0.0.8</neighbor-id><neighbor-state>mgmt-nbr-full</neighbor-state>"
    router.operational["ospf"] = (
        '<ospf xmlns="http://cisco.com/ns/yang/Cisco-IOS-XR-ipv4-ospf-oper"><processes><process><vrfs><vrf>'
        "<vrf-name>acme</vrf-name><adjacency-information><neighbors><neighbor>"
        f"<neighbor-interface-name>FourHundredGigE0/0/0/8.2001</neighbor-interface-name>{neighbour}"
        "</neighbor></neighbors></adjacency-information></vrf></vrfs></process></processes></ospf>"
    )
    full = {"router_id": "10.0.0.8", "is_up": True}
    assert opened().get_ospf_neighbors() == {"acme": {"FourHundredGigE0/0/0/8.2001": [full]}}
    router.operational.clear()
    assert opened().get_ospf_neighbors() == {}


def test_a_backup_can_be_loaded(opened: Opened) -> None:
    driver = opened()
    assert driver.get_backup() == OLD
    driver.load_replace_candidate(config=driver.get_backup())
    assert driver.compare_config() == ""


def test_a_refused_login(opened: Opened, box: Box, port: int) -> None:
    with pytest.raises(ConnectAuthError) as refused:
        opened(password="wrong")
    assert str(refused.value) == f"127.0.0.1 port {port} refuses the login of admin"
    box.faults.refuse_login = True
    with pytest.raises(ConnectionException):
        opened(IOSXRNETCONFDriver)


def test_a_login_by_key(box: Box, router: iosxr.Iosxr, tmp_path: Path) -> None:
    key = paramiko.ECDSAKey.generate()
    key.write_private_key_file(str(tmp_path / "key"))
    with netconf.serve(router, keys=[key]) as port:
        options = {"port": port, "unverified": True, "key_file": str(tmp_path / "key")}
        driver = IosxrDriver("127.0.0.1", box.username, "", 10, options)
        driver.open()
        assert driver.get_backup() == OLD
        driver.close()


def test_nobody_there() -> None:
    driver = IosxrDriver("127.0.0.1", "admin", "secret", 5, {"port": 1, "unverified": True})
    with pytest.raises(ConnectionException, match=r"^can't reach 127\.0\.0\.1 port 1 by NETCONF: "):
        driver.open()
    driver.close()


def test_an_unknown_host_key(opened: Opened, box: Box, port: int, tmp_path: Path) -> None:
    with pytest.raises(UntrustedError) as refused:
        opened(known_hosts=str(tmp_path / "none"))
    assert str(refused.value).startswith(f"the host key of [127.0.0.1]:{port} isn't in {tmp_path / 'none'}: ecdsa-")
    assert box.steps == []


def test_another_host_key(opened: Opened, box: Box, port: int, tmp_path: Path) -> None:
    other = ssh.known_hosts(tmp_path / "other", "127.0.0.1", port, paramiko.ECDSAKey.generate())
    with pytest.raises(UntrustedError, match=rf"^\[127\.0\.0\.1\]:{port} shows another host key than "):
        opened(known_hosts=str(other))
    assert box.steps == []


def test_any_host_key_when_told_so(opened: Opened, tmp_path: Path) -> None:
    assert opened(known_hosts=str(tmp_path / "none"), unverified=True).get_backup() == OLD


def test_napalm_takes_any_host_key_even_when_told_to_verify(opened: Opened) -> None:
    """Why ncclient's handler isn't used here."""
    with suppress(SessionCloseError):
        assert opened(IOSXRNETCONFDriver, hostkey_verify=True).is_alive()["is_alive"]


def test_closing_a_lost_connection_doesnt_wait_for_answers(opened: Opened, box: Box) -> None:
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=60)
    box.faults.drop_before = "read"
    with pytest.raises(SessionCloseError):
        driver.get_facts()
    started = time.monotonic()
    driver.close()
    assert time.monotonic() - started < driver.timeout / 2


def visit(driver: Any) -> None:
    """Every step of a push, in its order."""
    driver.get_backup()
    driver.load_replace_candidate(config=NEW)
    driver.compare_config()
    driver.commit_config(revert_in=60)
    driver.confirm_commit()


@pytest.mark.parametrize("step", ["read", "load", "compare", "commit", "confirm"])
@pytest.mark.parametrize("when", ["drop_before", "drop_after"])
def test_a_lost_connection(step: str, when: str, opened: Opened, box: Box) -> None:
    """An unconfirmed commit goes with its connection; nothing stays locked."""
    driver = opened()
    setattr(box.faults, when, step)
    with pytest.raises(ConnectionClosedException, match=r"^the connection to 127\.0\.0\.1 ended$"):
        visit(driver)
    other = opened()
    other.load_replace_candidate(config=OLD)
    assert other.compare_config() == (ADDED.replace("+", "-") if (step, when) == ("confirm", "drop_after") else "")


@pytest.mark.parametrize("when", ["drop_before", "drop_after"])
def test_a_connection_lost_in_a_rollback(when: str, opened: Opened, box: Box) -> None:
    driver = opened()
    driver.load_replace_candidate(config=NEW)
    driver.commit_config(revert_in=60)
    setattr(box.faults, when, "rollback")
    with pytest.raises(ConnectionClosedException):
        driver.rollback()
    assert opened().get_backup() == OLD
    assert (box.pending(), box.running) == (None, OLD)


@pytest.mark.parametrize("when", ["drop_before", "drop_after"])
def test_a_connection_lost_in_the_greeting(when: str, opened: Opened, box: Box) -> None:
    setattr(box.faults, when, "open")
    with pytest.raises(ConnectionException):
        opened()
    assert opened().get_backup() == OLD
