"""How many switches were verified, and with what result, in one line."""

from collections.abc import Iterable

from fabricgen.findings import Finding
from fabricgen.views.findings import count


def summary(fabric: str, asked: int, unreached: int, findings: Iterable[Finding], sample: str = "") -> str:
    """lab: 6 switches verified, no findings. `sample` says what wasn't looked at in full."""
    reached = asked - unreached
    parts = [f"{reached:,} switch{'' if reached == 1 else 'es'} verified"]
    parts += [f"{unreached:,} not reached"] if unreached else []
    parts += [sample] if sample else []
    return f"{fabric}: {', '.join((*parts, count(list(findings))))}"


def sampled(destinations: int, switches: int) -> str:
    """Empty when paths to all switches were compared."""
    return "" if destinations == switches else f"paths to {destinations:,} of {switches:,} switches compared"
