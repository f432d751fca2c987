"""What is written is whole or not there, and nothing that somebody else has put there is lost."""

import pytest

from fabricgen.exports.place import MARK, Piece, TakenError, fill, put


def breaking(texts):
    yield from texts
    raise OSError(28, "No space left on device")


def listing(folder):
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_a_file_is_whole_or_as_it_was(tmp_path):
    out = tmp_path / "new" / "cables.csv"
    put(out, ["a\n", "b\n"])
    assert out.read_text() == "a\nb\n"
    with pytest.raises(OSError, match="No space left"):
        put(out, breaking(["c\n"]))
    assert listing(tmp_path) == {"new/cables.csv": "a\nb\n"}


def test_pieces_of_a_file_follow_each_other(tmp_path):
    out = tmp_path / "out"
    assert fill(out, "netbox", [Piece("a", "1"), Piece("deep/b", "2"), Piece("a", "3")]) == 2
    assert listing(out) == {"a": "13", "deep/b": "2", MARK: "netbox\n"}


def test_an_earlier_export_is_replaced_whole(tmp_path):
    out = tmp_path / "out"
    fill(out, "netbox", [Piece("old", "1")])
    fill(out, "netbox", [Piece("new", "2")])
    assert listing(tmp_path) == {"out/new": "2", f"out/{MARK}": "netbox\n"}


def test_a_folder_is_complete_or_as_it_was(tmp_path):
    out = tmp_path / "out"
    with pytest.raises(OSError, match="No space left"):
        fill(out, "netbox", breaking([Piece("half", "1")]))
    assert listing(tmp_path) == {}
    fill(out, "netbox", [Piece("old", "1")])
    with pytest.raises(OSError, match="No space left"):
        fill(out, "netbox", breaking([Piece("half", "1")]))
    assert listing(tmp_path) == {"out/old": "1", f"out/{MARK}": "netbox\n"}


@pytest.mark.parametrize("there", [{"thesis.txt": "years"}, {MARK: "batfish\n", "configs": "x"}])
def test_what_somebody_else_has_put_there_stays(tmp_path, there):
    out = tmp_path / "out"
    out.mkdir()
    for name, text in there.items():
        (out / name).write_text(text)
    with pytest.raises(TakenError, match="it holds something else than an export for netbox"):
        fill(out, "netbox", [Piece("a", "1")])
    assert listing(tmp_path) == {f"out/{name}": text for name, text in there.items()}


def test_an_empty_folder_will_do(tmp_path):
    assert fill(tmp_path, "netbox", [Piece("a", "1")]) == 1
    assert listing(tmp_path) == {"a": "1", MARK: "netbox\n"}
