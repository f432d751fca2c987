"""SonicDriver on a fake that runs the driver's own program in the place of a box."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import paramiko
import pytest
from napalm.base.exceptions import (
    CommitConfirmException,
    CommitError,
    ConnectAuthError,
    ConnectionClosedException,
    ConnectionException,
    MergeConfigException,
    ReplaceConfigException,
)

from fabricgen.targets.drivers import DRIVERS, bundle
from fabricgen.targets.drivers.sonic import SonicDriver
from fabricgen.targets.drivers.sonic_box import Done
from fabricgen.targets.trust import UntrustedError
from tests.fakes.box import Box
from tests.fakes.sonic_parts import stocked
from tests.fakes.sonic_ssh import sonic
from tests.fakes.sonic_switch import Sonic
from tests.fakes.ssh import known_hosts

LINES = """frr version 10.5
frr defaults datacenter
router bgp 65001
 bgp router-id 10.0.0.1
 no bgp default ipv4-unicast
 neighbor SPINES peer-group
 neighbor SPINES remote-as 65000
 neighbor 10.1.0.0 peer-group SPINES
 !
 address-family ipv4 unicast
  neighbor SPINES activate
  maximum-paths 4
 exit-address-family
exit
!
end
"""
TABLES: dict[str, Any] = {
    "DEVICE_METADATA": {"localhost": {"hostname": "leaf-1", "type": "ToRRouter", "bgp_asn": "65001"}},
    "PORT": {"Ethernet0": {"lanes": "0,1", "mtu": "9214", "speed": "400000"}, "Ethernet4": {"lanes": "2,3"}},
    "INTERFACE": {"Ethernet0": {}, "Ethernet0|10.1.0.1/31": {}},
    "LOOPBACK_INTERFACE": {"Loopback0": {}, "Loopback0|10.0.0.1/32": {}},
    "NTP_SERVER": {"192.0.2.5": {"iburst": "on"}},
    "PFC_WD": {"GLOBAL": {"POLL_INTERVAL": "200"}, "Ethernet0": {"action": "drop"}},
}


def candidate(lines: str = LINES, **tables: Any) -> str:
    """Tables given as None are left out."""
    kept = {name: rows for name, rows in {**TABLES, **tables}.items() if rows is not None}
    return bundle({"config_db.json": json.dumps(kept), "frr.conf": lines})


WIDE = LINES.replace("maximum-paths 4", "maximum-paths 8")
NTP = {"192.0.2.6": {"iburst": "on"}}
OLD, NEW = candidate(), candidate(WIDE, NTP_SERVER=NTP)
DIFF = """config_db.json:
- NTP_SERVER|192.0.2.5
- NTP_SERVER|192.0.2.5|iburst: on
+ NTP_SERVER|192.0.2.6
+ NTP_SERVER|192.0.2.6|iburst: on
frr.conf:
- router bgp 65001: address-family ipv4 unicast: maximum-paths 4
+ router bgp 65001: address-family ipv4 unicast: maximum-paths 8"""

Opened = Callable[..., Any]


class Clock:
    """Minutes pass at once."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def box(clock: Clock) -> Box:
    return Box("leaf-1", stocked(OLD), clock=clock)


@pytest.fixture
def served(box: Box) -> Iterator[tuple[Sonic, int]]:
    with sonic(box) as both:
        yield both


@pytest.fixture
def reach(box: Box, served: tuple[Sonic, int], tmp_path: Path) -> Iterator[Opened]:
    """A driver that isn't open yet."""
    known = known_hosts(tmp_path / "known_hosts", "127.0.0.1", served[1])
    with ExitStack() as stack:

        def made(password: str = box.password, **args: Any) -> SonicDriver:
            given = {"port": served[1], "known_hosts": str(known), **args}
            driver = SonicDriver("127.0.0.1", "admin", password, 10, given)
            stack.callback(driver.close)
            return driver

        yield made


@pytest.fixture
def driver(reach: Opened) -> SonicDriver:
    opened: SonicDriver = reach()
    opened.open()
    return opened


def foreign(box: Box) -> Any:
    """What is none of ours."""
    config = json.loads(json.loads(box.running)["config_db.json"])
    return {table: config[table] for table in ("FEATURE", "BUFFER_POOL")}, config["DEVICE_METADATA"]["localhost"]["mac"]


# What changes and what doesn't


def test_nothing_to_do(driver: SonicDriver, box: Box) -> None:
    driver.load_replace_candidate(config=OLD)
    assert driver.compare_config() == ""
    driver.commit_config()
    assert driver.compare_config() == ""
    assert box.running == stocked(OLD)


