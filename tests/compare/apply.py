"""A second reader of differences: applies the lines to a tree. It shares no code with what makes them."""

from fabricgen.compare.difference import Mark
from fabricgen.compare.tree import Node


def applied(nodes, lines):
    """The tree that comes out; lists in the order of their spots, everything else as a set."""
    return _applied(list(nodes), _grouped(list(lines)))


def as_sets(nodes):
    """Comparable: what has no order as a set, what has as a tuple."""
    free = frozenset((node.text, as_sets(node.children)) for node in nodes if not node.list)
    lists = {}
    for node in nodes:
        if node.list:
            lists.setdefault(node.list, []).append((node.text, as_sets(node.children)))
    return free, frozenset((name, tuple(rows)) for name, rows in lists.items())


def _grouped(lines):
    """Lines of one depth, each with those below it."""
    groups = []
    for line in lines:
        if groups and line.depth > groups[0][0].depth:
            groups[-1][1].append(line)
        else:
            groups.append((line, []))
    return [(line, _grouped(below)) for line, below in groups]


def _applied(nodes, groups):
    lists = {""} | {node.list for node in nodes} | {line.spot.list for line, _ in groups if line.spot}
    result = []
    for name in lists:
        mine = [(line, below) for line, below in groups if (line.spot.list if line.spot else "") == name]
        own = [node for node in nodes if node.list == name]
        result += _listed(own, mine) if name else _freely(own, mine)
    return tuple(result)


def _freely(nodes, groups):
    removed = {line.text for line, _ in groups if line.mark is Mark.REMOVED}
    changed = {line.text: below for line, below in groups if line.mark is Mark.KEPT}
    assert removed <= {node.text for node in nodes}
    assert set(changed) <= {node.text for node in nodes} - removed
    kept = [
        node._replace(children=_applied(node.children, changed[node.text])) if node.text in changed else node
        for node in nodes
        if node.text not in removed
    ]
    return kept + [_made(line, below) for line, below in groups if line.mark is Mark.ADDED]


def _listed(nodes, groups):
    gone = {line.spot.place: line.text for line, _ in groups if line.mark is Mark.REMOVED}
    assert all(nodes[index].text == text for index, text in gone.items())
    kept = [node for index, node in enumerate(nodes) if index not in gone]
    for line, below in groups:
        if line.mark is Mark.ADDED:
            kept.insert(line.spot.place, _made(line, below))
    for line, below in groups:
        if line.mark is Mark.KEPT:
            node = kept[line.spot.place]
            assert node.text == line.text
            kept[line.spot.place] = node._replace(children=_applied(node.children, below))
    return kept


def _made(line, below):
    return Node(line.text, tuple(_made(*each) for each in below), line.spot.list if line.spot else "")
