import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.theory.direct import Dragonfly, Torus, dragonfly, torus


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        ((4, 4, 4), Torus(64, 192, 6, 6, 32)),
        ((8, 4, 4), Torus(128, 384, 6, 8, 32)),
        ((3, 3, 3), Torus(27, 81, 6, 3, None)),
        ((2, 2, 2), Torus(8, 12, 3, 3, 4)),
        ((4, 4, 2), Torus(32, 80, 5, 5, 16)),
        ((6,), Torus(6, 6, 2, 3, 2)),
    ],
)
def test_torus(sides, expected):
    assert torus(*sides) == expected


@given(st.lists(st.integers(1, 9), min_size=1, max_size=4))
def test_every_link_of_a_torus_has_two_ends(sides):
    found = torus(*sides)
    assert found.nodes * found.degree == 2 * found.links


@pytest.mark.parametrize("sides", [(), (4, 0, 4)])
def test_a_torus_without_nodes_is_refused(sides):
    with pytest.raises(ValueError, match=r"^a torus has at least one side, and each side at least one node$"):
        torus(*sides)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (None, Dragonfly(33, 264, 1_056, 15, 924, 528, balanced=True)),
        (9, Dragonfly(9, 72, 288, 15, 252, 144, balanced=True)),
    ],
)
def test_dragonfly(groups, expected):
    assert dragonfly(hosts=4, routers=8, global_links=4, groups=groups) == expected


def test_an_unbalanced_dragonfly():
    assert not dragonfly(hosts=8, routers=8, global_links=4).balanced


def test_too_many_groups_are_refused():
    message = "34 groups asked for, but 8 routers of 4 global links reach 33"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        dragonfly(4, 8, 4, groups=34)
