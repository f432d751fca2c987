"""Where we run, told by the variables that each forge sets, and how things are said there.

Sources: GitHub Actions documentation, variables and workflow commands; GitLab documentation, predefined variables.
"""

from collections.abc import Mapping
from pathlib import Path

from fabricgen.source import visible
from fabricgen.views.findings import of_workflow

GITHUB = "github"
GITLAB = "gitlab"
HERE = "here"


def where(world: Mapping[str, str]) -> str:
    """github, gitlab, or here: neither."""
    if world.get("GITHUB_ACTIONS") == "true":
        return GITHUB
    return GITLAB if world.get("GITLAB_CI") == "true" else HERE


def job(world: Mapping[str, str]) -> tuple[str, str]:
    """The workflow or project, and the job in it."""
    if where(world) == GITHUB:
        return world.get("GITHUB_WORKFLOW", ""), world.get("GITHUB_JOB", "")
    return world.get("CI_PROJECT_PATH", ""), world.get("CI_JOB_NAME", "")


def link(world: Mapping[str, str]) -> str:
    """To the run, where the artefacts are; empty when there is none."""
    if where(world) == GITHUB:
        return "{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}/actions/runs/{GITHUB_RUN_ID}".format_map(world)
    return world.get("CI_JOB_URL", "")


def warning(world: Mapping[str, str], words: str) -> str:
    """On GitHub a note at the run."""
    return _told(world, "warning", words)


def error(world: Mapping[str, str], words: str) -> str:
    return _told(world, "error", words)


def _told(world: Mapping[str, str], how: str, words: str) -> str:
    return f"::{how} title=fabricgen::{of_workflow(words)}" if where(world) == GITHUB else f"{how}: {visible(words)}"


def append(world: Mapping[str, str], variable: str, text: str) -> None:
    """To the file that GitHub names in `variable`; elsewhere there is none."""
    if file := world.get(variable):
        with Path(file).open("a", encoding="utf-8") as opened:
            opened.write(text)
