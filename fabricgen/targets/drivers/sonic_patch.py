"""CONFIG_DB as values: which part of it is ours, what differs, and the patch (RFC 6902) that makes one the other.

Sources are sonic-net/sonic-utilities: generic_config_updater/gu_common.py and field_operation_validators.py.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Fields = Mapping[str, Any]
Tables = Mapping[str, Mapping[str, Fields]]
"""Table → key → field → value. No table is without rows, as in the database."""

METADATA = frozenset(
    (
        *("hostname", "type", "bgp_asn", "docker_routing_config_mode", "frr_mgmt_framework_config"),
        *("default_bgp_status", "default_pfcwd_status", "buffer_model"),
    )
)
PORT = frozenset(("alias", "index", "lanes", "subport", "fec", "description", "admin_status", "mtu", "speed"))
OWNED_FIELDS: Mapping[str, frozenset[str]] = {
    "DEVICE_METADATA": METADATA, "PORT": PORT, "FEATURE": frozenset(("state",)),
}  # fmt: skip
"""Of these tables the other fields are the box's own."""
OWNED = frozenset(
    (
        *OWNED_FIELDS,
        *("MGMT_PORT", "MGMT_INTERFACE", "MGMT_VRF_CONFIG", "NTP", "NTP_SERVER", "DNS_NAMESERVER", "SYSLOG_SERVER"),
        *("LLDP", "BREAKOUT_CFG", "INTERFACE", "LOOPBACK_INTERFACE", "VRF", "VLAN", "VLAN_MEMBER", "VLAN_INTERFACE"),
        *("DSCP_TO_TC_MAP", "TC_TO_QUEUE_MAP", "TC_TO_PRIORITY_GROUP_MAP", "MAP_PFC_PRIORITY_TO_QUEUE"),
        *("PFC_PRIORITY_TO_PRIORITY_GROUP_MAP", "SCHEDULER", "WRED_PROFILE", "QUEUE", "PORT_QOS_MAP"),
        *("CABLE_LENGTH", "PFC_WD", "SFLOW", "SFLOW_COLLECTOR", "SFLOW_SESSION", "GNMI"),
        *("COPP_GROUP", "COPP_TRAP"),
    )
)
KEPT = ("PORT", "BREAKOUT_CFG", "FEATURE", "COPP_GROUP", "COPP_TRAP")
"""Their rows are the cages, containers and traps of the box: those that nobody asks for stay as they are."""


class Difference(NamedTuple):
    """One value of CONFIG_DB. `field` is "" for a row without fields; None is absent, on either side."""

    table: str
    key: str
    field: str
    before: Any
    after: Any

    @property
    def name(self) -> str:
        """As redis has the key, with the field behind."""
        return "|".join(filter(None, (self.table, self.key, self.field)))


def owned(config: Tables) -> dict[str, dict[str, dict[str, Any]]]:
    """The part that is ours."""
    found = {
        table: {key: {name: value for name, value in row.items() if _ours(table, name)} for key, row in rows.items()}
        for table, rows in config.items()
        if table in OWNED
    }
    return {table: rows for table, rows in found.items() if rows}


def _ours(table: str, field: str) -> bool:
    return table not in OWNED_FIELDS or field in OWNED_FIELDS[table]


def wanted(running: Tables, candidate: Tables) -> dict[str, dict[str, dict[str, Any]]]:
    """What is ours after the change: the candidate, and the cages and containers that it says nothing of."""
    there, ours = owned(running), owned(candidate)
    kept = {table: {**there[table], **ours.get(table, {})} for table in KEPT if table in there}
    return {**ours, **kept}


def differences(running: Tables, candidate: Tables) -> list[Difference]:
    """Sorted by name."""
    before, after = owned(running), wanted(running, candidate)
    found = [
        difference
        for table in {**before, **after}
        for key in {**before.get(table, {}), **after.get(table, {})}
        for difference in _of_row(table, key, before.get(table, {}).get(key), after.get(table, {}).get(key))
    ]
    return sorted(found, key=lambda difference: difference[:3])


