"""CumulusDriver when something is wrong: refusals in the box's words, cut connections, strangers."""

import pytest
from napalm.base.exceptions import (
    CommitError,
    ConnectAuthError,
    ConnectionException,
    MergeConfigException,
    ReplaceConfigException,
)

from fabricgen.targets.trust import UntrustedError
from tests.fakes import https, nvue
from tests.fakes.box import Faults
from tests.targets.cumulus_bench import NEW, OLD, connect, made_box, reached, runs_new, wait


@pytest.fixture
def box():
    return made_box()


@pytest.mark.parametrize("seconds", [0, 86_401])
def test_a_timer_out_of_bounds(box, seconds):
    with reached(box) as live:
        live.load_replace_candidate(config=NEW)
        with pytest.raises(CommitError, match=f"^a commit timer of Cumulus is 1 to 86400 seconds, not {seconds}$"):
            live.commit_config(revert_in=seconds)
        with pytest.raises(NotImplementedError, match=r"^NVUE keeps no message with a commit$"):
            live.commit_config(message="why")
    assert box.running == OLD


@pytest.mark.parametrize(
    ("load", "error"),
    [("load_replace_candidate", ReplaceConfigException), ("load_merge_candidate", MergeConfigException)],
)
def test_a_refused_word(box, load, error):
    box.faults = Faults(refuses="new one")
    switch = nvue.Switch(box, {"/system": {}})
    with reached(box, switch=switch) as live:
        with pytest.raises(error) as refusal:
            getattr(live, load)(config=NEW)
        assert str(refusal.value) == "127.0.0.1: /interface: 'new one' is unexpected"
        assert live.compare_config() == ""
    assert (box.running, switch.revisions) == (OLD, {})


def test_an_empty_configuration(box):
    with reached(box) as live, pytest.raises(ReplaceConfigException) as refusal:
        live.load_replace_candidate(config="{}")
    assert str(refusal.value) == (
        "127.0.0.1: an empty configuration would take the switch away from its management network"
    )


def test_a_revision_that_the_box_finds_invalid(box):
    switch = nvue.Switch(box, {"/system": {}}, invalid="BGP requires router-id to be set")
    with reached(box, switch=switch) as live:
        live.load_replace_candidate(config=NEW)
        with pytest.raises(CommitError) as refusal:
            live.commit_config(revert_in=60)
    assert str(refusal.value) == "127.0.0.1: revision 1 is invalid: Invalid config: BGP requires router-id to be set"
    assert box.running == OLD


def test_another_difference_is_told(box):
    box.faults = Faults(other_diff=True)
    with reached(box) as live:
        live.load_replace_candidate(config=live.get_backup())
        assert live.compare_config() == '+ system message post-login "somebody was here"'


STEPS = {
    "load": lambda live: live.load_replace_candidate(config=NEW),
    "compare": lambda live: live.compare_config(),
    "commit": lambda live: live.commit_config(revert_in=60),
    "confirm": lambda live: live.confirm_commit(),
    "rollback": lambda live: live.rollback(),
}
WAY = {
    "load": ["load"],
    "compare": ["load", "compare"],
    "commit": ["load", "compare", "commit"],
    "confirm": ["load", "compare", "commit", "confirm"],
    "rollback": ["load", "compare", "commit", "rollback"],
}


@pytest.mark.parametrize("step", WAY)
@pytest.mark.parametrize("side", ["drop_before", "drop_after"])
def test_cut_at_a_step_the_box_runs_old_or_new(box, step, side):
    """And old again once the timer has run out, unless the confirmation arrived."""
    *before, last = WAY[step]
    with reached(box) as live:
        for name in before:
            STEPS[name](live)
        setattr(box.faults, side, step)
        with pytest.raises(ConnectionException, match=r"^127\.0\.0\.1: the NVUE API can't be reached: "):
            STEPS[last](live)
    wait(box, 61)
    assert runs_new(box) == ((step, side) == ("confirm", "drop_after"))
    assert runs_new(box) or box.running == OLD


def test_cut_when_it_opens(box):
    box.faults = Faults(drop_before="open")
    with pytest.raises(ConnectionException), reached(box):
        pass


def test_an_api_that_restarts_while_it_applies(box):
    with reached(box, switch=nvue.Switch(box, {"/system": {}}, deaf_after_apply=3)) as live:
        live.load_replace_candidate(config=NEW)
        live.commit_config(revert_in=60)
        live.confirm_commit()
    assert runs_new(box)


def test_an_apply_that_still_runs_is_waited_for(box):
    """Else a second connection would take it for a box where nothing waits."""
    switch = nvue.Switch(box, {"/system": {}})
    box.faults = Faults(drop_after="commit")
    with reached(box, switch=switch) as live:
        live.load_replace_candidate(config=NEW)
        with pytest.raises(ConnectionException):
            live.commit_config(revert_in=60)
    with reached(box, switch=switch) as live:
        assert switch.revisions["1"].coming
        assert live.has_pending_commit()


def test_a_wrong_password(box):
    with (
        pytest.raises(ConnectAuthError, match="user name or password isn't accepted") as refusal,
        reached(box, "guess"),
    ):
        pass
    assert "guess" not in str(refusal.value)


def test_a_login_refused(box):
    box.faults = Faults(refuse_login=True)
    with pytest.raises(ConnectAuthError), reached(box):
        pass


def test_a_certificate_that_nobody_vouches_for(box):
    with nvue.serve(box) as served:
        live = connect(served, ca=None)
        with pytest.raises(UntrustedError, match=r"^127\.0\.0\.1 port \d+ shows a certificate that isn't vouched for"):
            live.open()
    assert box.steps == []


def test_the_opt_out(box):
    with reached(box, ca=None, unverified=True) as live:
        assert live.get_backup() == OLD


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (
            https.Response(b"<html>", 200, "text/html"),
            ConnectionException,
            "127.0.0.1: what answers on port {port} isn't NVUE",
        ),
        (
            https.Response(b"<html>Bad Gateway", 502, "text/html"),
            ConnectionException,
            "127.0.0.1: what answers isn't NVUE, or it isn't well: <html>Bad Gateway",
        ),
        (
            https.Response(b'{"title": "Internal", "detail": "hashed-password $6$salt$abcdef"}', 500),
            ConnectionException,
            "127.0.0.1: what answers isn't NVUE, or it isn't well: Internal; hashed-password <***>",
        ),
        (
            https.Response(b"", 403),
            ConnectAuthError,
            (
                "127.0.0.1: the user may not use the NVUE API: it needs the role system-admin or the group nvapply, "
                "and the user cumulus another password than the one it was shipped with"
            ),
        ),
    ],
)
def test_what_isnt_a_healthy_nvue(answer, error, words):
    with https.serve(lambda _request: answer) as served:
        with pytest.raises(error) as refusal:
            connect(served).open()
        assert str(refusal.value) == words.format(port=served.port)


def test_a_revision_named_with_slashes(box):
    switch = nvue.Switch(box, {"/system": {}}, prefix="changeset/cumulus/2026-01-01_")
    with reached(box, switch=switch) as live:
        live.load_replace_candidate(config=NEW)
        live.commit_config(revert_in=60)
        live.confirm_commit()
    assert runs_new(box)


def test_closed_it_says_so(box):
    with reached(box) as live:
        live.close()
        with pytest.raises(ConnectionException, match=r"^127\.0\.0\.1: the connection isn't open$"):
            live.get_backup()
