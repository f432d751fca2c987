"""The templates: found beside the inventory first, then where fabricgen keeps them; strict about every name."""

from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined


class Templates(Environment):
    """Attributes of values only, by Python's own `getattr`: a third of the time of Jinja's, and a wrong name is an
    error.
    """

    getattr = staticmethod(getattr)  # type: ignore[assignment]  # Jinja's own also looks for keys; our values have none


PACKAGE = Path(__file__).resolve().parent.parent


def home() -> Path:
    """Inside the package in a wheel, beside it in a checkout."""
    inside = PACKAGE / "templates"
    return inside if inside.is_dir() else PACKAGE.parent / "templates"


def environment(folders: tuple[Path, ...] = ()) -> Templates:
    """`folders` are searched before our own."""
    templates = Templates(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in (*folders, home())]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        auto_reload=False,
    )
    templates.globals.clear()  # a template sees the values that it is given, and copying what it can't use takes time
    return templates
