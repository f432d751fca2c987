"""What programs say, read into values; no root needed."""

import itertools
import json
import re
from ipaddress import IPv4Network
from pathlib import Path

import pytest

from fabricgen.lab import Cable, Refusal
from fabricgen.lab.access import with_home
from fabricgen.lab.command import CommandFailedError, Completed, attempt, each, run
from fabricgen.lab.daemons import refusals, wanted
from fabricgen.lab.drills import Place, crossed
from fabricgen.lab.management import Taken, bridge, overlaps
from fabricgen.lab.namespaces import raise_neighbour_limits
from fabricgen.lab.observe import (
    Delta,
    Neighbour,
    Session,
    all_established,
    read_adjacencies,
    read_delta,
    read_neighbours,
    read_routes,
    read_summary,
    wait_until,
)
from fabricgen.lab.requirements import missing_programs


def test_refused_lines_are_found_whatever_the_exit_status():
    errors = (
        "line 12: % Unknown command[4]: bogus line here\n"
        "line 16: Failure to communicate[13] to bgpd, line:  neighbor NOPG activate \n"
        "\n"
        "Configuration file[/etc/frr/a/frr.conf] processing failure: 13\n"
    )
    done = Completed(("vtysh",), 0, "% Specify remote-as or peer-group commands first\n", errors)
    assert [str(refusal) for refusal in refusals("leaf1", done)] == [
        "leaf1: frr.conf:12: % Unknown command[4]: bogus line here",
        "leaf1: frr.conf:16: Failure to communicate[13] to bgpd, line:  neighbor NOPG activate",
        "leaf1: % Specify remote-as or peer-group commands first",
    ]


def test_a_note_is_no_refusal():
    note = "The route-map 'LATER' does not exist.\n2026/01/01 00:00:00 ZEBRA: Disabling MPLS support\n"
    assert list(refusals("leaf1", Completed(("vtysh",), 0, note, note))) == []


def test_a_refusal_is_ordered_by_switch_and_line():
    assert Refusal("a", 2, "x") < Refusal("a", 10, "x") < Refusal("b", 1, "x")


@pytest.mark.parametrize(
    ("files", "programs"),
    [
        ({}, ("zebra", "staticd", "bgpd", "bfdd")),
        ({"daemons": "bgpd=no\nospfd=yes\n"}, ("zebra", "staticd", "ospfd")),
        ({"daemons": '# a comment: bfdd=yes\nbgpd="yes"\nbgpd_options="-A ::1"\n'}, ("zebra", "staticd", "bgpd")),
        ({"daemons": "zebra=yes\nwatchfrr=yes\nvtysh_enable=no\n"}, ("zebra", "staticd")),
    ],
)
def test_the_daemons_file_says_what_runs(files, programs):
    assert wanted(files) == programs


def test_sessions_of_every_family():
    text = json.dumps(
        {
            "ipv4Unicast": {"as": 1, "peers": {"10.1.0.0": {"state": "Established"}}},
            "ipv6Unicast": {"as": 1, "peers": {"swp1": {"state": "Active"}}},
        }
    )
    seen = tuple(read_summary("leaf1", text))
    assert seen == (
        Session("leaf1", "ipv4Unicast", "10.1.0.0", "Established"),
        Session("leaf1", "ipv6Unicast", "swp1", "Active"),
    )
    assert (all_established(seen), all_established(seen[:1]), all_established(())) == (False, True, False)


def test_adjacencies_of_ports_that_say_hello():
    ports = {
        "swp1": {"ospfEnabled": True, "timerPassiveIface": True, "nbrAdjacentCount": 0},
        "swp5": {"ospfEnabled": True, "nbrAdjacentCount": 1},
        "swp6": {"ospfEnabled": True, "nbrAdjacentCount": 0},
        "swp7": {"ifUp": False, "ospfRunning": False},
    }
    assert tuple(read_adjacencies("leaf1", json.dumps({"interfaces": ports}))) == (
        Session("leaf1", "ospf", "swp5", "Full"),
        Session("leaf1", "ospf", "swp6", "Down"),
    )


@pytest.mark.parametrize(
    ("routes", "seen"),
    [
        ([{"dst": "10.0.0.2", "nexthops": [{"dev": "swp1"}, {"dev": "swp2"}]}], {"10.0.0.2/32": ("swp1", "swp2")}),
        (
            [{"dst": "10.0.0.2", "nexthops": [{"dev": "swp1", "flags": ["dead"]}, {"dev": "swp2", "flags": []}]}],
            {"10.0.0.2/32": ("swp2",)},
        ),
        ([{"dst": "default", "gateway": "10.0.0.1", "dev": "eth1"}], {"default": ("eth1",)}),
        ([{"type": "blackhole", "dst": "10.21.0.0/16", "metric": 20}], {"10.21.0.0/16": ()}),
        (
            [{"dst": "10.1.0.0/31", "dev": "swp9", "metric": 20}, {"dst": "10.1.0.0/31", "dev": "swp1"}],
            {"10.1.0.0/31": ("swp1",)},
        ),
        (
            [{"dst": "fe80::/64", "dev": "swp1", "metric": 256}, {"dst": "fe80::/64", "dev": "swp2", "metric": 256}],
            {"fe80::/64": ("swp1", "swp2")},
        ),
    ],
)
def test_live_next_hops_per_prefix(routes, seen):
    assert read_routes(json.dumps(routes), 32) == seen


