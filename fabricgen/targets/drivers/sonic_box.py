"""What runs on a SONiC switch while its configuration changes; sent there as it stands, for the box's own Python.

With it goes `sonic_frr`, and nothing else: both take the standard library of Python 3.9 and no more. The image has no
frr-reload.py (sonic-net/sonic-buildimage issue 12163), so the change to routing is made line by line here: what is
missing is added, what is left over is taken away, and what runs then is read again.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from fabricgen.targets.drivers.sonic_frr import missing, rows, surplus, text_of, without

FOLDER = "/etc/sonic/fabricgen"
"""Seen under the same name inside the container: rules/docker-fpm-frr.mk mounts /etc/sonic."""
PROGRAM = "fabricgen.targets.drivers.sonic_box"
"""This module, in folders of the same names."""
STATE = "/run/fabricgen"
"""In memory: after a restart nothing waits, and the startup configuration runs."""
ARMED, REVERTING, CONFIRMED = f"{STATE}/armed", f"{STATE}/reverting", f"{STATE}/confirmed"
"""One file under three names. Renaming it has one winner, so a commit is confirmed or undone, never both."""
BEFORE, AFTER, DELTA, RESULT = (f"{FOLDER}/{name}" for name in ("before.conf", "after.conf", "delta.conf", "result"))
PATCHED = f"{FOLDER}/patched"
"""There when the last change touched CONFIG_DB: a change to routing alone needs nothing of the updater."""
FRR_CONF = "/etc/sonic/frr/frr.conf"
CHECKPOINT = "fabricgen"
CHECKPOINT_FILE = f"/etc/sonic/checkpoints/{CHECKPOINT}.cp.json"
GUARD, TIMER, CHANGE, BACK = (f"fabricgen-{name}" for name in ("guard", "revert", "change", "rollback"))
"""Names of units. There is one of a name, so there is one change at a time."""
LONGEST = 900
"""Seconds for a change to be made: the updater of SONiC is slow, and the timer proper starts after it."""
ROUNDS = 4
VTYSH = ("docker", "exec", "bgp", "vtysh")


class Done(NamedTuple):
    code: int
    said: str


class Machine:
    """The box: its commands and its files."""

    def run(self, *words: str) -> Done:
        done = subprocess.run(  # noqa: S603 - commands of this file
            words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        return Done(done.returncode, done.stdout)

    def read(self, path: str) -> str:
        return Path(path).read_text()

    def write(self, path: str, text: str) -> None:
        """As a whole or not at all; owner and mode stay, or are the superuser's alone."""
        new = Path(f"{path}.new")
        new.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new.touch(mode=0o600)
        new.write_text(text)
        if Path(path).exists():
            old = Path(path).stat()
            os.chown(new, old.st_uid, old.st_gid)
            new.chmod(old.st_mode & 0o777)
        new.replace(path)

    def move(self, path: str, target: str) -> bool:
        """Whether it was there."""
        try:
            Path(path).rename(target)
        except FileNotFoundError:
            return False
        return True

    def exists(self, path: str) -> bool:
        return Path(path).exists()

    def remove(self, path: str) -> None:
        Path(path).unlink(missing_ok=True)

    def wait(self) -> None:
        time.sleep(1)


def running(box: Machine) -> str:
    """Raises OSError with FRR's words."""
    done = box.run(*VTYSH, "-c", "show running-config no-header")
    if done.code:
        raise OSError(done.said.strip())
    return done.said


def converge(box: Machine, wanted: str) -> str:
    """Make FRR run that; "" when it does, else why not.

    FRR takes lines of a file in bunches and refuses them as one, so what doesn't go at first goes line by line.
    """
    aim, said = rows(wanted), ""
    for turn in range(ROUNDS):
        said = _feed(box, missing(rows(running(box)), aim))
        over = [without(row) for row in surplus(rows(running(box)), aim)]
        if turn:
            for row in over:
                _take_away(box, row)
        else:
            _feed(box, over)
        now = rows(running(box))
        if set(now) == set(aim):
            return ""
    left = [": ".join(row) for row in [*missing(now, aim), *surplus(now, aim)]]
    return said or f"FRR keeps a difference: {'; '.join(left)}"


def _take_away(box: Machine, row: tuple[str, ...]) -> None:
    """Some lines go only without their last words: `no description`."""
    words = row[-1].split(" ")
    for count in range(len(words), 1, -1):
        if not _feed(box, [(*row[:-1], " ".join(words[:count]))]):
            return


def _feed(box: Machine, lines: list[tuple[str, ...]]) -> str:
    if not lines:
        return ""
    box.write(DELTA, text_of(lines))
    done = box.run(*VTYSH, "-f", DELTA)
    box.remove(DELTA)
    return "\n".join(line for line in done.said.splitlines() if "%" in line) or (done.said if done.code else "")


