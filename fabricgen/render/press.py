"""From a device to the text of its files. What many devices or ports share is rendered once and remembered."""

import re
from collections.abc import Hashable
from hashlib import sha256
from traceback import extract_tb
from types import SimpleNamespace
from typing import NamedTuple

from jinja2 import Environment

from fabricgen.device import Device
from fabricgen.device.model import Profile
from fabricgen.findings import Finding, Place, RefusedError
from fabricgen.platforms.platform import File, Platform, Section

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""Nothing that a user wrote may break out of its line; only the line feed ends lines."""
CONTROL_BYTES = bytes({*range(32), 127} - {10})
"""The same within ASCII, where bytes can be counted six times as fast as a pattern is searched."""


LINT = "fabricgen lint judges templates without rendering them"


def breaks_lines(text: str, data: bytes) -> bool:
    """Whether a control character is in `text`, whose bytes are `data`."""
    if data.isascii():
        return len(data.translate(None, CONTROL_BYTES)) != len(data)
    return CONTROL.search(text) is not None


class BrokenLineError(RefusedError):
    """A control character would have reached a file, from a value or from a template."""


class Artifact(NamedTuple):
    """One file of one device. `path` is relative to the output folder."""

    device: str
    platform: str
    role: str
    path: str
    data: bytes
    sha256: str


class Known(NamedTuple):
    """A text, and the values that it came from: held, so that nothing else can take their identity."""

    text: str
    read: tuple[object, ...]


def failure(error: Exception, name: str) -> Finding:
    """What went wrong in a template, at the line that Jinja puts into the traceback."""
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    line, file = (frames[-1].lineno or 1, frames[-1].filename) if frames else (getattr(error, "lineno", 1), name)
    return Finding(
        "FG811", f"the template failed: {error}", Place(getattr(error, "filename", None) or file, line or 1, 1, ""),
        help=LINT,
    )  # fmt: skip


def broken_line(path: str, text: str) -> Finding:
    """Which control character stands where."""
    found = CONTROL.search(text)
    character, line = (ord(found[0]), text.count("\n", 0, found.start()) + 1) if found else (0, 1)
    return Finding(
        "FG811", f"line {line} of {path} would have the control character U+{character:04X}",
        help="templates write spaces and line feeds, no tabs or other control characters",
    )  # fmt: skip


def _path(platform: Platform, template: str) -> str:
    return f"{template}.j2" if "/" in template else f"{platform.name}/{template}.j2"


def _fits(file: File, text: str) -> bool:
    try:
        file.assemble([text])
    except Exception:  # noqa: BLE001 - whatever it is, it doesn't fit
        return False
    return True


def _wanted(artifact: Artifact, file: File) -> bool:
    return bool(artifact.data) or not file.optional


class Press:
    """Renders devices of any platform; keeps what it has seen."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._dialects: dict[str, Environment] = {}
        self._sections: dict[Hashable, Known] = {}
        self._profiles: dict[tuple[str, Profile], SimpleNamespace] = {}

    def artifacts(self, device: Device, platform: Platform, folder: str) -> tuple[Artifact, ...]:
        """All files of a device. Raises `BrokenLineError` rather than write a control character."""
        shared = tuple(self._spliced(platform, profile) for profile in device.profiles)
        made = (self._artifact(device, platform, file, shared, folder) for file in platform.files)
        return tuple(artifact for artifact, file in zip(made, platform.files, strict=True) if _wanted(artifact, file))

    def _artifact(
        self, device: Device, platform: Platform, file: File, shared: tuple[SimpleNamespace, ...], folder: str
    ) -> Artifact:
        texts = [self._section(device, platform, section, shared) for section in file.sections]
        try:
            text = file.assemble(texts)
        except Exception as error:  # pieces of JSON from templates, which may be the user's own
            raise RefusedError((self._misfit(platform, file, texts, error),)) from error
        path = f"{folder}/{file.path.format(device=device.name)}"
        data = text.encode()
        if breaks_lines(text, data):
            raise BrokenLineError((broken_line(path, text),))
        return Artifact(device.name, platform.name, device.role, path, data, sha256(data).hexdigest())

    def _misfit(self, platform: Platform, file: File, texts: list[str], error: Exception) -> Finding:
        """Points at the first section that can't be assembled even alone."""
        pairs = zip(file.sections, texts, strict=True)
        section = next((section for section, text in pairs if not _fits(file, text)), file.sections[0])
        template = self._dialect(platform).get_template(_path(platform, section.template))
        return Finding(
            "FG811", f"what the template makes is no part of {file.path.partition('/')[2]}: {error}",
            Place(template.filename or section.template, 1, 1, ""), help=LINT,
        )  # fmt: skip

    def _section(
        self, device: Device, platform: Platform, section: Section, shared: tuple[SimpleNamespace, ...]
    ) -> str:
        if section.about and not getattr(device, section.about):
            return ""
        if not section.reads:
            return self._text(platform, section.template, device=device, shared=shared)
        read = tuple(getattr(device, name) for name in section.reads)
        key = (platform.name, section.template, *map(id, read))
        known = self._sections.get(key)
        if known is None:
            known = self._sections[key] = Known(
                self._text(platform, section.template, device=device, shared=shared), read
            )
        return known.text

    def _spliced(self, platform: Platform, profile: Profile) -> SimpleNamespace:
        """The profile's parts as text, without the last line feed so that a template can put them on a line."""
        key = (platform.name, profile)
        known = self._profiles.get(key)
        if known is None:
            parts = {
                part: self._text(platform, part, profile=profile).removesuffix("\n") for part in platform.profile_parts
            }
            known = self._profiles[key] = SimpleNamespace(**parts)
        return known

    def _text(self, platform: Platform, template: str, **values: object) -> str:
        path = _path(platform, template)
        try:
            return self._dialect(platform).get_template(path).render(values)
        except Exception as error:  # a template may be the user's own, and can then raise anything
            raise RefusedError((failure(error, path),)) from error

    def _dialect(self, platform: Platform) -> Environment:
        """The environment with the platform's own filters."""
        known = self._dialects.get(platform.name)
        if known is None:
            known = self._dialects[platform.name] = self._environment.overlay()
            known.filters = {**known.filters, **dict(platform.filters)}
        return known
