"""2 spines and 4 leaves of real FRR: over numbered and over unnumbered links."""

import os
from pathlib import Path

import handwritten
import pytest

from fabricgen.lab import AlreadyUpError, down, status, up
from fabricgen.lab.namespaces import cut, restore
from fabricgen.lab.observe import Delta, all_established, delta, lost, routes, sessions, wait_until

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]

LEAVES = ("leaf1", "leaf2", "leaf3", "leaf4")
V4, V6 = (handwritten.loopback, 32), (handwritten.loopback6, 128)
KINDS = {"numbered": (handwritten.numbered, (V4,), 16), "unnumbered": (handwritten.unnumbered, (V4, V6), 32)}


@pytest.fixture(scope="module", params=KINDS, ids=KINDS)
def fabric(request, able):
    """The lab, the refused lines, the families that it routes and the number of its sessions, both ends counted."""
    make, families, expected = KINDS[request.param]
    lab = make(f"{request.param}-{os.getpid()}")
    try:
        yield lab, up(lab), families, expected
    finally:
        down(lab.name)


def paths(lab, families):
    """How many ways each leaf has to each other leaf, in the kernel."""
    tables = {leaf: routes(lab.name, leaf) for leaf in LEAVES}
    return {
        (leaf, prefix): len(tables[leaf].get(prefix, ()))
        for address, length in families
        for leaf in LEAVES
        for prefix in (f"{address(other)}/{length}" for other in LEAVES if other != leaf)
    }


def wait_for_paths(lab, families, count):
    waited = wait_until(lambda: paths(lab, families), lambda seen: set(seen.values()) == {count}, 20)
    assert waited.reached, waited.seen


def wait_for_sessions(lab):
    switches = [switch.name for switch in lab.switches]
    waited = wait_until(lambda: sessions(lab.name, switches), all_established, 30)
    assert waited.reached, [session for session in waited.seen if session.state != "Established"]
    return waited.seen


def test_no_line_is_refused(fabric):
    _, refused, _, _ = fabric
    assert refused == ()


def test_every_session_comes_up(fabric):
    lab, _, _, expected = fabric
    assert len(wait_for_sessions(lab)) == expected


def test_leaves_have_two_ways_to_each_other(fabric):
    lab, _, families, _ = fabric
    wait_for_paths(lab, families, 2)


def test_every_loopback_reaches_every_loopback(fabric):
    lab, _, families, _ = fabric
    for address, _ in families:
        flows = handwritten.flows(lab.nodes, address)
        waited = wait_until(lambda flows=flows: lost(lab.name, flows), lambda seen: not seen, 10)
        assert (len(flows), waited.seen) == (30, ())


def test_a_spine_may_go_and_come_back(fabric):
    """Without `no zebra nexthop kernel enable` the second way never returns to the kernel: seen in FRR 8.4.4."""
    lab, _, families, _ = fabric
    cut(lab, lab.cables_of("spine1"))
    wait_for_paths(lab, families, 1)
    without = tuple(node for node in lab.nodes if node != "spine1")
    for address, _ in families:
        flows = handwritten.flows(without, address)
        waited = wait_until(lambda flows=flows: lost(lab.name, flows), lambda seen: not seen, 10)
        assert waited.seen == ()
    restore(lab, lab.cables_of("spine1"))
    wait_for_sessions(lab)
    wait_for_paths(lab, families, 2)


def test_the_files_are_what_frr_shows_back(fabric):
    lab, _, _, _ = fabric
    for switch in ("leaf1", "spine1"):
        intended = Path("/etc/frr") / lab.namespace(switch) / "frr.conf"
        assert delta(lab.name, switch, intended) == Delta((), ())


def test_the_status_tells_what_runs(fabric):
    lab, _, _, expected = fabric
    seen = status(lab.name)
    assert [switch.name for switch in seen.switches] == [switch.name for switch in lab.switches]
    assert {switch.daemons for switch in seen.switches} == {("bfdd", "bgpd", "staticd", "zebra")}
    assert all(switch.namespace for switch in seen.switches)
    assert sum(len(switch.sessions) for switch in seen.switches) == expected


def test_a_lab_that_is_up_is_not_started_again(fabric):
    lab, _, _, _ = fabric
    with pytest.raises(AlreadyUpError) as refused:
        up(lab)
    assert str(refused.value) == f"lab {lab.name} is up already; take it down first"
    assert sessions(lab.name, ("leaf1",))
