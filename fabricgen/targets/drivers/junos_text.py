"""What Junos says over NETCONF, as values."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

BY_ITSELF = ("root", "other")
"""User and client of a commit that the box made, as when a timer ran out."""


class Entry(NamedTuple):
    """One commit of <get-commit-information>. `confirmed` stays when it is confirmed, `waits` ends."""

    user: str
    client: str
    confirmed: bool
    waits: bool


def entries(told: Any) -> tuple[Entry, ...]:
    """Newest first."""
    return tuple(_entry(each) for each in told.findall("commit-history"))


def _entry(told: Any) -> Entry:
    return Entry(
        user=told.findtext("user", "").strip(),
        client=told.findtext("client", "").strip(),
        confirmed="commit confirmed" in told.findtext("comment", ""),
        waits="rollback pending" in told.findtext("commit-confirmed", ""),
    )


def gone_back(history: Sequence[Entry]) -> bool:
    """Whether the newest commit is the box's own, because nobody confirmed the one before."""
    return follows_confirmed(history) and history[0][:2] == BY_ITSELF


def follows_confirmed(history: Sequence[Entry]) -> bool:
    """Whether the newest commit came after one that had to be confirmed."""
    return len(history) > 1 and history[1].confirmed and not history[0].confirmed


def ports_by_prefix(told: Any, everything: str) -> dict[str, list[str]]:
    """Of <forwarding-table-information>: what routing put there, and the ports (without unit) of each next hop.

    `everything` is how the family writes the prefix that Junos calls default. PyEZ makes True of an empty reply.
    """
    rows = () if told is True else told.iter("rt-entry")
    routes = [each for each in rows if each.findtext("destination-type") == "user"]
    found = {each.findtext("rt-destination", ""): _ports(each) for each in routes}
    return {everything if prefix == "default" else prefix: ports for prefix, ports in found.items() if ports}


def _ports(route: Any) -> list[str]:
    return sorted({via.text.strip().partition(".")[0] for via in route.iter("via") if via.text})


def ospf_neighbors(told: Any) -> dict[str, list[dict[str, Any]]]:
    """Of <ospf-neighbor-information>, by port (without unit). PyEZ makes True of an empty reply."""
    found: dict[str, list[dict[str, Any]]] = {}
    for each in () if told is True else told.iter("ospf-neighbor"):
        full = each.findtext("ospf-neighbor-state", "").strip().lower() == "full"
        port = each.findtext("interface-name", "").strip().partition(".")[0]
        found.setdefault(port, []).append({"router_id": each.findtext("neighbor-id", "").strip(), "is_up": full})
    return found


def messages(told: Any, severity: str) -> list[str]:
    """Of a PyEZ error: what was said with a severity, error or warning; what has none counts as an error."""
    return [_sentence(each) for each in told.errs or [{}] if (each.get("severity") or "error") == severity]


def said(told: Any) -> str:
    """All of it, on one line."""
    return "; ".join(" ".join(sentence.split()) for sentence in map(_sentence, told.errs or [{}]))


def _sentence(error: dict[str, str | None]) -> str:
    message = error.get("message") or "it doesn't say why"
    about = error.get("bad_element")
    return f"{message}: {about}" if about and about not in message else message


def undated(config: str) -> str:
    """Without `## Last commit: …`, which changes when nothing else does."""
    return re.sub(r"\A\s*## Last (?:commit|changed): .*\n", "", config)
