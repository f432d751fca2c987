"""The wheel, in an environment of its own, far from the checkout: it finds its templates and renders a new inventory.
The wheel, in an environment of its own, far from the checkout: it finds its templates and renders a new inventory."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*words, cwd):
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    """The fabricgen command of an empty environment with nothing but the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("wheel")
    flags = ("--quiet", "--no-deps", "--no-build-isolation", "-w", ".")
    run(sys.executable, "-m", "pip", "wheel", *flags, ROOT, cwd=folder)
    (wheel,) = folder.glob("fabricgen-*.whl")
    run(sys.executable, "-m", "venv", "home", cwd=folder)
    run("home/bin/pip", "install", "--quiet", wheel.name, cwd=folder)
    return folder / "home/bin/fabricgen"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["fat-tree", "adaptive-pods"])
def test_the_wheel_renders_a_new_inventory(command, kind, tmp_path):
    run(command, "init", "mine", "--kind", kind, cwd=tmp_path)
    run(command, "validate", "mine", cwd=tmp_path)
    assert "changed" in run(command, "render", "mine", "--out", "out", cwd=tmp_path)
    assert (tmp_path / "out/manifest.json").is_file()


@pytest.mark.slow
def test_the_wheel_runs_its_own_code(command, tmp_path):
    where = run(command.with_name("python"), "-c", "import fabricgen; print(fabricgen.__file__)", cwd=tmp_path)
    assert str(command.parents[1]) in where
