"""The table in docs/operations.md; all else on that page is written by hand."""

from pathlib import Path

from docs.generate.platforms import push_table

PAGE = Path(__file__).resolve().parents[1] / "operations.md"
BEGIN, END = "<!-- drivers: made by `make docs` -->\n", "<!-- end -->\n"


def pages() -> dict[str, str]:
    """Raises ValueError when the marks around the table are gone."""
    before, begin, rest = PAGE.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{PAGE.name} has lost the lines {BEGIN.strip()} and {END.strip()}")
    return {PAGE.name: f"{before}{BEGIN}\n{chr(10).join(push_table())}\n{END}{after}"}
