"""docs/ says what is so: generated pages are fresh, links lead somewhere, and every command shown parses."""

import re
import shlex
from contextlib import suppress
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from docs.generate.__main__ import pages, stale
from docs.generate.markdown import anchor
from fabricgen.cli import fabricgen
from fabricgen.platforms import PLATFORMS

ROOT = Path(__file__).resolve().parents[2]
DOCS = sorted((*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"))
FEATURES = sorted(
    {*(ROOT / "docs/features").glob("*.md")} - {ROOT / "docs/features" / name for name in ("README.md", "files.md")}
)
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"!?\[[^]]*]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
ID = re.compile(r'<a id="([^"]+)"></a>')
INLINE = re.compile(r"`(fabricgen [^`]+)`")
CONSOLE = re.compile(r"^(?:[$#] )?(fabricgen .+)$", re.MULTILINE)
NOT_LITERAL = re.compile(r"[…|\[<]|\b[A-Z]{3,}\b")
"""What stands for something else in a command line: choices, optional words, placeholders."""
END_OF_COMMAND = re.compile(r"\s(?:\||>|2>|&&)|\s+# |\s{2,}")


def prose(path):
    return FENCE.sub("", path.read_text())


def anchors(path):
    text = prose(path)
    return {anchor(title) for title in HEADING.findall(text)} | set(ID.findall(text))


def targets():
    return [
        pytest.param(path, target, id=f"{path.relative_to(ROOT)}: {target}")
        for path in DOCS
        for target in dict.fromkeys(LINK.findall(prose(path)))
        if "://" not in target
    ]


def commands(found):
    """Of a pipeline the first command; without placeholders and comments."""
    rows = {}
    for path in DOCS:
        for line in found(path.read_text()):
            command = END_OF_COMMAND.split(line)[0].strip()
            if not NOT_LITERAL.search(command):
                rows.setdefault(command, path)
    return [pytest.param(command, id=f"{path.relative_to(ROOT)}: {command}") for command, path in rows.items()]


def in_blocks(text):
    return CONSOLE.findall("\n".join(FENCE.findall(text)))


def in_sentences(text):
    return INLINE.findall(FENCE.sub("", text))


@pytest.mark.slow
def test_generated_pages_are_fresh():
    assert stale(pages()) == [], "run `make docs` and commit what it writes"


@pytest.mark.parametrize(("path", "target"), targets())
def test_every_link_leads_somewhere(path, target):
    file, _, name = target.partition("#")
    there = (path.parent / file).resolve() if file else path
    assert there.exists()
    assert not name or name in anchors(there)


@pytest.mark.parametrize("command", commands(in_blocks))
def test_every_command_in_a_block_parses(command):
    parse(fabricgen, shlex.split(command)[1:])


@pytest.mark.parametrize("command", commands(in_sentences))
def test_every_command_in_a_sentence_parses(command):
    """`fabricgen diff` is a name there, and needs no inventory."""
    with suppress(click.MissingParameter, click.exceptions.NoArgsIsHelpError):
        parse(fabricgen, shlex.split(command)[1:])


def parse(command, words):
    """As click would, without running anything. Asked for help it would leave at once, which is fine."""
    if "--help" in words or "-h" in words:
        return
    context = command.make_context(command.name, list(words), resilient_parsing=False)
    if isinstance(command, click.Group) and words:
        _, below, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        parse(below, rest)


@pytest.mark.parametrize("words", [["fabricgen", "pusch"], ["fabricgen", "plan", "--radiks", "64"]])
def test_a_wrong_command_is_noticed(words):
    with pytest.raises(click.ClickException):
        parse(fabricgen, words[1:])


def test_every_page_is_in_the_index():
    index = set(LINK.findall(prose(ROOT / "docs/README.md")))
    top = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert top <= {target.partition("#")[0] for target in index}


@pytest.mark.parametrize("page", FEATURES, ids=lambda page: page.stem)
def test_every_platform_has_its_say_about_every_case(page):
    titles = {platform.title for platform in PLATFORMS.values()}
    told = [{title for title in titles if f"### {title}\n" in case} for case in cases(page.read_text())]
    assert told
    assert all(each == titles for each in told)


def cases(text):
    """What stands between one heading of the second level and the next."""
    return re.split(r"^## ", text, flags=re.MULTILINE)[1:]


SHOWN = re.compile(r"^\$ (fabricgen (?:plan|show) inventories/.+)\n((?:(?![$#] |```).*\n)+)", re.MULTILINE)
"""A command of the README that needs nothing but the inventories, and what it is said to print."""


@pytest.mark.parametrize(("command", "told"), SHOWN.findall((ROOT / "README.md").read_text()), ids=lambda text: text)
def test_the_readme_shows_what_is_printed(command, told, monkeypatch):
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(fabricgen, shlex.split(command)[1:])
    assert told == done.stdout