def test_a_delta_has_two_sides():
    text = "\nLines To Delete\n===============\nrouter bgp 1\n no x\n\nLines To Add\n============\nrouter bgp 1\n y\n"
    assert read_delta(text) == Delta(("router bgp 1", " no x"), ("router bgp 1", " y"))
    assert read_delta("\nLines To Add\n============\nhostname a\n") == Delta((), ("hostname a",))
    assert read_delta("") == Delta((), ())


def test_waiting_ends_when_it_is_good():
    count = itertools.count()
    waited = wait_until(lambda: next(count), lambda seen: seen == 2, 5)
    assert (waited.seen, waited.reached) == (2, True)


def test_waiting_in_vain_returns_the_last_thing_seen():
    waited = wait_until(lambda: "Active", lambda seen: seen == "Established", 0.0)
    assert (waited.seen, waited.reached) == ("Active", False)


def test_a_command_that_fails_is_told_with_its_words():
    with pytest.raises(CommandFailedError) as failed:
        run(("sh", "-c", "echo no such thing >&2; exit 3"))
    assert str(failed.value) == "`sh -c echo no such thing >&2; exit 3` ended with status 3: no such thing"


def test_a_command_that_hangs_is_ended():
    with pytest.raises(CommandFailedError, match=r"^`sleep 5` took more than 0\.05 s$"):
        run(("sleep", "5"), seconds=0.05)


def test_a_command_that_is_not_there():
    with pytest.raises(CommandFailedError, match=r"^`no-such-program` can't start: "):
        attempt(("no-such-program",))


def test_a_command_reads_what_it_is_given():
    assert run(("cat",), "both\n") == "both\n"


def test_results_keep_the_order_of_the_items():
    assert each(lambda item: item * 2, range(40)) == tuple(range(0, 80, 2))


def test_a_missing_program_names_its_package():
    packages = (("sh", "dash"), ("/usr/lib/frr/no-such-daemon", "frr"))
    assert missing_programs(packages) == (
        "/usr/lib/frr/no-such-daemon is missing; install it with `apt-get install frr`",
    )


def test_neighbour_limits_are_only_raised(tmp_path):
    for family in ("ipv4", "ipv6"):
        (tmp_path / family / "neigh/default").mkdir(parents=True)
        (tmp_path / family / "neigh/default/gc_thresh2").write_text("512\n")
        (tmp_path / family / "neigh/default/gc_thresh3").write_text("100000\n")
    raise_neighbour_limits(tmp_path)
    assert {str(path.relative_to(tmp_path)): path.read_text() for path in tmp_path.rglob("gc_*")} == {
        "ipv4/neigh/default/gc_thresh2": "32768\n",
        "ipv4/neigh/default/gc_thresh3": "100000\n",
        "ipv6/neigh/default/gc_thresh2": "32768\n",
        "ipv6/neigh/default/gc_thresh3": "100000\n",
    }


ROUTES = [
    {"dst": "default", "gateway": "192.0.2.1", "dev": "eth0"},
    {"dst": "192.0.2.0/24", "dev": "eth0", "protocol": "kernel"},
    {"type": "local", "dst": "192.0.2.2", "dev": "eth0"},
    {"type": "broadcast", "dst": "192.0.2.255", "dev": "eth0"},
    {"type": "unreachable", "dst": "10.0.0.0/8"},
]


@pytest.mark.parametrize(
    ("network", "taken"),
    [
        ("192.0.2.0/25", (Taken("192.0.2.0/24", "eth0"), Taken("192.0.2.2", "eth0"))),
        ("192.0.2.128/25", (Taken("192.0.2.0/24", "eth0"),)),
        ("10.1.0.0/16", (Taken("10.0.0.0/8", "no device"),)),
        ("198.18.0.0/24", ()),
    ],
)
def test_routes_that_a_management_network_would_hide(network, taken):
    assert overlaps(json.dumps(ROUTES), IPv4Network(network)) == taken


def test_a_bridge_has_a_name_that_linux_takes():
    names = {bridge(lab) for lab in ("a", "moe-a", "twenty-letters-long1")}
    assert len(names) == 3
    assert all(re.fullmatch("fg-[0-9a-f]{6}", name) for name in names)


def test_neighbours_are_read_by_port():
    told = {
        "chassis": [{"id": [{"type": "mac", "value": "02:00:00:00:00:01"}], "name": [{"value": "spine1"}]}],
        "port": [{"id": [{"type": "ifname", "value": "swp3"}]}],
    }
    text = json.dumps({"lldp": [{"interface": [{"name": "swp9", "via": "LLDP", **told}]}]})
    assert list(read_neighbours(text)) == [Neighbour("swp9", "spine1", "swp3")]
    assert list(read_neighbours('{"lldp": [{}]}')) == []


def test_plugs_change_places_and_ports_keep_their_mtu():
    up, down = Cable("leaf1", "swp1", "spine1", "swp1", 1, 2), Cable("spine2", "swp1", "leaf1", "swp2", 3, 4)
    assert crossed((up, down), Place("leaf1", "swp1"), Place("leaf1", "swp2")) == (
        Cable("leaf1", "swp2", "spine1", "swp1", 4, 2),
        Cable("leaf1", "swp1", "spine2", "swp1", 1, 3),
    )


def test_only_root_gets_another_home():
    users = "root:x:0:0:root:/root:/bin/bash\nfrr:x:105:108:Frr routing suite,,,:/nonexistent:/usr/sbin/nologin\n"
    assert with_home(users, Path("/run/x")) == (
        "root:x:0:0:root:/run/x:/bin/sh\nfrr:x:105:108:Frr routing suite,,,:/nonexistent:/usr/sbin/nologin\n"
    )
