"""Access lists in the words that several network OSes share."""

from collections.abc import Mapping

from fabricgen.allocation.text import address
from fabricgen.device import Device
from fabricgen.device.features.access import contiguous, length
from fabricgen.device.model import Block, Entry, Ports


def prefix(block: Block) -> str:
    """10.0.0.0/8, for a mask without holes."""
    return f"{address(block.value, block.bits)}/{length(block)}"


def masked(block: Block) -> str:
    """10.0.0.0/8, or 10.0.0.0/255.0.255.0."""
    return prefix(block) if contiguous(block) else f"{address(block.value, 32)}/{address(block.mask, 32)}"


def span(ports: Ports, between: str) -> str:
    """22, or both ends with what stands between them."""
    return str(ports.first) if ports.first == ports.last else f"{ports.first}{between}{ports.last}"


def flags(entry: Entry) -> tuple[str | None, ...]:
    """What a platform that matches one TCP flag at a time needs an entry for each of."""
    return ("ack", "rst") if entry.established else (None,)


def at_borders(device: Device) -> Mapping[str, str]:
    """Access lists by the ports of WAN routers that they stand at."""
    return {} if device.filters is None else dict(device.filters.borders)
