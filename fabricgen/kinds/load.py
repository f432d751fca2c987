"""From a folder to an intent: find the file, read it, let its kind judge it."""

from pathlib import Path
from typing import NamedTuple

from fabricgen.allocation import Lock
from fabricgen.allocation.lock import FILE as LOCK_FILE
from fabricgen.allocation.lock import LockError, extend
from fabricgen.allocation.lock import read as read_lock
from fabricgen.fabric.existing import Sheet
from fabricgen.findings import Finding, Place, RefusedError, nearest
from fabricgen.intent import Intent
from fabricgen.intent.errors import validate
from fabricgen.kinds.adaptive_pods import AdaptivePods
from fabricgen.kinds.fat_tree import FatTree
from fabricgen.kinds.sites import refuse_sites
from fabricgen.source import Document, read
from fabricgen.source.folders import is_folder

FILE = "intent.yml"
KINDS: dict[str, type[Intent]] = {"fat-tree": FatTree, "adaptive-pods": AdaptivePods}


class Inventory(NamedTuple):
    """A page of intent and the files beside it. `lock` is complete, `stored` is what the lock file says."""

    folder: Path
    document: Document
    kind: str
    intent: Intent
    lock: Lock
    stored: Lock
    cables: Sheet | None = None


def load(path: Path) -> Inventory:
    """`path` is an inventory's folder, or the intent in it. Raises `RefusedError`."""
    refuse_sites(path)
    file = path / FILE if is_folder(path) else path
    document = read(file)
    kind = _kind(document)
    intent = validate(document, KINDS[kind])
    stored = _lock(file.parent / LOCK_FILE)
    cables = _cables(file.parent, intent.cabling.existing)
    return Inventory(file.parent, document, kind, intent, remember(stored, intent), stored, cables)


def _kind(document: Document) -> str:
    word = document.value.get("kind") if isinstance(document.value, dict) else None
    if isinstance(word, str) and word in KINDS:
        return word
    finding = Finding(
        "FG009" if word is not None else "FG008",
        f"kind is {word!r}, which is none of ours"
        if word is not None
        else "kind is missing: it decides what the page may say",
        document.place(("kind",)),
        label=nearest(str(word), KINDS),
        help=f"write one of {', '.join(KINDS)}",
    )
    raise RefusedError((finding,))


def _lock(file: Path) -> Lock:
    try:
        return read_lock(file.read_bytes())
    except FileNotFoundError:
        return Lock()
    except (LockError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        finding = Finding(
            "FG001", f"{LOCK_FILE} can't be used: {reason}", Place(str(file), 1, 1, ""),
            help="restore it from version control: it remembers numbers that were handed out",
        )  # fmt: skip
        raise RefusedError((finding,)) from error


def _cables(folder: Path, name: str | None) -> Sheet | None:
    if name is None:
        return None
    file = str(folder / name)
    try:
        return Sheet(file, (folder / name).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is not UTF-8 text"
        return Sheet(file, "", f"{name} can't be read: {reason}")


def remember(stored: Lock, intent: Intent) -> Lock:
    """The lock with a number for every VRF and tier that has none."""
    vrfs = {name: vrf.id for name, vrf in intent.vrfs.items()}
    tiers = {name: tier.id for name, tier in intent.tiers.items()}
    return Lock(extend(stored.vrfs, vrfs, first=1), extend(stored.tiers, tiers, first=0))
