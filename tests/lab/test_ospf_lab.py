"""OSPF by latency on real FRR, in two halls: the near path is taken, the far one when the near one is cut, equal ones
are shared, no traffic passes through a leaf; verify, push and drain go by adjacencies.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from fabricgen.cli.verify import command as verify
from fabricgen.judge import judge
from fabricgen.lab import down, status, up
from fabricgen.lab.command import run
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.namespaces import cut, restore
from fabricgen.lab.observe import Flow, all_established, lost, routes, running_config, sessions, wait_until
from fabricgen.render.run import Worker

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

PAGE = Path(__file__).resolve().parents[2] / "inventories/lab-ospf/intent.yml"
NAME = f"ospf-{os.getpid()}"
LOOPBACKS = {"leaf-p00-00": "10.0.0.0/32", "leaf-p00-01": "10.0.0.1/32", "leaf-p00-02": "10.0.0.2/32",
             "leaf-p00-03": "10.0.0.3/32", "spine-p00-00": "10.0.0.8/32", "spine-p00-01": "10.0.0.9/32"}  # fmt: skip
LEAVES = [name for name in LOOPBACKS if name.startswith("leaf")]
NEAR, FAR = ("swp5",), ("swp6",)
SECONDS = 60


class Site:
    """The inventory under a name of its own, beside its lab."""

    def __init__(self, folder):
        self.folder, self.page = folder, folder / "intent.yml"
        self.page.write_text(PAGE.read_text().replace("name: lab-ospf\n", f"name: {NAME}\n"))
        self.lab = lab_of(judge(folder).blueprint, Worker(judge(folder).blueprint, ()))

    def run(self, *words):
        command = [sys.executable, "-m", "fabricgen", *words, "--transport", "local"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder)
        return done.returncode, done.stdout, done.stderr

    def ways(self, switch):
        """By switch: the ports that the kernel sends packets to its loopback by."""
        table = routes(self.lab.name, switch)
        return {name: tuple(sorted(table.get(prefix, ()))) for name, prefix in LOOPBACKS.items() if name != switch}

    def takes(self, switch, expected):
        waited = wait_until(lambda: self.ways(switch), lambda seen: expected.items() <= seen.items(), SECONDS)
        assert waited.reached, (switch, waited.seen)

    def told(self):
        words = [str(self.folder), "--transport", "local", "--format", "json"]
        done = CliRunner().invoke(verify, words, standalone_mode=False)
        assert done.exception is None, done.exception
        return [f"{finding['code']} {finding['message']}" for finding in json.loads(done.stdout)["findings"]]

    def told_until(self, findings):
        """LLDP needs a while, and so does a busy machine; the last thing told is returned."""
        return wait_until(self.told, lambda seen: seen == findings, SECONDS).seen

    def cables(self, *end):
        return [cable for cable in self.lab.cables if end in cable.ends]


@pytest.fixture(scope="module")
def site(able, tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("ospf"))
    try:
        assert up(site.lab) == ()
        names = [switch.name for switch in site.lab.switches]
        every = lambda seen: len(seen) == 16 and all_established(seen)  # noqa: E731 - a port that isn't up isn't told
        waited = wait_until(lambda: sessions(NAME, names), every, SECONDS)
        assert waited.reached, waited.seen
        assert {(session.family, session.state) for session in waited.seen} == {("ospf", "Full")}
        yield site
    finally:
        down(NAME)


CALM = {"leaf-p00-01": NEAR, "leaf-p00-02": ("swp5", "swp6"), "leaf-p00-03": ("swp5", "swp6"),
        "spine-p00-00": NEAR, "spine-p00-01": FAR}  # fmt: skip


def test_the_near_path_is_taken_and_equal_ones_are_shared(site):
    site.takes("leaf-p00-00", CALM)
    site.takes("leaf-p00-02", {"leaf-p00-03": FAR, "leaf-p00-00": ("swp5", "swp6")})
    assert site.told_until([]) == []


def test_hosts_reach_hosts(site):
    hosts = {host.name: host.addresses[0][1].split("/")[0] for host in site.lab.hosts}
    flows = [Flow(one, hosts[one], hosts[other]) for one in hosts for other in hosts if one != other]
    assert len(flows) == len(hosts) * (len(hosts) - 1) > 1
    assert wait_until(lambda: lost(NAME, flows), lambda seen: not seen, SECONDS).reached


def test_status_tells_adjacencies(site):
    seen = {switch.name: switch for switch in status(NAME).switches}
    assert [session.neighbor for session in seen["leaf-p00-00"].sessions] == ["swp5", "swp6"]
    assert "ospfd" in seen["leaf-p00-00"].daemons
    assert "bgpd" not in seen["leaf-p00-00"].daemons


def test_it_falls_back_when_the_near_path_is_cut_and_no_leaf_is_passed(site):
    cables = site.cables("leaf-p00-00", "swp5")
    cut(site.lab, cables)
    try:
        site.takes("leaf-p00-00", dict.fromkeys(LEAVES[1:], FAR))
        # whoever wants to reach it goes by the far spine, and not by the near one and another leaf
        for leaf in LEAVES[1:]:
            site.takes(leaf, {"leaf-p00-00": FAR})
        dead = (
            "FG908 the cable leaf-p00-00 swp5 – spine-p00-00 swp1 is dead: "
            "leaf-p00-00 swp5 is down and spine-p00-00 swp1 is down"
        )
        assert site.told_until([dead]) == [dead]
    finally:
        restore(site.lab, cables)
    site.takes("leaf-p00-00", CALM)


def configured(site, switch, *lines):
    run(("vtysh", "-N", site.lab.namespace(switch), *(word for line in lines for word in ("-c", line))))


def test_an_adjacency_that_ends_by_hand_is_told(site):
    """Its timers differ from those at the other end, so neither hears the other."""
    port = ("configure terminal", "interface swp6")
    configured(site, "leaf-p00-00", *port, "ip ospf hello-interval 7")
    down = "FG903 the OSPF adjacency leaf-p00-00 swp6 – spine-p00-01 swp1 (neighbor swp6) is down"
    try:
        told = wait_until(site.told, lambda seen: down in seen, SECONDS).seen
        assert [each for each in told if not each.startswith("FG912")] == [down]
    finally:
        configured(site, "leaf-p00-00", *port, "ip ospf hello-interval 1")
    site.takes("leaf-p00-00", CALM)


def test_a_cost_changed_by_hand_is_told_by_its_paths(site):
    port = ("configure terminal", "interface swp5")
    configured(site, "leaf-p00-00", *port, "ip ospf cost 60000")
    try:
        site.takes("leaf-p00-00", {"leaf-p00-01": FAR})
        found = {each.split()[0] for each in site.told()}
        assert "FG912" in found  # drift
        assert found & {"FG909", "FG910"}  # paths
        assert "FG903" not in found
    finally:
        configured(site, "leaf-p00-00", *port, "ip ospf cost 32771")
    site.takes("leaf-p00-00", CALM)


def test_a_push_changes_costs_and_waits_for_adjacencies(site):
    """The near spine is 40 m away, and not 30."""
    text = site.page.read_text()
    site.page.write_text(text.replace("length: 30 m", "length: 40 m"))
    code, out, err = site.run("push", ".", "--yes", "--confirm", "15")
    assert (code, out) == (0, "push 1: 6 new\n"), err
    assert "ip ospf cost 32772" in running_config(NAME, "leaf-p00-00")
    site.takes("leaf-p00-00", CALM)
    assert site.told_until([]) == []


def test_a_drained_spine_carries_nothing_while_it_changes(site):
    """By the highest metric: leaves of its own hall go by the other spine, too, and come back."""
    configured(site, "spine-p00-00", "configure terminal", "router ospf", "max-metric router-lsa administrative")
    site.takes("leaf-p00-00", {"leaf-p00-01": FAR, "leaf-p00-02": FAR, "spine-p00-00": NEAR})
    site.page.write_text(site.page.read_text().replace("length: 40 m", "length: 50 m"))
    code, out, err = site.run("push", ".", "--yes", "--drain", "--confirm", "15", "--only", "spine-p00-00")
    assert (code, out) == (0, "push 2: 1 new\n"), err
    assert "max-metric" not in running_config(NAME, "spine-p00-00")
    site.takes("leaf-p00-00", {"leaf-p00-01": NEAR})
