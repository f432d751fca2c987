"""Nexus 9364E-SG2 spines over Nexus 9332D-GX2B leaves, and over Arista leaves: what is rendered for one end of a cable
agrees with what is for the other, read out of the files themselves.
"""

import re
from functools import cache
from ipaddress import ip_interface
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from fabricgen.fabric import names
from fabricgen.judge import judge
from fabricgen.render.run import Worker
from tests.platforms.test_nxos import commands

PAGE = Path(__file__).parents[2] / "inventories" / "sg2-gx2" / "intent.yml"
NATIVE = {"cisco-n9332d-gx2b": 400, "cisco-n9364e-sg2": 800}
"""Gb/s of a cage that isn't divided."""
TRAFFIC_CLASS = (1, 0, 2, 3, 4, 5, 6, 7)
"""EOS: traffic class of a priority (Arista EOS User Manual, default maps)."""


class Link(NamedTuple):
    """What both ends of a cable must have alike."""

    pfc: tuple[int, ...]
    watchdog: bool
    mtu: int
    gbps: int
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
    queues: dict[int, tuple[str, ...]]
    seed: int | None


def tree(found):
    """Nested blocks of a configuration."""
    root = {}
    for path in found:
        inside = root
        for part in path:
            inside = inside.setdefault(part, {})
    return root


def said(block, pattern, otherwise=None):
    """What the pattern's groups are in the one line that fits."""
    found = [match for line in block if (match := re.fullmatch(pattern, line))]
    assert len(found) == 1 or (not found and otherwise is not None), (pattern, list(block))
    return found[0].groups() if found else otherwise


def number(block, pattern, otherwise=None):
    return int(said(block, pattern, otherwise)[0])


def numbers(block, pattern):
    return tuple(map(int, said(block, pattern)))


def far(address):
    own = ip_interface(address)
    (other,) = set(own.network) - {own.ip}
    return str(other)


def subnet(address):
    return str(ip_interface(address).network)


# --- NX-OS


def nxos_switch(text):
    box = tree(commands(text))
    native = NATIVE[re.search(r"\(([a-z0-9-]+), NX-OS\)", text)[1]]
    cages = {}
    for line in box:
        cages |= divided(line) if line.startswith("interface breakout") else {}
    ports = {line.removeprefix("interface "): rows for line, rows in box.items() if line.startswith("interface Eth")}
    return Switch(
        {
            name: nxos_end(box, rows, cages.get(name.rpartition("/")[0], native))
            for name, rows in ports.items()
            if ":Eth" in said(rows, r"description (.*)")[0]
        },
        nxos_classes(box),
        nxos_queues(box),
        number(box, r"ip load-sharing .* universal-id (\d+)", (-1,)),
    )


def divided(line):
    module, ports, gbps = re.fullmatch(r"interface breakout module (\d+) port (\S+) map (\d+)g-\dx", line).groups()
    ends = [[int(end) for end in part.split("-")] for part in ports.split(",")]
    return {f"Ethernet{module}/{port}": int(gbps) for end in ends for port in range(end[0], end[-1] + 1)}


def nxos_end(box, rows, gbps):
    (address,) = said(rows, r"ip address (\S+/31)")
    asn, bgp = next((int(line.split()[-1]), inside) for line, inside in box.items() if line.startswith("router bgp"))
    hop = bgp[f"neighbor {far(address)}"]
    template = bgp[f"template peer {said(hop, r'inherit peer (.*)')[0]}"]
    assert "bfd" in template
    assert "priority-flow-control mode on" in rows
    paused = [
        int(said(inside, r"pause pfc-cos (\d)", ("-1",))[0])
        for inside in box["policy-map type network-qos NETWORK"].values()
    ]
    return End(
        said(rows, r"description (.*)")[0],
        Link(tuple(sorted(set(paused) - {-1})), "priority-flow-control watch-dog-interval on" in rows,
             number(rows, r"mtu (\d+)"), gbps, subnet(address)),
        Session(asn, number(hop, r"remote-as (\d+)"), numbers(template, r"timers (\d+) (\d+)"),
                numbers(box, r"bfd interval (\d+) min_rx \d+ multiplier (\d+)")),
    )  # fmt: skip