def _of_row(table: str, key: str, before: Fields | None, after: Fields | None) -> Iterator[Difference]:
    """A row that comes or goes says so itself, and then each of its fields."""
    if (before is None) != (after is None):
        yield Difference(table, key, "", *("" if row is not None else None for row in (before, after)))
    one, other = before or {}, after or {}
    for field in {**one, **other}:
        if one.get(field) != other.get(field):
            yield Difference(table, key, field, one.get(field), other.get(field))


def lines(found: Sequence[Difference]) -> list[str]:
    """For a person: what goes with a minus, what comes with a plus."""
    return [
        f"{sign} {difference.name}{f': {_shown(value)}' if difference.field else ''}"
        for difference in found
        for sign, value in (("-", difference.before), ("+", difference.after))
        if value is not None
    ]


def _shown(value: Any) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)


def patch(running: Tables, found: Sequence[Difference]) -> list[dict[str, Any]]:
    """In the order of names. A table that ends empty goes as a whole, since the updater refuses empty ones."""
    return [step for table in dict.fromkeys(row.table for row in found) for step in _of_table(running, found, table)]


def _of_table(running: Tables, found: Sequence[Difference], table: str) -> list[dict[str, Any]]:
    rows = {key: dict(row) for key, row in running.get(table, {}).items()}
    mine = [difference for difference in found if difference.table == table]
    after = _applied(rows, mine)
    if not after:
        return [{"op": "remove", "path": pointer(table)}]
    if not rows:
        return [{"op": "add", "path": pointer(table), "value": after}]
    return [step for key in dict.fromkeys(row.key for row in mine) for step in _steps(table, key, rows, after)]


def _applied(rows: Mapping[str, Fields], found: Sequence[Difference]) -> dict[str, dict[str, Any]]:
    after = {key: dict(row) for key, row in rows.items()}
    for difference in found:
        if difference.field:
            row = after.setdefault(difference.key, {})
            row.pop(difference.field, None)
            if difference.after is not None:
                row[difference.field] = difference.after
        elif difference.after is not None:
            after.setdefault(difference.key, {})
    gone = {difference.key for difference in found if not difference.field and difference.after is None}
    return {key: row for key, row in after.items() if key not in gone}


def _steps(table: str, key: str, before: Mapping[str, Fields], after: Mapping[str, Fields]) -> list[dict[str, Any]]:
    if key not in after:
        return [{"op": "remove", "path": pointer(table, key)}]
    if key not in before:
        return [{"op": "add", "path": pointer(table, key), "value": after[key]}]
    one, other = before[key], after[key]
    gone = [{"op": "remove", "path": pointer(table, key, field)} for field in sorted(set(one) - set(other))]
    come = [
        {"op": "replace" if field in one else "add", "path": pointer(table, key, field), "value": other[field]}
        for field in sorted(other)
        if one.get(field) != other[field]
    ]
    return gone + come


def pointer(*parts: str) -> str:
    """RFC 6901: ~ is ~0 and / is ~1."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


RELOADED = ("docker_routing_config_mode", "frr_mgmt_framework_config", "type", "buffer_model")
"""Fields of DEVICE_METADATA that are read when containers start."""


def beyond(running: Tables, found: Sequence[Difference]) -> list[Difference]:
    """What no patch can do: it needs `config reload`, or the updater couldn't take it back."""
    return [difference for difference in found if _reload(difference) or _one_way(running, difference)]


def _reload(difference: Difference) -> bool:
    """Cages divided otherwise, containers started otherwise or missing, management moved from under the session."""
    table, _, field, *_ = difference
    if table == "PORT":
        return field in ("", "lanes")
    if table == "FEATURE":
        return not field
    if table == "DEVICE_METADATA":
        return field in RELOADED
    return table in ("BREAKOUT_CFG", "MGMT_VRF_CONFIG")


def _one_way(running: Tables, difference: Difference) -> bool:
    """gu_common.py refuses to remove these two rows, field_operation_validators.py to add the first; and a rollback of
    one way goes the other.
    """
    table, key, field, *_ = difference
    return not field and ((table, key) == ("PFC_WD", "GLOBAL") or _named_loopback(running, table, key))


def _named_loopback(running: Tables, table: str, key: str) -> bool:
    return (table, key) == ("LOOPBACK_INTERFACE", "Loopback0") and table in running
