"""The budgets of the project, measured: `make bench`. Ratios decide; seconds are shown for orientation."""

import sys
import tempfile
from collections.abc import Callable
from math import log
from pathlib import Path
from shutil import rmtree
from statistics import mean
from typing import NamedTuple

from benchmarks.differences import all_switches, one_leaf, repository
from benchmarks.measure import cost, fabricgen

ROOT = Path(__file__).resolve().parent.parent
YARDSTICK_SWITCHES = 2000


class Verdict(NamedTuple):
    what: str
    measured: float
    budget: float
    unit: str
    note: str

    @property
    def kept(self) -> bool:
        return self.measured <= self.budget


def folder_bytes(folder: Path) -> int:
    return sum(place.stat().st_size for place in folder.rglob("*") if place.is_file())


def yardstick(work: Path) -> float:
    """CPU nanoseconds that a bare Jinja loop takes per byte written, start-up taken off."""
    place = work / "yardstick"
    idle = cost(str(ROOT / "benchmarks/yardstick.py"), str(work / "idle"), "0")
    busy = cost(str(ROOT / "benchmarks/yardstick.py"), str(place), str(YARDSTICK_SWITCHES))
    spent = 1e9 * (busy.cpu_seconds - idle.cpu_seconds) / folder_bytes(place)
    rmtree(place)
    return spent


def k128(work: Path) -> list[Verdict]:
    out = work / "k128"
    floors = [yardstick(work)]
    first = fabricgen("render", str(ROOT / "inventories/k128"), "--out", str(out))
    floors.append(yardstick(work))  # before and after: the machine may have changed its pace in between
    floor, per_byte = mean(floors), 1e9 * first.cpu_seconds / folder_bytes(out)
    before = {place: place.stat().st_mtime_ns for place in out.rglob("*.cfg")}
    again = fabricgen("render", str(ROOT / "inventories/k128"), "--out", str(out))
    rewritten = sum(place.stat().st_mtime_ns != was for place, was in before.items())
    return [
        Verdict(
            "k=128 rendered, per byte against a bare Jinja loop",
            per_byte / floor,
            2.0,
            "x",
            f"{first.cpu_seconds:.1f} CPU s",
        ),
        Verdict(
            "k=128 rendered, CPU seconds", first.cpu_seconds, 45.0, "s", f"{folder_bytes(out) / 1e6:,.0f} MB of text"
        ),
        Verdict("k=128 rendered, memory of the parent", first.peak_mib, 500.0, "MiB", ""),
        Verdict("k=128 rendered again, files rewritten", float(rewritten), 0.0, "", f"{again.cpu_seconds:.1f} CPU s"),
    ]


def differences(work: Path) -> list[Verdict]:
    """Against rendering the fabric once into a fresh folder, start-up included on all sides."""
    inventory = repository(ROOT / "inventories/k128", work / "repository")
    full = fabricgen("render", str(inventory), "--out", str(work / "full"))
    rmtree(work / "full")
    leaf, every = one_leaf(inventory), all_switches(inventory)
    return [
        Verdict(
            "one leaf of k=128 changed, against git:HEAD", leaf.cpu_seconds / full.cpu_seconds, 0.1, "x",
            f"{leaf.cpu_seconds:.1f} of {full.cpu_seconds:.1f} CPU s",
        ),
        Verdict("all of k=128 changed, against git:HEAD", every.cpu_seconds, 90.0, "s", "both sides rendered"),
        Verdict("all of k=128 changed, memory of the parent", every.peak_mib, 500.0, "MiB", ""),
    ]  # fmt: skip


def intent(leaves: int, spines: int) -> str:
    text = (ROOT / "inventories/moe-a/intent.yml").read_text(encoding="utf-8")
    wished, rest = text.split("size:\n", 1)[0], text.split("hardware:\n", 1)[1]
    size = f"size: {{leaves: {leaves}, spines: {spines}, downlinks: 24, max_leaves: 128, max_spines: 8}}\n"
    shared, hosts = rest.split("# A customer", 1)[0], rest.split("hosts:\n", 1)[1]
    return f"{wished}{size}hardware:\n{shared}hosts:\n{hosts}"


def small(work: Path) -> list[Verdict]:
    place = work / "small"
    place.mkdir()
    (place / "intent.yml").write_text(intent(128, 4), encoding="utf-8")
    spent = fabricgen("render", str(place), "--out", str(work / "small-out"), "--jobs", "1")
    return [Verdict("4 spines + 128 leaves, start-up included", spent.cpu_seconds, 1.0, "s", "")]


def growth(work: Path) -> list[Verdict]:
    """Exponent of cost in ports, between two fabrics that differ eightfold, start-up taken off."""
    idle = fabricgen("validate", str(_of_pods(work, 1))).cpu_seconds
    few, many = (_render_pods(work, pods) - idle for pods in (8, 64))
    return [
        Verdict("growth of cost in ports, exponent", log(many / few) / log(8), 1.05, "", f"{few:.2f} and {many:.2f} s")
    ]


def _of_pods(work: Path, pods: int) -> Path:
    """Pods of 32 leaves and 8 spines."""
    place = work / f"pods-{pods}"
    place.mkdir()
    text = (ROOT / "inventories/k128/intent.yml").read_text(encoding="utf-8")
    wished, rest = text.split("size:\n", 1)[0], text.split("hardware:\n", 1)[1]
    size = (
        f"size: {{pods: {pods}, leaves: 32, spines: 8, super_spines: 8, downlinks: 64, max_pods: 64, max_leaves: 32}}\n"
    )
    (place / "intent.yml").write_text(wished + size + "hardware:\n" + rest, encoding="utf-8")
    return place


def _render_pods(work: Path, pods: int) -> float:
    place = _of_pods(work, pods)
    return fabricgen("render", str(place), "--out", str(work / f"out-{pods}"), "--jobs", "1").cpu_seconds


def start(work: Path) -> list[Verdict]:  # noqa: ARG001 - every measurement gets a folder
    spent = min(fabricgen("--help").cpu_seconds for _ in range(5))
    return [Verdict("--help", spent, 0.15, "s", "best of 5")]


MEASUREMENTS: tuple[Callable[[Path], list[Verdict]], ...] = (start, small, growth, k128, differences)


def line(verdict: Verdict) -> str:
    mark = "ok  " if verdict.kept else "OVER"
    figure = f"{verdict.measured:>9.2f} {verdict.unit:<4} budget {verdict.budget:g}"
    return f"{mark} {verdict.what:<52}{figure}  {verdict.note}"


def main(slack: float) -> int:
    """Status 1 when a figure is beyond its budget times `slack`: other work on the machine may be granted some."""
    broken = 0
    for measurement in MEASUREMENTS:
        with tempfile.TemporaryDirectory() as work:
            for verdict in measurement(Path(work)):
                broken += verdict.measured > verdict.budget * slack
                print(line(verdict))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0))
