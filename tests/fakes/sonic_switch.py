"""A fake SONiC switch itself: its files, the updater of CONFIG_DB, vtysh in its container, systemd's timers.

The program that the driver sends runs here as it would on the box, but for its commands and files.
"""

import json
from collections.abc import Sequence
from typing import Any

from fabricgen.targets.drivers import sonic_box
from fabricgen.targets.drivers.sonic_box import ARMED, FRR_CONF, Done
from tests.fakes.box import Box
from tests.fakes.sonic_parts import OTHERS, fed, patched, shown, state, tree
from tests.fakes.sonic_says import answers


class Sonic(sonic_box.Machine):
    """`answers` go before what a healthy box would print; what neither has is no command of this box."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.files = {FRR_CONF: self.routing, "/etc/sonic/sonic_version.yml": "build_version: 'master.1'\n"}
        self.files["/proc/uptime"] = "86400.5 1.0\n"
        self.checkpoints: dict[str, Any] = {}
        self.timers: set[str] = set()
        self.answers: dict[str, str] = {}

    @property
    def config(self) -> Any:
        config = json.loads(json.loads(self.box.running)["config_db.json"])
        return {**config, **OTHERS} if self.box.faults.other_diff else config

    @property
    def routing(self) -> str:
        return str(json.loads(self.box.running)["frr.conf"])

    # The far side of the program

    def read(self, path: str) -> str:
        if path not in self.files:
            raise FileNotFoundError(path)
        return self.files[path]

    def write(self, path: str, text: str) -> None:
        self.files[path] = text

    def move(self, path: str, target: str) -> bool:
        if path in self.files:
            self.files[target] = self.files.pop(path)
            return True
        return False

    def exists(self, path: str) -> bool:
        return path in self.files

    def remove(self, path: str) -> None:
        self.files.pop(path, None)

    def wait(self) -> None:
        raise AssertionError("nothing is to be waited for: a timer that is due has been")

    def run(self, *words: str) -> Done:
        match words:
            case ("config", verb, *rest):
                return self.updated(verb, rest)
            case ("docker", "exec", "bgp", "vtysh", *rest):
                return self.vtysh(rest)
            case ("systemd-run", "--quiet", unit, delay, *_):
                return self.arm(unit.removeprefix("--unit="), float(delay.removeprefix("--on-active=")))
            case ("systemctl", verb, *units):
                return self.systemctl(verb, units)
        return Done(127, f"{words[0]}: command not found")

    def systemctl(self, verb: str, units: Sequence[str]) -> Done:
        if verb == "is-active":
            return Done(3, "".join("active\n" if unit in self.timers else "inactive\n" for unit in units))
        if verb == "stop":
            self.timers -= set(units)
            if not self.timers:
                self.box.confirm()
        elif "bgp" in units:
            self.box.running = state(self.config, self.files[FRR_CONF])
        return Done(0, "")

    def arm(self, unit: str, seconds: float) -> Done:
        if not self.box.faults.forgets_timer:
            self.timers.add(f"{unit}.timer")
            self.box._before = self.box._before or self.box.running
            self.box._deadline = self.box.clock() + seconds
        return Done(0, "")

    def due(self) -> None:
        """After the timer went off nothing waits."""
        if self.timers and self.box.pending() is None:
            self.timers.clear()
            self.files.pop(ARMED, None)

    # SONiC's commands

    def updated(self, verb: str, words: Sequence[str]) -> Done:
        try:
            return Done(0, self.update(verb, words))
        except (KeyError, ValueError) as wrong:
            usage = f"Usage: config {verb} [OPTIONS]\nTry 'config {verb} -h' for help.\n\n"
            return Done(2, f"{usage}Error: {wrong.args[0]}\n")

    def update(self, verb: str, words: Sequence[str]) -> str:
        if verb == "checkpoint":
            self.checkpoints[words[0]] = self.config
        elif verb == "apply-patch":
            self.patch(self.files[words[-1]], dry="--dry-run" in words)
        elif verb == "rollback":
            self.box.running = state(self.checkpoints[words[0]], self.routing)
        elif verb == "save":
            self.box.startup = state(self.config, self.files[FRR_CONF])
        else:
            raise KeyError(f"no such command '{verb}'")
        return ""

    def patch(self, text: str, *, dry: bool) -> None:
        refuses = self.box.faults.refuses
        if refuses and refuses in text:
            raise ValueError(f"Failed to apply patch on the following scopes:\n- localhost: not valid: {refuses}")
        config = patched(self.config, json.loads(text))
        if empty := [table for table, rows in config.items() if not rows]:
            raise ValueError(
                f"given patch will result in empty tables, which is not allowed. Tables: {', '.join(empty)}"
            )
        if not dry:
            self.box.running = state(config, self.routing)

    def vtysh(self, words: Sequence[str]) -> Done:
        refuses = self.box.faults.refuses
        if words == ["-c", "show running-config no-header"]:
            return Done(0, self.routing)
        if words[0] == "-c":
            return self.other("docker", "exec", "bgp", "vtysh", *words)
        branch = tree("" if words[0] == "-C" else self.routing)
        said = fed(branch, self.files[words[-1]], refuses)
        if words[0] == "-f":
            self.box.running = state(self.config, shown(branch))
        return Done(2 if said else 0, said)

    def other(self, *words: str) -> Done:
        said = {**answers(self.config, self.routing), **self.answers}.get(" ".join(words))
        return Done(0, said) if said is not None else Done(127, f"{words[0]}: command not found\n")
