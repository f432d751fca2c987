"""What `fabricgen diff` costs at k=128, against rendering that fabric once: one leaf that changes, and all switches."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

from benchmarks.measure import Cost, differing

ONE_LEAF = "\nexceptions:\n  - {select: leaf-p007-03, seed: 77, reason: a benchmark}\n"


def repository(source: Path, place: Path) -> Path:
    """The inventory, committed once."""
    copytree(source, place)
    for words in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "before")):
        who = ("-c", "user.name=bench", "-c", "user.email=bench@example.com", "-c", "commit.gpgsign=false")
        subprocess.run(["git", "-C", str(place), *who, *words], check=True)
    return place


def one_leaf(inventory: Path) -> Cost:
    return _after(inventory, lambda text: text + ONE_LEAF)


def all_switches(inventory: Path) -> Cost:
    return _after(inventory, lambda text: text.replace("bfd: 300 ms", "bfd: 400 ms"))


def _after(inventory: Path, edit: Callable[[str], str]) -> Cost:
    page = inventory / "intent.yml"
    before = page.read_text(encoding="utf-8")
    page.write_text(edit(before), encoding="utf-8")
    try:
        return differing("diff", str(inventory), "--against", "git:HEAD")
    finally:
        page.write_text(before, encoding="utf-8")
