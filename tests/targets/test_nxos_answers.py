"""Who the NX-OS driver talks to, and what it makes of what it's told."""

from ssl import get_default_verify_paths

import pytest
from napalm.base.exceptions import CommandErrorException, ConnectAuthError, ConnectionException

from fabricgen.targets.drivers import nxos_text
from fabricgen.targets.drivers.nxos import NxosDriver
from fabricgen.targets.trust import UntrustedError
from tests.fakes import https, nxapi
from tests.fakes.box import Box
from tests.targets.nxos_bench import DIFF, NEW, OLD, load, reached


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


def test_a_refused_login(box, switch, tmp_path):
    box.faults.refuse_login = True
    with pytest.raises(ConnectAuthError) as refused, reached(NxosDriver, switch, tmp_path):
        pass
    assert str(refused.value) == "127.0.0.202: user name or password isn't accepted"


def test_a_login_that_only_ssh_refuses(driver):
    driver.password += "?"
    with pytest.raises(ConnectAuthError) as refused:
        driver.load_replace_candidate(config=NEW)
    assert str(refused.value) == "127.0.0.202: SSH doesn't accept the login; SCP needs it too"


def test_a_certificate_that_nobody_vouches_for_is_refused(box, switch, tmp_path):
    with (
        pytest.raises(UntrustedError, match=r"isn't vouched for by .*certif.*; SHA256"),
        reached(NxosDriver, switch, tmp_path, ca=None),
    ):
        pass
    assert box.steps == []


def test_a_host_key_that_nobody_knows_is_refused_before_the_password_is_sent(box, switch, tmp_path):
    empty = tmp_path / "nobody"
    empty.touch()
    refused = pytest.raises(UntrustedError, match=r"^the host key of \[127\.0\.0\.202\]:\d+ isn't in .*nobody: ecdsa")
    with reached(NxosDriver, switch, tmp_path, known_hosts=str(empty)) as driver, refused:
        driver.load_replace_candidate(config=NEW)
    assert "load" not in box.steps


def test_unverified_is_a_choice(switch, tmp_path):
    with reached(
        NxosDriver, switch, tmp_path, ca=None, known_hosts=str(tmp_path / "nobody"), unverified=True
    ) as driver:
        assert load(driver) == DIFF


def test_something_else_there(tmp_path):
    with https.serve(lambda _request: https.Response(b"<html>", 404)) as served:
        driver = NxosDriver(served.host, "admin", "secret", optional_args={"port": served.port, "ca": served.ca})
        with pytest.raises(ConnectionException) as other:
            driver.open()
    assert str(other.value) == "127.0.0.1: what answers isn't NX-API; is `feature nxapi` on?"


def test_without_a_ca_the_authorities_of_this_machine_count():
    paths = get_default_verify_paths()
    assert NxosDriver("h", "u", "p", optional_args={}).ssl_verify == (paths.cafile or paths.capath)


# --- what it tells


def test_counters_are_not_told(driver):
    with pytest.raises(NotImplementedError, match="counts the pause frames of all priorities together"):
        driver.get_lossless_counters()


def test_forwarding(box, tmp_path):
    path = {
        "ip_prefix": "10.0.0.1/32",
        "TABLE_path": {"ROW_path": [{"ifname": "Ethernet1/2"}, {"ifname": "Ethernet1/1"}]},
    }
    drop = {"ip_prefix": "10.0.0.2/32", "TABLE_path": {"ROW_path": {"ifname": "Null0"}}}
    vrf = {"TABLE_vrf": {"ROW_vrf": {"TABLE_prefix": {"ROW_prefix": [path, drop]}}}}
    answers = {
        "show forwarding ipv4 route": {"TABLE_module": {"ROW_module": vrf}},
    }
    with reached(NxosDriver, nxapi.Switch(box, answers), tmp_path) as driver:
        assert driver.get_forwarding() == {"10.0.0.1/32": ["Ethernet1/1", "Ethernet1/2"], "10.0.0.2/32": []}


def test_a_command_that_the_box_does_not_know_is_told(driver):
    with pytest.raises(CommandErrorException) as unknown, driver._saying(CommandErrorException):
        driver._send_command("show me")
    assert str(unknown.value) == "127.0.0.202: `show me`: % Invalid command"


def test_a_switch_without_routes_forwards_nothing(driver):
    assert driver.get_forwarding() == {}


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("Collecting Running-Config\n#Generating Rollback Patch\nRollback Patch is Empty\n", ""),
        (
            "#Generating Rollback Patch\n!!\n!\ninterface Ethernet1/1\n  mtu 9216\n..\n",
            "interface Ethernet1/1\n  mtu 9216",
        ),
        ("% Invalid command", None),
    ],
)
def test_what_a_patch_says(answer, found):
    assert nxos_text.patch(answer) == found


@pytest.mark.parametrize(
    "said",
    [
        "Rollback completed successfully.",
        "Rollback Patch is Empty",
        "Note: Applying config parallelly may fail Rollback verification\nRollback completed successfully.",
    ],
)
def test_a_good_answer_is_not_taken_for_a_bad_one(said):
    assert nxos_text.COMPLETED.search(said)
    assert not nxos_text.FAILED.search(said)


@pytest.mark.parametrize(
    "said", ["Rollback failed.", "Verification failed, Rolling back to previous configuration", "ERROR: no file"]
)
def test_a_bad_answer_is_seen(said):
    assert nxos_text.FAILED.search(said)


STANDING = """\
!Command: Checkpoint cmd vdc 1
!Time: Sat Nov 21 12:00:00 2026

version 10.5(3) Bios:version 01.09
hostname old
!#cli alias name wr copy run start
class-map type network-qos c-8q-nq1
  match qos-group 1
class-map type qos match-any CLASS-mine
  match dscp 26
vdc leaf-1 id 1
  limit-resource vlan minimum 16 maximum 4094
  limit-resource vrf minimum 2 maximum 4096
hardware access-list tcam region ing-racl 1536
copp profile strict
snmp-server user admin network-admin auth md5 0x12 priv 0x12 localizedkey
boot nxos bootflash:/nxos64-cs.10.5.3.F.bin
vlan 1
line console
line vty
"""


def test_what_is_the_boxes_own_goes_into_the_candidate():
    text = "hostname new\ncopp profile dense\nvlan 1\n"
    assert nxos_text.checkpointed(text, STANDING).splitlines() == [
        "!Command: Checkpoint cmd vdc 1",
        "version 10.5(3) Bios:version 01.09",
        "class-map type network-qos c-8q-nq1",
        "  match qos-group 1",
        "vdc leaf-1 id 1",
        "  limit-resource vlan minimum 16 maximum 4094",
        "  limit-resource vrf minimum 2 maximum 4096",
        "hardware access-list tcam region ing-racl 1536",
        "snmp-server user admin network-admin auth md5 0x12 priv 0x12 localizedkey",
        "boot nxos bootflash:/nxos64-cs.10.5.3.F.bin",
        "line console",
        "line vty",
        "hostname new",
        "copp profile dense",
        "vlan 1",
    ]


def test_a_checkpoint_is_a_candidate_as_it_is():
    assert nxos_text.checkpointed(STANDING, "version 1\nvdc other id 1") == STANDING
