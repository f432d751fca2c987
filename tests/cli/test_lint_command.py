"""Whose templates `fabricgen lint` judges, and how it ends."""

import json

from fabricgen.render.templates import home

GOOD = "hostname {{ device.name }}\n"
TYPO = "hostname {{ device.nmae }}\n"


def put(folder, name, text):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_our_own_templates(run):
    count = len(list(home().rglob("*.j2")))
    assert run("lint") == (0, f"{home()}: {count} templates, no findings\n", "")


def test_a_folder_of_templates(run, tmp_path):
    put(tmp_path, "frr/hostname.j2", GOOD)
    assert run("lint", tmp_path) == (0, f"{tmp_path}: 1 template, no findings\n", "")


def test_the_templates_of_an_inventory(run, tmp_path):
    run("init", tmp_path, "--kind", "fat-tree")
    file = put(tmp_path, "templates/frr/hostname.j2", TYPO)
    told = run("lint", tmp_path)
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith(
        "error[FG802] device has no nmae\n"
        f" --> {file}:1:20\n"
        "  |\n"
        "1 | hostname {{ device.nmae }}\n"
        "  |                    ^^^^ nearest: name\n"
        "  |\n"
        "help: it has adaptive, "
    )


def test_findings_as_json(run, tmp_path):
    file = put(tmp_path, "frr/hostname.j2", TYPO)
    told = run("lint", tmp_path, "--format", "json")
    assert told.status == 1
    assert str(file) in told.out
    assert "FG802" in json.dumps(json.loads(told.out))


def test_a_mistyped_name_is_a_warning(run, tmp_path):
    put(tmp_path, "frr/hostnmae.j2", GOOD)
    told = run("lint", tmp_path)
    assert told.status == 0
    assert "warning[FG809] frr renders no template of this name\n" in told.err
    assert "help: did you mean frr/hostname.j2?\n" in told.err


def test_a_folder_that_is_no_platform(run, tmp_path):
    put(tmp_path, "ios/hostname.j2", GOOD)
    told = run("lint", tmp_path)
    assert told.status == 0
    assert "warning[FG809] no platform renders this template\n" in told.err


def test_a_folder_without_templates(run, tmp_path):
    assert run("lint", tmp_path) == (2, "", f"{tmp_path} has no templates: they lie in <platform>/<feature>.j2")
