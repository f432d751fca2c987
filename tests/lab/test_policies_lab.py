"""Policies on real packets: what is declared passes, with its answers, and the rest is dropped, at the leaf that it
enters; the switches themselves take routing from neighbours and logins from whom the page says.
"""

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from talk import arrives, connects, listening

from fabricgen.judge import judge
from fabricgen.lab import down, up
from fabricgen.lab.command import run
from fabricgen.lab.inventory import lab as lab_of
from fabricgen.lab.observe import Flow, all_established, lost, sessions, wait_until
from fabricgen.lab.rules import PROGRAMS
from fabricgen.render.run import Worker

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

ROOT = Path(__file__).resolve().parents[2]
EDITS = {
    "leaves: 4": "leaves: 3",
    "  spines: 2\n": "  spines: 1\n",
    "prefix: 198.18.0.0/24": "prefix: 198.18.9.0/24\n  allow: [198.18.9.0/24]",
}
POLICIES = """
control_plane: closed
control_rates: {routing: 2000, other: 20}
policies:
  - {from: 10.128.0.0/28, to: 10.128.0.16/28, allow: [tcp/8080, udp/4791], reason: the first leaf asks the second}
  - {from: 10.128.0.32/28, to: any, deny: icmp}
  - {from: any, to: 10.128.0.0/24, allow: icmp}
  - {from: any, to: any, deny: all}
"""
ASKING, ASKED, OTHER = (f"leaf-p00-0{number}" for number in range(3))
WEB, BESIDE, ROCE, NAMES, SSH, BGP = 8080, 8081, 4791, 53, 22, 179


@pytest.fixture(scope="module")
def fabric(able, tmp_path_factory):
    """The lab, and the address of the host of each leaf."""
    missing = [program for program in PROGRAMS.values() if not shutil.which(program)]
    if missing:
        reason = f"{', '.join(missing)} missing; install it with `apt-get install iptables`"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    folder = tmp_path_factory.mktemp("policies")
    text = (ROOT / "inventories/lab/intent.yml").read_text()
    for old, new in EDITS.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "intent.yml").write_text(text + POLICIES)
    verdict = judge(folder)
    assert not verdict.errors
    lab = replace(lab_of(verdict.blueprint, Worker(verdict.blueprint, ())), name=f"a-{os.getpid()}")
    hosts = {host.name.removeprefix("host-"): host.addresses[0][1].split("/")[0] for host in lab.hosts}
    try:
        assert up(lab) == ()
        yield lab, hosts
    finally:
        down(lab.name)


@pytest.fixture(scope="module")
def space(fabric):
    lab, _ = fabric
    return lambda leaf: lab.namespace(f"host-{leaf}")


def test_neighbours_get_through_to_a_closed_control_plane(fabric):
    """BGP, and BFD beside it."""
    lab, _ = fabric
    names = [switch.name for switch in lab.switches]
    waited = wait_until(lambda: sessions(lab.name, names), all_established, 60)
    assert waited.reached, waited.seen


def test_a_declared_question_is_answered(fabric, space):
    lab, hosts = fabric
    wait_until(lambda: lost(lab.name, [Flow(f"host-{ASKING}", hosts[ASKING], hosts[ASKED])]), lambda seen: not seen, 30)
    with listening(space(ASKED), hosts[ASKED], WEB):
        assert in_time(connects, space(ASKING), hosts[ASKING], (hosts[ASKED], WEB))
    assert in_time(arrives, space(ASKING), hosts[ASKING], space(ASKED), (hosts[ASKED], ROCE))


def test_answers_come_from_the_port_that_was_asked(fabric, space):
    _, hosts = fabric
    assert in_time(arrives, space(ASKED), hosts[ASKED], space(ASKING), (hosts[ASKING], ROCE))  # RoCE answers to 4791
    assert in_time(arrives, space(ASKED), hosts[ASKED], space(ASKING), (hosts[ASKING], 40_000), source_port=ROCE)


def in_time(way, *words, **more):
    """A busy machine may lose a packet, and a filter loses all of them."""
    return wait_until(lambda: way(*words, **more), bool, 20).reached


UNDECLARED = {
    "another port": (ASKING, ASKED, BESIDE, 0),
    "the other way": (ASKED, ASKING, WEB, 0),
    "a question out of the port for answers": (ASKED, ASKING, BESIDE, WEB),
    "somebody else": (OTHER, ASKED, WEB, 0),
    "to somebody else": (ASKING, OTHER, WEB, 0),
}


