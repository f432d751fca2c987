"""The way to a SONiC switch: commands as its superuser, files, and changes that run to their end there."""

import uuid
from importlib.resources import files

from napalm.base.exceptions import CommandErrorException, NapalmException

from fabricgen.targets.drivers.sonic_box import BACK, CHANGE, FOLDER, LONGEST, PROGRAM, RESULT
from fabricgen.targets.masking import veiled
from fabricgen.targets.shell import Completed, Shell

SHIPPED = ("sonic_box.py", "sonic_frr.py")
SHIP = 'umask 077; mkdir -p "$(dirname "$1")" && cat >"$1.$$" && mv "$1.$$" "$1"'
PACKAGE = PROGRAM.rpartition(".")[0].replace(".", "/")
SECONDS = 2.0 * LONGEST
"""Until a change and its undoing must have ended."""


class Reach:
    """`timeout` in seconds, of a command that is no change."""

    def __init__(self, host: str, shell: Shell, timeout: int) -> None:
        self.host, self.shell, self.timeout = host, shell, timeout

    def root(self, *words: str, text: str = "", seconds: float = 0.0) -> Completed:
        return self.shell.run(("sudo", "-n", *words), text, seconds or self.timeout)

    def ask(self, *words: str) -> str:
        """What it prints. Raises CommandErrorException with the box's own words."""
        done = self.root(*words)
        if done.code:
            raise CommandErrorException(f"{self.host}: `{' '.join(words)}`: {words_of(done)}")
        return done.output

    def send(self, name: str, text: str) -> None:
        """A file for the superuser alone. Raises CommandErrorException when the box can't keep it."""
        done = self.root("sh", "-c", SHIP, "sh", f"{FOLDER}/{name}", text=text)
        if done.code:
            raise CommandErrorException(f"{self.host}: can't write {FOLDER}/{name}: {words_of(done)}")

    def change(self, verb: str, *words: str, error: type[NapalmException]) -> None:
        """Under the box's own init: whatever happens here or on the way, it runs to its end there."""
        unit = BACK if verb == "rollback" else CHANGE
        for name in SHIPPED:
            self.send(f"{PACKAGE}/{name}", files(__package__).joinpath(name).read_text())
        token = uuid.uuid4().hex
        start = ("systemd-run", "--quiet", "--wait", "--collect", f"--unit={unit}", f"--working-directory={FOLDER}")
        done = self.root(*start, "python3", "-m", PROGRAM, verb, token, *words, seconds=SECONDS)
        if done.code:
            owner, _, said = self.root("cat", RESULT).output.partition("\n")
            raise error(f"{self.host}: {veiled(said.strip() if owner == token else words_of(done))}")


def words_of(done: Completed) -> str:
    return (done.errors + done.output).strip() or f"it ended with status {done.code}"
