"""Cumulus Linux 5.13 and 5.14 over the NVUE REST API: a revision is written, compared, applied, and confirmed.

The words are from NVIDIA's NVUE API guide; those of the confirmation, and how sure each is, are in
docs/platforms/cumulus.md.
"""

from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from napalm.base import NetworkDriver
from napalm.base.exceptions import (
    CommandErrorException,
    CommitError,
    ConnectionException,
    MergeConfigException,
    ReplaceConfigException,
)

from fabricgen.targets import trust
from fabricgen.targets.drivers import cumulus_read as read
from fabricgen.targets.drivers.cumulus_rest import RefusedError, Rest, revision_path, saying
from fabricgen.targets.drivers.cumulus_states import (
    APPLIED,
    APPLY_SECONDS,
    BUSY,
    BUSY_SECONDS,
    FAILED,
    WAITING,
    Told,
    attempts,
    told_of,
)
from fabricgen.targets.drivers.cumulus_text import Tree, UnreadableError, difference, given, tree_of, written
from fabricgen.targets.live import Adjacencies
from fabricgen.targets.masking import veiled

PORT = 8765
LONGEST = 86_400
SURE = {"auto-prompt": {"ays": "ays_yes"}}
"""The answer to "are you sure". That of "it failed, ignore?" is left out on purpose: nothing half applied is kept."""