def test_replace(driver: SonicDriver, box: Box) -> None:
    before = foreign(box)
    driver.load_replace_candidate(config=NEW)
    assert driver.compare_config() == DIFF
    driver.commit_config()
    assert box.running == box.startup == stocked(NEW)
    assert foreign(box) == before
    driver.load_replace_candidate(config=NEW)
    assert driver.compare_config() == ""


def test_a_backup_comes_back(driver: SonicDriver, box: Box) -> None:
    backup = driver.get_backup()
    driver.load_replace_candidate(config=backup)
    assert driver.compare_config() == ""
    driver.load_replace_candidate(config=NEW)
    driver.commit_config()
    driver.load_replace_candidate(config=backup)
    driver.commit_config()
    assert box.running == box.startup == stocked(OLD)


def test_routing_alone_leaves_the_updater_alone(driver: SonicDriver, served: tuple[Sonic, int], box: Box) -> None:
    driver.load_replace_candidate(config=candidate(WIDE))
    driver.commit_config(revert_in=60)
    served[0].checkpoints.clear()  # a rollback by the updater would fail now
    driver.rollback()
    assert box.running == stocked(OLD)


def test_lines_are_merged(driver: SonicDriver) -> None:
    driver.load_merge_candidate(config=str(drain()))
    assert driver.compare_config() == "frr.conf:\n+ router bgp 65001: bgp graceful-shutdown"
    driver.commit_config()
    driver.load_replace_candidate(config=OLD)
    assert driver.compare_config() == "frr.conf:\n- router bgp 65001: bgp graceful-shutdown"


def drain() -> str:
    lines = DRIVERS["sonic"].drain
    assert callable(lines)
    return lines(65001)


def test_discard(driver: SonicDriver, served: tuple[Sonic, int], box: Box) -> None:
    driver.load_replace_candidate(config=NEW)
    driver.discard_config()
    assert driver.compare_config() == ""
    assert box.running == stocked(OLD)
    assert not [path for path in served[0].files if driver._session in path]
    with pytest.raises(CommitError, match=r"^127\.0\.0\.1: nothing is loaded; load a candidate first$"):
        driver.commit_config()


# The timer


def committed(driver: SonicDriver, text: str = NEW) -> None:
    driver.load_replace_candidate(config=text)
    driver.commit_config(revert_in=60)


def test_confirmed_from_another_session(driver: SonicDriver, reach: Opened, box: Box, clock: Clock) -> None:
    committed(driver)
    assert box.running == stocked(NEW)
    assert box.startup == stocked(OLD)
    other = reach()
    other.open()
    assert other.has_pending_commit()
    other.confirm_commit()
    clock.now += 3600
    assert not driver.has_pending_commit()
    assert box.running == box.startup == stocked(NEW)


def test_not_confirmed(driver: SonicDriver, box: Box, clock: Clock) -> None:
    committed(driver)
    clock.now += 59
    assert driver.has_pending_commit()
    clock.now += 1
    assert not driver.has_pending_commit()
    assert box.running == box.startup == stocked(OLD)
    with pytest.raises(CommitConfirmException, match="no commit waits to be confirmed; its time is over"):
        driver.confirm_commit()


def test_closed_before_it_is_confirmed(driver: SonicDriver, box: Box, clock: Clock) -> None:
    committed(driver)
    driver.close()
    assert box.pending() == 60
    clock.now += 60
    assert box.pending() is None
    assert box.running == stocked(OLD)


def test_rolled_back_while_it_waits(driver: SonicDriver, box: Box) -> None:
    committed(driver)
    driver.rollback()
    assert not driver.has_pending_commit()
    assert box.running == box.startup == stocked(OLD)


def test_rolled_back_when_it_was_kept(driver: SonicDriver, box: Box) -> None:
    driver.load_replace_candidate(config=NEW)
    driver.commit_config()
    driver.rollback()
    assert box.running == box.startup == stocked(OLD)


def test_one_commit_at_a_time(driver: SonicDriver, reach: Opened) -> None:
    committed(driver)
    other = reach()
    other.open()
    other.load_replace_candidate(config=OLD)
    with pytest.raises(CommitError, match="another commit waits to be confirmed; confirm it or roll it back first"):
        other.commit_config()


def test_a_forgotten_timer_shows(driver: SonicDriver, box: Box) -> None:
    box.faults.forgets_timer = True
    committed(driver)
    assert not driver.has_pending_commit()


# Refusals

