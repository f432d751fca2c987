"""A cabling file: lines in, rows and complaints out."""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.findings import Finding, Place

HEADER = ("device", "port", "peer", "peer_port")
UNKNOWN = "FG112"


class Plug(NamedTuple):
    device: str
    port: str


class Row(NamedTuple):
    line: int
    near: Plug
    far: Plug


class Sheet(NamedTuple):
    """A cabling file, not yet understood. `trouble` says why there is no text."""

    file: str
    text: str
    trouble: str = ""

    def finding(
        self, line: int, message: str, word: str = "", label: str = "", help_: str = "", code: str = UNKNOWN
    ) -> Finding:
        """Points at `word` in that line."""
        column = self.text.split("\n")[line - 1].find(word) + 1 if word else 1
        place = Place(self.file, line, max(column, 1), "", max(len(word), 1))
        return Finding(code, message, place, label=label, help=help_)


def rows(sheet: Sheet) -> Iterator[Row | Finding]:
    """Empty lines and those that start with # are passed over."""
    if sheet.trouble:
        help_ = "write the name of a CSV file beside the page"
        yield Finding(UNKNOWN, sheet.trouble, path=("cabling", "existing"), help=help_)
        return
    lines = (
        (line, _cells(text))
        for line, text in enumerate(sheet.text.split("\n"), 1)
        if text.strip(" \r#,") and text[0] != "#"
    )
    line, header = next(lines, (1, ()))
    if header != HEADER:
        help_ = "write these four words in the first row, one cable to a row below"
        yield _at_start(sheet, line, "the cabling file doesn't start with device,port,peer,peer_port", help_)
        return
    for line, cells in lines:
        if len(cells) == len(HEADER):
            yield Row(line, Plug(*cells[:2]), Plug(*cells[2:]))
        else:
            yield _at_start(sheet, line, f"a row of {len(cells)} cells", "a cable has four: device,port,peer,peer_port")


def _cells(line: str) -> tuple[str, ...]:
    """Names hold no commas, so quotes around one are dropped and mean nothing else."""
    return tuple(cell.strip().removeprefix('"').removesuffix('"') for cell in line.split(","))


def _at_start(sheet: Sheet, line: int, message: str, help_: str) -> Finding:
    return Finding(UNKNOWN, message, Place(sheet.file, line, 1, ""), help=help_)
