"""SrlinuxDriver and the community's own on a stand-in for JSON-RPC; without the extra only that it is asked for."""

import json
import sys
from contextlib import contextmanager
from importlib import import_module
from types import SimpleNamespace

import pytest
from napalm.base.exceptions import (
    CommitError,
    ConnectAuthError,
    ConnectionException,
    MergeConfigException,
    ReplaceConfigException,
)

from fabricgen.targets.trust import UntrustedError
from tests.fakes import srl
from tests.fakes.box import Box, Faults
from tests.targets.srlinux_extra import with_extra

SOURCE = "fabricgen.targets.drivers.srlinux"
OLD = srl.written({"system": {"name": {"host-name": "leaf-1"}}})
NEW = srl.written({"system": {"name": {"host-name": "leaf-1"}, "banner": {"login-banner": "new one"}}})
DIFF = """\
+     "banner": {
+       "login-banner": "new one"
+     },"""


def own(served, password=Box.password, **args):
    trusted = {"port": served.port, "ca": served.ca, **args}
    return import_module(SOURCE).SrlinuxDriver("127.0.0.1", "admin", password, 5, trusted)


def community(served, password=Box.password, **args):
    trusted = {"jsonrpc_port": served.port, "tls_ca": served.ca, **args}
    return import_module("napalm_srlinux").NokiaSRLinuxDriver("127.0.0.1", "admin", password, 5, trusted)


@contextmanager
def reached(box, make=own, password=Box.password, switch=None, **args):
    with srl.serve(box, switch=switch) as served:
        live = make(served, password, **args)
        try:
            live.open()
            yield live
        finally:
            live.close()


@pytest.fixture
def box():
    now = SimpleNamespace(seconds=0.0)
    made = Box("leaf-1", OLD, clock=lambda: now.seconds)
    made.wait = lambda seconds: setattr(now, "seconds", now.seconds + seconds)
    return made


@pytest.fixture(params=[own, community])
def make(request):
    return request.param


def runs_new(box):
    box.settle()
    return box.running == NEW


def test_without_the_extra_it_says_which(monkeypatch):
    monkeypatch.delitem(sys.modules, SOURCE, raising=False)
    monkeypatch.setitem(sys.modules, "napalm_srlinux", None)
    with pytest.raises(ModuleNotFoundError) as missing:
        import_module(SOURCE)
    assert str(missing.value) == "the driver of SR Linux is an extra: run `pip install 'fabricgen[srl]'`"
    assert missing.value.name == "napalm_srlinux"


@with_extra
def test_what_it_runs_makes_no_difference(box):
    with reached(box) as live:
        live.load_replace_candidate(config=live.get_backup())
        assert live.compare_config() == ""


@with_extra
def test_a_change_is_compared_and_committed(box, make):
    with reached(box, make) as live:
        live.load_replace_candidate(config=NEW)
        assert live.compare_config() == DIFF
        live.commit_config()
        live.load_replace_candidate(config=NEW)
        assert live.compare_config() == ""
    assert runs_new(box)


@with_extra
@pytest.mark.parametrize(("maker", "startup"), [(own, NEW), (community, OLD)])
def test_what_survives_a_reboot(box, maker, startup):
    """The community's driver keeps the startup configuration of before, unless it is told to save."""
    with reached(box, maker) as live:
        live.load_replace_candidate(config=NEW)
        live.commit_config()
    assert box.startup == startup


@with_extra
def test_rollback_is_byte_exact(box, make):
    with reached(box, make) as live:
        live.load_replace_candidate(config=NEW)
        live.commit_config()
        live.rollback()
    assert box.running == OLD


@with_extra
def test_discarded(box, make):
    with reached(box, make) as live:
        live.load_replace_candidate(config=NEW)
        live.discard_config()
        assert live.compare_config() == ""
    assert box.running == OLD


@with_extra
def test_confirmed_in_time(box, make):
    with reached(box, make) as live:
        live.load_replace_candidate(config=NEW)
        live.commit_config(revert_in=60)
        assert (live.has_pending_commit(), box.startup) == (True, OLD)
        live.confirm_commit()
        assert not live.has_pending_commit()
    box.wait(61)
    assert runs_new(box)
    assert box.startup == (NEW if make is own else OLD)


@with_extra
def test_not_confirmed_in_time(box, make):
    with reached(box, make) as live:
        live.load_replace_candidate(config=NEW)
        live.commit_config(revert_in=60)
        assert runs_new(box)
        box.wait(61)
        with pytest.raises(CommitError, match=r"^No pending commit-confirm found$"):
            live.confirm_commit()
    assert (box.running, box.startup) == (OLD, OLD)


@with_extra
def test_closed_while_unconfirmed_another_connection_confirms(box, make):
    for work in (
        lambda live: live.load_replace_candidate(config=NEW) or live.commit_config(revert_in=60),
        lambda live: live.confirm_commit(),
    ):
        with reached(box, make) as live:
            work(live)
    box.wait(61)
    assert runs_new(box)


