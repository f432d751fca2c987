"""What a platform is: a value. Names, files, the order of their sections, and what the network OS can do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import orjson

from fabricgen.device import PortName
from fabricgen.device.capabilities import Capabilities
from fabricgen.device.objection import Objections, none
from fabricgen.platforms.effect import Effect
from fabricgen.platforms.syntax import LINES, Syntax

Assemble = Callable[[Sequence[str]], str]


class Section(NamedTuple):
    """A template of the platform's folder; one with a slash in its name is found in another's.

    `reads` names the attributes of the device that decide the text, all of them, where all switches of a tier have
    the very same values; the text is then rendered once. Left empty, the section is rendered for each device.

    `about` names the attribute that all of the section is about: where it is None or empty, so is the text, and nothing
    is rendered. For files that are lines of text only.
    """

    template: str
    reads: tuple[str, ...] = ()
    about: str = ""


def text(sections: Sequence[str]) -> str:
    """Sections one after another."""
    return "".join(sections)


def merged_json(sections: Sequence[str]) -> str:
    """Each section is a JSON object of tables; those of one name are united. Sorted, indented, as the box dumps it."""
    tables: dict[str, dict[str, object]] = {}
    for section in sections:
        for table, rows in orjson.loads(section).items():
            tables.setdefault(table, {}).update(rows)
    return orjson.dumps(tables, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE).decode()


@dataclass(frozen=True, slots=True)
class File:
    """A file of a device. `{device}` in the path is its name."""

    path: str
    sections: tuple[Section, ...]
    assemble: Assemble = text
    syntax: Syntax = LINES
    """How its lines are compared."""
    optional: bool = False
    """Left out where its sections say nothing."""


@dataclass(frozen=True, slots=True)
class Platform:
    """A network OS.

    `profile_parts` are templates that see one `profile` (and `device`-independent values only); the port loop splices
    them as `shared[port.profile].<part>`. `filters` are units and names of the platform's own, under the name that its
    templates use.
    """

    name: str
    title: str
    releases: str
    files: tuple[File, ...]
    profile_parts: tuple[str, ...]
    port_name: PortName
    capabilities: Capabilities
    left_out: tuple[str, ...] = field(default=())
    """What the platform's own files can't say, and where it is set instead; written into the file's header too."""
    filters: tuple[tuple[str, Callable[..., object]], ...] = ()
    objections: Objections = none
    """What it can't do beyond its capabilities; a tier is judged at a time."""
    effects: tuple[Effect, ...] = ()
    """What changed lines do to traffic; one that no rule knows is taken for the worse."""
