"""Which of Ethernet's port types carries a link: the plainest that reaches, or none."""

import pytest

from fabricgen.exports.media import KINDS, MEDIA, medium


@pytest.mark.parametrize(
    ("gbps", "lanes", "metres", "name"),
    [
        (400, (4, 4), 2, "400GBASE-CR4"),
        (400, (4, 4), 2.5, "400GBASE-VR4"),
        (400, (4, 4), 50, "400GBASE-VR4"),
        (400, (4, 4), 50.5, "400GBASE-SR4"),
        (400, (4, 4), 300, "400GBASE-DR4"),
        (400, (4, 4), 2_000, "400GBASE-FR4"),
        (400, (4, 4), 6_000, "400GBASE-LR4-6"),
        (400, (8, 8), 3, "400GBASE-SR8"),
        (400, (8, 8), 70, "400GBASE-SR8"),
        (400, (8, 8), 200, "400GBASE-DR4"),
        (400, (8, 8), 10_000, "400GBASE-LR8"),
        (400, (8, 4), 1, "400GBASE-DR4"),
        (800, (8, 8), 2, "800GBASE-CR8"),
        (800, (8, 8), 500, "800GBASE-DR8"),
        (200, (4, 4), 3, "200GBASE-CR4"),
        (100, (4, 4), 5, "100GBASE-CR4"),
        (100, (2, 2), 5, "100GBASE-SR2"),
        (25, (1, 1), 30, "25GBASE-SR"),
    ],
)
def test_the_plainest_that_reaches(gbps, lanes, metres, name):
    found = medium(gbps, lanes, metres)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("gbps", "lanes", "metres"),
    [(400, (4, 4), 10_000), (400, (4, 4), 40_000), (100, (1, 1), 20_000), (400, (1, 1), 3), (40, (4, 4), 3)],
    ids=["no 8 lanes for LR8", "too far", "too far for one lane", "a lane of 400G", "a speed it doesn't list"],
)
def test_nothing_is_made_up(gbps, lanes, metres):
    assert medium(gbps, lanes, metres) is None


def test_copper_can_be_ruled_out():
    found = medium(400, (4, 4), 1, KINDS[1:])
    assert found is not None
    assert found.name == "400GBASE-VR4"


def test_every_row_says_the_same_twice():
    """The name of a port type begins with its speed, and copper's ends in its lanes."""
    for each in MEDIA:
        assert each.name.startswith(f"{each.gbps}GBASE-"), each
        if each.kind == "copper" and not each.name.endswith("CR"):
            assert each.name.endswith(f"CR{each.lanes}"), each
    assert len({each.name for each in MEDIA}) == len(MEDIA)
