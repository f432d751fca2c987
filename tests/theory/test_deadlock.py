import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.theory.deadlock import buffer, find_cycle


@pytest.mark.parametrize(
    ("vertices", "edges", "cycle"),
    [
        (0, [], ()),
        (3, [(0, 1), (1, 2)], ()),
        (3, [(0, 1), (1, 2), (0, 2)], ()),
        (1, [(0, 0)], (0,)),
        (4, [(0, 1), (1, 2), (2, 1), (2, 3)], (1, 2)),
        (4, [(0, 1), (1, 2), (2, 3), (3, 0), (0, 1)], (0, 1, 2, 3)),
    ],
)
def test_cycles(vertices, edges, cycle):
    found = find_cycle(vertices, edges)
    assert sorted(found) == list(cycle)
    assert closed(found, edges)


def closed(cycle, edges):
    return set(zip(cycle, (*cycle[1:], *cycle[:1]), strict=True)) <= set(edges)


GRAPHS = st.integers(1, 12).flatmap(
    lambda n: st.tuples(st.just(n), st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=3 * n))
)


@given(GRAPHS)
def test_what_is_found_is_a_cycle_and_none_is_missed(graph):
    vertices, edges = graph
    cycle = find_cycle(vertices, edges)
    assert closed(cycle, edges)
    assert bool(cycle) == any(start in reach(edges, start) for start in range(vertices))


def reach(edges, start):
    seen, todo = set(), [start]
    while todo:
        here = todo.pop()
        found = {target for source, target in edges if source == here} - seen
        seen |= found
        todo.extend(found)
    return seen


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_edges_that_only_go_up_never_close(pairs):
    assert find_cycle(31, [(low, high) for low, high in pairs if low < high]) == ()


LEAVES, SPINES = 4, 2


def up(leaf, spine):
    return leaf * SPINES + spine


def down(spine, leaf):
    return LEAVES * SPINES + leaf * SPINES + spine


UP_THEN_DOWN = [
    (up(source, spine), down(spine, target))
    for source in range(LEAVES)
    for target in range(LEAVES)
    for spine in range(SPINES)
    if source != target
]
BOUNCES = [(down(0, leaf), up(leaf, 1)) for leaf in range(LEAVES)] + [
    (down(1, leaf), up(leaf, 0)) for leaf in range(LEAVES)
]


def test_a_clos_is_safe_until_a_leaf_becomes_transit():
    buffers = 2 * LEAVES * SPINES
    assert find_cycle(buffers, UP_THEN_DOWN) == ()
    assert len(find_cycle(buffers, UP_THEN_DOWN + BOUNCES)) >= 4


def ring(nodes, priorities, dateline):
    """Buffers of a one-way ring whose packets take the priority `dateline` gives them after each node."""
    return [
        (buffer(node, priority, priorities), buffer((node + 1) % nodes, dateline(node, priority), priorities))
        for node in range(nodes)
        for priority in range(priorities)
        if dateline(node, priority) is not None
    ]


def test_a_ring_deadlocks_unless_the_priority_changes_at_the_dateline():
    assert find_cycle(8, ring(8, 1, lambda _node, priority: priority)) != ()
    safe = ring(8, 2, lambda node, priority: priority if node < 7 else {0: 1}.get(priority))
    assert find_cycle(16, safe) == ()


def test_a_long_row_of_buffers_needs_no_recursion():
    row = [(vertex, vertex + 1) for vertex in range(200_000)]
    assert find_cycle(200_001, row) == ()
    assert len(find_cycle(200_001, [*row, (200_000, 0)])) == 200_001
