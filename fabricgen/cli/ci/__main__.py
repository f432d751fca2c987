"""Run as python -I -m fabricgen.cli.ci: without -I, Python would import from the folder of the pull request."""

import os
import sys
from pathlib import Path

import click

from fabricgen.cli.ci import surroundings
from fabricgen.cli.ci.forge import ForgeError, Thread, github, gitlab, ours, post
from fabricgen.cli.ci.git import GitError
from fabricgen.cli.ci.hook import hook
from fabricgen.cli.ci.inspect import TroubleError
from fabricgen.cli.ci.outcome import Outcome, load
from fabricgen.cli.ci.review import COMMENT_FILE, SUMMARY_FILE, Ask, outputs, review
from fabricgen.cli.ci.words import COMMENT
from fabricgen.cli.exit_codes import ExitCode

TOKEN = "FABRICGEN_TOKEN"  # noqa: S105 - the name of a variable


@click.group()
def ci() -> None:
    """What the GitHub action, the GitLab job and the pre-commit hook of fabricgen run."""


out_option = click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="DIR")


@ci.command("review")
@out_option
@click.option("--inventories", required=True, metavar="PATTERNS", help="Folders, one pattern a line; *, ? and **.")
@click.option("--target", default="", metavar="BRANCH", help="Compare with where HEAD left this branch of origin.")
@click.option("--known", default="", metavar="COMMIT", help="Where the forge says that HEAD left it.")
@click.option("--against", default="", metavar="REV", help="Compare with this revision instead.")
@click.option("--fail-on", type=click.Choice(("errors", "warnings", "never")), default="errors", show_default=True)
def review_command(out: Path, inventories: str, target: str, known: str, against: str, fail_on: str) -> int:
    """Judge, render, compare and report every inventory; `verdict` says afterwards whether the job fails."""
    patterns = tuple(line.strip() for line in inventories.splitlines() if line.strip())
    out = out.resolve()
    try:
        outcome = review(Ask(patterns, target, known, against, out, fail_on))
    except (GitError, TroubleError, OSError) as error:
        click.echo(surroundings.error(os.environ, str(error)))
        return ExitCode.USAGE if isinstance(error, GitError) else ExitCode.TARGET
    surroundings.append(os.environ, "GITHUB_STEP_SUMMARY", (out / SUMMARY_FILE).read_text(encoding="utf-8"))
    surroundings.append(os.environ, "GITHUB_OUTPUT", "".join(outputs(outcome)))
    return ExitCode.CLEAN


@ci.command("comment")
@out_option
@click.option("--author", default="github-actions[bot]", show_default=True, help="On GitHub, whose token it is.")
def comment_command(out: Path, author: str) -> int:
    """Write the one comment of this job, or bring it up to date. That it can't be is told, and fails nothing."""
    try:
        click.echo(_commented(out, author))
    except ForgeError as error:
        told = f"the comment could not be written: {error}. {_remedy()}"
        click.echo(surroundings.warning(os.environ, told))
        surroundings.append(os.environ, "GITHUB_STEP_SUMMARY", f"\n{told}\n")
    return ExitCode.CLEAN


def _left(out: Path) -> Outcome:
    """What the review left. Raises `UsageError` when there was none."""
    try:
        return load(out)
    except OSError as error:
        raise click.UsageError(f"no review has left anything in {out}: run review with that --out first") from error


def _commented(out: Path, author: str) -> str:
    outcome = _left(out)
    body = (out / COMMENT_FILE).read_text(encoding="utf-8")
    if len(body) > COMMENT:
        raise ForgeError(f"it has {len(body):,} characters, and {COMMENT:,} are the most that a forge takes")
    thread = _thread(author)
    if not outcome.telling and ours(thread, outcome.mark) is None:
        return "comment: nothing changes and nothing was said before, so nothing is said"
    return f"comment: {post(thread, outcome.mark, body)}"


def _thread(author: str) -> Thread:
    token = os.environ.get(TOKEN, "")
    if not token:
        raise ForgeError(f"{TOKEN} is empty")
    if surroundings.where(os.environ) == surroundings.GITHUB:
        return github(os.environ, token, author)
    return gitlab(os.environ, token)


def _remedy() -> str:
    if surroundings.where(os.environ) == surroundings.GITHUB:
        return (
            "All of it stands in the summary of this job. A pull request from a fork has no token that may write; "
            "elsewhere give the job permissions: pull-requests: write"
        )
    return (
        "All of it is in comment.md among the artefacts. Set FABRICGEN_TOKEN to a project access token with the scope "
        "api; a merge request from a fork has no such variable"
    )


@ci.command("verdict")
@out_option
def verdict_command(out: Path) -> int:
    """Fail when the review found what --fail-on named."""
    outcome = _left(out)
    if not outcome.failed:
        return ExitCode.CLEAN
    click.echo(surroundings.error(os.environ, f"{outcome.failed}: see the annotations, or the findings in the comment"))
    return ExitCode.FINDINGS


@ci.command("hook")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def hook_command(files: tuple[Path, ...]) -> int:
    """Validate the inventories that FILES are part of."""
    return hook(files)


if __name__ == "__main__":
    try:
        sys.exit(ci.main(prog_name="fabricgen.cli.ci", standalone_mode=False) or ExitCode.CLEAN)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(ExitCode.USAGE)
