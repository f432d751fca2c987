"""The part of interfaces(5) in which a switch's Linux devices are written, for ifupdown2: read, not interpreted."""

from collections.abc import Iterator
from typing import NamedTuple


class Option(NamedTuple):
    word: str
    value: str


class Stanza(NamedTuple):
    """An interface and what is said of it, in the order of the file."""

    name: str
    options: tuple[Option, ...]

    def first(self, word: str) -> str:
        """Its value, or nothing where it isn't said."""
        return next(self.all(word), "")

    def all(self, word: str) -> Iterator[str]:
        return (option.value for option in self.options if option.word == word)

    def says(self, word: str) -> bool:
        return any(option.word == word for option in self.options)


def read(text: str) -> tuple[Stanza, ...]:
    """Stanzas of one name are united, as ifupdown2 does."""
    found: dict[str, list[Option]] = {}
    options: list[Option] = []
    for line in text.splitlines():
        word, _, value = line.strip().partition(" ")
        if word == "iface":
            options = found.setdefault(value.split()[0], [])
        elif word and word not in {"auto", "allow-hotplug"} and not word.startswith("#"):
            options.append(Option(word, value.strip()))
    return tuple(Stanza(name, tuple(said)) for name, said in found.items())
