"""What a path is. Where nobody may look it is nothing, and reading it says why; pathlib before Python 3.14 raises."""

from pathlib import Path


def is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
