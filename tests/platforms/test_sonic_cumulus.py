"""SONiC spines over Cumulus leaves: what is rendered for one end of a cable agrees with what is for the other, read out
of the files themselves.
"""

import re
from functools import cache
from ipaddress import ip_interface
from pathlib import Path
from typing import NamedTuple

import orjson
import pytest

from fabricgen.fabric import names
from fabricgen.judge import judge
from fabricgen.platforms.sonic import TYPES
from fabricgen.render.run import Worker
from fabricgen.targets.drivers.cumulus_text import tree_of

PAGE = Path(__file__).parents[2] / "inventories" / "sonic-cumulus"
SEEDS = {"ToRRouter": 0, "LeafRouter": 10, "SpineRouter": 25}
"""sonic-net/sonic-buildimage, dockers/docker-orchagent/switch.json.j2."""


class Link(NamedTuple):
    """What both ends of a cable must have alike."""

    pfc: tuple[int, ...]
    mtu: int
    gbps: int
    fec: str | None
    subnet: str


class Session(NamedTuple):
    """What BGP and BFD say at one end; times in seconds and milliseconds."""

    own: int
    far: int
    timers: tuple[int, int]
    bfd: tuple[int, int]


class End(NamedTuple):
    faces: str
    link: Link
    session: Session


class Switch(NamedTuple):
    ends: dict[str, End]
    classes: dict[int, int]
    seed: int


def cumulus_switch(text):
    tree = tree_of(text)
    ports = {name: row for name, row in tree["interface"].items() if ":swp" in str(row.get("description")) or
             ":Ethernet" in str(row.get("description"))}  # fmt: skip
    rows = tree["qos"]["mapping"]["default-global"]["dscp"]
    return Switch(
        {name: cumulus_end(tree, row) for name, row in ports.items()},
        {int(dscp): row["switch-priority"] for dscp, row in rows.items()},
        tree["system"]["forwarding"]["hash-seed"],
    )


def cumulus_end(tree, row):
    (address,) = row["ip"]["address"]
    bgp = tree["vrf"]["default"]["router"]["bgp"]
    neighbor = bgp["neighbor"][far(address)]
    group = bgp["peer-group"][neighbor["peer-group"]]
    pfc = tree["qos"]["pfc"][row["qos"]["pfc"]["profile"]]
    link = row["link"]
    return End(
        row["description"],
        Link(tuple(map(int, pfc["switch-priority"])), link["mtu"], int(link["speed"].rstrip("G")), link["fec"],
             subnet(address)),
        Session(
            tree["router"]["bgp"]["autonomous-system"],
            neighbor.get("remote-as") or group["remote-as"],
            (group["timers"]["keepalive"], group["timers"]["hold"]),
            (group["bfd"]["min-tx-interval"], group["bfd"]["detect-multiplier"]),
        ),
    )  # fmt: skip


def far(address):
    own = ip_interface(address)
    (other,) = set(own.network) - {own.ip}
    return str(other)


def subnet(address):
    return str(ip_interface(address).network)


def sonic_switch(tables, frr):
    rows = tables["DSCP_TO_TC_MAP"]["AZURE"]
    addresses = dict(key.split("|") for key in tables["INTERFACE"] if "|" in key)
    return Switch(
        {name: sonic_end(tables, frr, name, addresses[name]) for name in tables["PORT"]},
        {int(dscp): int(number) for dscp, number in rows.items()},
        SEEDS[tables["DEVICE_METADATA"]["localhost"]["type"]],
    )


def sonic_end(tables, frr, name, address):
    port, peer = tables["PORT"][name], re.escape(far(address))
    pfc = tables["PORT_QOS_MAP"][name]["pfc_enable"].split(",")
    gbps = int(port["speed"]) // 1000
    group = said(frr, rf"neighbor {peer} peer-group (\S+)")
    return End(
        port["description"],
        Link(tuple(map(int, pfc)), int(port["mtu"]), gbps, port["fec"], subnet(address)),
        Session(
            int(said(frr, r"router bgp (\d+)")),
            int(said(frr, rf"neighbor (?:{peer}|{group}) remote-as (\d+)")),
            (int(said(frr, rf"neighbor {group} timers (\d+) ")), int(said(frr, rf"neighbor {group} timers \d+ (\d+)"))),
            (int(said(frr, r"transmit-interval (\d+)", "300")), int(said(frr, r"detect-multiplier (\d+)", "3"))),
        ),
    )  # fmt: skip


def said(text, pattern, otherwise=None):
    """FRR hides what is its default."""
    found = re.search(rf"^ *{pattern}", text, re.MULTILINE)
    assert found or otherwise, pattern
    return found[1] if found else otherwise


@cache
def fabric():
    verdict = judge(PAGE)
    assert not verdict.errors
    worker = Worker(verdict.blueprint, ())
    return {name: switch(worker.artifacts(index)) for index, name in enumerate(names(verdict.blueprint.fabric))}


def switch(artifacts):
    files = {artifact.path.rpartition("/")[2]: artifact.data.decode() for artifact in artifacts}
    if "config_db.json" in files:
        return sonic_switch(orjson.loads(files["config_db.json"]), files["frr.conf"])
    (text,) = files.values()
    return cumulus_switch(text)


def cables():
    """Both ends of each cable, leaves first."""
    for name, leaf in fabric().items():
        for port, end in leaf.ends.items() if name.startswith("leaf") else ():
            other, _, there = end.faces.partition(":")
            yield f"{name}:{port}", end, fabric()[other].ends[there]


def test_there_are_as_many_cables_as_the_page_says():
    ends = list(cables())
    assert len(ends) == 16 * 64
    assert len({there.link.subnet for _, _, there in ends}) == len(ends)


def test_each_end_names_the_other():
    assert [label for label, _, there in cables() if there.faces != label] == []


def test_both_ends_have_the_same_link():
    assert [(label, here.link, there.link) for label, here, there in cables() if here.link != there.link] == []


def test_both_ends_have_the_same_session():
    wrong = [
        (label, here.session, there.session)
        for label, here, there in cables()
        if here.session != there.session._replace(own=there.session.far, far=there.session.own)
    ]
    assert wrong == []


def test_the_link_is_what_the_page_says():
    assert {end.link._replace(subnet="") for _, end, _ in cables()} == {Link((3,), 9214, 400, "rs", "")}
    assert {(end.session.timers, end.session.bfd) for _, end, _ in cables()} == {((3, 9), (300, 3))}


def test_a_code_point_is_of_the_same_class_everywhere():
    (classes,) = {tuple(sorted(switch.classes.items())) for switch in fabric().values()}
    assert dict(classes) == {**dict.fromkeys(range(64), 0), 26: 3, 34: 4, 48: 6, 56: 7}


def test_adjacent_tiers_hash_differently():
    seeds = {role: {switch.seed for name, switch in fabric().items() if name.startswith(role)} for role in TYPES}
    assert seeds == {"leaf": {11}, "spine": {10}, "super-spine": set()}


@pytest.mark.parametrize(
    ("change", "kind"), [({"mtu": 9000}, "link"), ({"pfc": (4,)}, "link"), ({"far": 1}, "session")]
)
def test_a_disagreement_would_be_seen(change, kind):
    _, here, there = next(cables())
    part = getattr(here, kind)
    assert part._replace(**change) not in (getattr(there, kind), part)
