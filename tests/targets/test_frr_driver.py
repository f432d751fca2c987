"""The FRR driver on a real switch of a lab, over both transports."""

import re
import time

import pytest
from napalm.base.exceptions import (
    CommandErrorException,
    CommitConfirmException,
    CommitError,
    MergeConfigException,
    ReplaceConfigException,
    SessionLockedException,
)

from fabricgen.lab.command import run
from fabricgen.lab.observe import wait_until
from tests.targets.frr_bench import (
    BOX,
    changed,
    load_and_commit,
    switch_is_free,
)

pytestmark = pytest.mark.lab
DIFFERENCE = """\
 interface swp1
- description spine1:swp1
+ description to the first spine
 router bgp 4200000101
  address-family ipv4 unicast
-  maximum-paths 64
+  maximum-paths 32
"""


def test_no_change_is_no_difference(driver, switch):
    driver.load_replace_candidate(config=driver.get_backup())
    assert driver.compare_config() == ""
    driver.commit_config()
    driver.load_merge_candidate(config=" \n!\n")
    assert driver.compare_config() == ""
    driver.discard_config()


def test_replace_and_rollback_byte_by_byte(driver, switch):
    old, startup = driver.get_backup(), switch.startup
    driver.load_replace_candidate(config=changed(old))
    assert driver.compare_config() == DIFFERENCE
    driver.commit_config()
    assert (switch.running(), switch.startup) == (changed(old), changed(old))
    assert driver.get_config() == {"running": changed(old), "startup": changed(old), "candidate": ""}
    driver.load_replace_candidate(config=changed(old))
    assert driver.compare_config() == ""
    driver.discard_config()
    driver.rollback()
    driver.rollback()
    assert (switch.running(), switch.startup) == (old, startup)


def test_merge(driver, switch, tmp_path):
    fragment = tmp_path / "drain.conf"
    fragment.write_text("router bgp 4200000101\n bgp graceful-shutdown\n no neighbor 10.1.1.4 description\nexit\n")
    old = driver.get_backup()
    driver.load_merge_candidate(filename=str(fragment))
    assert driver.compare_config() == (
        " router bgp 4200000101\n- neighbor 10.1.1.4 description spine2\n+ bgp graceful-shutdown\n"
    )
    driver.commit_config()
    new = switch.running()
    assert sorted({*new.splitlines()} ^ {*old.splitlines()}) == [
        " bgp graceful-shutdown",
        " neighbor 10.1.1.4 description spine2",
    ]


def test_merges_add_up(driver):
    for line in ("description one", "shutdown"):
        driver.load_merge_candidate(config=f"interface swp2\n {line}\nexit\n")
    assert driver.compare_config() == " interface swp2\n+ description one\n+ shutdown\n"


def test_discard(driver, switch):
    old = driver.get_backup()
    driver.load_replace_candidate(config=changed(old))
    driver.discard_config()
    assert (driver.compare_config(), switch.running()) == ("", old)
    with pytest.raises(CommitError, match=f"^{BOX}: nothing is loaded; load a candidate first$"):
        driver.commit_config()


@pytest.mark.parametrize(
    ("found", "put", "said"),
    [
        (" bgp router-id", " bgp roter-id", "line 24: % Unknown command[25]:  bgp roter-id 10.0.0.1"),
        (
            "10.1.1.4 peer-group FABRIC",
            "10.1.1.4 peer-group SPINES",
            "line 35: neighbor 10.1.1.4 peer-group SPINES: this configuration has no peer-group SPINES",
        ),
        (
            "connected route-map ANNOUNCE",
            "connected route-map ALL",
            "line 39: redistribute connected route-map ALL: this configuration has no route-map ALL",
        ),
    ],
)
def test_a_refused_line(driver, switch, found, put, said):
    old = driver.get_backup()
    with pytest.raises(ReplaceConfigException) as refusal:
        driver.load_replace_candidate(config=old.replace(found, put))
    assert str(refusal.value) == f"{BOX}: {said}"
    assert (driver.compare_config(), switch.running()) == ("", old)
    switch_is_free(switch)


def test_a_refused_fragment(driver):
    with pytest.raises(MergeConfigException, match=r"% Unknown command\[\d+\]:  bogus$"):
        driver.load_merge_candidate(config="router bgp 4200000101\n bogus\nexit\n")


def test_what_runs_with_an_unknown_name_is_taken_back(driver, switch):
    run(("vtysh", "-N", switch.space, "-c", "configure", "-c", "ip protocol bgp route-map NOWHERE"))
    driver.load_replace_candidate(config=driver.get_backup())
    assert driver.compare_config() == ""


def test_an_empty_configuration_is_refused(driver):
    with pytest.raises(ReplaceConfigException, match="the configuration is empty"):
        driver.load_replace_candidate(config="\n")


def test_an_as_number_changes_and_changes_back(driver, switch):
    old = driver.get_backup()
    load_and_commit(driver, old.replace("4200000101", "4200000999"))
    assert switch.running() == old.replace("4200000101", "4200000999")
    driver.rollback()
    assert switch.running() == old


TIMES = "  detect-multiplier 4\n  transmit-interval 500\n  receive-interval 500\n"