def nxos_classes(box):
    groups = {line.removeprefix("class "): number(inside, r"set qos-group (\d)") for line, inside in
              box["policy-map type qos CLASSES"].items()}  # fmt: skip
    found = dict.fromkeys(range(64), groups["class-default"])
    for line, inside in box.items():
        if line.startswith("class-map type qos match-any "):
            for dscp in said(inside, r"match dscp (\d+)"):
                found[int(dscp)] = groups[line.rpartition(" ")[2]]
    return found


def nxos_queues(box):
    (name,) = said(box["system qos"], r"service-policy type queuing output (\S+)")
    found = {}
    for line, inside in box[f"policy-map type queuing {name}"].items():
        queue = line.rpartition("c-out-8q-q")[2]
        strict = any(row.startswith("priority level") for row in inside)
        share = "strict" if strict else said(inside, r"bandwidth remaining percent (\d+)")[0]
        marks = said(inside, r"random-detect minimum-threshold (\d+) kbytes maximum-threshold (\d+) kbytes "
                             r"drop-probability (\d+) weight 0 ecn", ())  # fmt: skip
        if share != "0":
            found[0 if queue == "-default" else int(queue)] = (share, *marks)
    return found


# --- EOS


def eos_lines(text):
    around = []
    for line in text.splitlines():
        if line.strip() != "!" and not line.startswith("! "):
            depth = (len(line) - len(line.lstrip()) + 2) // 3
            around[depth:] = [line.strip()]
            yield tuple(around)


def eos_switch(text):
    box = tree(eos_lines(text))
    ports = {line.removeprefix("interface "): rows for line, rows in box.items() if line.startswith("interface Eth")}
    return Switch(
        {name: eos_end(box, rows) for name, rows in ports.items() if ":Eth" in said(rows, r"description (.*)")[0]},
        eos_classes(box),
        eos_queues(box["qos profile up-400g"]),
        number(box, r"ip load-sharing trident (\d+)"),
    )


def eos_end(box, rows):
    (address,) = said(rows, r"ip address (\S+/31)")
    asn, bgp = next((int(line.split()[-1]), inside) for line, inside in box.items() if line.startswith("router bgp"))
    peer = re.escape(far(address))
    (group,) = said(bgp, rf"neighbor {peer} peer group (\S+)")
    profile = box[f"qos profile {said(rows, r'service-profile (.*)')[0]}"]
    assert f"neighbor {group} bfd" in bgp
    paused = [
        int(match[1]) for row in profile if (match := re.fullmatch(r"priority-flow-control priority (\d) no-drop", row))
    ]
    return End(
        said(rows, r"description (.*)")[0],
        Link(tuple(paused), "priority-flow-control pause watchdog" in profile, number(rows, r"mtu (\d+)"),
             number(rows, r"speed (\d+)g.*"), subnet(address)),
        Session(asn, number(bgp, rf"neighbor {peer} remote-as (\d+)"),
                numbers(bgp, rf"neighbor {group} timers (\d+) (\d+)"),
                numbers(box["router bfd"], r"interval (\d+) min-rx \d+ multiplier (\d+) default")),
    )  # fmt: skip


