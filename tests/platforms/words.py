"""What the tables of commands share: a pattern for each command, and what of a text fits none of them."""

import re
from collections.abc import Iterable, Iterator


def paths(grammar: dict, values: dict[str, str], around: tuple[str, ...] = ()) -> Iterator[str]:
    """One pattern for each command, the blocks around it before it."""
    for command, inside in grammar.items():
        words = (f"(?:{values[part]})" if odd else re.escape(part) for odd, part in split(command))
        path = (*around, "".join(words))
        yield "\n".join(path)
        yield from paths(inside, values, path)


def split(command: str) -> Iterator[tuple[bool, str]]:
    """Words as they stand, and the names of values between them."""
    return ((index % 2 == 1, part) for index, part in enumerate(re.split(r"<([^>]+)>", command)))


def strangers(said: Iterable[tuple[str, ...]], known: re.Pattern[str]) -> list[str]:
    """Commands, with the blocks around them, that no pattern fits."""
    return [path for path in map("\n".join, said) if not known.fullmatch(path)]
