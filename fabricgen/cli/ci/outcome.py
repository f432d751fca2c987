"""What one step leaves for the next: a small file beside the artefacts."""

import json
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

FILE = "outcome.json"


class Outcome(NamedTuple):
    """`mark` is the hidden line that the comment is found by; `failed` says why the job must fail, if it must."""

    mark: str
    changed: bool
    errors: int
    warnings: int
    telling: bool
    failed: str


def mark(*instance: str) -> str:
    """One for each place in a pipeline that reviews: workflow, job and patterns tell them apart."""
    digest = sha256("\0".join(instance).encode(errors="surrogateescape")).hexdigest()
    return f"<!-- fabricgen review {digest[:16]} -->"


def save(outcome: Outcome, folder: Path) -> None:
    (folder / FILE).write_text(json.dumps(outcome._asdict(), indent=2) + "\n", encoding="utf-8")


def load(folder: Path) -> Outcome:
    return Outcome(**json.loads((folder / FILE).read_text(encoding="utf-8")))
