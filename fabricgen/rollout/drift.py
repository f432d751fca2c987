"""A difference as a box tells it: how large it is, and as much of it as a person reads."""

SHOWN_MAX = 40
"""Lines of one switch's difference; fabricgen diff shows all."""


def changed_lines(diff: str) -> int:
    """Lines with a sign in front, as most boxes write them; all lines with words where there are no signs."""
    lines = diff.splitlines()
    signed = [line for line in lines if line[:1] in ("+", "-") and not line.startswith(("+++", "---"))]
    return len(signed) or sum(any(map(str.isalnum, line)) for line in lines)


def shown(diff: str) -> str:
    lines = diff.strip("\n").splitlines()
    rest = len(lines) - SHOWN_MAX
    return "\n".join([*lines[:SHOWN_MAX], *([f"… and {rest:,} lines more"] if rest > 0 else [])])
