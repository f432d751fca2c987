"""The templates: found beside the inventory first, then where fabricgen keeps them; strict about every name."""

from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

PACKAGE = Path(__file__).resolve().parent.parent


def home() -> Path:
    """Inside the package in a wheel, beside it in a checkout."""
    inside = PACKAGE / "templates"
    return inside if inside.is_dir() else PACKAGE.parent / "templates"


def environment(folders: tuple[Path, ...] = ()) -> Environment:
    """`folders` are searched before our own."""
    return Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in (*folders, home())]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - switch configurations, not web pages
        auto_reload=False,
    )
