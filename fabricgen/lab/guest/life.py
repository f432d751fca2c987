"""A lab in a guest: up, wait, status.

Switches, cables and drills are the guest's own affair. This machine keeps the note that there is a lab, the way in to
its management network, and the keys.

`fabricgen.lab.down` takes it away as any other: its processes bear its name, and the rest is one folder and one link.
"""

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from fabricgen.lab import access, ledger, life, management
from fabricgen.lab.command import CommandFailedError
from fabricgen.lab.daemons import Refusal
from fabricgen.lab.devices import Queues
from fabricgen.lab.guest import channel
from fabricgen.lab.guest.kernel import UPLINK, Guest, Size, boot, check
from fabricgen.lab.guest.notes import to_text
from fabricgen.lab.ledger import AlreadyUpError, Drill, Stage
from fabricgen.lab.life import LabStatus, SwitchStatus
from fabricgen.lab.observe import Session
from fabricgen.lab.topology import Lab

PRELOAD = ("fabricgen.cli.live.lab", "fabricgen.lab.guest.inside")
INSIDE = (sys.executable, "-m", "fabricgen.lab.guest.inside")
PLAN = "lab.json"
SEEN_INSIDE = Path("/run/share")  # where the guest finds the folder that it shares with this machine
MEGABYTES, MEGABYTES_PER_SWITCH = 512, 32  # a switch takes 24, measured; the rest is the kernel, Python, files
BUILD_SECONDS, BUILD_SECONDS_PER_SWITCH = 120.0, 20.0  # five on an idle machine


def size(lab: Lab) -> Size:
    return Size(MEGABYTES + MEGABYTES_PER_SWITCH * len(lab.switches))


def up(lab: Lab, given: Size) -> tuple[Refusal, ...]:
    """As `fabricgen.lab.up`, in a guest. Raises what that raises, and GuestDiedError."""
    check(management.bridge(lab.name) if lab.management else "")
    if (stage := life.stage(lab.name)) is not Stage.ABSENT:
        raise AlreadyUpError(lab.name, stage)
    with ledger.entered(lab, Queues.SET, ledger.Kernel.GUEST):
        try:
            return _build(lab, given)
        except BaseException:
            life.clear(lab.name)
            raise


def guest_of(lab: str) -> Guest:
    return Guest(ledger.LABS / lab / ledger.GUEST)


def wait(lab: str, seconds: float) -> tuple[tuple[Session, ...], float]:
    """For all sessions to come up; returns the last look at them, and the seconds that it took."""
    seen, spent = _ask(lab, ("wait", lab, f"{seconds:g}"), seconds + BUILD_SECONDS)
    return tuple(Session(*session) for session in seen), spent


def status(lab: str) -> LabStatus:
    """What its guest says, or that it has none any more."""
    noted = life.stage(lab)
    if noted is not Stage.UP:
        return LabStatus(lab, (), (), noted)
    told = _ask(lab, ("status", lab), BUILD_SECONDS)
    switches = tuple(_switch(SwitchStatus(*switch)) for switch in told["switches"])
    drills = tuple(Drill(kind, tuple(what)) for kind, what in told["drills"])
    return LabStatus(
        lab, switches, tuple(told["hosts"]), noted, drills, (guest_of(lab).share / channel.READY).read_text()
    )


def _build(lab: Lab, given: Size) -> tuple[Refusal, ...]:
    port = management.connect_guest(lab, lab.management) if lab.management else ""
    guest = boot(lab.name, guest_of(lab.name).folder, given, port, PRELOAD)
    if lab.management:
        lab = replace(lab, management=lab.management._replace(uplink=UPLINK))
    channel.put(guest.share / PLAN, to_text(lab))
    seconds = BUILD_SECONDS + BUILD_SECONDS_PER_SWITCH * len(lab.switches)
    refused = _ask(lab.name, ("up", str(SEEN_INSIDE / PLAN)), seconds)
    if lab.management:
        _take_keys(lab.name, guest.share)
    return tuple(Refusal(*refusal) for refusal in refused)


def _take_keys(lab: str, share: Path) -> None:
    """They were made inside; what a client needs comes out."""
    access.folder(lab).mkdir(mode=0o700)
    for path in (access.credentials(lab), access.folder(lab) / "key", access.folder(lab) / "known_hosts"):
        shutil.move(share / path.name, path)


def _ask(lab: str, words: Sequence[str], seconds: float) -> Any:
    done = guest_of(lab).run((*INSIDE, *words), seconds)
    if done.code:
        raise CommandFailedError(words, f"ended with status {done.code} in the guest", done.errors)
    return json.loads(done.output)


def _switch(told: SwitchStatus) -> SwitchStatus:
    """JSON has lists alone."""
    return told._replace(
        daemons=tuple(told.daemons),
        sessions=tuple(Session(*session) for session in told.sessions),
        services=tuple(told.services),
    )