def eos_classes(box):
    found = {dscp: TRAFFIC_CLASS[dscp // 8] for dscp in range(64)}
    for line in box:
        if row := re.fullmatch(r"qos map dscp ([\d ]+) to traffic-class (\d)", line):
            found |= dict.fromkeys(map(int, row[1].split()), int(row[2]))
    return {dscp: TRAFFIC_CLASS.index(traffic_class) for dscp, traffic_class in found.items()}


def eos_queues(profile):
    found = {}
    for line, inside in profile.items():
        if line.startswith("uc-tx-queue"):
            share = "strict" if "priority strict" in inside else said(inside, r"bandwidth percent (\d+)")[0]
            marks = said(inside, r"random-detect ecn minimum-threshold (\d+) kbytes maximum-threshold (\d+) kbytes "
                                 r"max-mark-probability (\d+) weight 0", ())  # fmt: skip
            found[TRAFFIC_CLASS.index(int(line.split()[-1]))] = (share, *marks)
    return found


# --- the two fabrics

LEAVES = {"nxos": None, "eos": {"model": "arista-7060x5-32qs", "platform": "eos"}}
READERS = {"nxos": nxos_switch, "eos": eos_switch}


@cache
def pages(folder, leaf):
    """The inventory as it is, and with other leaves."""
    page = yaml.safe_load(PAGE.read_text())
    if LEAVES[leaf] is not None:
        page["hardware"]["leaf"] = LEAVES[leaf]
    file = folder / leaf / "intent.yml"
    file.parent.mkdir()
    file.write_text(yaml.safe_dump(page))
    return file


@pytest.fixture(scope="module", params=LEAVES)
def fabric(request, tmp_path_factory):
    verdict = judge(PAGE.parent if request.param == "nxos" else pages(tmp_path_factory.mktemp("mixed"), request.param))
    assert not verdict.errors
    worker = Worker(verdict.blueprint, ())
    found = {}
    for index, name in enumerate(names(verdict.blueprint.fabric)):
        (artifact,) = worker.artifacts(index)
        found[name] = READERS[artifact.platform](artifact.data.decode())
    return found


@pytest.fixture(scope="module")
def cables(fabric):
    """Both ends of each cable, leaves first."""
    return [
        (f"{name}:{port}", end, fabric[end.faces.partition(":")[0]].ends[end.faces.partition(":")[2]])
        for name, leaf in fabric.items()
        if name.startswith("leaf")
        for port, end in leaf.ends.items()
    ]


def test_there_are_as_many_cables_as_the_page_says(cables):
    assert len(cables) == 32 * 16
    assert len({there.link.subnet for _, _, there in cables}) == len(cables)


def test_each_end_names_the_other(cables):
    assert [label for label, _, there in cables if there.faces != label] == []


def test_both_ends_have_the_same_link(cables):
    assert [(label, here.link, there.link) for label, here, there in cables if here.link != there.link] == []


def test_both_ends_have_the_same_session(cables):
    wrong = [
        (label, here.session, there.session)
        for label, here, there in cables
        if here.session != there.session._replace(own=there.session.far, far=there.session.own)
    ]
    assert wrong == []


def test_the_link_is_what_the_page_says(cables):
    assert {end.link._replace(subnet="") for _, end, _ in cables} == {
        Link((3,), watchdog=True, mtu=9214, gbps=400, subnet="")
    }
    assert {(end.session.timers, end.session.bfd) for _, end, _ in cables} == {((3, 9), (300, 3))}


def test_a_code_point_is_of_the_same_class_everywhere(fabric):
    (classes,) = {tuple(sorted(switch.classes.items())) for switch in fabric.values()}
    assert dict(classes) == {**dict.fromkeys(range(64), 0), 26: 3, 34: 4, 48: 6, 56: 7}


def test_queues_have_the_same_shares_and_marks_everywhere(fabric):
    (queues,) = {tuple(sorted(switch.queues.items())) for switch in fabric.values()}
    assert dict(queues) == {
        0: ("20",), 3: ("60", "950", "3000", "7"), 4: ("20",), 6: ("strict",), 7: ("strict",),
    }  # fmt: skip


def test_leaves_have_a_seed_and_spines_draw_one(fabric):
    seeds = {
        role: {switch.seed for name, switch in fabric.items() if name.startswith(role)} for role in ("leaf", "spine")
    }
    assert seeds == {"leaf": {11}, "spine": {-1}}


@pytest.mark.parametrize(
    ("change", "kind"),
    [({"mtu": 9000}, "link"), ({"pfc": (4,)}, "link"), ({"gbps": 200}, "link"), ({"far": 1}, "session")],
)
def test_a_disagreement_would_be_seen(cables, change, kind):
    _, here, there = cables[0]
    part = getattr(here, kind)
    assert part._replace(**change) not in (getattr(there, kind), part)
