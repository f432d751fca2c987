"""Folders that may not be entered: every command says so, and none falls over. Root may enter any, so the refusal is
made here, where pathlib asks for it.
"""

import io
import os
import sys

import pytest

from fabricgen import cli
from fabricgen.source.folders import is_file, is_folder

COMMANDS = (
    ("validate", "{page}"),
    ("plan", "{page}"),
    ("render", "{page}", "--out", "{page}/out"),
    ("diff", "{page}", "--against", "git:HEAD"),
    ("show", "{page}", "--reach"),
    ("verify", "{page}"),
    ("push", "{page}", "--dry-run"),
    ("lab", "down", "{page}"),
)


@pytest.fixture
def page(tmp_path, monkeypatch):
    inside = tmp_path / "closed" / "lab"

    def refusing(real):
        def asked(path, *more, **options):
            if str(path).startswith(str(inside)):
                raise PermissionError(13, "Permission denied", str(path))
            return real(path, *more, **options)

        return asked

    monkeypatch.setattr(os, "stat", refusing(os.stat))
    monkeypatch.setattr(io, "open", refusing(io.open))
    return inside


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_closed_folder_is_told(page, words, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["fabricgen", *(word.format(page=page) for word in words)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    told = capsys.readouterr()
    assert (ended.value.code, told.out) == (1, "")
    assert "ermission denied" in told.err.splitlines()[0]
    assert str(page) in told.err


def test_what_may_not_be_looked_at_is_nothing(page):
    assert (is_folder(page), is_file(page / "intent.yml")) == (False, False)


def test_what_may_is_what_it_is(tmp_path):
    (tmp_path / "file").touch()
    assert (is_folder(tmp_path), is_file(tmp_path / "file"), is_file(tmp_path), is_folder(tmp_path / "no")) == (
        True, True, False, False,
    )  # fmt: skip