@pytest.mark.parametrize(("source", "target", "port", "source_port"), UNDECLARED.values(), ids=UNDECLARED)
def test_an_undeclared_session_does_not_open(fabric, space, source, target, port, source_port):
    _, hosts = fabric
    with listening(space(target), hosts[target], port):
        assert not connects(space(source), hosts[source], (hosts[target], port), source_port)


def test_an_undeclared_datagram_does_not_arrive(fabric, space):
    _, hosts = fabric
    assert not arrives(space(ASKING), hosts[ASKING], space(ASKED), (hosts[ASKED], NAMES))
    assert not arrives(space(OTHER), hosts[OTHER], space(ASKED), (hosts[ASKED], ROCE))


def test_the_first_policy_that_fits_decides(fabric):
    lab, hosts = fabric
    flows = {
        source: Flow(f"host-{source}", hosts[source], hosts[target])
        for source, target in ((ASKING, ASKED), (ASKED, ASKING), (OTHER, ASKED))
    }
    waited = wait_until(lambda: lost(lab.name, flows.values()), lambda seen: seen == (flows[OTHER],), 20)
    assert waited.reached, waited.seen


def test_without_its_rules_the_same_packets_pass(fabric, space):
    """It is the list that drops them, and nothing else."""
    lab, hosts = fabric
    leaf, restore = lab.namespace(ASKING), PROGRAMS["rules.v4"]
    rules = next(switch.files["rules.v4"] for switch in lab.switches if switch.name == ASKING)
    with listening(space(ASKED), hosts[ASKED], BESIDE):
        assert not connects(space(ASKING), hosts[ASKING], (hosts[ASKED], BESIDE))
        run(("ip", "netns", "exec", leaf, "iptables-legacy", "-t", "raw", "-F"))
        run(("ip", "netns", "exec", lab.namespace(ASKED), "iptables-legacy", "-t", "raw", "-F"))
        try:
            assert in_time(connects, space(ASKING), hosts[ASKING], (hosts[ASKED], BESIDE))
        finally:
            run(("ip", "netns", "exec", leaf, restore), rules)


def test_hosts_can_t_talk_to_the_routing_of_a_switch(fabric, space):
    """bgpd listens on every address; hosts may ping theirs, and no more."""
    lab, hosts = fabric
    gateway = hosts[OTHER].rpartition(".")[0] + "." + str(int(hosts[OTHER].rpartition(".")[2]) - 1)
    run(("ip", "netns", "exec", lab.namespace(OTHER), "iptables-legacy", "-t", "raw", "-F"))
    assert lost(lab.name, [Flow(f"host-{OTHER}", hosts[OTHER], gateway)]) == ()
    assert not connects(space(OTHER), hosts[OTHER], (gateway, BGP))
    run(("ip", "netns", "exec", lab.namespace(OTHER), "iptables-legacy", "-F", "INPUT"))
    assert in_time(connects, space(OTHER), hosts[OTHER], (gateway, BGP))


def test_a_flood_is_cut_to_its_rate_and_leaves_the_routing_alone(fabric):
    """Rates count what the switch itself hears: 300 pings at once, of which 20 pass and 20 more each second."""
    lab, hosts = fabric
    gateway = hosts[ASKING].rpartition(".")[0] + "." + str(int(hosts[ASKING].rpartition(".")[2]) - 1)
    ping = ("ping", "-q", "-c", "300", "-i", "0.001", "-W", "1", gateway)
    heard = run(("ip", "netns", "exec", lab.namespace(f"host-{ASKING}"), "sh", "-c", f"{' '.join(ping)} || true"))
    received = int(re.search(r"(\d+) received", heard)[1])
    assert 10 <= received < 280, heard
    assert all_established(sessions(lab.name, [switch.name for switch in lab.switches]))


def test_only_those_who_are_allowed_log_in(fabric, space):
    lab, hosts = fabric
    counters = run(("ip", "netns", "exec", lab.namespace(ASKED), "iptables-legacy", "-S", "MANAGEMENT"))
    assert counters.splitlines()[1:] == ["-A MANAGEMENT -s 198.18.9.0/24 -j RETURN", "-A MANAGEMENT -j DROP"]
    gateway = hosts[ASKED].rpartition(".")[0] + "." + str(int(hosts[ASKED].rpartition(".")[2]) - 1)
    run(("ip", "netns", "exec", lab.namespace(ASKED), "iptables-legacy", "-t", "raw", "-F"))
    with listening(lab.namespace(ASKED), gateway, SSH):
        assert not connects(space(ASKED), hosts[ASKED], (gateway, SSH))
        run(("ip", "netns", "exec", lab.namespace(ASKED), "iptables-legacy", "-F", "INPUT"))
        assert in_time(connects, space(ASKED), hosts[ASKED], (gateway, SSH))
