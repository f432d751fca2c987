"""One complaint of pydantic, said in the words of the page."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from fabricgen.findings import did_you_mean
from fabricgen.intent.vocabulary import Spot
from fabricgen.source import spelled

Path = tuple[str | int, ...]
SHOWN_MAX = 40  # characters of a value that a message repeats


class Branch(NamedTuple):
    """A form of a union that pydantic tried: the union stands `depth` steps down the path."""

    depth: int
    tag: str | int


class Fault(NamedTuple):
    """`subject` is what it is about, `remedy` what to do in one clause: from these a union's faults are told as one."""

    path: Path
    branches: tuple[Branch, ...]
    code: str
    message: str
    help: str
    subject: str
    remedy: str
    label: str = ""
    on_key: bool = False


class Complaint(NamedTuple):
    """What pydantic said, and where that is on the page."""

    path: Path
    branches: tuple[Branch, ...]
    type: str
    input: Any
    context: Mapping[str, Any]
    last: str | int
    spot: Spot

    @property
    def subject(self) -> str:
        return f"{self.name}: {shown(self.input)}"

    @property
    def name(self) -> str:
        """The last key and what follows it: ntp[0]."""
        keys = [depth for depth, step in enumerate(self.path) if isinstance(step, str)]
        return spelled(self.path[keys[-1] :] if keys else self.path) or "the page"

    def fault(self, code: str, message: str, help_: str, remedy: str = "") -> Fault:
        return Fault(self.path, self.branches, code, message, help_, self.subject, remedy or help_)


_ABOUT_A_KEY = ("missing", "extra_forbidden")


def fault(part: Any, details: Mapping[str, Any], page: Spot) -> Fault:
    """`details` is one item of `ValidationError.errors()` about `part`, which `page` describes."""
    complaint = _complaint(part, details, page)
    if complaint.last == "[key]":
        return _bad_key(complaint)
    teller = _TELLERS.get(complaint.type)
    if teller is not None:
        return teller(complaint)
    return _wrong_type(complaint) if complaint.type.endswith(_TYPE_ENDINGS) else _unfit(complaint)


def shown(value: Any) -> str:
    """A value as its writer thinks of it."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case str():
            return f"the text '{value[: SHOWN_MAX - 1] + '…' if len(value) > SHOWN_MAX else value}'"
        case int() | float():
            return f"the number {value}"
    return "a mapping" if isinstance(value, dict) else "a list"


def _complaint(part: Any, details: Mapping[str, Any], page: Spot) -> Complaint:
    loc = details["loc"]
    path: Path = ()
    branches: tuple[Branch, ...] = ()
    spot = page
    for step in loc[:-1] if details["type"] in _ABOUT_A_KEY else loc:
        if _holds(part, step):
            spot, path, part = spot.below(step), (*path, step), part[step]
        elif step != "[key]":
            spot, branches = spot.branch(step), (*branches, Branch(len(path), step))
    last = loc[-1] if loc else ""
    return Complaint(path, branches, details["type"], details["input"], details.get("ctx", {}), last, spot)


def _holds(part: Any, step: str | int) -> bool:
    if isinstance(part, dict):
        return step in part
    return isinstance(part, list) and isinstance(step, int) and step < len(part)


def _missing(said: Complaint) -> Fault:
    if isinstance(said.last, int):
        return said.fault("FG007", f"{said.name}: item {said.last + 1} of the list is missing", "write the whole list")
    about = said.spot.below(said.last).description()
    add = f"add '{said.last}: …'" + (f": {about}" if about else "")
    return _lacking(said, said.last, add)


def _lacking(said: Complaint, key: str, add: str) -> Fault:
    told = said.fault("FG008", f"the key '{key}' is missing {inside(said.path)}", add)
    return told._replace(subject=key, on_key=True)


def _unknown_key(said: Complaint) -> Fault:
    keys, where = said.spot.keys(), inside(said.path)
    told = said.fault("FG006", f"there is no key '{said.last}' {where}", f"keys allowed {where}: {', '.join(keys)}")
    label = did_you_mean(str(said.last), keys).rstrip()
    return told._replace(path=(*said.path, said.last), label=label, on_key=True)


def inside(path: Path) -> str:
    return f"in {spelled(path)}" if path else "on the page"


def _bad_key(said: Complaint) -> Fault:
    reason = said.context.get("error") or f"the name '{said.path[-1]}' has a form that is not allowed here"
    told = said.fault("FG009", str(reason), _form(said))
    return told._replace(on_key=True)


def _bad_word(said: Complaint) -> Fault:
    words = _words(str(said.context["expected"]))
    told = said.fault("FG009", f"{said.subject} is not allowed", _one_of(words))
    return told._replace(label=did_you_mean(str(said.input), words).rstrip() if len(words) > 1 else "")


def _one_of(words: list[str]) -> str:
    return f"write one of: {', '.join(words)}" if len(words) > 1 else f"write {words[0]}"


def _words(expected: str) -> list[str]:
    """From pydantic's list, such as: 'a', 'b' or 3."""
    found = re.findall(r"'((?:[^'\\]|\\.)*)'|([^\s,']+)", expected)
    return [quoted or bare for quoted, bare in found if bare != "or"]


