"""Names of what was agreed on with a WAN router, as platforms have them whose policies know communities by name."""

from collections.abc import Iterator
from typing import NamedTuple

from fabricgen.device.model import Origin, WanSession


class Marks(NamedTuple):
    """Communities under one name: a route has to have all of them, or gets all."""

    name: str
    members: tuple[str, ...]


def agreed_with(wan: WanSession) -> Iterator[Marks]:
    """What stands on the link, and what it becomes; none without a translation."""
    if wan.translation is None:
        return
    for row in wan.translation.received:
        yield Marks(f"WAN-{wan.name}-MARKED-{row.name}", (row.theirs,))
        yield Marks(f"WAN-{wan.name}-MEANS-{row.name}", row.marks)
    yield from (Marks(f"WAN-{wan.name}-TELLS-{row.name}", row.marks) for row in wan.translation.sent)
    yield Marks(f"WAN-{wan.name}-TELLS", wan.translation.others)


def told(origin: Origin, wan: WanSession) -> str:
    """The name of what a tier of this leaf is announced with; empty for nothing."""
    if wan.translation is None:
        return f"TIER-{origin.name}"
    if any(row.name == origin.name for row in wan.translation.sent):
        return f"WAN-{wan.name}-TELLS-{origin.name}"
    return f"WAN-{wan.name}-TELLS" if wan.translation.others else ""