@with_extra
def test_an_unconfirmed_commit_is_rejected(box, make):
    with reached(box, make) as live:
        live.load_replace_candidate(config=NEW)
        live.commit_config(revert_in=60)
        live.rollback()
        assert not live.has_pending_commit()
    assert box.running == OLD


@with_extra
def test_a_forgotten_timer_is_seen(box):
    box.faults = Faults(forgets_timer=True)
    with reached(box) as live:
        live.load_replace_candidate(config=NEW)
        live.commit_config(revert_in=60)
        assert not live.has_pending_commit()


@with_extra
@pytest.mark.parametrize(
    ("load", "error"),
    [("load_replace_candidate", ReplaceConfigException), ("load_merge_candidate", MergeConfigException)],
)
def test_a_refused_word(box, load, error):
    box.faults = Faults(refuses="new one")
    with reached(box) as live, pytest.raises(error) as refusal:
        getattr(live, load)(config=NEW)
    assert str(refusal.value) == (
        "Candidate config failed validation: 127.0.0.1: JSON-RPC error -1: Path not valid - unknown element 'new one'"
    )
    assert box.running == OLD


@with_extra
def test_another_difference_is_told(box):
    box.faults = Faults(other_diff=True)
    with reached(box) as live:
        live.load_replace_candidate(config=OLD)
        assert live.compare_config() == "+ somebody was here"


@with_extra
@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"revert_in": 0}, "a commit timer of SR Linux is 1 to 86400 seconds, not 0"),
        ({"revert_in": 86_401}, "a commit timer of SR Linux is 1 to 86400 seconds, not 86401"),
        (
            {"message": 'a" ; delete /'},
            "a commit message of SR Linux stands in double quotes: no quote, backslash or line break",
        ),
    ],
)
def test_what_a_commit_is_refused_for(box, given, words):
    with reached(box) as live:
        live.load_replace_candidate(config=NEW)
        with pytest.raises(CommitError) as refusal:
            live.commit_config(**given)
    assert str(refusal.value) == words
    assert box.running == OLD


STEPS = {
    "load": lambda live: live.load_replace_candidate(config=NEW),
    "compare": lambda live: live.compare_config(),
    "commit": lambda live: live.commit_config(revert_in=60),
    "confirm": lambda live: live.confirm_commit(),
    "rollback": lambda live: live.rollback(),
}
WAY = {
    "compare": ["load", "compare"],
    "commit": ["load", "compare", "commit"],
    "confirm": ["load", "compare", "commit", "confirm"],
    "rollback": ["load", "compare", "commit", "rollback"],
}


@with_extra
@pytest.mark.parametrize("step", WAY)
@pytest.mark.parametrize("side", ["drop_before", "drop_after"])
def test_cut_at_a_step_the_box_runs_old_or_new(box, step, side):
    *before, last = WAY[step]
    with reached(box) as live:
        for name in before:
            STEPS[name](live)
        setattr(box.faults, side, step)
        with pytest.raises(ConnectionException, match=r"^127\.0\.0\.1: JSON-RPC request failed: "):
            STEPS[last](live)
    box.wait(61)
    assert runs_new(box) == ((step, side) == ("confirm", "drop_after"))
    assert box.running in {OLD, NEW}


@with_extra
def test_cut_when_it_loads(box):
    box.faults = Faults(drop_before="load")
    with reached(box) as live, pytest.raises(ReplaceConfigException, match=r"127\.0\.0\.1: JSON-RPC request failed: "):
        live.load_replace_candidate(config=NEW)
    assert box.running == OLD


@with_extra
def test_a_wrong_password_is_noticed_when_it_opens(box):
    with pytest.raises(ConnectAuthError) as refusal, reached(box, own, "guess"):
        pass
    assert str(refusal.value) == "127.0.0.1: user name or password isn't accepted"
    with reached(box, community, "guess"):
        pass  # opens all the same


@with_extra
def test_a_certificate_that_nobody_vouches_for(box):
    with pytest.raises(UntrustedError, match=r"^127\.0\.0\.1 port \d+ shows a certificate"), reached(box, ca=None):
        pass
    assert box.steps == []


@with_extra
def test_the_opt_out(box):
    with reached(box, ca=None, unverified=True) as live:
        assert json.loads(live.get_backup()) == json.loads(OLD)


@with_extra
def test_proxies_of_the_environment_are_left_alone(box, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with reached(box) as live:
        assert live.get_backup() == OLD


@with_extra
@pytest.mark.parametrize("getter", ["get_forwarding", "get_lossless_counters"])
def test_what_it_cant_tell(box, getter):
    with reached(box) as live, pytest.raises(NotImplementedError):
        getattr(live, getter)()
