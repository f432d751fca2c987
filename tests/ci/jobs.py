"""Runs ci/fabricgen.gitlab-ci.yml as a runner would: inputs interpolated, variables set, the script in one bash."""

import os
import re
import subprocess
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

import yaml

from tests.ci.actions import ROOT

HEAD, JOBS = yaml.safe_load_all((ROOT / "ci/fabricgen.gitlab-ci.yml").read_text(encoding="utf-8"))
JOB = JOBS["fabricgen"]
INPUTS = HEAD["spec"]["inputs"]
INPUT = re.compile(r"\$\[\[ inputs\.([a-z-]+) \]\]")
VARIABLE = re.compile(r"\$([A-Z_]+)")


@dataclass
class Done:
    """`artefacts` are the files that the job names, as the runner finds them afterwards."""

    status: int
    log: str
    artefacts: dict = field(default_factory=dict)


def run(inputs, variables, checkout, script=None):
    """`variables` are those of the pipeline and of the project, which come before those of the job."""
    given = {name: declared.get("default") for name, declared in INPUTS.items()} | inputs
    assert set(given) == set(INPUTS), "an input that the job doesn't have"
    pipeline = variables | {"GITLAB_CI": "true", "CI_PROJECT_DIR": str(checkout)}
    declared = {name: expanded(filled(said, given), pipeline) for name, said in JOB["variables"].items()}
    ran = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", "\n".join(script or JOB["script"])],
        cwd=checkout, env=clean() | declared | pipeline,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    return Done(ran.returncode, ran.stdout, kept(checkout))


def clean():
    ours = re.compile(r"(GITHUB|RUNNER|CI|GITLAB|FABRICGEN)(_|$)")
    return {name: said for name, said in os.environ.items() if not ours.match(name)}


def kept(checkout):
    files = (file for folder in JOB["artifacts"]["paths"] for file in (checkout / folder).rglob("*") if file.is_file())
    return {str(file.relative_to(checkout)): file.read_bytes() for file in files}


def reported(done, kind):
    """The files that GitLab reads as a report of this kind."""
    said = JOB["artifacts"]["reports"][kind]
    patterns = [pattern.replace("**/", "*") for pattern in (said if isinstance(said, list) else [said])]
    return {name: text for name, text in done.artefacts.items() if any(fnmatchcase(name, one) for one in patterns)}


def filled(text, given):
    def said(found):
        one = given[found[1]]
        return str(one).lower() if isinstance(one, bool) else one

    return INPUT.sub(said, str(text))


def expanded(text, variables):
    return VARIABLE.sub(lambda found: variables.get(found[1], found[0]), text)
