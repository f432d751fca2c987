"""A reader that walks IOS-XR's text through Cisco's unified YANG models: every word has to have its place, every
value its type, every entry what it must have.

The models follow the command line word by word, but for three things, which this reader knows: containers that only
hold lists are not spoken, values of some leaves stand without their name (UNSPOKEN), and some commands are put
otherwise (SAID). Route policies and sets are plain text in the models, so they are passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.platforms.iosxr_models import Models, Place

SAID = (
    (r"logging (\d\S+) vrf (\S+) severity (\S+)", r"logging vrf \2 ipv4-hostname \1 severity \3"),
    (r"logging (\S*:\S*) vrf (\S+) severity (\S+)", r"logging vrf \2 ipv6-hostname \1 severity \3"),
    (r"logging source-interface (\S+) vrf (\S+)", r"logging source-interface \1 \2"),
    (r"(domain vrf \S+ name-server) (\S+)", r"\1 0 \2"),
    (r"username (\S+)", r"aaa username 0 \1"),
    (r"secret 10 (\S+)", r"secret ten \1"),
    (r"server vrf (\S+) (?:ipv6 )?(\S+:\S+)", r"peer-server vrf \1 ipv6 \2 server ipv6-address \2"),
    (r"server vrf (\S+) (\S+)", r"peer-server vrf \1 ipv4 \2 server"),
    (r"source vrf (\S+) (\S+)", r"source vrf \1 interface-name \2"),
    (r"class-map match-any (\S+)", r"class-map type qos \1 match-any"),
    (r"policy-map (\S+)", r"policy-map type qos \1"),
    (r"class (\S+)", r"class \1 qos"),
    (r"bandwidth remaining ratio (\d+)", r"bandwidth-remaining unit ratio value \1"),
    (r"random-detect ecn", "random-detect-ecn"),
    (r"ipv6 address (\S+)/(\d+)", r"ipv6 ipv6-address \1 prefix-length \2 zone 0"),
    (r"(\S+)/(\d+) (\S+)", r"\1 \2 nexthop-addresses nexthop-address \3"),
    (r"bgp graceful-restart", "bgp graceful-restart enable"),
    (r"aggregate-address (\S+)/(\d+) (\S+)", r"aggregate-address \1 \2 \3"),
    (r"route-policy (\S+) (in|out)", r"route-policy \2 \1"),
    (r"password clear (\S+)", r"password encrypted \1"),
    (r"allowas-in (\d+)", r"allowas-in number-of-occurrences-of-as-number \1"),
    (r"encapsulation dot1q (\d+)", r"encapsulation dot1q vlan-id \1"),
    (r"rd (\d+(?:\.\d+){3}):(\d+)", r"rd ipv4-address address \1 ipv4address-index \2"),
    (r"version sflow v5", "version export-format sflow"),
    (r"destination (\d+\.\S+) vrf (\S+)", r"destination ipv4-address \1 vrf \2"),
    (r"destination (\S*:\S*) vrf (\S+)", r"destination ipv6-address \1 vrf \2"),
    (r"flow monitor-map (\S+)", r"flow monitor-map monitor-map \1"),
    (r"flow (\S+) monitor (\S+) sampler (\S+) ingress", r"flow \1 monitor ingress-monitor-sampler \2 \3"),
    (r"ipv4 access-list (\S+)", r"ipv4 access-lists access-list \1"),
    (r"ipv6 access-list (\S+)", r"ipv6 access-lists access-list \1"),
    (r"ipv4 access-group (\S+) ingress", r"ipv4 access-group ingress access-list-name-1 name \1"),
    (r"message-digest-key (\d+) md5 (\S+)", r"message-digest-keys message-digest-key \1 md5 encrypted \2"),
    (r"profile g\.8275\.1 clock-type T-BC", "profile g-8275-1 clock-type t-bc"),
    (r"port state master-only", "port state primary-only"),
    (
        r"multicast target-address ethernet 01-1B-19-00-00-00",
        "multicast target-address ethernet mac-address-01-1b-19-00-00-00",
    ),
    (r"timers (\d+) (\d+)", r"timers keepalive-interval \1 holdtime holdtime-number \2"),
)
"""How the command line says what the models put otherwise."""

UNSPOKEN = {
    "system-network-name", "address", "netmask", "ebgp-number", "value", "id", "route-policy-name", "number",
}  # fmt: skip
"""Leaves whose value stands alone."""


class UnknownError(Exception):
    """A line has no place in the models."""


@dataclass
class Line:
    """`rows` is 0 for a part of what the command line says in one row."""

    words: str
    below: list["Line"] = field(default_factory=list)
    rows: int = 1


ENTRY = re.compile(
    r"(?P<number>\d+) (?P<action>permit|deny) (?P<protocol>\S+) (?P<source>any|\S+/\d+|host \S+|[\d.]+ [\d.]+)"
    r"(?: (?P<from>eq \S+|range \S+ \S+))? (?P<destination>any|\S+/\d+|host \S+|[\d.]+ [\d.]+)"
    r"(?: (?P<to>eq \S+|range \S+ \S+))?(?P<established> established)?"
)
"""Of an access list: the models have a container for each end."""
ASKED = re.compile(r"(ssh server (?:netconf )?vrf \S+) (ipv4 access-list \S+) (ipv6 access-list \S+)")
PORTS = {"ssh": "22", "www": "80", "domain": "53", "ntp": "123", "bgp": "179"}
"""By the names that the command line has for them; the models have others."""


def parted(row: str) -> Line:
    """A row as the models have it: with its parts below it, where they are in several containers."""
    if asked := ASKED.fullmatch(row):
        return Line(asked[1], [Line(part, rows=0) for part in asked.groups()[1:]])
    entry = ENTRY.fullmatch(row)
    if entry is None:
        return Line(row)
    said = [f"source {_end(entry['source'])}", f"destination {_end(entry['destination'])}"]
    said += [f"{end} port {_ports(entry[asked])}" for end, asked in (("source", "from"), ("destination", "to"))
             if entry[asked]]  # fmt: skip
    said += ["tcp-flags tcp-bits ack"] if entry["established"] else []
    head = f"sequences sequence {entry['number']} {entry['action']} protocol {entry['protocol']}"
    return Line(head, [Line(part, rows=0) for part in said])


def _end(said: str) -> str:
    if said.startswith(("any", "host ")):
        return said
    return re.sub(r"(\S+)(?:/| )(\S+)", rf"address \1 {'prefix-length' if '/' in said else 'wildcard-mask'} \2", said)


def _ports(said: str) -> str:
    word, *ports = (PORTS.get(port, port) for port in said.split())
    return f"eq {ports[0]}" if word == "eq" else f"range start-value {ports[0]} end-value {ports[1]}"


CLOSERS = re.compile(r"!.*|end|end-(?:class-map|policy-map|set|policy)")


def lines(text: str) -> list[Line]:
    """The tree that the indentation means."""
    top = Line("")
    open_ = [(-1, top)]
    for row in text.splitlines():
        words = row.strip()
        if CLOSERS.fullmatch(words):
            continue
        depth = len(row) - len(row.lstrip())
        while open_[-1][0] >= depth:
            open_.pop()
        made = parted(words)
        open_[-1][1].below.append(made)
        open_.append((depth, made))
    return top.below


def walk(text: str, models: Models) -> int:
    """How many lines were known. Raises `UnknownError` at the first that isn't."""
    return sum(_known(models.top, line, line.words) for line in lines(text))


