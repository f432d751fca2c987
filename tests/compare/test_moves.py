"""Numbers of existing things that move are told by name; growth moves none."""

import pytest

from fabricgen.compare.moves import Move, moves
from tests.compare.fabrics import excepted, planned

TABLE = {
    "growth": ((("leaves: 4,", "leaves: 6,"),), []),
    "a seed": ((excepted("leaf-p00-01", "seed: 77"),), []),
    "one AS number": (
        (excepted("leaf-p00-01", "asn: 4200000900"),),
        [Move("leaf-p00-01", "its AS number", "4200000001", "4200000900")],
    ),
    "the id of a VRF": (
        (("acme: {leaves", "acme: {id: 7, leaves"),),
        [Move("VRF acme", "its id, and so its route distinguishers and targets", "1", "7"),
         Move("VRF blue", "its id, and so its route distinguishers and targets", "2", "8")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_moves(tmp_path, name):
    edits, expected = TABLE[name]
    assert list(moves(planned(tmp_path / "before"), planned(tmp_path / "after", *edits), "*")) == expected


def test_another_pool_moves_every_link(tmp_path):
    after = planned(tmp_path / "after", ("10.64.0.0/20", "10.96.0.0/20"))
    found = list(moves(planned(tmp_path / "before"), after, "leaf-*"))
    assert [move.of for move in found] == [f"leaf-p00-0{number}" for number in range(4)]
    assert found[1] == Move("leaf-p00-01", "the first of its links upwards", "10.64.0.48", "10.96.0.48")


def test_declared_maxima_move_what_lies_beyond(tmp_path):
    after = planned(tmp_path / "after", ("max_leaves: 8", "max_leaves: 16"))
    found = {(move.of, move.what): (move.before, move.after) for move in moves(planned(tmp_path / "a"), after, "*")}
    assert found["spine-p00-00", "its loopback"] == ("10.0.0.8", "10.0.0.16")
    assert not any(of.startswith("leaf") and what == "its loopback" for of, what in found)
