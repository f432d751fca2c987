"""What the files of NX-OS and EOS switches say about the ends of their cables, as values that can be compared."""

import re
from ipaddress import ip_interface
from typing import NamedTuple

from tests.platforms.nxos_words import commands

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
