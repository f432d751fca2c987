"""Runs the action.yml of this repository as a runner would: expressions evaluated, each script given to bash with the
variables that its step declares, files for outputs and summary, actions of others answered from a table.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INSTALL = "Install fabricgen"
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")


@dataclass
class Done:
    """`log` is what a person reads; `artefacts` the files of each upload, as they were then."""

    status: int = 0
    log: str = ""
    outputs: dict = field(default_factory=dict)
    summary: str = ""
    artefacts: dict = field(default_factory=dict)
    steps: list = field(default_factory=list)

    def annotations(self):
        return [line for line in self.log.splitlines() if line.startswith("::")]


def world(temp, **variables):
    """What a runner's environment is, for us: this machine's, without anything of a pipeline that we run in."""
    ours = re.compile(r"(GITHUB|RUNNER|CI|GITLAB|FABRICGEN)(_|$)")
    inherited = {name: said for name, said in os.environ.items() if not ours.match(name)}
    return inherited | {"RUNNER_TEMP": str(temp), "CI": "true"} | variables


def run(contexts, inputs, variables, cwd, skip=()):
    """`contexts` are github and runner; `variables` come from the runner. Steps named in `skip` were run before."""
    given = {name: declared.get("default", "") for name, declared in ACTION["inputs"].items()} | inputs
    assert set(given) == set(ACTION["inputs"]), "an input that the action doesn't have"
    known = {"steps": {}, **contexts}
    known["inputs"] = {name: filled(said, known) for name, said in given.items()}
    done = Done()
    for step in ACTION["runs"]["steps"]:
        if step.get("name") in skip or not wanted(step.get("if"), known):
            continue
        done.steps.append(step["name"])
        known["steps"][step.get("id", step["name"])] = {"outputs": perform(step, known, variables, cwd, done)}
        if done.status:
            break
    done.outputs = {name: filled(declared["value"], known) for name, declared in ACTION["outputs"].items()}
    return done


def perform(step, known, variables, cwd, done):
    if "uses" in step:
        return used(step, {name: filled(said, known) for name, said in step.get("with", {}).items()}, done)
    temp = Path(variables["RUNNER_TEMP"])
    files = {name: temp / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        file.write_text("", encoding="utf-8")
    script = temp / "step.sh"
    script.write_text(step["run"], encoding="utf-8")
    declared = {name: filled(said, known) for name, said in step.get("env", {}).items()}
    assert step["shell"] == "bash"
    ran = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
        cwd=cwd, env=variables | {name: str(file) for name, file in files.items()} | declared,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    done.status = ran.returncode
    done.log += ran.stdout
    done.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
    lines = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def used(step, given, done):
    """What an action of GitHub's gives back. An upload looks at what there is."""
    if step["uses"].startswith("actions/setup-python@"):
        return {"python-path": sys.executable, "python-version": given["python-version"]}
    if step["uses"].startswith("actions/upload-artifact@"):
        folder = Path(given["path"])
        done.artefacts[given["name"]] = {
            str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()
        }
        return {}
    assert step["uses"].startswith("actions/cache@")
    return {"cache-hit": "false"}


def wanted(condition, known):
    return True if condition is None else truth(condition, known)


def truth(condition, known):
    """`a && b`, where each is a value, or one compared with another."""
    return all(bool(compared(part, known)) for part in condition.split("&&"))


def compared(part, known):
    found = re.fullmatch(r"(.+?)(==|!=)(.+)", part.strip())
    if not found:
        return value(part, known)
    same = value(found[1], known) == value(found[3], known)
    return same if found[2] == "==" else not same


def value(word, known):
    """A literal, or a name like inputs.fail-on; what the event of a run doesn't have is empty, as on GitHub."""
    word = word.strip()
    if word.startswith("'"):
        return word.strip("'")
    first, *rest = word.split(".")
    assert first in {"inputs", "github", "runner", "steps"}, word
    found = known[first]
    for name in rest:
        found = found.get(name, "") if isinstance(found, dict) else ""
    return found


def filled(text, known):
    return EXPRESSION.sub(lambda found: str(value(found[1], known)), str(text))
