"""Runs the commands of docs/tour.md, and holds what they say to what the page says."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

FENCE = "```console\n"
END = "```\n"
PROMPTS = ("$ ", "# ")
ROOT = "# "
"""The prompt of commands that need root."""
SECONDS = 300
"""The longest that a command may take."""


class Step(NamedTuple):
    """A command, the prompt before it, and what it says. `text` is the page before it, word for word."""

    text: str
    prompt: str
    command: str
    said: str


class Tour(NamedTuple):
    steps: tuple[Step, ...]
    rest: str


def read(page: str) -> Tour:
    """Raises ValueError at a console block that doesn't begin with a prompt."""
    steps: list[Step] = []
    before, inside = "", False
    for line in page.splitlines(keepends=True):
        if inside and line.startswith(PROMPTS):
            steps.append(Step(before, line[:2], line[2:].rstrip("\n"), ""))
            before = ""
        elif inside and line != END:
            if before:
                raise ValueError(f"a console block must begin with a prompt, not with {line!r}")
            steps[-1] = steps[-1]._replace(said=steps[-1].said + line)
        else:
            before += line
            inside = line == FENCE
    return Tour(tuple(steps), before)


def written(tour: Tour) -> str:
    return "".join(f"{step.text}{step.prompt}{step.command}\n{step.said}" for step in tour.steps) + tour.rest


def run(steps: Iterable[Step], folder: Path, environment: Mapping[str, str]) -> Iterator[Step]:
    """Each with what it says now. `export` lasts, as it does in a shell."""
    known = {**os.environ, "NO_COLOR": "1", "COLUMNS": "200", **environment}
    for step in steps:
        name, equals, value = step.command.removeprefix("export ").partition("=")
        if step.command.startswith("export ") and equals:
            known[name] = value
        yield step._replace(said=_said(step.command, folder, known))


def _said(command: str, folder: Path, environment: Mapping[str, str]) -> str:
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    return done.stdout


def alike(text: str) -> str:
    """What may differ from one run to the next: seconds, times of day, ids of commits, how wide a column is, and who
    of a wave is ready first.
    """
    text = re.sub(r"\b\d+(\.\d+)? s\b", "N s", text)
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", "TIME", text)
    text = re.sub(r"\b\d\d:\d\d:\d\d\.\d{3}\b", "CLOCK", text)
    text = re.sub(r"\(([0-9a-f]{7,40})\)", "(COMMIT)", text)
    text = re.sub(r"(?m)(?:^  \S+  new  N s\n)+", lambda wave: "".join(sorted(wave[0].splitlines(keepends=True))), text)
    return re.sub(r" +", " ", text)


PAGE = Path(__file__).resolve().parents[1] / "tour.md"


def main() -> None:
    """Of python -m docs.generate.tour: runs all of it, as root, and writes down what was said."""
    tour = read(PAGE.read_text())
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with TemporaryDirectory() as folder:
        said = tuple(run(tour.steps, Path(folder), {"PATH": path}))
    PAGE.write_text(written(tour._replace(steps=said)))


if __name__ == "__main__":
    main()
