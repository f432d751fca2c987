"""libyang's own program, yanglint: asks whether files keep to YANG models, and reads what it says."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

PROGRAM = "yanglint"
MISSING = (
    f"{PROGRAM} is missing, which judges by YANG models: on Debian and Ubuntu `apt-get install libyang2-tools` "
    "(or libyang-tools), elsewhere libyang of github.com/CESNET/libyang"
)
SAID = re.compile(r"^libyang(?: err ?|\[0\]): ?(?P<words>.*)$", re.MULTILINE)
PLACE = re.compile(
    r'\s*\((?:Data location "?(?P<location>/.*?)"?)?(?:, )?(?:[Ll]ine number (?P<line>\d+))?\.?\)\s*$', re.DOTALL
)
CULPRIT = re.compile(r'Failed to parse input data file "(.*?)"\.')
BATCH = 50
"""Files of one run: all of them are held in memory at once."""


class MissingProgramError(Exception):
    """yanglint isn't on PATH; the message says how to get it."""


class ModelsError(Exception):
    """The models themselves can't be read; the message is yanglint's."""


class Schemas(NamedTuple):
    """Modules to judge by, the folder in which they find one another, and the features of theirs that hold."""

    folder: Path
    modules: tuple[Path, ...]
    features: tuple[str, ...] = ()


class Complaint(NamedTuple):
    """The first thing that isn't right with a file. `location` is a path in the data, empty where none is told; `line`
    is of a word that can't be read at all.
    """

    file: Path
    message: str
    location: str
    line: int | None


def installed() -> None:
    """Raises MissingProgramError."""
    if shutil.which(PROGRAM) is None:
        raise MissingProgramError(MISSING)


def told(*words: object) -> subprocess.CompletedProcess[str]:
    command = [PROGRAM, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


def complaints(schemas: Schemas, files: Sequence[Path]) -> Iterator[Complaint]:
    """One of each file that the models refuse. Raises ModelsError."""
    for first in range(0, len(files), BATCH):
        yield from _batch(schemas, list(files[first : first + BATCH]))


def _batch(schemas: Schemas, files: list[Path]) -> Iterator[Complaint]:
    """It stops at the first file that it refuses, so it is asked again for those behind."""
    features = [word for feature in schemas.features for word in ("-F", feature)]
    while files:
        said = told("-Q", "-p", schemas.folder, *features, "-t", "config", *schemas.modules, *files)
        if said.returncode == 0:
            return
        found = CULPRIT.search(said.stderr)
        names = [str(file) for file in files]
        if found is None or found[1] not in names:
            raise ModelsError(_first(said.stderr))
        at = names.index(found[1])
        yield _complaint(files[at], said.stderr)
        files = files[at + 1 :]


def _complaint(file: Path, stderr: str) -> Complaint:
    words = _first(stderr)
    place = PLACE.search(words)
    if place is None:
        return Complaint(file, words.rstrip("."), "", None)
    line = int(place["line"]) if place["line"] else None
    return Complaint(file, words[: place.start()].rstrip("."), place["location"] or "", line)


def _first(stderr: str) -> str:
    found = SAID.search(stderr)
    return (found["words"] if found else stderr).strip()
