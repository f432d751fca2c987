"""What is written is whole or not there, and nothing that somebody else has put there is lost."""

import os

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
    assert listing(out) == {"a": "13", "deep/b": "2", MARK: "netbox\na\ndeep/b\n"}


def test_an_earlier_export_is_replaced_whole(tmp_path):
    out = tmp_path / "out"
    fill(out, "netbox", [Piece("old", "1")])
    fill(out, "netbox", [Piece("new", "2")])
    assert listing(tmp_path) == {"out/new": "2", f"out/{MARK}": "netbox\nnew\n"}


def test_a_folder_is_complete_or_as_it_was(tmp_path):
    out = tmp_path / "out"
    with pytest.raises(OSError, match="No space left"):
        fill(out, "netbox", breaking([Piece("half", "1")]))
    assert listing(tmp_path) == {}
    fill(out, "netbox", [Piece("old", "1")])
    with pytest.raises(OSError, match="No space left"):
        fill(out, "netbox", breaking([Piece("half", "1")]))
    assert listing(tmp_path) == {"out/old": "1", f"out/{MARK}": "netbox\nold\n"}


@pytest.mark.parametrize("there", [{"thesis.txt": "years"}, {MARK: "batfish\n", "configs": "x"}])
def test_what_somebody_else_has_put_there_stays(tmp_path, there):
    out = tmp_path / "out"
    out.mkdir()
    for name, text in there.items():
        (out / name).write_text(text)
    with pytest.raises(TakenError, match="it holds something else than an export for netbox"):
        fill(out, "netbox", [Piece("a", "1")])
    assert listing(tmp_path) == {f"out/{name}": text for name, text in there.items()}


@pytest.mark.parametrize("name", ["config.yaml", "zones/dns", ".git/HEAD", "a.orig"])
def test_what_somebody_has_put_beside_an_export_stays(tmp_path, name):
    out = tmp_path / "out"
    fill(out, "nornir", [Piece("a", "1"), Piece("deep/b", "2")])
    (out / name).parent.mkdir(exist_ok=True)
    (out / name).write_text("mine")
    before = listing(tmp_path)
    with pytest.raises(TakenError, match=f"it holds {name}, which no export for nornir has put there"):
        fill(out, "nornir", [Piece("a", "3")])
    assert listing(tmp_path) == before


def test_a_link_to_a_folder_is_somebody_elses(tmp_path):
    out = tmp_path / "out"
    fill(out, "nornir", [Piece("a", "1")])
    (out / "there").symlink_to(tmp_path)
    with pytest.raises(TakenError, match="it holds there, which no export for nornir"):
        fill(out, "nornir", [Piece("a", "3")])


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "today").write_text("old")
    (tmp_path / "latest").symlink_to("today")
    put(tmp_path / "latest", ["new"])
    assert (tmp_path / "latest").is_symlink()
    assert listing(tmp_path) == {"today": "new", "latest": "new"}


def test_a_pipe_is_written_to_and_stays_one(tmp_path):
    """So do devices, such as /dev/null and /dev/stdout, which root could replace."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    put(pipe, ["a\n", "b\n"])
    assert os.read(reader, 9) == b"a\nb\n"
    os.close(reader)
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_an_empty_folder_will_do(tmp_path):
    assert fill(tmp_path, "netbox", [Piece("a", "1")]) == 1
    assert listing(tmp_path) == {"a": "1", MARK: "netbox\na\n"}