class End(NamedTuple):
    """Where a line ends, and what it has said there."""

    place: Place
    given: frozenset[str] = frozenset()


def _known(place: Place, line: Line, path: str) -> int:
    reasons = []
    for end in _ends(End(place), _words(line.words) if line.rows else line.words.split()):
        try:
            return line.rows + _inside(end, line, path, place)
        except UnknownError as reason:
            reasons.append(reason)
    raise max(reasons, key=lambda reason: len(str(reason)), default=UnknownError(f"{path}: not known there"))


def _inside(end: End, line: Line, path: str, began: Place) -> int:
    """The block of a line, and whether all is said that must be."""
    if end.place.text:
        return _count(line)
    known = sum(_known(end.place, each, f"{path} > {each.words}") for each in line.below)
    inner = {_words(each.words)[0] for each in line.below}
    if end.place is not began and (missing := end.place.required - end.given - inner):
        raise UnknownError(f"{path}: no {', '.join(sorted(missing))}")
    return known


def _count(line: Line) -> int:
    return sum(1 + _count(each) for each in line.below)


SEVERITIES = {"error": "errors", "info": "informational"}
"""Spelt otherwise for the servers of logs, on the command line (Batfish's tests of its grammar, xr-logging)."""


def _words(row: str) -> list[str]:
    if row.startswith("description "):
        return ["description", row.partition(" ")[2]]
    for said, meant in SAID:
        if re.fullmatch(said, row):
            words = re.sub(said, meant, row).split()
            return [SEVERITIES.get(word, word) if words[0] == "logging" else word for word in words]
    return row.split()


def _ends(end: End, words: list[str]) -> Iterator[End]:
    """All places where the words may lead."""
    if not words:
        yield end
        return
    for child in end.place.below:
        if child.kind in {"leaf", "leaf-list"}:
            yield from _leaf(end, child, words)
        elif child.kind == "list":
            yield from _entry(child, words[1:] if child.name == words[0] else words, spoken=child.name == words[0])
        elif child.name == words[0]:
            yield from _ends(End(child) if child.below else end, words[1:])
        elif child.unspoken:
            yield from _ends(End(child), words)


def _leaf(end: End, leaf: Place, words: list[str]) -> Iterator[End]:
    """With its name, or without where the command line has none; a list of leaves takes all the values that follow."""
    spoken = words[0] == leaf.name
    if not spoken and leaf.name not in UNSPOKEN:
        return
    rest = words[1:] if spoken else words
    said = End(end.place, end.given | {leaf.name})
    if leaf.empty:
        yield from _ends(said, rest) if spoken else ()
    elif leaf.kind == "leaf-list":
        if rest and all(leaf.takes(word) for word in rest):
            yield said
    elif rest and leaf.takes(rest[0]):
        yield from _ends(said, rest[1:])


NAMELESS = {"as", "prefix", "process", "ipv4-peer-server", "ipv6-peer-server", "ipv4-hostname", "ipv6-hostname"}
"""Lists whose name isn't spoken either."""
JOINED = 3


def _entry(entry: Place, words: list[str], *, spoken: bool) -> Iterator[End]:
    """Past the keys. A key that is one word in the model may be several on the command line: ipv4 unicast."""
    if not spoken and entry.name not in NAMELESS:
        return
    rests = [words]
    for key in entry.keys:
        rests = [
            rest[count:] for rest in rests for count in range(1, min(JOINED, len(rest)) + 1)
            if key.takes("-".join(rest[:count]))
        ]  # fmt: skip
    for rest in rests:
        yield from _ends(End(entry), rest)


def written(text: str) -> int:
    """Lines that say something."""
    return len([row for row in text.splitlines() if not re.fullmatch(r"!.*| *!| *end(-.*)?", row)])
