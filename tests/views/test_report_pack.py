"""Texts packed as one text and its numbers come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fabricgen.views.report.pack import QUAD, Group, Series, pack, unpack

LEAVES = [f"hostname leaf-{n:02}\nip address 10.0.{n // 128}.{2 * n % 256}/31\nend" for n in range(64)]


@pytest.mark.parametrize(
    ("texts", "lines"),
    [
        (["a\nb"] * 3, ["a", "b"]),
        (["x1", "x2", "x3"], [["x\0", Series(1, 1, 0, 1, 0)]]),
        (["x08", "x09", "x10"], [["x\0", Series(8, 1, 2, 1, 0)]]),
        (["10.0.0.254/31", "10.0.1.0/31"], [["\0/31", Series(10 << 24 | 254, 2, QUAD, 1, 0)]]),
        (["p1 q4", "p1 q5", "p2 q4", "p2 q5"], [["p\0 q\0", Series(1, 1, 0, 2, 0), Series(4, 1, 0, 1, 2)]]),
        (["x1", "x7", "x2"], [["x\0", ["1", "7", "2"]]]),
        (["x", "y"], [[None, "x", "y"]]),
        (["1.2.3.400", "1.2.3.401"], [["\0", ["1.2.3.400", "1.2.3.401"]]]),
        (["7", "07"], [["\0", ["7", "07"]]]),
    ],
)
def test_a_line_is_told_as_shortly_as_it_can_be(texts, lines):
    assert pack(texts) == [Group(list(range(len(texts))), lines)]
    assert unpack(pack(texts)) == texts


def test_texts_of_another_length_are_told_apart():
    texts = ["a\nb1", "c", "a\nb2"]
    assert [group.places for group in pack(texts)] == [[1], [0, 2]]
    assert unpack(pack(texts)) == texts


def test_many_that_are_alike_take_the_room_of_one():
    (group,) = pack(LEAVES)
    assert group.lines[0] == ["hostname leaf-\0", Series(0, 1, 2, 1, 0)]
    assert all(isinstance(line, str) or isinstance(line[1], Series) for line in group.lines)
    assert unpack([group]) == LEAVES


WORDS = st.sampled_from(
    ["0", "00", "7", "10", "255", "256", "10.0.0.1", "1.2.3.999", "fd00::1a", "²", "٣", "-", "x", " "]
)
TEXTS = st.lists(
    st.lists(st.lists(WORDS, max_size=5).map("".join), min_size=1, max_size=4).map("\n".join), min_size=1, max_size=6
)


@given(TEXTS)
def test_nothing_is_lost(texts):
    assert unpack(pack(texts)) == texts


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_nothing_is_lost_of_any_text(texts):
    assert unpack(pack(texts)) == texts
