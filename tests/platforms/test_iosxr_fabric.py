"""IOS-XR super-spines over Arista pods: what is rendered for one end of a cable agrees with what is for the other, read
out of the files themselves.
"""

import re
from functools import cache
from ipaddress import ip_interface
from pathlib import Path
from typing import NamedTuple

import pytest

from fabricgen.fabric import names
from fabricgen.judge import judge
from fabricgen.render.run import Worker
from tests.platforms.ends import (
    End,
    Link,
    Session,
    eos_classes,
    eos_end,
    eos_lines,
    eos_queues,
    far,
    number,
    numbers,
    said,
    subnet,
    tree,
)
from tests.platforms.iosxr_words import commands

PAGE = Path(__file__).parents[2] / "inventories" / "xr-eos"
ETHERNET_HEADER = 14
"""Bytes that IOS-XR's MTU counts and EOS's doesn't."""
GBPS = {"Hundred": 100, "TwoHundred": 200, "FourHundred": 400, "EightHundred": 800}
NAMES = {"af31": 26, "af41": 34, "cs6": 48, "cs7": 56}
"""Code points of this page, as RFC 2474, 2597 and 4594 name them."""


class Router(NamedTuple):
    """`beside` is what else both ends of a session must have alike, by port."""

    ends: dict[str, End]
    beside: dict[str, "Beside"]
    classes: dict[int, int]
    queues: dict[int, str]
    seed: int


class Beside(NamedTuple):
    """The other family of a port: its subnet, and the session's AS number there; and what is said for the group."""

    subnet: str
    own: int
    far: int
    password: str
    communities: bool
    restart: int


# --- IOS-XR


def xr_router(text):
    box = tree(commands(text))
    ports = {
        line.removeprefix("interface "): rows for line, rows in box.items() if re.match(r"interface \w+GigE", line)
    }
    return Router(
        {name: xr_end(box, name, rows) for name, rows in ports.items()},
        {name: xr_beside(box, rows) for name, rows in ports.items()},
        xr_classes(box),
        xr_queues(box, "policy-map QUEUES-down-800g"),
        number(box, r"cef platform load-balancing algorithm adjust (\d+)"),
    )


def xr_bgp(box):
    return next((int(line.split()[-1]), inside) for line, inside in box.items() if line.startswith("router bgp"))


def xr_end(box, name, rows):
    address = str(ip_interface("/".join(said(rows, r"ipv4 address (\S+) (\S+)"))))
    asn, bgp = xr_bgp(box)
    hop = bgp[f"neighbor {far(address)}"]
    group = bgp[f"neighbor-group {said(hop, r'use neighbor-group (.*)')[0]}"]
    assert {"bfd fast-detect", "address-family ipv4 unicast"} <= set(group)
    watched = "priority-flow-control watchdog mode on" in box
    return End(
        said(rows, r"description (.*)")[0],
        Link(xr_paused(box, rows), watched, number(rows, r"mtu (\d+)") - ETHERNET_HEADER,
             GBPS[re.match(r"(\w+)GigE", name)[1]], subnet(address)),
        Session(asn, number(hop, r"remote-as (\d+)"), numbers(group, r"timers (\d+) (\d+)"),
                (number(group, r"bfd minimum-interval (\d+)"), number(group, r"bfd multiplier (\d+)"))),
    )  # fmt: skip


def xr_paused(box, rows):
    assert "priority-flow-control mode on" in rows
    lines = box["hw-module profile priority-flow-control location 0/RP0/CPU0"]
    return tuple(int(re.match(r"buffer-internal traffic-class (\d) ", line)[1]) for line in lines)


def xr_beside(box, rows):
    (address,) = said(rows, r"ipv6 address (.*)")
    asn, bgp = xr_bgp(box)
    hop = bgp[f"neighbor {far(address)}"]
    group = bgp[f"neighbor-group {said(hop, r'use neighbor-group (.*)')[0]}"]
    family = group["address-family ipv6 unicast"]
    return Beside(subnet(address), asn, number(hop, r"remote-as (\d+)"), said(group, r"password clear (.*)")[0],
                  "send-community-ebgp" in family, number(bgp, r"bgp graceful-restart restart-time (\d+)"))  # fmt: skip


