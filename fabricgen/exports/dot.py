"""The fabric for Graphviz: a rank for each tier, a cluster for each pod. What would be too much to look at is drawn
together, and the picture says so.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from fabricgen.device import Facts
from fabricgen.exports.subject import Subject, block_name
from fabricgen.fabric import UNUSED

Group = Callable[[Facts, int], str]
"""A switch's node in the picture."""


class Grain(NamedTuple):
    """How finely switches are drawn, and up to how many nodes and lines that can be looked at."""

    word: str
    group: Group
    nodes: int
    edges: int


class Picture(NamedTuple):
    """`nodes` is name → (level of its tier, how many switches, cluster or ""); `edges` is lower, upper → cables."""

    nodes: dict[str, tuple[int, int, str]]
    edges: "Counter[tuple[str, str]]"
    note: str


def graph(what: Subject) -> Iterator[str]:
    picture = _picture(what)
    roles = [about.tier.role for about in what.tiers]
    yield f'graph "{what.blueprint.intent.name}" {{\n'
    label = f"{what.blueprint.intent.name}: {picture.note}" if picture.note else what.blueprint.intent.name
    yield f'  graph [label="{label}", labelloc=t, rankdir=TB, newrank=true, ranksep=1.5, nodesep=0.3];\n'
    yield '  graph [fontname="sans-serif"];\n'
    yield '  node [shape=box, style="rounded", fontname="sans-serif", fontsize=10];\n'
    yield '  edge [fontname="sans-serif", fontsize=8, color="#555555"];\n'
    yield from _clusters(picture)
    for level in reversed(range(len(roles))):
        row = " ".join(f'"{name}";' for name, (at, _, _) in picture.nodes.items() if at == level)
        yield f"  // {roles[level]}\n  {{ rank=same; {row} }}\n"
    for (lower, upper), count in picture.edges.items():
        tag = f' [label="{count:,}", penwidth=2]' if count > 1 else ""
        yield f'  "{upper}" -- "{lower}"{tag};\n'
    yield "}\n"


def _clusters(picture: Picture) -> Iterator[str]:
    """`newrank` lets a rank reach through all clusters."""
    members: dict[str, list[str]] = {}
    for name, (_, count, cluster) in picture.nodes.items():
        members.setdefault(cluster, []).append(_node(name, count))
    for cluster, rows in members.items():
        body = "".join(rows)
        head = f'  subgraph "cluster_{cluster}" {{\n  label="{cluster}"; color="#999999";\n'
        yield f"{head}{body}  }}\n" if cluster else body


def _node(name: str, count: int) -> str:
    return f'  "{name}" [label="{name}\\n{count:,} switches"];\n' if count > 1 else f'  "{name}";\n'


def _picture(what: Subject) -> Picture:
    """The finest grain that can be looked at; the coarsest always can."""
    total = what.blueprint.fabric.switches
    for grain in GRAINS:
        members = _members(what, grain.group)
        if len(set(members)) <= grain.nodes:
            picture = _drawn(what, members, f"{total:,} switches, drawn by {grain.word}; numbers at lines are cables")
            if len(picture.edges) <= grain.edges:
                return picture if grain.group is not _by_switch else picture._replace(note="")
    raise AssertionError("there is a node for each tier at the least")


def _by_switch(about: Facts, switch: int) -> str:
    return about.names[switch]


def _by_block(about: Facts, switch: int) -> str:
    """leaf-p00, super-g00: a name up to its last part, or the last two with rails."""
    position = about.tier.position(switch)
    block = block_name(about, about.tier, position)
    return about.names[switch].partition(f"-{block}-")[0] + f"-{block}"


def _by_pod(about: Facts, switch: int) -> str:
    return _by_tier(about, switch) if about.tier.level == 2 else _by_block(about, switch)


def _by_tier(about: Facts, switch: int) -> str:
    plane = about.tier.position(switch).plane
    return f"plane{plane}-{about.tier.role}" if about.tier.planes > 1 else about.tier.role


GRAINS = (
    Grain("switch", _by_switch, 40, 200),
    Grain("pod and group", _by_block, 40, 48),
    Grain("pod", _by_pod, 40, 48),
    Grain("tier", _by_tier, 64, 64),
)
"""At most 16 planes of three tiers."""


def _members(what: Subject, group: Group) -> list[str]:
    """The node of each switch."""
    return [
        group(about, switch)
        for about in what.tiers
        for switch in range(about.tier.first, about.tier.first + about.tier.count)
    ]


def _drawn(what: Subject, members: list[str], note: str) -> Picture:
    nodes: dict[str, tuple[int, int, str]] = {}
    whole = {about.tier.level for about in what.tiers if _by_tier(about, about.tier.first) in members}
    for about in what.tiers:
        for switch in range(about.tier.first, about.tier.first + about.tier.count):
            cluster = "" if about.tier.level in whole else _cluster(about, switch)
            level, count, _ = nodes.get(members[switch], (about.tier.level, 0, cluster))
            nodes[members[switch]] = (level, count + 1, cluster)
    return Picture(nodes, _edges(what, members), note)


def _cluster(about: Facts, switch: int) -> str:
    """Pods are clusters; super-spines stand alone."""
    if about.tier.level == 2:
        return ""
    position = about.tier.position(switch)
    plane = f"plane{position.plane} " if about.tier.planes > 1 else ""
    return f"{plane}{block_name(about, about.tier, position)}"


def _edges(what: Subject, member: list[str]) -> "Counter[tuple[str, str]]":
    """Cables between nodes, counted from the columns: a million of them take a second."""
    found: Counter[tuple[str, str]] = Counter()
    for below, above in zip(what.tiers, what.tiers[1:], strict=False):
        tier, upper, peers = below.tier, above.tier, below.fabric.peer
        for switch in range(tier.first, tier.first + tier.count):
            row = peers[tier.port(switch, tier.down) : tier.port(switch + 1)]
            far = ((peer - upper.first_port) // upper.ports + upper.first for peer in row if peer > UNUSED)
            lower = member[switch]
            found.update((lower, member[each]) for each in far)
    return found
