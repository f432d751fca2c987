"""What the lab does, seen from outside: sessions, the kernel's routes, pings, running configurations."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from fabricgen.lab import daemons, discovery
from fabricgen.lab.command import attempt, each, run
from fabricgen.lab.topology import namespace

RELOAD = "/usr/lib/frr/frr-reload.py"
ESTABLISHED, FULL = "Established", "Full"  # RFC 4271, section 8.2.2; RFC 2328, section 10.1
PING = 'source=$1; shift; for target; do ping -nq -c 1 -W 2 -I "$source" "$target" >&2 || echo "$target" & done; wait'
PAUSE = 0.1  # seconds between two looks

Seen = TypeVar("Seen")


class Session(NamedTuple):
    """One BGP session in one address family, as `switch` sees it; `family` in FRR's words, such as ipv4Unicast. Or an
    OSPF adjacency: then the family is ospf, and the neighbor whoever is at the other end of that port.
    """

    switch: str
    family: str
    neighbor: str
    state: str

    @property
    def up(self) -> bool:
        return self.state in {ESTABLISHED, FULL}


class Neighbour(NamedTuple):
    """Who is at the other end of the cable in `port`, by LLDP."""

    port: str
    far: str
    far_port: str


class Flow(NamedTuple):
    """A ping to be sent from `source`, an address of `node`."""

    node: str
    source: str
    target: str


class Delta(NamedTuple):
    """What would make the running configuration equal to a file."""

    delete: tuple[str, ...]
    add: tuple[str, ...]


class Waited(NamedTuple, Generic[Seen]):
    """The last thing seen, whether it was what we waited for, and how long that took."""

    seen: Seen
    reached: bool
    seconds: float


def wait_until(look: Callable[[], Seen], good: Callable[[Seen], bool], seconds: float) -> Waited[Seen]:
    """Look again and again, at least once, until it is good or the time is over. At most half of the time goes into
    looking: in a guest that takes long, and keeps from its work what is waited for.
    """
    start = time.monotonic()
    while True:
        began = time.monotonic()
        seen = look()
        now = time.monotonic()
        if good(seen) or now - start > seconds:
            return Waited(seen, good(seen), now - start)
        time.sleep(max(PAUSE, now - began))


def sessions(lab: str, switches: Iterable[str]) -> tuple[Session, ...]:
    found = each(lambda name: tuple(_of_switch(lab, name)), switches)
    return tuple(session for of_switch in found for session in of_switch)


def _of_switch(lab: str, name: str) -> Iterator[Session]:
    """Of the routing daemons that run there."""
    listening = daemons.listening(namespace(lab, name))
    if "ospfd" in listening:
        yield from read_adjacencies(name, vtysh(lab, name, "show ip ospf interface json"))
    if "bgpd" in listening or "ospfd" not in listening:
        yield from read_summary(name, vtysh(lab, name, "show bgp summary json"))


def read_adjacencies(switch: str, text: str) -> Iterator[Session]:
    """One for each port that sends hellos: on a point-to-point link there is one neighbour, or none. FRR lists a
    port that isn't up in part, if at all.
    """
    for port, told in json.loads(text).get("interfaces", {}).items():
        if told.get("ospfEnabled") and not told.get("timerPassiveIface"):
            yield Session(switch, "ospf", port, FULL if told["nbrAdjacentCount"] else "Down")


def read_summary(switch: str, text: str) -> Iterator[Session]:
    for family, summary in json.loads(text).items():
        for neighbor, peer in summary.get("peers", {}).items():
            yield Session(switch, family, neighbor, peer["state"])


def neighbours(lab: str, switch: str) -> tuple[Neighbour, ...]:
    """By port; a neighbour that fell silent is forgotten after 4 s."""
    command = ("lldpcli", "-f", "json0", "-u", str(discovery.socket(namespace(lab, switch))), "show", "neighbors")
    return tuple(sorted(read_neighbours(run(command))))


def read_neighbours(text: str) -> Iterator[Neighbour]:
    """`json0` is the form of lldpcli in which everything is a list, be it of one."""
    for told in json.loads(text)["lldp"]:
        for seen in told.get("interface", ()):
            far, port = seen["chassis"][0], seen["port"][0]
            yield Neighbour(seen["name"], far["name"][0]["value"], port["id"][0]["value"])


def all_established(seen: tuple[Session, ...]) -> bool:
    """Not true of nothing: a switch that hasn't got its configuration yet has no sessions."""
    return bool(seen) and all(session.up for session in seen)


def routes(lab: str, node: str) -> Mapping[str, tuple[str, ...]]:
    """Prefix → ports of its live next hops, from the kernel: zebra may say more than it could install."""
    space = namespace(lab, node)
    return {
        prefix: ports
        for family, length in (("-4", 32), ("-6", 128))
        for prefix, ports in read_routes(run(("ip", "-j", "-n", space, family, "route")), length).items()
    }


def read_routes(text: str, length: int) -> Mapping[str, tuple[str, ...]]:
    """`length` is that of a host route, which `ip` leaves out. Of several routes to a prefix the best metric counts."""
    found: dict[str, tuple[str, ...]] = {}
    best: dict[str, int] = {}
    for route in sorted(json.loads(text), key=_metric):
        prefix = _prefix(route["dst"], length)
        if best.setdefault(prefix, _metric(route)) == _metric(route):
            found[prefix] = (*found.get(prefix, ()), *_live_ports(route))
    return found


def lost(lab: str, flows: Iterable[Flow]) -> tuple[Flow, ...]:
    """Send every ping at once, one packet each; returns those without an answer within 2 s."""
    by_source = groupby(sorted(flows), key=lambda flow: (flow.node, flow.source))
    work = [(node, source, tuple(flow.target for flow in group)) for (node, source), group in by_source]
    failed = each(lambda item: _unanswered(lab, *item), work)
    return tuple(
        Flow(item[0], item[1], target) for item, targets in zip(work, failed, strict=True) for target in targets
    )


def running_config(lab: str, switch: str) -> str:
    return vtysh(lab, switch, "show running-config no-header")


def delta(lab: str, switch: str, intended: Path) -> Delta:
    """What frr-reload.py would change to make the running configuration that of the file `intended`."""
    options = ("-N", namespace(lab, switch), "--bindir", "/usr/bin", "--test")
    return read_delta(run((RELOAD, *options, str(intended))))


def read_delta(text: str) -> Delta:
    before, _, add = text.partition("Lines To Add")
    _, _, delete = before.partition("Lines To Delete")
    return Delta(_delta_lines(delete), _delta_lines(add))


def vtysh(lab: str, switch: str, command: str) -> str:
    return run(("vtysh", "-N", namespace(lab, switch), "-c", command))


def _delta_lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip(" ="))


def _prefix(target: str, length: int) -> str:
    return target if "/" in target or target == "default" else f"{target}/{length}"


def _metric(route: Mapping[str, Any]) -> int:
    return int(route.get("metric", 0))


def _live_ports(route: Mapping[str, Any]) -> tuple[str, ...]:
    hops = route.get("nexthops", [route])
    return tuple(hop["dev"] for hop in hops if "dev" in hop and "dead" not in hop.get("flags", ()))


def _unanswered(lab: str, node: str, source: str, targets: tuple[str, ...]) -> tuple[str, ...]:
    command = ("ip", "netns", "exec", namespace(lab, node), "sh", "-c", PING, "sh", source, *targets)
    return tuple(sorted(attempt(command).output.split()))
