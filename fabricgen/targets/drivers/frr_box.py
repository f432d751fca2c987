"""The box side of the FRR driver: ships its script, runs the script's verbs, and says what their ends mean."""

import uuid
from importlib.resources import files
from typing import NamedTuple

from napalm.base.exceptions import CommandErrorException, ConnectionException, SessionLockedException

from fabricgen.targets.shell import Completed, Held, Shell

SCRIPT = "frr_box.sh"
ROOT = "/var/lib/fabricgen/frr"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
CHANGE = 400.0  # seconds the longest change may take: waiting for another's end, reloading, and reloading back
SHIP = 'umask 077; mkdir -p "$1" && cat >"$1/box.sh.$$" && mv "$1/box.sh.$$" "$1/box.sh"'
LOCKED = {
    "taken": "{host}: another session has a candidate loaded there; wait until it commits or discards",
    "busy": "{host}: a change is under way there and doesn't end; look for frr-reload.py on the box",
}


class Ended(NamedTuple):
    """How a change on the box ended: one word of the script, and what FRR said."""

    word: str
    said: str


def root(space: str) -> str:
    """Where the box keeps fabricgen's state; that of a lab's switch lies in its own folder and goes with it."""
    return f"/etc/frr/{space}/.fabricgen" if space else ROOT


class Box:
    """`space` is the path space of FRR's -N, "" on a box with one FRR."""

    def __init__(self, host: str, shell: Shell, space: str) -> None:
        self.host, self.shell, self.space = host, shell, space
        self.root = root(space)
        self._as: tuple[str, ...] = ()

    def open(self) -> None:
        """Waits for a change that is under way there, and mends one that was killed half way.

        Raises ConnectionException when the user may not do there what the driver needs, and SessionLockedException when
        the change doesn't end.
        """
        self.shell.open()
        if self.shell.run(("id", "-u")).output.strip() != "0":
            self._as = ("sudo", "-n")
        script = files(__package__).joinpath(SCRIPT).read_text()
        shipped = self.shell.run((*self._as, "sh", "-c", SHIP, "sh", self.root), script)
        if shipped.code:
            raise ConnectionException(
                f"{self.host}: can't write {self.root}, as root or with `sudo -n`: {shipped.errors.strip()}"
            )
        if self.do("settle", seconds=CHANGE).code:
            raise SessionLockedException(locked(self.host, "busy"))

    def do(self, verb: str, *words: str, given: str = "", seconds: float = 60.0) -> Completed:
        return self.shell.run(self._verb(verb, *words), given, seconds)

    def tool(self, *words: str, seconds: float = 60.0) -> Completed:
        """A program of the system: of `ip`, `ping` and `lldpcli`, two are outside an ordinary user's PATH."""
        return self.shell.run((*self._as, "env", f"PATH={PATH}", "LC_ALL=C", *words), seconds=seconds)

    def ask(self, verb: str, *words: str) -> str:
        """What it prints. Raises CommandErrorException with the box's own words."""
        done = self.do(verb, *words)
        if done.code:
            raise CommandErrorException(f"{self.host}: {(done.errors + done.output).strip()}")
        return done.output

    def change(self, verb: str, *words: str) -> Ended:
        """Start it detached, then wait for its end: whatever happens here or on the way, it's run to the end there."""
        token = uuid.uuid4().hex
        self.ask("start", verb, token, *words)
        word, _, said = self.do("await", token, seconds=CHANGE).output.partition("\n")
        return Ended(word, said)

    def hold(self, session: str) -> Held:
        """Keep other sessions out until the result is closed or this process dies. Raises SessionLockedException."""
        held = self.shell.hold(self._verb("hold", session))
        if held.said == "held":
            return held
        held.close()
        raise SessionLockedException(locked(self.host, held.said))

    def _verb(self, verb: str, *words: str) -> tuple[str, ...]:
        return (*self._as, "sh", f"{self.root}/box.sh", self.root, self.space, verb, *words)


def locked(host: str, said: str) -> str:
    if said.startswith("waiting "):
        left = said.split()[1]
        return f"{host}: a commit waits to be confirmed there, {left} s left; confirm it or roll it back first"
    return LOCKED.get(said, "{host}: no lock: {said}").format(host=host, said=said or "the box gave no answer")
