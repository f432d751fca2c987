"""SONiC: CONFIG_DB by its updater, routing by vtysh, and around both a transaction that lives on the box."""

import json
import uuid
from typing import Any, NamedTuple

from napalm.base import NetworkDriver
from napalm.base.exceptions import (
    CommitConfirmException,
    CommitError,
    ConnectionException,
    MergeConfigException,
    NapalmException,
    ReplaceConfigException,
)

from fabricgen.targets.drivers import frr_read, frr_text, sonic_patch, sonic_state
from fabricgen.targets.drivers.frr import given, shell_of
from fabricgen.targets.drivers.sonic_box import BACK, CHANGE, FOLDER, GUARD, LONGEST, TIMER, VTYSH
from fabricgen.targets.drivers.sonic_frr import Row, missing, rows, surplus
from fabricgen.targets.drivers.sonic_reach import Reach, words_of
from fabricgen.targets.live import Adjacencies
from fabricgen.targets.masking import veiled
from fabricgen.targets.shell import Completed

CONFIG_DB, FRR_CONF = "config_db.json", "frr.conf"
RUNNING = ("sonic-cfggen", "-d", "--print-data")
VERSION_FILE = "/etc/sonic/sonic_version.yml"
RELOAD = "these need `config reload` on the box, minutes without traffic, which a push doesn't do"
UNITS = (f"{TIMER}.timer", f"{GUARD}.timer", *(f"{unit}.service" for unit in (TIMER, GUARD, CHANGE, BACK)))
WAITING = frozenset(("active", "activating", "deactivating", "reloading"))


class Candidate(NamedTuple):
    """`config` is None where CONFIG_DB isn't to change."""

    config: sonic_patch.Tables | None
    routing: str


class Standing(NamedTuple):
    """What runs."""

    config: sonic_patch.Tables
    routing: str


