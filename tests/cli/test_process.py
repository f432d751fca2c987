"""The program as a process: exit statuses, where words go, and what --help may cost."""

import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"jinja2", "pydantic", "napalm", "rich", "yaml", "netaddr", "orjson", "multiprocessing", "asyncio"}
CHEAP = [
    (),
    ("init",),
    ("explain",),
    ("schema",),
    ("platforms",),
    ("hardware",),
    ("calc",),
    ("diff",),
    ("push",),
    ("runs",),
    ("resume",),
    ("rollback",),
    ("verify",),
    ("validate",),
    ("lab",),
    *(("calc", name) for name in ("headroom", "ecn", "ecmp", "asn")),
]


def process(*words, flags=()):
    return subprocess.run(
        [sys.executable, *flags, "-m", "fabricgen", *map(str, words)], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("words", CHEAP, ids=" ".join)
def test_help_imports_nothing_heavy(words):
    told = process(*words, "--help", flags=("-X", "importtime"))
    assert told.returncode == 0
    assert told.stdout.startswith("Usage: ")
    imported = {name.partition(".")[0] for name in re.findall(r"\| +(\S+)$", told.stderr, re.MULTILINE)}
    assert "click" in imported
    assert imported & HEAVY == set()


def test_help_is_cheap():
    """In CPU seconds; 0.15 is the aim, and half a second leaves room for a slow machine."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process("--help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.5


def test_clean_is_0(tmp_path):
    told = process("init", tmp_path / "fabric", "--kind", "fat-tree")
    assert (told.returncode, told.stderr) == (0, "")
    assert Path(tmp_path / "fabric" / "intent.yml").exists()


def test_findings_are_1_and_go_to_stderr(tmp_path):
    (tmp_path / "something").touch()
    told = process("init", tmp_path, "--kind", "fat-tree")
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith("error[FG011] ")


@pytest.mark.parametrize("words", [("init", "x"), ("nonsense",), ("calc", "ecmp"), ("--nonsense",)], ids=" ".join)
def test_wrong_usage_is_2(words):
    told = process(*words)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("Usage: fabricgen ")
