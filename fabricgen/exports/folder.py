"""The one place where exports reach a disk."""

from collections.abc import Mapping
from pathlib import Path


def write(out: Path, files: Mapping[str, str]) -> None:
    """Each file whole or not at all; the first, which names all the others, comes last. Raises OSError."""
    first, *others = files
    for path in (*others, first):
        place = out / path
        place.parent.mkdir(parents=True, exist_ok=True)
        staged = place.with_name(f".{place.name}.new")
        staged.write_text(files[path])
        staged.replace(place)