class SonicDriver(NetworkDriver):  # type: ignore[misc]  # NAPALM ships no types
    """optional_args: `key_file`, `port`, `known_hosts`, `unverified`. The user may call `sudo` without a password.

    A candidate is a JSON object: {"config_db.json": text, "frr.conf": text}.
    """

    platform = "sonic"

    def __init__(
        self,
        hostname: str,
        username: str,
        password: str,
        timeout: int = 60,
        optional_args: dict[str, Any] | None = None,
    ) -> None:
        self.hostname, self.username, self.password, self.timeout = hostname, username, password, timeout
        args = {name: value for name, value in (optional_args or {}).items() if name != "transport"}
        self.shell = shell_of(hostname, username, password, timeout, args)
        self.box = Reach(hostname, self.shell, timeout)
        self._session = uuid.uuid4().hex
        self._candidate: Candidate | None = None

    def open(self) -> None:
        """Raises ConnectionException when it isn't SONiC, or the user may not do there what the driver needs."""
        self.shell.open()
        done = self.box.root("sonic-cfggen", "-d", "-v", "DEVICE_METADATA.localhost.platform")
        if done.code:
            self.shell.close()
            raise ConnectionException(f"{self.hostname}: `sudo -n sonic-cfggen` there says: {words_of(done)}")

    def close(self) -> None:
        """A loaded candidate is forgotten; a commit that waits to be confirmed goes on waiting."""
        try:
            self.discard_config()
        except ConnectionException:
            pass
        finally:
            self.shell.close()

    def is_alive(self) -> dict[str, bool]:
        try:
            return {"is_alive": self.shell.run(("true",)).code == 0}
        except NapalmException:
            return {"is_alive": False}

    # -- configuration --------------------------------------------------------------------------------------------

    def load_replace_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        self._load(self._bundle(given(filename, config)), ReplaceConfigException)

    def load_merge_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        """Lines of FRR, on top of an earlier candidate of this session, or of what runs."""
        below = self._candidate or Candidate(None, self._routing())
        merged = below._replace(routing=frr_text.merged(below.routing, given(filename, config)))
        self._load(merged, MergeConfigException)

    def compare_config(self) -> str:
        if self._candidate is None:
            return ""
        standing = self._standing()
        config = sonic_patch.lines(self._differences(standing, self._candidate))
        now, then = rows(standing.routing), rows(self._candidate.routing)
        routing = [f"- {_path(row)}" for row in surplus(now, then)] + [f"+ {_path(row)}" for row in missing(now, then)]
        parts = ((CONFIG_DB, config), (FRR_CONF, routing))
        return "\n".join(line for name, found in parts if found for line in (f"{name}:", *found))

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:
        """`revert_in` in seconds, counted from the moment the new configuration runs."""
        if message:
            raise NotImplementedError("SONiC keeps no commit messages")
        if self._candidate is None:
            raise CommitError(f"{self.hostname}: nothing is loaded; load a candidate first")
        if revert_in is not None and revert_in < 1:
            raise CommitError(f"{self.hostname}: revert_in is {revert_in}; give at least 1 second")
        if self.has_pending_commit():
            raise CommitError(
                f"{self.hostname}: another commit waits to be confirmed; confirm it or roll it back first"
            )
        standing = self._standing()
        self._send_patch(standing, self._differences(standing, self._candidate))
        self.box.send(f"{self._session}.conf", self._candidate.routing)
        self.box.change("apply", self._session, str(revert_in or 0), error=CommitError)
        self.discard_config()

    def has_pending_commit(self) -> bool:
        """Also while the box changes or goes back."""
        return not WAITING.isdisjoint(self.shell.run(("systemctl", "is-active", *UNITS)).output.split())

    def confirm_commit(self) -> None:
        """From any session; the configuration is saved then."""
        if not self.has_pending_commit():
            raise CommitConfirmException(
                f"{self.hostname}: no commit waits to be confirmed; its time is over, or somebody ended it"
            )
        self.box.change("confirm", error=CommitConfirmException)

    def discard_config(self) -> None:
        if self._candidate is not None:
            self._candidate = None
            self.box.root("rm", "-f", *(f"{FOLDER}/{self._session}.{kind}" for kind in ("conf", "json")))

    def rollback(self) -> None:
        """To what ran before the last commit, at once when that one waits to be confirmed."""
        self.box.change("rollback", error=CommitError)

    # -- reading --------------------------------------------------------------------------------------------------

    def get_backup(self) -> str:
        """The owned part of CONFIG_DB and FRR's running configuration."""
        standing = self._standing()
        config = json.dumps(sonic_patch.owned(standing.config), indent=2, sort_keys=True)
        return json.dumps({CONFIG_DB: config, FRR_CONF: standing.routing}, indent=2, sort_keys=True)

    def get_facts(self) -> dict[str, Any]:
        serial = self.box.root("decode-syseeprom", "-s")
        version, uptime = self.box.ask("cat", VERSION_FILE), self.box.ask("cat", "/proc/uptime")
        return sonic_state.facts(self._config(), version, "" if serial.code else serial.output, uptime)

    def get_interfaces(self) -> dict[str, Any]:
        return sonic_state.interfaces(self._dump("APPL_DB", "PORT_TABLE:*"), self.box.ask("ip", "-j", "link"))

    def get_bgp_neighbors(self) -> dict[str, Any]:
        shown = (self.box.ask(*VTYSH, "-c", f"show bgp vrf all {what} json") for what in ("summary", "neighbors"))
        return frr_read.bgp_neighbors(*shown)

    def get_ospf_neighbors(self) -> Adjacencies:
        shown = (self.box.ask(*VTYSH, "-c", f"show ip ospf vrf all {what} json") for what in ("interface", "neighbor"))
        return frr_read.ospf_neighbors(*shown)

    def get_lldp_neighbors(self) -> dict[str, Any]:
        return frr_read.lldp_neighbors(self.box.ask("docker", "exec", "lldp", "lldpctl", "-f", "json0"))

    def get_forwarding(self) -> dict[str, list[str]]:
        """From ASIC_DB: packets are forwarded by the chip, and the kernel's table is only what FRR asked for."""
        return sonic_state.forwarding(self._dump("ASIC_DB", "ASIC_STATE:*"))

    def get_lossless_counters(self) -> dict[str, dict[str, int]]:
        return sonic_state.lossless_counters(self._dump("COUNTERS_DB", "COUNTERS*"))

    # -- inside ---------------------------------------------------------------------------------------------------

    def _bundle(self, text: str) -> Candidate:
        try:
            parts = json.loads(text)
            config, routing = json.loads(parts[CONFIG_DB]), str(parts[FRR_CONF])
            sonic_patch.owned(config)
        except (ValueError, KeyError, TypeError, AttributeError) as wrong:
            raise ReplaceConfigException(
                f"{self.hostname}: a candidate is a JSON object with {CONFIG_DB} and {FRR_CONF} as text, and the first "
                f"has tables, keys and fields; this isn't one: {type(wrong).__name__}"
            ) from wrong
        return Candidate(config, routing)

    def _load(self, candidate: Candidate, error: type[NapalmException]) -> None:
        """Raises `error` with what vtysh or the updater says, before anything changes."""
        self.discard_config()
        reasons = self._reasons(candidate)
        self._candidate = candidate
        if reasons:
            self.discard_config()
            raise error(f"{self.hostname}: " + "; ".join(veiled(reason) for reason in reasons))

    def _reasons(self, candidate: Candidate) -> tuple[str, ...]:
        """Why the box won't take it."""
        standing = self._standing()
        found = self._differences(standing, candidate)
        return (
            self._refused_rows(standing, found)
            or self._refused_lines(standing, candidate.routing)
            or self._refused_patch(standing, found)
        )

    def _refused_rows(self, standing: Standing, found: list[sonic_patch.Difference]) -> tuple[str, ...]:
        beyond = sonic_patch.lines(sonic_patch.beyond(standing.config, found))
        if not beyond:
            return ()
        return (f"{RELOAD}: {', '.join(beyond)}",)

    def _refused_lines(self, standing: Standing, text: str) -> tuple[str, ...]:
        self.box.send(f"{self._session}.conf", text)
        done = self.box.root(*VTYSH, "-C", "-f", f"{FOLDER}/{self._session}.conf")
        said = done.output + done.errors
        reasons = frr_text.refused(said, text) or frr_text.unknown_names(text, standing.routing)
        return reasons or ((words_of(done),) if done.code else ())

    def _refused_patch(self, standing: Standing, found: list[sonic_patch.Difference]) -> tuple[str, ...]:
        self._send_patch(standing, found)
        if not found:
            return ()
        done = self.box.root("config", "apply-patch", "--dry-run", self._patch_file, seconds=LONGEST)
        return (updater_words(done),) if done.code else ()

    def _differences(self, standing: Standing, candidate: Candidate) -> list[sonic_patch.Difference]:
        return [] if candidate.config is None else sonic_patch.differences(standing.config, candidate.config)

    @property
    def _patch_file(self) -> str:
        return f"{FOLDER}/{self._session}.json"

    def _send_patch(self, standing: Standing, found: list[sonic_patch.Difference]) -> None:
        """No file without a difference: the updater isn't asked at all then."""
        if found:
            self.box.send(f"{self._session}.json", json.dumps(sonic_patch.patch(standing.config, found), indent=1))
        else:
            self.box.root("rm", "-f", self._patch_file)

    def _standing(self) -> Standing:
        return Standing(self._config(), self._routing())

    def _config(self) -> Any:
        return json.loads(self.box.ask(*RUNNING))

    def _routing(self) -> str:
        return self.box.ask(*VTYSH, "-c", "show running-config no-header")

    def _dump(self, database: str, keys: str) -> dict[str, dict[str, str]]:
        return sonic_state.dump(self.box.ask("sonic-db-dump", "-n", database, "-k", keys, "-y"))


def updater_words(done: Completed) -> str:
    """What the updater says is wrong; what it says of its usage is left out."""
    said = done.errors or done.output
    return said.rpartition("Error: ")[2].strip() or f"it ended with status {done.code}"


def _path(row: Row) -> str:
    return ": ".join(row)