def _bad_tag(said: Complaint) -> Fault:
    key, words = _words(said.context["discriminator"])[0], _words(said.context["expected_tags"])
    told = said.fault("FG009", f"{key}: {shown(said.context['tag'])} is not allowed", _one_of(words))
    return told._replace(path=(*said.path, key))


def _missing_tag(said: Complaint) -> Fault:
    key = _words(said.context["discriminator"])[0]
    return _lacking(said, key, f"add '{key}: …', it decides what else may stand here")


def _refused(said: Complaint) -> Fault:
    """A validator of ours has written the sentence."""
    message = str(said.context["error"])
    return said.fault("FG009", message, said.spot.description(), remedy=message)


def _out_of_range(said: Complaint) -> Fault:
    return said.fault("FG009", f"{said.subject} is out of range", f"write a number: {_range(said)}")


def _range(said: Complaint) -> str:
    bounds = [
        f"{words} {said.spot.first(bound)}" for bound, words in _BOUNDS.items() if said.spot.first(bound) is not None
    ]
    return ", ".join(bounds)


def _wrong_length(said: Complaint) -> Fault:
    least, most = said.context.get("min_length"), said.context.get("max_length")
    number, limit, size = (most, "at most", "long") if least is None else (least, "at least", "short")
    unit = "character" if said.type.startswith("string") else "item"
    remedy = f"write {limit} {number} {unit}{'' if number == 1 else 's'}"
    return said.fault("FG009", f"{said.subject} is too {size}", remedy)


def _bad_form(said: Complaint) -> Fault:
    return said.fault("FG009", f"{said.subject} has a form that is not allowed", _form(said))


def _form(said: Complaint) -> str:
    about = said.spot.description()
    pattern = f"it must match {said.context['pattern']}" if "pattern" in said.context else ""
    return "\n".join(filter(None, (about, pattern))) or "write it as the other names on the page"


def _wrong_type(said: Complaint) -> Fault:
    expected, remedy = _EXPECTED.get(
        said.type.split("_")[0], ("something else", "see the examples in the documentation")
    )
    return said.fault("FG007", f"{said.name}: expected {expected}, got {shown(said.input)}", remedy)


def _unfit(said: Complaint) -> Fault:
    about = said.spot.description() or "'fabricgen schema' shows what it takes"
    return said.fault("FG009", f"{said.subject} can't be used here", about)


_MAPPING = ("a mapping", "write 'key: value' lines below it")
_LIST = ("a list", "write [a, b], or one '- item' on each line")
_NUMBER = ("a number", "write digits only, without quotes")
_EXPECTED = {
    "string": ("text", "put quotes around what is meant as text"),
    "int": ("a whole number", "write digits only, without quotes"),
    "bool": ("true or false", "write true or false, without quotes"),
    "none": ("null", "write null, or leave it out"),
    **dict.fromkeys(("float", "finite", "decimal"), _NUMBER),
    **dict.fromkeys(("dict", "mapping", "model", "dataclass"), _MAPPING),
    **dict.fromkeys(("list", "tuple", "set", "frozen", "iterable"), _LIST),
}
_TYPE_ENDINGS = ("_type", "_parsing", "_from_float", "_required", "_number", "_parsing_size")
_BOUNDS = {
    "minimum": "from",
    "exclusiveMinimum": "above",
    "maximum": "up to",
    "exclusiveMaximum": "below",
    "multipleOf": "that is a multiple of",
}
_TELLERS: dict[str, Callable[[Complaint], Fault]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "literal_error": _bad_word,
    "enum": _bad_word,
    "union_tag_invalid": _bad_tag,
    "union_tag_not_found": _missing_tag,
    "value_error": _refused,
    "assertion_error": _refused,
    "string_pattern_mismatch": _bad_form,
    **dict.fromkeys(
        ("greater_than", "greater_than_equal", "less_than", "less_than_equal", "multiple_of"), _out_of_range
    ),
    **dict.fromkeys(("string_too_short", "string_too_long", "too_short", "too_long"), _wrong_length),
}
