"""Of the many complaints about one value, those that help its writer."""

from collections.abc import Iterable
from itertools import groupby

from fabricgen.intent.faults import Fault, Path, inside


def one_per_place(faults: Iterable[Fault]) -> list[Fault]:
    """One fault for each key and each value; none for a form of a union that wasn't meant."""
    ordered = sorted(_meant(list(faults)), key=_place)
    return [_merged(list(group)) for _, group in groupby(ordered, key=_place)]


def _place(fault: Fault) -> tuple[list[str], bool]:
    return [str(step) for step in fault.path], fault.on_key


def _meant(faults: list[Fault]) -> list[Fault]:
    """Union by union, from the outermost in: the faults of the form that comes closest."""
    told = [fault for fault in faults if not fault.branches]
    for union in dict.fromkeys(_union(fault) for fault in faults if fault.branches):
        closest = _closest([fault for fault in faults if fault.branches and _union(fault) == union])
        told += _meant([fault._replace(branches=fault.branches[1:]) for fault in closest])
    return told


def _union(fault: Fault) -> Path:
    return fault.path[: fault.branches[0].depth]


def _closest(faults: list[Fault]) -> list[Fault]:
    """All of them if the value has the shape of none of the forms."""
    forms = [[fault for fault in faults if fault.branches[0].tag == tag] for tag in _tags(faults)]
    fitting = [form for form in forms if not any(map(_misfit, form))]
    return min(fitting, key=_distance, default=faults)


def _tags(faults: list[Fault]) -> list[str | int]:
    return list(dict.fromkeys(fault.branches[0].tag for fault in faults))


def _misfit(fault: Fault) -> bool:
    return fault.path == _union(fault) and not fault.on_key


def _distance(form: list[Fault]) -> tuple[bool, int]:
    """A wrong word, such as another `kind`, says more than a wrong key."""
    return any(fault.code == "FG009" for fault in form), len(form)


def _merged(faults: list[Fault]) -> Fault:
    told = list({fault.message: fault for fault in faults}.values())
    if all(fault.code == "FG008" for fault in told):
        return _all_missing(told)
    words = [fault for fault in told if fault.code != "FG007"] or told
    return words[0] if len(words) == 1 or words[0].on_key else _no_form(words)


def _all_missing(faults: list[Fault]) -> Fault:
    if len(faults) == 1:
        return faults[0]
    keys = ", ".join(f"'{fault.subject}'" for fault in faults)
    message = f"the keys {keys} are missing {inside(faults[0].path)}"
    return faults[0]._replace(message=message, help="\n".join(fault.help for fault in faults))


def _no_form(faults: list[Fault]) -> Fault:
    message = f"{faults[0].subject} has none of the forms allowed here"
    return faults[0]._replace(message=message, help="\nor: ".join(dict.fromkeys(fault.remedy for fault in faults)))
