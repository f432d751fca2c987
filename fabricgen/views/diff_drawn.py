"""One difference, drawn in the form that was asked for."""

from fabricgen.compare.differences import Differences
from fabricgen.views.diff_github import as_github
from fabricgen.views.diff_html import as_html
from fabricgen.views.diff_junit import as_junit
from fabricgen.views.diff_text import as_text
from fabricgen.views.diff_values import as_json
from fabricgen.views.diff_words import Detail
from fabricgen.views.findings import Colour

FORMS = {"json": as_json, "github": as_github, "junit": as_junit, "html": as_html}


def draw(found: Differences, form: str, detail: Detail, colour: Colour) -> str:
    """`detail` and `colour` are about text; the others are for machines and browsers, or summarise by themselves."""
    return as_text(found, detail, colour) if form == "text" else FORMS[form](found)


__all__ = ["Detail", "draw"]
