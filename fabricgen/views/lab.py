"""Labs as text and as values for JSON."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from fabricgen.lab import Lab, LabStatus, Stage, SwitchStatus
from fabricgen.lab.ledger import Kernel
from fabricgen.lab.observe import Session
from fabricgen.lab.topology import Management
from fabricgen.views.layout import columns, page

OTHER_PREFIX = (
    "give management.prefix addresses new to this machine, such as 198.18.0.0/24, kept for tests by RFC 2544; "
    "or use --transport local, which needs none"
)


def started(lab: Lab, established: int, wanted: int, seconds: float) -> str:
    parts = f"{len(lab.switches)} switches, {len(lab.hosts)} hosts, {len(lab.cables)} cables"
    if not wanted:
        return page([f"lab {lab.name}: {parts}; no sessions yet"])
    return page([f"lab {lab.name}: {parts}; {established} of {wanted} sessions up after {seconds:.1f} s"])


NO_QUEUES = (
    "queues are left out, as this kernel has no RED: nothing is scheduled or marked; fabricgen lab up --guest has them"
)


def what_next(lab: Lab, inventory: str, credentials: Path, kernel: Kernel) -> str:
    """Commands to copy."""
    inside = "fabricgen lab run -- " if kernel is Kernel.GUEST else ""
    rows = [("without SSH:", f"{inside}fabricgen verify {inventory} --transport local")]
    if lab.management:
        rows = [
            ("log in:", login(lab.switches[0].name, lab.management, credentials.parent / "ssh")),
            ("verify:", f"fabricgen verify {inventory} --credentials {credentials}"),
            *rows,
        ]
    cable = lab.cables[0] if lab.cables else None
    drill = [("break:", f"fabricgen lab break link {cable.a}:{cable.a_port}")] if cable else []
    return page(columns([*rows, *drill, ("end:", f"fabricgen lab down {inventory}")]))


def login(switch: str, management: Management, folder: Path) -> str:
    address = management.addresses[switch].partition("/")[0]
    return f"ssh -i {folder}/key -o UserKnownHostsFile={folder}/known_hosts root@{address}  # {switch}"


def coming_up(seen: Sequence[Session]) -> str:
    return f"{up(seen)} of {len(seen)} sessions up"


def up(seen: Iterable[Session]) -> int:
    return sum(session.up for session in seen)


def as_dict(lab: LabStatus) -> dict[str, object]:
    return {
        "lab": lab.lab,
        "stage": lab.stage.name.lower(),
        "guest": lab.guest or None,
        "switches": [_switch(switch) for switch in lab.switches],
        "hosts": list(lab.hosts),
        "broken": [{"kind": drill.kind, "what": list(drill.what)} for drill in lab.drills],
    }


def _switch(switch: SwitchStatus) -> dict[str, object]:
    return {
        "name": switch.name,
        "management": switch.management or None,
        "running": [*switch.daemons, *switch.services],
        "sessions": [session._asdict() for session in switch.sessions],
    }


def as_text(labs: Iterable[LabStatus]) -> str:
    return "\n".join(map(_block, labs)) or "no lab is up here\n"


def _block(lab: LabStatus) -> str:
    if lab.stage is not Stage.UP:
        return page([f"lab {lab.lab} {lab.stage}"])
    table = [("switch", "management", "sessions", "running"), *map(_row, lab.switches)]
    broken = [f"broken: {drill}" for drill in lab.drills]
    where = f", in a guest kernel {lab.guest}" if lab.guest else ""
    head = f"lab {lab.lab}: {len(lab.switches)} switches, {len(lab.hosts)} hosts{where}"
    return page([head, *broken, *columns(table)])


def _row(switch: SwitchStatus) -> tuple[str, ...]:
    sessions = f"{up(switch.sessions)} of {len(switch.sessions)}" if switch.daemons else "-"
    return switch.name, switch.management or "-", sessions, " ".join((*switch.daemons, *switch.services)) or "nothing"
