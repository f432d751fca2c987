"""From a folder to several inventories: the file that names them, and each one's page."""

from pathlib import Path
from typing import NamedTuple

from fabricgen.findings import Finding, RefusedError
from fabricgen.intent.errors import validate
from fabricgen.intent.sites import Sites
from fabricgen.source import Document, read
from fabricgen.source.folders import is_file, is_folder

SITES_FILE = "sites.yml"


class Folder(NamedTuple):
    """`places` is the folder of each site's page."""

    document: Document
    page: Sites
    places: dict[str, Path]


def holds_sites(path: Path) -> bool:
    """Whether it is a folder of several fabrics, or the file that names them."""
    return is_file(path / SITES_FILE) if is_folder(path) else path.name == SITES_FILE


def load_sites(path: Path) -> Folder:
    """Raises `RefusedError`."""
    file = path / SITES_FILE if is_folder(path) else path
    document = read(file)
    page = validate(document, Sites)
    return Folder(document, page, {name: file.parent / site.inventory for name, site in page.sites.items()})


def refuse_sites(path: Path) -> None:
    """Raises `RefusedError` where one fabric is wanted and `path` has several."""
    if holds_sites(path):
        named = load_sites(path)
        first = next(iter(named.places.values()))
        message = f"{path} has several fabrics, and this command takes one"
        place = named.document.place(("sites",))
        raise RefusedError((Finding("FG001", message, place, help=f"name one: {first}"),))
