"""Judges configurations in a folder, rendered or saved from a box, by their vendors' YANG models."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fabricgen.findings import Finding, Place
from fabricgen.render.yang import places, sonic, srlinux
from fabricgen.render.yang.yanglint import Complaint, ModelsError, Schemas, complaints, installed

OURS = frozenset({"manifest.json"})
"""What lies beside configurations and is none."""
NOKIA = "srl_nokia-"
SONIC_TABLES = frozenset({"DEVICE_METADATA", "PORT"})


class Kind(StrEnum):
    SONIC = "SONiC"
    SRLINUX = "SR Linux"


MODELS = {
    Kind.SONIC: "src/sonic-yang-models of github.com/sonic-net/sonic-buildimage",
    Kind.SRLINUX: "github.com/nokia/srlinux-yang-models, of the release that the box runs",
}
"""Where each kind's models are."""


@dataclass(frozen=True, slots=True)
class Config:
    """A file that models can judge."""

    file: Path
    kind: Kind
    text: str
    tree: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """`others` counts the files that no models are known for."""

    configs: int
    others: int
    findings: tuple[Finding, ...]


def judged(folder: Path, models: Sequence[Path], features: frozenset[str] | None = None) -> Judged:
    """Raises MissingProgramError. `features` are what a box with SR Linux says it has."""
    installed()
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in OURS)
    readings = [_read(file) for file in files]
    configs = [one for one in readings if isinstance(one, Config)]
    broken = [one for one in readings if isinstance(one, Finding)]
    count = len(configs) + len(broken)
    return Judged(count, len(files) - count, (*broken, *_all(configs, models, features)))


def _read(file: Path) -> Config | Finding | None:
    """A configuration, a broken one, or something else."""
    if file.suffix != ".json":
        return None
    text = file.read_text(encoding="utf-8", errors="replace")
    try:
        tree = json.loads(text)
    except json.JSONDecodeError as error:
        advice = "nothing was judged in this file: write it anew, or take it away"
        place = Place(str(file), error.lineno, error.colno, "")
        return Finding("FG816", f"this is not JSON: {error.msg}", place, help=advice)
    kind = _kind(tree)
    return Config(file, kind, text, tree) if kind is not None else None


def _kind(tree: object) -> Kind | None:
    if not isinstance(tree, dict):
        return None
    if any(key.startswith(NOKIA) for key in tree):
        return Kind.SRLINUX
    return Kind.SONIC if SONIC_TABLES & set(tree) else None


def _all(configs: Iterable[Config], models: Sequence[Path], features: frozenset[str] | None) -> Iterator[Finding]:
    ways: dict[Kind, tuple[Callable[[Path], Path | None], Judge]] = {
        Kind.SONIC: (sonic.home, _sonic),
        Kind.SRLINUX: (srlinux.home, partial(_srlinux, features=features)),
    }
    every = tuple(configs)
    for kind, (home, judge) in ways.items():
        chosen = [config for config in every if config.kind is kind]
        source = next(filter(None, map(home, models)), None)
        if chosen and source is None:
            yield _unjudged(kind, chosen, models)
        elif chosen and source is not None:
            yield from _judge(kind, chosen, source, judge)


Judge = Callable[[Sequence[Config], Path, Path], Iterator[Finding]]
"""Of configurations, the folder of their models, and one to work in."""


def _judge(kind: Kind, configs: Sequence[Config], source: Path, judge: Judge) -> Iterator[Finding]:
    with TemporaryDirectory(prefix="fabricgen-") as folder:
        try:
            yield from judge(configs, source, Path(folder))
        except ModelsError as error:
            advice = f"take them whole from {MODELS[kind]}"
            yield Finding("FG817", f"the models of {kind} in {source} can't be read: {error}", help=advice)


def _unjudged(kind: Kind, configs: Sequence[Config], models: Iterable[Path]) -> Finding:
    count = len(configs)
    what = f"{count:,} configurations of {kind} weren't" if count > 1 else f"a configuration of {kind} wasn't"
    message = f"{what} judged: there are no models of it in {', '.join(map(str, models))}"
    return Finding("FG817", message, Place(str(configs[0].file), 1, 1, ""), help=f"they are {MODELS[kind]}")


def _srlinux(
    configs: Sequence[Config], source: Path, work: Path, *, features: frozenset[str] | None
) -> Iterator[Finding]:
    ready = srlinux.prepared(source, work, features)
    schemas = srlinux.schemas(ready, [config.text for config in configs], features)
    files: dict[Path, Config] = {}
    for number, config in enumerate(configs):
        if strangers := list(_strangers(config, ready)):
            yield from strangers
            continue
        data, tree = work / f"{number}.json", srlinux.bare(config.tree)
        data.write_text(config.text if tree == config.tree else json.dumps(tree), encoding="utf-8")
        files[data] = config
    for told in complaints(schemas, tuple(files)):
        config = files[told.file]
        as_it_was = told.file.stat().st_size == len(config.text.encode())
        yield _refused(told if as_it_was else told._replace(line=None), config, places.in_data)


def _strangers(config: Config, known: Iterable[str]) -> Iterator[Finding]:
    """Modules that nobody has models of, each once."""
    for name in sorted(set(srlinux.TOP.findall(config.text)) - set(known)):
        yield Finding(
            "FG815", f"there is no module {name} among the models", _first_word(config, f'"{name}:'),
            help="compare the release of the models with that of the configuration",
        )  # fmt: skip


def _first_word(config: Config, word: str) -> Place:
    at = config.text.find(word)
    line = config.text.count("\n", 0, at)
    return Place(str(config.file), line + 1, at - config.text.rfind("\n", 0, at), "", len(word) - 1)


def _sonic(configs: Sequence[Config], source: Path, work: Path) -> Iterator[Finding]:
    schemas = sonic.prepared(source, work)
    known = sonic.models(work)
    files: dict[Path, Config] = {}
    for number, config in enumerate(configs):
        one = _converted(config, known)
        if isinstance(one, Finding):
            yield one
            continue
        data = work / f"{number}.xml"
        data.write_text(one, encoding="utf-8")
        files[data] = config
    for told in complaints(Schemas(schemas.folder, schemas.modules), tuple(files)):
        yield _refused(told._replace(line=None), files[told.file], places.in_tables)


def _converted(config: Config, known: dict[str, sonic.Model]) -> str | Finding:
    try:
        return sonic.as_xml(config.tree, known)
    except sonic.UnknownTableError as error:
        return _foreign(config, f"no model knows the table {error.args[0]}", (error.args[0],))
    except sonic.BrokenRowError as error:
        return _foreign(config, str(error), error.path)


def _foreign(config: Config, message: str, path: tuple[str, ...]) -> Finding:
    advice = "compare the release of the models with that of the configuration"
    return Finding("FG815", message, places.at_path(config.file, path), help=advice)


def _refused(told: Complaint, config: Config, steps: places.Steps) -> Finding:
    where = places.place(config.file, told.location, steps, told.line)
    advice = "libyang names the first complaint of a file: put it right and judge again"
    return Finding("FG815", told.message, where, label=told.location, help=advice)