class CumulusDriver(NetworkDriver):  # type: ignore[misc]  # napalm has no type information
    """`rollback` rejects a commit that waits, anybody's; else it loads what ran before this driver's last commit."""

    def __init__(
        self,
        hostname: str,
        username: str,
        password: str,
        timeout: int = 60,
        optional_args: dict[str, Any] | None = None,
    ) -> None:
        args = optional_args or {}
        self.hostname, self.username, self.password, self.timeout = hostname, username, password, timeout
        self._port, self._ca = int(args.get("port") or PORT), args.get("ca")
        self._unverified = bool(args.get("unverified"))
        self._rest: Rest | None = None
        self._loaded: str | None = None
        self._committed: str | None = None
        self._before: Tree | None = None

    # --- the connection

    def open(self) -> None:
        """Raises UntrustedError, ConnectAuthError and ConnectionException."""
        context = trust.blind() if self._unverified else trust.verifying(self._ca)
        self._rest = Rest(
            self.hostname, self._port, (self.username, self.password), context, self._ca, float(self.timeout)
        )
        try:
            self._ask("GET", "/system")
        except RefusedError as error:
            raise ConnectionException(f"{self.hostname}: what answers isn't NVUE, or it isn't well: {error}") from None

    def close(self) -> None:
        """A commit that waits keeps its timer, on the box; what was only loaded is deleted there."""
        with suppress(ConnectionException):
            self.discard_config()
        self._rest = None

    def _ask(self, method: str, path: str, query: Mapping[str, str] | None = None, body: Any = None) -> Any:
        if self._rest is None:
            raise ConnectionException(f"{self.hostname}: the connection isn't open")
        return self._rest.ask(method, path, query, body)

    def _get(self, path: str, query: Mapping[str, str] | None = None) -> Any:
        """{} where the box has nothing. Raises CommandErrorException."""
        try:
            return self._ask("GET", path, query)
        except RefusedError as error:
            if error.status == 404:
                return {}
            raise CommandErrorException(f"{self.hostname}: {error}") from None

    @contextmanager
    def _loading(self, kind: type[Exception]) -> Iterator[None]:
        """What isn't loaded whole isn't loaded at all."""
        try:
            with saying(self.hostname, kind):
                yield
        except (kind, ConnectionException):
            with suppress(ConnectionException):
                self.discard_config()
            raise

    # --- configuration

    def load_replace_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        """Raises ReplaceConfigException."""
        with self._loading(ReplaceConfigException):
            self._load_replace(tree_of(given(filename, config)))

    def load_merge_candidate(self, filename: str | None = None, config: str | None = None) -> None:
        """A null takes away what it stands for. Raises MergeConfigException."""
        with self._loading(MergeConfigException):
            tree = tree_of(given(filename, config))
            self.discard_config()
            self._loaded = self._revision()
            self._ask("PATCH", "/", {"rev": self._loaded}, tree)

    def _load_replace(self, tree: Tree) -> None:
        """Of a revision of its own the whole tree is deleted, then written: NVIDIA's way to replace."""
        self.discard_config()
        if not tree:
            raise UnreadableError("an empty configuration would take the switch away from its management network")
        self._loaded = self._revision()
        self._ask("DELETE", "/", {"rev": self._loaded}, {})
        self._ask("PATCH", "/", {"rev": self._loaded}, tree)

    def _revision(self) -> str:
        """A new one; it begins as what is applied."""
        return str(next(iter(self._ask("POST", "/revision"))))

    def _tree(self, revision: str) -> Tree:
        """What was set, without the defaults. Raises CommandErrorException."""
        with saying(self.hostname, CommandErrorException):
            return dict(self._ask("GET", "/", {"rev": revision, "filled": "false"}))

    def compare_config(self) -> str:
        """Of what is applied and what is loaded, both as the box holds them; "" when they are the same."""
        if self._loaded is None:
            return ""
        return difference(self._tree("applied"), self._tree(self._loaded))

    def commit_config(self, message: str = "", revert_in: int | None = None) -> None:
        """`revert_in` is in seconds, up to LONGEST; the box has the timer with the very request that applies.

        Raises CommitError, and NotImplementedError for a message.
        """
        if message:
            raise NotImplementedError("NVUE keeps no message with a commit")
        if self._loaded is None:
            raise CommitError(f"{self.hostname}: nothing is loaded")
        if revert_in is not None and not 1 <= revert_in <= LONGEST:
            raise CommitError(f"a commit timer of Cumulus is 1 to {LONGEST} seconds, not {revert_in}")
        if waiting := self._waiting():
            raise CommitError(f"{self.hostname}: revision {waiting[0]} waits for its confirmation; end that first")
        self._before = self._tree("applied")
        self._committed, self._loaded = self._loaded, None
        self._apply(self._committed, revert_in)

    def _apply(self, revision: str, revert_in: int | None) -> None:
        timer = {} if revert_in is None else {"state-controls": {"confirm": revert_in}}
        with saying(self.hostname, CommitError):
            self._ask("PATCH", revision_path(revision), body={"state": "apply", **SURE, **timer})
        told = self._settled(revision, lambda state: state in APPLIED or state in FAILED or state == WAITING)
        self._refuse_failed(revision, told)
        if timer and told.state != WAITING:
            raise CommitError(
                f"{self.hostname}: revision {revision} is {told.state}, and the box doesn't say that it waits for a "
                "confirmation; nobody knows whether a timer runs, so put back what ran before"
            )
        if not timer:
            self._save(told)

    def _settled(self, revision: str, done: Callable[[str], bool]) -> Told:
        """Wait for a state; a box that doesn't answer meanwhile may be restarting its API. Raises CommitError."""
        told = Told("not told")
        for _ in attempts(APPLY_SECONDS):
            with suppress(ConnectionException, CommandErrorException):
                told = told_of(revision, self._get(revision_path(revision)))
                if done(told.state):
                    return told
        raise CommitError(
            f"{self.hostname}: revision {revision} is still {told.state} after {APPLY_SECONDS:.0f} s; see `nv config "
            "revision` there"
        )

    def _refuse_failed(self, revision: str, told: Told) -> Told:
        if told.state in FAILED:
            raise CommitError(f"{self.hostname}: revision {revision} is {told.state}: {veiled(told.words)}")
        return told

    def _save(self, told: Told) -> None:
        """To the startup configuration, unless the box does so by itself."""
        if "saved" not in told.state:
            with saying(self.hostname, CommitError):
                self._ask("PATCH", revision_path("applied"), body={"state": "save", **SURE})

    def _waiting(self) -> list[str]:
        """Anybody's revisions that wait for a confirmation; told once none is being applied."""
        busy: list[str] = []
        for _ in attempts(BUSY_SECONDS):
            busy = self._revisions_in(BUSY)
            if not busy:
                return self._revisions_in({WAITING})
        raise CommandErrorException(
            f"{self.hostname}: revision {busy[0]} is still being applied after {BUSY_SECONDS:.0f} s; see `nv config "
            "revision` there"
        )

    def _revisions_in(self, states: Container[str]) -> list[str]:
        return [name for name, told in self._get("/revision").items() if told.get("state") in states]

    def has_pending_commit(self) -> bool:
        return bool(self._waiting())

    def confirm_commit(self) -> None:
        """From any connection. Raises CommitError when nothing waits any more; it says whether the box went back."""
        waiting = self._waiting()
        ours = [name for name in waiting if self._committed in {None, name}]
        if waiting and not ours:
            raise CommitError(
                f"{self.hostname}: revision {waiting[0]} waits, but this connection committed {self._committed}"
            )
        if not ours:
            raise CommitError(f"{self.hostname}: no commit waits for a confirmation: {self._what_runs()}")
        with saying(self.hostname, CommitError):
            self._ask("PATCH", revision_path(ours[0]), body={"state": "confirm_yes", **SURE})
        told = self._settled(ours[0], lambda state: state in APPLIED or state in FAILED)
        self._save(self._refuse_failed(ours[0], told))

    def _what_runs(self) -> str:
        if self._before is None:
            return "it was confirmed, or its time ran out"
        went_back = self._tree("applied") == self._before
        return "it went back to what ran before" if went_back else "it doesn't run what ran before either"

    def discard_config(self) -> None:
        """The revision is deleted on the box; one that it keeps stays there as pending, and does nothing."""
        revision, self._loaded = self._loaded, None
        if revision is not None:
            with suppress(RefusedError):
                self._ask("DELETE", revision_path(revision))

    def rollback(self) -> None:
        """Raises CommitError."""
        if waiting := self._waiting():
            self._reject(waiting[0])
        elif self._before is None:
            raise CommitError(
                f"{self.hostname}: no commit waits, and none was made over this connection; load a backup instead"
            )
        else:
            self._restore(self._before)

    def _reject(self, revision: str) -> None:
        with saying(self.hostname, CommitError):
            self._ask("PATCH", revision_path(revision), body={"state": "confirm_no", **SURE})
        self._settled(revision, lambda state: state not in BUSY and state != WAITING)
        if self._before is not None and self._tree("applied") != self._before:
            self._restore(self._before)

    def _restore(self, tree: Tree) -> None:
        with saying(self.hostname, CommitError):
            self._load_replace(tree)
        if self.compare_config() and self._loaded is not None:
            revision, self._loaded = self._loaded, None
            self._apply(revision, None)
        self.discard_config()

    # --- what it runs and does

    def get_backup(self) -> str:
        """What is applied, as a JSON object; the same text for the same configuration."""
        return written(self._tree("applied"))

    def get_facts(self) -> dict[str, Any]:
        ports = sorted(self._get("/interface", {"include": "/*/type"}))
        return read.facts(self._get("/system"), self._get("/platform"), ports)

    def get_interfaces(self) -> dict[str, Any]:
        return read.interfaces(self._get("/interface", {"include": read.INTERFACE}))

    def get_lldp_neighbors(self) -> dict[str, Any]:
        return read.lldp_neighbors(self._get("/interface", {"include": read.LLDP}))

    def get_bgp_neighbors(self) -> dict[str, Any]:
        router = self._get("/router/bgp", {"rev": "applied"})
        return read.bgp_neighbors(self._get("/vrf", {"include": read.BGP}), router)

    def get_ospf_neighbors(self) -> Adjacencies:
        raise NotImplementedError("no public source shows how NVUE tells the neighbours of OSPF")

    def get_forwarding(self) -> dict[str, list[str]]:
        """Of the default VRF, what FRR has installed: NVUE reads the kernel's own table from 5.16 on only."""
        routes = [self._get(f"/vrf/default/router/rib/{family}/route") for family in ("ipv4", "ipv6")]
        return read.forwarding(routes[0] | routes[1], self._get("/router/nexthop/rib"))

    def get_lossless_counters(self) -> dict[str, dict[str, int]]:
        return read.lossless_counters(self._get("/interface", {"include": read.QOS}))
