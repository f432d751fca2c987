"""What fabricgen asks of a live switch: NAPALM's `NetworkDriver`, and four questions more."""

from typing import Any, Protocol

Adjacencies = dict[str, dict[str, list[dict[str, Any]]]]
"""VRF → port → its neighbours in OSPF, each with `router_id` and `is_up`: whether the adjacency is full. The default
VRF is called `global`, as NAPALM calls it.
"""

LOCKED = frozenset({"LockError", "SessionLockedException"})
"""Of `napalm.base.exceptions`, by name: to import it takes two seconds, and whoever has raised one has."""


def is_locked(error: Exception) -> bool:
    """Whether somebody else has a candidate loaded there, or a commit that waits."""
    return type(error).__name__ in LOCKED


class Live(Protocol):
    """A connection to one switch.

    The names are NAPALM's, and so are the errors: ConnectionException and ConnectAuthError when it can't be reached,
    ReplaceConfigException and MergeConfigException when a line is refused, LockError and SessionLockedException when
    somebody else is loading, CommitError when a commit fails, of `napalm.base.exceptions`.
    """

    def open(self) -> None: ...
    def close(self) -> None: ...
    def load_replace_candidate(self, filename: str | None = None, config: str | None = None) -> None: ...
    def load_merge_candidate(self, filename: str | None = None, config: str | None = None) -> None: ...
    def compare_config(self) -> str: ...
    def commit_config(self, message: str = "", revert_in: int | None = None) -> None: ...
    def has_pending_commit(self) -> bool: ...
    def confirm_commit(self) -> None: ...
    def discard_config(self) -> None: ...
    def rollback(self) -> None: ...
    def get_facts(self) -> dict[str, Any]: ...
    def get_interfaces(self) -> dict[str, Any]: ...
    def get_bgp_neighbors(self) -> dict[str, Any]: ...
    def get_ospf_neighbors(self) -> Adjacencies:
        """Of all VRFs. A port that sends hellos and hears none has no neighbours, where the box tells of it.

        Raises NotImplementedError where a driver can't read it.
        """

    def get_lldp_neighbors(self) -> dict[str, Any]: ...

    def get_backup(self) -> str:
        """The running configuration in the form that `load_replace_candidate` takes back."""

    def get_forwarding(self) -> dict[str, list[str]]:
        """Prefix → ports that packets to it leave by, read where packets are forwarded, not where routes are computed.

        Raises NotImplementedError where a driver can't read it.
        """

    def get_lossless_counters(self) -> dict[str, dict[str, int]]:
        """Port → name of a counter → value. Names: `pfc_rx_<priority>`, `pfc_tx_<priority>`, `ecn_marked_<queue>`,
        `watchdog_<queue>`, `dropped_<queue>`.

        Raises NotImplementedError where a driver can't read them.
        """