def xr_classes(box):
    """Which priority a code point has, by way of the traffic class."""
    policy = box["policy-map CLASSIFY"]
    found = dict.fromkeys(range(64), number(policy["class class-default"], r"set traffic-class (\d)", (0,)))
    for line, inside in box.items():
        if line.startswith("class-map match-any DSCP-"):
            name = line.removeprefix("class-map match-any ")
            for word in said(inside, r"match dscp (.*)")[0].split():
                found[NAMES[word]] = number(policy[f"class {name}"], r"set traffic-class (\d)")
    return found


def xr_queues(box, policy):
    """strict or the part of the bandwidth in percent, and whether it marks."""
    found, ratios = {}, {}
    for line, inside in box[policy].items():
        if line.startswith("class "):
            queue = 0 if line == "class class-default" else int(line.removeprefix("class TC"))
            strict = any(row.startswith("priority level") for row in inside)
            ratios[queue] = 0 if strict else number(inside, r"bandwidth remaining ratio (\d+)")
            found[queue] = "random-detect ecn" in inside
    whole = sum(ratios.values())
    return {queue: (ratios[queue] * 100 // whole or "strict", marks) for queue, marks in found.items()}


# --- EOS


def eos_router(text):
    box = tree(eos_lines(text))
    found = {line.removeprefix("interface "): rows for line, rows in box.items() if line.startswith("interface Eth")}
    ports = {name: rows for name, rows in found.items() if "GigE" in said(rows, r"description (.*)", ("",))[0]}
    queues = eos_queues(box["qos profile up-800g"])
    return Router(
        {name: eos_end(box, rows) for name, rows in ports.items()},
        {name: eos_beside(box, rows) for name, rows in ports.items()},
        eos_classes(box),
        {
            queue: ("strict" if share == "strict" else int(share), bool(marks))
            for queue, (share, *marks) in queues.items()
        },
        number(box, r"ip load-sharing trident (\d+)"),
    )


def eos_beside(box, rows):
    (address,) = said(rows, r"ipv6 address (.*)")
    asn, bgp = next((int(line.split()[-1]), inside) for line, inside in box.items() if line.startswith("router bgp"))
    peer = re.escape(far(address))
    (group,) = said(bgp, rf"neighbor {peer} peer group (\S+)")
    assert f"neighbor {group} activate" in bgp["address-family ipv6"]
    return Beside(subnet(address), asn, number(bgp, rf"neighbor {peer} remote-as (\d+)"),
                  said(bgp, rf"neighbor {group} password 0 (.*)")[0], f"neighbor {group} send-community" in bgp,
                  number(bgp, r"graceful-restart restart-time (\d+)"))  # fmt: skip


# --- the fabric


@cache
def blueprint():
    verdict = judge(PAGE)
    assert not verdict.errors
    return verdict.blueprint


@cache
def text(switch):
    return Worker(blueprint(), ()).artifacts(switch)[0].data.decode()


@cache
def routers(level):
    tier, named = blueprint().fabric.tiers[level], names(blueprint().fabric)
    read = xr_router if level == 2 else eos_router
    return {named[switch]: read(text(switch)) for switch in range(tier.first, tier.first + tier.count)}


def cables():
    """Both ends of each cable between a spine and a super-spine, spines first."""
    for name, spine in routers(1).items():
        for port, end in spine.ends.items():
            other, _, there = end.faces.partition(":")
            yield (name, port), (other, there)


def ends(pick):
    return [(pick(routers(1)[name], port), pick(routers(2)[other], there)) for (name, port), (other, there) in cables()]


def test_there_are_as_many_cables_as_the_page_says():
    found = list(cables())
    assert len(found) == 4 * 8 * 16
    assert len({there for _, there in found}) == len(found) == sum(len(router.ends) for router in routers(2).values())


def test_each_end_names_the_other():
    for (name, port), (other, there) in cables():
        assert routers(2)[other].ends[there].faces == f"{name}:{port}"


def test_both_ends_have_the_same_link():
    """PFC priorities, watchdog, MTU of packets, speed, subnet. Neither end is told an FEC: at 800G there is one."""
    links = ends(lambda router, port: router.ends[port].link)
    assert [(here, there) for here, there in links if here != there] == []
    assert {link._replace(subnet="") for link, _ in links} == {Link((3,), watchdog=True, mtu=9214, gbps=800, subnet="")}
    assert not re.search(r"^ *(?:fec|error-correction) ", text(0) + text(blueprint().fabric.switches - 1), re.MULTILINE)


def test_both_ends_have_the_same_session():
    sessions = ends(lambda router, port: router.ends[port].session)
    assert [pair for pair in sessions if pair[0] != pair[1]._replace(own=pair[1].far, far=pair[1].own)] == []
    assert {(session.timers, session.bfd) for session, _ in sessions} == {((3, 9), (300, 3))}


def test_both_ends_have_the_same_session_of_the_other_family():
    pairs = ends(lambda router, port: router.beside[port])
    assert [pair for pair in pairs if pair[0] != pair[1]._replace(own=pair[1].far, far=pair[1].own)] == []
    assert {(here.password, here.communities, here.restart) for here, _ in pairs} == {
        ("<env:FABRIC_BGP_PASSWORD>", True, 300)
    }


@pytest.mark.parametrize("what", ["classes", "queues"])
def test_a_class_is_the_same_everywhere(what):
    (found,) = {tuple(sorted(getattr(router, what).items())) for level in (1, 2) for router in routers(level).values()}
    expected = {
        "classes": {**dict.fromkeys(range(64), 0), 26: 3, 34: 4, 48: 6, 56: 7},
        "queues": {0: (20, False), 3: (60, True), 4: (20, False), 6: ("strict", False), 7: ("strict", False)},
    }
    assert dict(found) == expected[what]


def test_a_queue_marks_at_the_same_depth():
    """In bytes on both; the pause of IOS-XR comes after the last mark."""
    xr, eos = text(blueprint().fabric.tiers[2].first), text(blueprint().fabric.tiers[1].first)
    pause, start, end, odds = map(
        int,
        re.search(r"pause-threshold (\d+) .* ecn (\d+) max-threshold (\d+) probability-percentage (\d+)", xr).groups(),
    )
    profile = eos[eos.index("qos profile up-800g") :]
    pattern = r"minimum-threshold (\d+) kbytes maximum-threshold (\d+) kbytes max-mark-probability (\d+)"
    low, high, percent = map(int, re.search(pattern, profile).groups())
    assert (start, end, odds) == (1000 * low, 1000 * high, percent)
    assert pause > end


def test_adjacent_tiers_hash_differently():
    seeds = [{router.seed for router in routers(level).values()} for level in (1, 2)]
    leaf = re.search(r"^ip load-sharing trident (\d+)", text(0), re.MULTILINE)[1]
    assert (leaf, seeds) == ("11", [{22}, {7}])


@pytest.mark.parametrize(
    ("change", "kind"),
    [({"mtu": 9200}, "link"), ({"pfc": (4,)}, "link"), ({"gbps": 400}, "link"), ({"far": 1}, "session")],
)
def test_a_disagreement_would_be_seen(change, kind):
    (name, port), _ = next(cables())
    part = getattr(routers(1)[name].ends[port], kind)
    assert part._replace(**change) != part


def test_a_wider_frame_at_one_end_would_be_seen():
    """The MTU of IOS-XR counts 14 bytes more: the same number at both ends is a mistake."""
    first = blueprint().fabric.tiers[2].first
    wrong = xr_router(text(first).replace("mtu 9228", "mtu 9214"))
    assert {end.link.mtu for end in wrong.ends.values()} == {9200}
