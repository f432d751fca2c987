"""What is wrong with a page of intent, in its owner's words, from what pydantic says in its own."""

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from fabricgen.findings import Finding, RefusedError
from fabricgen.intent.faults import Fault, fault
from fabricgen.intent.unions import one_per_place
from fabricgen.intent.vocabulary import page
from fabricgen.source import Document, page_order

Page = TypeVar("Page", bound=BaseModel)
Path = tuple[str | int, ...]


def validate(document: Document, model: type[Page]) -> Page:
    """Raises `RefusedError` with all that is wrong.

    Strict, and in pydantic's JSON mode: `no` is not false, "5" is not 5, while a list may fill a tuple. What a "before"
    validator returns is held to Python's strictness, so it must make tuples and models itself.
    """
    try:
        return model.model_validate_json(json.dumps(document.value), strict=True)
    except ValidationError as error:
        raise RefusedError(findings(document, error, model)) from error


def findings(
    document: Document, error: ValidationError, model: type[BaseModel], prefix: Path = ()
) -> tuple[Finding, ...]:
    """In the order of the page. `prefix` leads to the part of the page that `model` describes."""
    here = page(model)
    part = _part(document.value, prefix)
    faults = [fault(part, details, here) for details in error.errors(include_url=False)]
    told = [_finding(document, prefix, each) for each in one_per_place(faults)]
    return tuple(sorted(told, key=page_order))


def _part(value: Any, prefix: Path) -> Any:
    for step in prefix:
        value = value[step]
    return value


def _finding(document: Document, prefix: Path, told: Fault) -> Finding:
    path = (*prefix, *told.path)
    place = document.key_place(path) if told.on_key else document.place(path)
    return Finding(told.code, told.message, place, path, told.label, told.help)