def test_times_go_back_to_what_bfdd_hides(driver, switch):
    """Its default times stand in no configuration, and it has no words to take others back."""
    old = driver.get_backup()
    usual = old.rstrip("\n")
    load_and_commit(driver, f"{usual}\nbfd\n profile SLOW\n{TIMES} exit\nexit\n")
    assert TIMES.splitlines()[0] in switch.running()
    load_and_commit(driver, f"{usual}\nbfd\n profile SLOW\n exit\nexit\n")
    assert TIMES.splitlines()[0] not in switch.running()
    driver.load_replace_candidate(config=f"{usual}\nbfd\n profile SLOW\n exit\nexit\n")
    assert driver.compare_config() == ""
    driver.discard_config()
    load_and_commit(driver, old)
    assert switch.running() == old


def test_a_commit_waits_and_is_confirmed_by_another_session(driver, switch):
    old, startup = driver.get_backup(), switch.startup
    load_and_commit(driver, changed(old), revert_in=60)
    assert driver.has_pending_commit()
    assert (switch.running(), switch.startup) == (changed(old), startup)
    driver.close()
    other = switch.driver("ssh")
    other.open()
    assert other.has_pending_commit()
    with pytest.raises(
        SessionLockedException, match=r"a commit waits to be confirmed there, \d+ s left; confirm it or"
    ):
        other.load_replace_candidate(config=old)
    other.confirm_commit()
    assert not other.has_pending_commit()
    assert (switch.running(), switch.startup) == (changed(old), changed(old))
    with pytest.raises(CommitConfirmException, match="no commit waits to be confirmed"):
        other.confirm_commit()
    other.rollback()
    assert (switch.running(), switch.startup) == (old, startup)
    other.close()


def test_an_unconfirmed_commit_is_rolled_back_at_once(driver, switch):
    old, startup = driver.get_backup(), switch.startup
    load_and_commit(driver, changed(old), revert_in=60)
    driver.rollback()
    assert (switch.running(), switch.startup, driver.has_pending_commit()) == (old, startup, False)


def test_time_runs_out(driver, switch):
    old = driver.get_backup()
    load_and_commit(driver, changed(old), revert_in=2)
    began = time.monotonic()
    assert switch.running() == changed(old)
    waited = wait_until(switch.running, lambda seen: seen == old, 10)
    assert (waited.reached, time.monotonic() - began > 1.9) == (True, True)
    wait_until(driver.has_pending_commit, lambda pending: not pending, 5)
    with pytest.raises(CommitConfirmException, match="its time is over, or somebody ended it"):
        driver.confirm_commit()


def test_what_it_reads(driver, switch):
    facts = driver.get_facts()
    assert facts["uptime"] > 0
    assert facts | {"uptime": 0} == {
        "vendor": "FRRouting",
        "model": "Linux",
        "os_version": "8.4.4",
        "serial_number": "",
        "hostname": "leaf1",
        "fqdn": "leaf1",
        "uptime": 0,
        "interface_list": ["lo", "swp1", "swp2", "eth0"],
    }
    swp1 = driver.get_interfaces()["swp1"]
    assert (swp1["is_up"], swp1["is_enabled"], swp1["mtu"], swp1["speed"]) == (True, True, 9216, 10000.0)
    assert re.fullmatch(r"(?:[0-9A-F]{2}:){5}[0-9A-F]{2}", swp1["mac_address"])
    assert driver.is_alive() == {"is_alive": True}
    answer = driver.ping("10.1.1.2", count=2)["success"]
    assert (answer["probes_sent"], answer["packet_loss"], len(answer["results"])) == (2, 0, 2)
    assert driver.ping("192.0.2.200", count=1, timeout=1) == {"error": "ping: connect: Network is unreachable"}
    assert "leaf1" in driver.cli(["show version"])["show version"]
    with pytest.raises(CommandErrorException, match=f"^{BOX}: % Unknown command: show nonsense$"):
        driver.cli(["show nonsense"])


def test_sessions_and_routes(driver, switch):
    up = wait_until(driver.get_forwarding, lambda seen: seen.get("10.0.0.2/32") == ["swp1", "swp2"], 20)
    assert (up.seen["10.0.0.2/32"], up.seen["10.0.1.1/32"]) == (["swp1", "swp2"], ["swp1"])
    answer = driver.get_bgp_neighbors()["global"]
    assert (answer["router_id"], sorted(answer["peers"])) == ("10.0.0.1", ["10.1.1.2", "10.1.1.4"])
    peer = answer["peers"]["10.1.1.2"]
    assert (peer["local_as"], peer["remote_as"], peer["remote_id"]) == (4200000101, 4200000001, "10.0.1.1")
    assert (peer["is_up"], peer["is_enabled"], peer["description"]) == (True, True, "spine1")
    assert peer["address_family"]["ipv4"]["received_prefixes"] == 3
    with pytest.raises(NotImplementedError, match="FRR doesn't forward packets"):
        driver.get_lossless_counters()


def test_a_link_that_is_down_carries_nothing(driver, switch):
    wait_until(driver.get_forwarding, lambda seen: seen.get("10.0.0.2/32") == ["swp1", "swp2"], 20)
    run(("ip", "-n", switch.space, "link", "set", "swp1", "down"))
    down = wait_until(driver.get_forwarding, lambda seen: seen.get("10.0.0.2/32") == ["swp2"], 5)
    interface = driver.get_interfaces()["swp1"]
    run(("ip", "-n", switch.space, "link", "set", "swp1", "up"))
    assert (down.reached, interface["is_up"], interface["is_enabled"]) == (True, False, False)
    up = wait_until(driver.get_forwarding, lambda seen: seen.get("10.0.0.2/32") == ["swp1", "swp2"], 20)
    assert up.reached
