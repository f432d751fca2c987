"""What tests with golden files share: the texts of a device, and the files that they are compared with.

A test compares; it writes before that where its fixture `update` says so (tests/conftest.py).
"""

from pathlib import Path

from fabricgen.device import Device
from fabricgen.platforms import PLATFORMS
from fabricgen.render.press import Press
from fabricgen.render.templates import environment

FOLDER = Path(__file__).parent / "golden"
PRESS = Press(environment())
VRF_FILES = ("frr.conf", "interfaces", "config_db.json", ".cfg", ".yaml", ".conf", ".json")
"""Those that VRFs, overlays and port channels are in; of platforms with one file, its suffix."""


def rendered(platform: str, device: Device) -> dict[str, str]:
    """Texts by file name."""
    return {Path(one.path).name: one.data.decode() for one in PRESS.artifacts(device, PLATFORMS[platform], "")}


def first(platform: str, device: Device) -> str:
    """The first file; most platforms have no other."""
    return next(iter(rendered(platform, device).values()))


def nameless(platform: str, device: Device) -> dict[str, str]:
    """Texts by file name without the device's: a suffix where a file is named after its device."""
    return {file.removeprefix(device.name): text for file, text in rendered(platform, device).items()}


def with_vrfs(platform: str, device: Device) -> dict[str, str]:
    """Of these, those that VRFs, overlays and port channels are in."""
    texts = nameless(platform, device)
    return {file: texts[file] for file in VRF_FILES if file in texts}


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def write_folder(folder: Path, texts: dict[str, str]) -> None:
    """A file for each text; one that has only a suffix is called `switch`."""
    for file, text in texts.items():
        write(folder / (f"switch{file}" if file.startswith(".") else file), text)


def read_folder(folder: Path) -> dict[str, str]:
    """The other way round."""
    return {file.name.removeprefix("switch"): file.read_text() for file in folder.iterdir()}


def cases(table: dict[str, dict[str, Device]]) -> list[tuple[str, str]]:
    """Platform and name of each device."""
    return [(platform, name) for platform, devices in table.items() for name in devices]
