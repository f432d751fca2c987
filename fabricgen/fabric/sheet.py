"""A cabling file: lines in, rows and complaints out."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from fabricgen.findings import Finding, Place
from fabricgen.quantity import parse_metres, parse_microseconds
from fabricgen.theory.latency import fibre_us

HEADER = ("device", "port", "peer", "peer_port")
DISTANCES: dict[str, Callable[[str], float]] = {
    "latency": parse_microseconds,
    "length": lambda text: fibre_us(parse_metres(text) / 1000),
}
"""A fifth column, by its name: microseconds one way of what stands in it."""
UNKNOWN = "FG112"


class Plug(NamedTuple):
    device: str
    port: str


class Row(NamedTuple):
    """`latency_us` is one way; None where the row says nothing of it."""

    line: int
    near: Plug
    far: Plug
    latency_us: float | None = None


class Sheet(NamedTuple):
    """A cabling file, not yet understood. `trouble` says why there is no text."""

    file: str
    text: str
    trouble: str = ""

    @property
    def distance(self) -> str:
        """Name of the fifth column, or nothing."""
        _, header = next(_filled(self), (1, ()))
        return "".join(header[len(HEADER) :])

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
    lines = _filled(sheet)
    line, header = next(lines, (1, ()))
    measure = DISTANCES.get("".join(header[len(HEADER) :]))
    if header[: len(HEADER)] != HEADER or (measure is None and len(header) > len(HEADER)):
        help_ = "write these four words in the first row, one cable to a row below; a fifth may be latency or length"
        yield _at_start(sheet, line, "the cabling file doesn't start with device,port,peer,peer_port", help_)
        return
    for line, cells in lines:
        if len(cells) == len(header):
            yield _row(sheet, line, cells, measure)
        else:
            help_ = f"a cable has {'four' if measure is None else 'five'}: {','.join(header)}"
            yield _at_start(sheet, line, f"a row of {len(cells)} cells", help_)


def _row(sheet: Sheet, line: int, cells: tuple[str, ...], measure: Callable[[str], float] | None) -> Row | Finding:
    """A distance may be left empty."""
    near, far = Plug(*cells[:2]), Plug(*cells[2:4])
    if measure is None or not cells[4]:
        return Row(line, near, far)
    try:
        return Row(line, near, far, measure(cells[4]))
    except ValueError as error:
        return sheet.finding(line, str(error), cells[4])


def _filled(sheet: Sheet) -> Iterator[tuple[int, tuple[str, ...]]]:
    return (
        (line, _cells(text))
        for line, text in enumerate(sheet.text.split("\n"), 1)
        if text.strip(" \r#,") and text[0] != "#"
    )


def _cells(line: str) -> tuple[str, ...]:
    """Names hold no commas, so quotes around one are dropped and mean nothing else."""
    return tuple(cell.strip().removeprefix('"').removesuffix('"') for cell in line.split(","))


def _at_start(sheet: Sheet, line: int, message: str, help_: str) -> Finding:
    return Finding(UNKNOWN, message, Place(sheet.file, line, 1, ""), help=help_)