REFUSED = {
    "line": (
        candidate(LINES.replace("maximum-paths 4", "maximum-paths many")),
        "maximum-paths many",
        "line 12: % Unknown command[4]: maximum-paths many",
    ),
    "undefined": (
        candidate(LINES.replace("10.1.0.0 peer-group SPINES", "10.1.0.0 peer-group SPNES")),
        "",
        "SPNES",
    ),
    "patch": (
        candidate(NTP_SERVER={"time": {"iburst": "perhaps"}}),
        "perhaps",
        "Failed to apply patch on the following scopes:\n- localhost: not valid: perhaps",
    ),
    "breakout": (
        candidate(BREAKOUT_CFG={"Ethernet0": {"brkout_mode": "2x400G"}}, MGMT_VRF_CONFIG={"vrf_global": {"on": "yes"}}),
        "",
        (
            "these need `config reload` on the box, minutes without traffic, which a push doesn't do: "
            "+ BREAKOUT_CFG|Ethernet0, + BREAKOUT_CFG|Ethernet0|brkout_mode: 2x400G, "
            "+ MGMT_VRF_CONFIG|vrf_global, + MGMT_VRF_CONFIG|vrf_global|on: yes"
        ),
    ),
    "port": (
        candidate(PORT={**TABLES["PORT"], "Ethernet8": {"lanes": "4,5"}}),
        "",
        "doesn't do: + PORT|Ethernet8, + PORT|Ethernet8|lanes: 4,5",
    ),
    "watchdog": (candidate(PFC_WD=None), "", "doesn't do: - PFC_WD|GLOBAL"),
}


@pytest.mark.parametrize(("text", "refuses", "words"), REFUSED.values(), ids=REFUSED)
def test_refused_at_load(driver: SonicDriver, box: Box, text: str, refuses: str, words: str) -> None:
    box.faults.refuses = refuses
    with pytest.raises(ReplaceConfigException) as refused:
        driver.load_replace_candidate(config=text)
    assert words in str(refused.value)
    assert driver.compare_config() == ""
    assert box.running == stocked(OLD)


@pytest.mark.parametrize("text", ["", "{}", '{"config_db.json": "[]", "frr.conf": ""}', "router bgp 1"])
def test_no_candidate(driver: SonicDriver, text: str) -> None:
    with pytest.raises(ReplaceConfigException, match="a candidate is a JSON object with config_db"):
        driver.load_replace_candidate(config=text)


def test_refused_merge(driver: SonicDriver, box: Box) -> None:
    box.faults.refuses = "bgp graceful-shutdown"
    with pytest.raises(MergeConfigException, match="bgp graceful-shutdown"):
        driver.load_merge_candidate(config=drain())


@pytest.mark.parametrize("seconds", [None, 60])
@pytest.mark.parametrize("refuses", ["maximum-paths 8", "192.0.2.6"])
def test_refused_half_way(driver: SonicDriver, box: Box, refuses: str, seconds: int | None) -> None:
    """What the first checks let pass."""
    driver.load_replace_candidate(config=NEW)
    box.faults.refuses = refuses
    with pytest.raises(CommitError, match=refuses):
        driver.commit_config(revert_in=seconds)
    assert not driver.has_pending_commit()
    assert box.running == box.startup == stocked(OLD)


def test_wrong_times(driver: SonicDriver) -> None:
    driver.load_replace_candidate(config=NEW)
    with pytest.raises(CommitError, match="revert_in is 0; give at least 1 second"):
        driver.commit_config(revert_in=0)
    with pytest.raises(NotImplementedError):
        driver.commit_config(message="why")


def test_nothing_to_go_back_to(driver: SonicDriver) -> None:
    with pytest.raises(CommitError, match="there is no earlier configuration to go back to"):
        driver.rollback()


# The way there


def test_wrong_password(reach: Opened) -> None:
    with pytest.raises(ConnectAuthError):
        reach(password="guess").open()


def test_login_refused(reach: Opened, box: Box) -> None:
    box.faults.refuse_login = True
    with pytest.raises(ConnectAuthError):
        reach().open()


def test_stranger(reach: Opened, served: tuple[Sonic, int], tmp_path: Path) -> None:
    other = known_hosts(tmp_path / "other", "127.0.0.1", served[1], paramiko.ECDSAKey.generate())
    with pytest.raises(UntrustedError):
        reach(known_hosts=str(other)).open()
    opted_out = reach(known_hosts=str(tmp_path / "none"), unverified=True)
    opted_out.open()
    assert opted_out.is_alive() == {"is_alive": True}


