"""Names of the communities of tiers and gateways, as policies refer to them."""

from collections.abc import Iterable

from fabricgen.device.model import Origin, Way


def marks(rows: Iterable[Origin | Way], *kinds: str) -> str:
    """Any of them: Junos joins several names by or, but several members of one community by and."""
    names = [f"{kind}-{row.name}" for row in rows for kind in kinds]
    return names[0] if len(names) == 1 else f"[ {' '.join(names)} ]"


def prepended(asn: int, times: int) -> str:
    return f'"{" ".join([str(asn)] * times)}"' if times > 1 else str(asn)
