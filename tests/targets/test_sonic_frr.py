"""From one routing configuration to the next by the program for SONiC, on real FRR; frr-reload.py is the judge."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from fabricgen.lab import requirements
from fabricgen.lab.command import run
from fabricgen.targets.drivers.sonic_box import FOLDER, VTYSH, Done, Machine, converge, running

pytestmark = pytest.mark.lab

CASES = Path(__file__).parents[1] / "cases/sonic-three-tiers/expected/6-files"
DAEMONS = ("zebra", "bgpd", "bfdd", "staticd")
EMPTY = "frr defaults datacenter\n"


class Container(Machine):
    """FRR in a namespace of this machine in the place of the container; without SONiC's way to its chip."""

    def __init__(self, space: str, folder: Path) -> None:
        self.space, self.folder = space, folder

    def run(self, *words: str) -> Done:
        assert words[: len(VTYSH)] == VTYSH
        return super().run("vtysh", "-N", self.space, *(self.here(word) for word in words[len(VTYSH) :]))

    def here(self, path: str) -> str:
        return path.replace(FOLDER, str(self.folder))

    def write(self, path: str, text: str) -> None:
        super().write(self.here(path), text)

    def remove(self, path: str) -> None:
        super().remove(self.here(path))


@pytest.fixture(scope="module")
def container(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Container]:
    if reasons := requirements():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("; ".join(reasons))
    space = f"sonic{os.getpid()}"
    folders = [Path("/etc/frr", space), Path("/var/run/frr", space)]
    run(("ip", "netns", "add", space))
    try:
        for folder in folders:
            folder.mkdir(parents=True)
            run(("chown", "frr:frr", str(folder)))
        for daemon in DAEMONS:
            inside = ("ip", "netns", "exec", space, f"/usr/lib/frr/{daemon}", "-N", space, "-d", "-F", "datacenter")
            run((*inside, "--log", "file:/dev/null"))
        (folders[0] / "vtysh.conf").write_text("service integrated-vtysh-config\n")
        yield Container(space, tmp_path_factory.mktemp("folder"))
    finally:
        stop(space)
        run(("ip", "netns", "del", space))
        run(("rm", "-rf", *map(str, folders)))


def stop(space: str) -> None:
    for daemon in DAEMONS:
        with suppress(FileNotFoundError, ProcessLookupError):
            os.kill(int(Path("/var/run/frr", space, f"{daemon}.pid").read_text()), signal.SIGTERM)
    time.sleep(0.5)


def wanted(path: Path) -> str:
    """Without what only SONiC's zebra knows."""
    return "".join(line for line in path.read_text().splitlines(keepends=True) if "fpm" not in line)


def judged(container: Container, text: str, folder: Path) -> list[str]:
    """What frr-reload.py would still change, but for names of hosts and releases."""
    file = folder / "frr.conf"
    file.write_text(text)
    program = ("/usr/lib/frr/frr-reload.py", "-N", container.space, "--bindir", "/usr/bin", "--stdout", "--test")
    known = ("Lines To", "====", "hostname", "no hostname", "frr version")
    return [line for line in run((*program, str(file))).splitlines() if line and not line.startswith(known)]


def test_from_each_to_the_next_and_back(container: Container, tmp_path: Path) -> None:
    before = running(container)
    texts = [wanted(path) for path in sorted(CASES.rglob("frr.conf"))]
    assert len(texts) > 5
    for text in (*texts, *texts[::-2], EMPTY):
        assert converge(container, text) == ""
    assert converge(container, texts[0]) == ""
    assert judged(container, texts[0], tmp_path) == []
    assert judged(container, EMPTY, tmp_path) != []
    assert converge(container, before) == ""
    assert running(container) == before


def test_what_frr_refuses_is_said_and_taken_back(container: Container) -> None:
    before = running(container)
    text = "router bgp 65001\n neighbor 10.0.0.1 peer-group NOBODY\nexit\n"
    assert "Configure the peer-group first" in converge(container, text)
    assert converge(container, before) == ""
    assert running(container) == before