def test_no_superuser(reach: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fakes.sonic_ssh.asked", lambda *_: Done(1, "sudo: a password is required\n"))
    with pytest.raises(ConnectionException, match="`sudo -n sonic-cfggen` there says: sudo: a password is required"):
        reach().open()


def work(driver: SonicDriver) -> None:
    driver.open()
    committed(driver)
    driver.confirm_commit()
    driver.rollback()


STATES = {
    "open": (OLD, OLD),
    "load": (OLD, OLD),
    "compare": (OLD, OLD),
    "read": (OLD, OLD),
    "commit": (OLD, NEW),
    "confirm": (NEW, NEW),
    "rollback": (NEW, OLD),
}
"""What runs after the connection was lost before and after each step."""


@pytest.mark.parametrize("step", STATES)
@pytest.mark.parametrize("after", [False, True])
def test_connection_lost(reach: Opened, box: Box, step: str, after: bool) -> None:  # noqa: FBT001 - a case
    setattr(box.faults, "drop_after" if after else "drop_before", step)
    driver = reach()
    with pytest.raises((ConnectionClosedException, ConnectionException)):
        work(driver)
    assert box.running == stocked(STATES[step][after])
    driver.close()
    again = reach()
    again.open()
    again.load_replace_candidate(config=OLD)
    assert (again.compare_config() == "") == (STATES[step][after] == OLD)


def test_dropped_commit_goes_back(reach: Opened, box: Box, clock: Clock) -> None:
    box.faults.drop_after = "commit"
    driver = reach()
    driver.open()
    with pytest.raises(ConnectionClosedException):
        committed(driver)
    assert box.running == stocked(NEW)
    clock.now += 60
    assert box.pending() is None
    assert box.running == box.startup == stocked(OLD)


def test_another_difference(driver: SonicDriver, box: Box) -> None:
    box.faults.other_diff = True
    driver.load_replace_candidate(config=OLD)
    assert driver.compare_config() == "config_db.json:\n- DNS_NAMESERVER|203.0.113.99"


# Reading


def test_read(driver: SonicDriver, served: tuple[Sonic, int]) -> None:
    shown = {"PORT_TABLE:Ethernet0": {"type": "hash", "value": {"oper_status": "up", "mtu": "9214"}}}
    peer = {"remoteAs": 65000, "localAs": 65001, "state": "Active", "peerState": "OK", "peerUptimeMsec": 0}
    summary = {"default": {"ipv4Unicast": {"routerId": "10.0.0.1", "peers": {"10.1.0.0": peer}}}}
    hellos = {"Vrfacme": {"vrfName": "Vrfacme", "vrfId": 7, "interfaces": {"Eth0.2001": {"ospfEnabled": True}}}}
    heard = {"chassis": [{"name": [{"value": "spine-1"}]}], "port": [{"id": [{"type": "local", "value": "Ethernet8"}]}]}
    counted = {"COUNTERS_PORT_NAME_MAP": {"Ethernet0": "oid:1"}, "COUNTERS:oid:1": {"SAI_PORT_STAT_PFC_3_RX_PKTS": "7"}}
    served[0].answers |= {
        "ip -j link": json.dumps([{"ifname": "Ethernet0", "mtu": 9214, "flags": [], "address": "02:00:00:00:00:01"}]),
        "sonic-db-dump -n APPL_DB -k PORT_TABLE:* -y": json.dumps(shown),
        "docker exec bgp vtysh -c show bgp vrf all summary json": json.dumps(summary),
        "docker exec bgp vtysh -c show bgp vrf all neighbors json": "{}",
        "docker exec bgp vtysh -c show ip ospf vrf all interface json": json.dumps(hellos),
        "docker exec bgp vtysh -c show ip ospf vrf all neighbor json": "{}",
        "docker exec lldp lldpctl -f json0": json.dumps({"lldp": [{"interface": [{"name": "Ethernet0", **heard}]}]}),
        "sonic-db-dump -n ASIC_DB -k ASIC_STATE:* -y": "{}",
        "sonic-db-dump -n COUNTERS_DB -k COUNTERS* -y": json.dumps(
            {key: {"type": "hash", "value": value} for key, value in counted.items()}
        ),
    }
    assert driver.get_facts() == {
        "vendor": "SONiC",
        "model": "ACS-SN5600",
        "os_version": "master.1",
        "serial_number": "MT0001",
        "hostname": "leaf-1",
        "fqdn": "leaf-1",
        "uptime": 86400.5,
        "interface_list": ["Ethernet0", "Ethernet4"],
    }
    assert driver.get_interfaces()["Ethernet0"]["is_up"] is True
    assert driver.get_bgp_neighbors()["global"]["peers"]["10.1.0.0"]["remote_as"] == 65000
    assert driver.get_ospf_neighbors() == {"Vrfacme": {"Eth0.2001": []}}
    assert driver.get_lldp_neighbors() == {"Ethernet0": [{"hostname": "spine-1", "port": "Ethernet8"}]}
    assert driver.get_forwarding() == {}
    assert driver.get_lossless_counters() == {"Ethernet0": {"pfc_rx_3": 7}}
