"""The body of fabricgen diff --against live."""

from collections.abc import Sequence
from pathlib import Path

from fabricgen.cli.answer import say
from fabricgen.cli.exit_codes import ExitCode
from fabricgen.cli.live.ground import Site, access_to, refuse, selected, site, told
from fabricgen.cli.live.stop import asking
from fabricgen.cli.options import Call
from fabricgen.exports.place import put
from fabricgen.findings import Finding
from fabricgen.rollout.change import ChangeSet, dumps
from fabricgen.rollout.compare import Compared, compare
from fabricgen.rollout.tasks import gathered
from fabricgen.views import diff as view


def diff(inventory: Path, call: Call, out: Path | None, form: str) -> int:
    here = site(inventory)
    compared = ask(here, selected(here.names, call.only), call)
    say(form, view.as_values(compared), view.as_text(compared))
    if out is not None:
        save_change(out, change_set(here, compared))
    return status(compared)


def ask(here: Site, devices: Sequence[str], call: Call) -> tuple[Compared, ...]:
    """Every device what it would change."""
    access = access_to(devices, call)
    wanted = here.wanted(devices)
    with told():
        secrets = gathered(((each.name, each.candidate) for each in wanted), here.folder, access)
    with asking(call.threads) as executor:
        return compare(wanted, here.fabric, access, secrets, executor)


def change_set(here: Site, compared: Sequence[Compared]) -> ChangeSet:
    changes = tuple(item.change for item in compared if item.change)
    ready = tuple(item.device for item in compared if not item.change and not item.trouble)
    return ChangeSet(str(here.path), here.fabric, changes, ready)


def status(compared: Sequence[Compared]) -> ExitCode:
    if any(item.trouble for item in compared):
        return ExitCode.TARGET
    return ExitCode.FINDINGS if any(item.change for item in compared) else ExitCode.CLEAN


def save_change(out: Path, changes: ChangeSet) -> None:
    """In one step, so that half a change is never taken for a whole one."""
    try:
        put(out, [dumps(changes).decode()])
    except OSError as error:
        refuse(
            Finding("FG012", f"can't write {out}: {error.strerror}", help="choose another place, or make room there")
        )