# One change


def apply(box: Machine, session: str, seconds: int) -> str:
    """Why it was not made, and then what ran before runs again; empty when it was. 0 seconds: no timer, and saved."""
    patch, text = f"{FOLDER}/{session}.json", box.read(f"{FOLDER}/{session}.conf")
    done = box.run("config", "checkpoint", CHECKPOINT)
    if done.code:
        return done.said
    box.write(BEFORE, running(box))
    box.write(AFTER, text)
    for stale in (PATCHED, ARMED):
        box.remove(stale)
    if seconds and (refused := _arm(box, GUARD, seconds + LONGEST)):
        box.remove(ARMED)
        return refused
    wrong = _changed(box, patch, text) or (_arm(box, TIMER, seconds) if seconds else _saved(box))
    if wrong:
        return "\n".join(filter(None, (wrong, undo(box))))
    if seconds:
        _stop(box, GUARD)
    return ""


def _changed(box: Machine, patch: str, text: str) -> str:
    if box.exists(patch):
        box.write(PATCHED, "")
        done = box.run("config", "apply-patch", patch)
        if done.code:
            return done.said
    return converge(box, text)


def _arm(box: Machine, unit: str, seconds: int) -> str:
    box.write(ARMED, "")
    done = box.run(
        *("systemd-run", "--quiet", f"--unit={unit}", f"--on-active={seconds}", "--timer-property=AccuracySec=1s"),
        *(f"--working-directory={FOLDER}", "python3", "-m", PROGRAM, "revert"),
    )
    return done.said or "systemd-run failed" if done.code else ""


def _stop(box: Machine, *units: str) -> None:
    box.run("systemctl", "stop", *(f"{unit}.timer" for unit in units))


def _saved(box: Machine) -> str:
    """Both files are the new ones then, or frr.conf is the old one again and the words say why."""
    old = box.read(FRR_CONF) if box.exists(FRR_CONF) else ""
    box.write(FRR_CONF, box.read(AFTER))
    done = box.run("config", "save", "-y")
    if done.code:
        box.write(FRR_CONF, old)
    return done.said or "config save failed" if done.code else ""


def restore(box: Machine) -> str:
    """What ran before the last change, by the updater; what that can't do, by the reload that always can."""
    wrong = _rolled_back(box) if box.exists(PATCHED) else []
    before = box.read(BEFORE)
    if converge(box, before):
        box.write(FRR_CONF, before)
        box.run("systemctl", "restart", "bgp")
        if said := converge(box, before):
            wrong.append(said)
    return "\n".join(wrong)


def _rolled_back(box: Machine) -> list[str]:
    done = box.run("config", "rollback", CHECKPOINT)
    if not done.code:
        return []
    forced = box.run("config", "reload", "-y", "-f", CHECKPOINT_FILE)
    return [done.said, forced.said] if forced.code else []


def undo(box: Machine) -> str:
    """Restore, and nothing waits any more."""
    box.move(ARMED, REVERTING)
    wrong = restore(box)
    _stop(box, GUARD, TIMER)
    box.remove(REVERTING)
    return wrong


def revert(box: Machine) -> str:
    """What the timer starts; a change that isn't through is stopped where it is."""
    if not box.move(ARMED, REVERTING):
        return ""
    box.run("systemctl", "stop", f"{CHANGE}.service")
    return undo(box)


def confirm(box: Machine) -> str:
    if not box.move(ARMED, CONFIRMED):
        return "no commit waits there to be confirmed: it was confirmed already, or its time ran out"
    _stop(box, GUARD, TIMER)
    wrong = _saved(box)
    return "\n".join(filter(None, (wrong, restore(box)))) if wrong else ""


def rollback(box: Machine) -> str:
    """Undo what waits; when nothing does, the last change that was kept."""
    for _ in range(LONGEST):
        if not box.exists(REVERTING):
            break
        box.wait()
    if box.exists(ARMED):
        return revert(box)
    if not box.run("systemctl", "is-active", f"{CHANGE}.service").code:
        return "a change is under way there; ask again when it has ended"
    if not box.exists(BEFORE):
        return "there is no earlier configuration to go back to"
    box.write(AFTER, box.read(BEFORE))
    return restore(box) or _saved(box)


def main(box: Machine, verb: str, *words: str) -> int:
    """The result is a file: its first line says whose, the rest what went wrong."""
    token = words[0] if words else ""
    verbs = {"revert": revert, "confirm": confirm, "rollback": rollback}
    try:
        wrong = apply(box, words[1], int(words[2])) if verb == "apply" else verbs[verb](box)
    except OSError as trouble:
        wrong = f"{trouble}\n{undo(box)}" if box.exists(ARMED) else str(trouble)
    if token:
        box.write(RESULT, f"{token}\n{wrong.strip()}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Machine(), *sys.argv[1:]))
