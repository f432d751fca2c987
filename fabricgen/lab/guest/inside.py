"""What a guest does for the lab that it is there for: `up FILE`, `wait LAB SECONDS`, `status LAB`; answers in JSON."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fabricgen.lab import access, ledger, life
from fabricgen.lab.guest.notes import from_text
from fabricgen.lab.observe import all_established, sessions, wait_until


def up(file: str) -> Any:
    """The lines that were refused. A client's keys are left beside the file."""
    lab = from_text(Path(file).read_text())
    refused = life.up(lab)
    if lab.management:
        place = access.folder(lab.name)
        for path in (access.credentials(lab.name), place / "key", place / "known_hosts"):
            shutil.copy(path, Path(file).parent)
    return refused


def wait(lab: str, seconds: str) -> Any:
    switches = ledger.read(lab).switches
    waited = wait_until(lambda: sessions(lab, switches), all_established, float(seconds))
    return waited.seen, waited.seconds


def status(lab: str) -> Any:
    seen = life.status(lab)
    return {"switches": seen.switches, "hosts": seen.hosts, "drills": seen.drills}


ORDERS: dict[str, Callable[..., Any]] = {"up": up, "wait": wait, "status": status}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(ORDERS[sys.argv[1]](*sys.argv[2:])) + "\n")
