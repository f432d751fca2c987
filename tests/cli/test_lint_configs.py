"""`fabricgen lint configs`: what is judged by what, how findings look; with small models in the vendors' manner."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from fabricgen.render.yang import yanglint

needs_yanglint = pytest.mark.skipif(
    not shutil.which("yanglint"), reason="yanglint is missing: apt-get install libyang2-tools"
)
NOKIA_FEATURES = """module srl_nokia-features {
  yang-version 1.1;
  namespace "urn:f";
  prefix f;
  feature qos;
}
"""
NOKIA_PORTS = """module srl_nokia-interfaces {
  yang-version 1.1;
  namespace "urn:i";
  prefix i;
  import srl_nokia-features { prefix f; }
  list interface {
    key "name";
    leaf name { type string; }
    leaf mtu { type uint16 { range "1500..9500"; } }
    leaf tagged {
      type boolean;
      must ". = false() or ../mtu != 1500" { error-message "tags need room"; }
    }
    leaf queue { if-feature "f:qos"; mandatory true; type string; }
  }
}
"""
SONIC_PORT = """module sonic-port {
  yang-version 1.1;
  namespace "urn:p";
  prefix p;
  container sonic-port {
    container PORT {
      list PORT_LIST {
        key "name";
        leaf name { type string; }
        leaf mtu { type uint16 { range "68..9216"; } }
        leaf-list adv { type string; }
      }
    }
  }
}
"""
SONIC_QUEUE = """module sonic-queue {
  yang-version 1.1;
  namespace "urn:q";
  prefix q;
  import sonic-port { prefix p; }
  container sonic-queue {
    container QUEUE {
      list QUEUE_LIST {
        key "port index";
        leaf port { type leafref { path "/p:sonic-port/p:PORT/p:PORT_LIST/p:name"; } }
        leaf index { type uint8 { range {% if yang_model_type == "py" %}"0..9"{% else %}"0..1"{% endif %}; } }
      }
    }
  }
}
"""
PORTS = "srl_nokia-interfaces:interface"


@pytest.fixture
def models(tmp_path):
    """Nokia's way of laying models out, and SONiC's."""
    for name, text in {
        "nokia/models/common/srl_nokia-features.yang": NOKIA_FEATURES,
        "nokia/models/interfaces/srl_nokia-interfaces.yang": NOKIA_PORTS,
        "sonic/yang-models/sonic-port.yang": SONIC_PORT,
        "sonic/yang-templates/sonic-queue.yang.j2": SONIC_QUEUE,
    }.items():
        file = tmp_path / "models" / name
        file.parent.mkdir(parents=True)
        file.write_text(text)
    return tmp_path / "models"


@pytest.fixture
def configs(tmp_path):
    """Both kinds, and what isn't judged."""
    folder = tmp_path / "out"
    put(folder / "spine.json", {PORTS: [{"name": "e1", "mtu": 9000, "tagged": True}]})
    put(folder / "leaf/config_db.json", {"PORT": {"e1": {"mtu": "9000", "adv": "a,b"}}, "QUEUE": {"e1|7": {}}})
    (folder / "leaf/frr.conf").write_text("frr version 10.5\n")
    put(folder / "manifest.json", {"PORT": "none"})
    return folder


def put(file, tree):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(tree, indent=2) + "\n")
    return file


@needs_yanglint
def test_what_keeps_to_the_models(run, models, configs):
    expected = f"{configs}: 2 configurations, no findings, 1 other files not judged\n"
    assert run("lint", "configs", configs, "--yang-dir", models) == (0, expected, "")


@needs_yanglint
def test_each_vendors_folder_by_itself(run, models, configs):
    told = run("lint", "configs", configs, "--yang-dir", models / "sonic", "--yang-dir", models / "nokia")
    assert told.status == 0


SPOILT = {
    "a number out of range": (
        {PORTS: [{"name": "e1"}, {"name": "e2", "mtu": 9600}]},
        'Unsatisfied range - value "9600" is out of the allowed range', 8, 14,
        "/srl_nokia-interfaces:interface[name='e2']/mtu",
    ),
    "a word that nobody knows": (
        {PORTS: [{"name": "e1", "colour": "red"}]},
        'Node "colour" not found as a child of "interface" node', 5, 7, "/srl_nokia-interfaces:interface[name='e1']",
    ),
    "a condition between words": (
        {PORTS: [{"name": "e1", "mtu": 1500, "tagged": True}]},
        "tags need room", 6, 17, "/srl_nokia-interfaces:interface[name='e1']/tagged",
    ),
    "a module without models": (
        {"srl_nokia-qos:qos": {}}, "there is no module srl_nokia-qos among the models", 2, 3, "",
    ),
    "SONiC: a number out of range": (
        {"PORT": {"e1": {"mtu": "99"}, "e2": {"mtu": "9300"}}},
        'Unsatisfied range - value "9300" is out of the allowed range', 7, 14,
        "/sonic-port:sonic-port/PORT/PORT_LIST[name='e2']/mtu",
    ),
    "SONiC: a port that isn't there": (
        {"PORT": {"e1": {}}, "QUEUE": {"e1|0": {}, "e9|0": {}}},
        'Invalid leafref value "e9" - no target instance "/p:sonic-port/p:PORT/p:PORT_LIST/p:name" with the same value',
        7, 13, "/sonic-queue:sonic-queue/QUEUE/QUEUE_LIST[port='e9'][index='0']/port",
    ),
    "SONiC: a table that nobody knows": ({"PORT": {}, "FABRIC": {}}, "no model knows the table FABRIC", 3, 3, ""),
    "SONiC: a name of too many parts": ({"PORT": {"e1|2": {}}}, "no row of PORT has a name of 2 parts", 3, 5, ""),
    "SONiC: a table without rows": ({"PORT": []}, "a table has rows, each with a name", 2, 3, ""),
    "SONiC: a row without fields": ({"PORT": {"e1": "x"}}, "a row has fields, each with a name", 3, 5, ""),
}  # fmt: skip


@needs_yanglint
@pytest.mark.parametrize(("tree", "message", "line", "column", "label"), SPOILT.values(), ids=SPOILT)
def test_a_spoilt_configuration(run, models, tmp_path, tree, message, line, column, label):
    file = put(tmp_path / "out" / "box.json", tree)
    told = run("lint", "configs", tmp_path / "out", "--yang-dir", models, "--format", "json")
    assert told.status == 1
    (finding, *_) = json.loads(told.out)["findings"]
    assert (finding["code"], finding["message"].partition(". (")[0]) == ("FG815", message)
    assert (finding["file"], finding["line"], finding["column"]) == (str(file), line, column)
    assert finding.get("label", "") == label


@needs_yanglint
def test_every_broken_file_is_told_of(run, models, configs):
    """libyang stops at the first one: those behind are judged all the same."""
    for name in ("a.json", "b.json", "z.json"):
        put(configs / name, {PORTS: [{"name": name, "mtu": 1}]})
    (configs / "broken.json").write_text('{"PORT": ')
    told = run("lint", "configs", configs, "--yang-dir", models, "--format", "json")
    assert [(row["code"], Path(row["file"]).name) for row in json.loads(told.out)["findings"]] == [
        ("FG815", "a.json"), ("FG815", "b.json"), ("FG816", "broken.json"), ("FG815", "z.json"),
    ]  # fmt: skip


@needs_yanglint
def test_a_finding_as_text(run, models, tmp_path):
    file = put(tmp_path / "out" / "box.json", {PORTS: [{"name": "e1", "mtu": 1500, "tagged": True}]})
    told = run("lint", "configs", tmp_path / "out", "--yang-dir", models)
    assert told.err == (
        "error[FG815] tags need room\n"
        f" --> {file}:6:17\n"
        "  |\n"
        '5 |       "mtu": 1500,\n'
        '6 |       "tagged": true\n'
        "  |                 ^^^^ /srl_nokia-interfaces:interface[name='e1']/tagged\n"
        "  |\n"
        "help: libyang names the first complaint of a file: put it right and judge again\n"
        "more: fabricgen explain FG815\n"
        "\n"
        "1 error\n"
    )


@needs_yanglint
@pytest.mark.parametrize(("listed", "status"), [(["qos"], 1), ({"features": ["bfd"]}, 0)])
def test_what_a_box_has(run, models, tmp_path, listed, status):
    """With the feature, a queue has to be there."""
    put(tmp_path / "out" / "box.json", {PORTS: [{"name": "e1"}]})
    features = put(tmp_path / "features.json", listed)
    told = run("lint", "configs", tmp_path / "out", "--yang-dir", models, "--features", features)
    assert told.status == status


@needs_yanglint
def test_a_kind_without_models(run, models, configs):
    told = run("lint", "configs", configs, "--yang-dir", models / "sonic")
    assert told.status == 1
    assert told.err.startswith(
        "error[FG817] a configuration of SR Linux wasn't judged: "
        f"there are no models of it in {models / 'sonic'}\n"
        f" --> {configs / 'spine.json'}:1:1\n"
    )
    assert "help: they are github.com/nokia/srlinux-yang-models, of the release that the box runs\n" in told.err


@needs_yanglint
def test_models_that_cant_be_read(run, models, configs):
    (models / "nokia/models/interfaces/srl_nokia-interfaces.yang").write_text("module srl_nokia-interfaces {")
    told = run("lint", "configs", configs, "--yang-dir", models)
    assert told.status == 1
    assert told.err.startswith(f"error[FG817] the models of SR Linux in {models} can't be read: ")


@needs_yanglint
def test_a_folder_without_configurations(run, models, tmp_path):
    (tmp_path / "out").mkdir()
    told = run("lint", "configs", tmp_path / "out", "--yang-dir", models)
    expected = f"{tmp_path / 'out'} has no configuration that a YANG model could judge: SONiC's, SR Linux's"
    assert told == (2, "", expected)


def test_without_libyang(run, models, configs, monkeypatch):
    monkeypatch.setattr(yanglint.shutil, "which", lambda _: None)
    assert run("lint", "configs", configs, "--yang-dir", models) == (2, "", yanglint.MISSING)


WRONG = {
    "no models": (["configs", "{out}"], "judged by what? fabricgen lint configs {out} --yang-dir MODELS"),
    "models for templates": (
        ["{out}", "--yang-dir", "{out}"], "--yang-dir and --features go with configs: fabricgen lint configs DIR …"
    ),
    "a folder that isn't there": (
        ["configs", "{out}/none", "--yang-dir", "{out}"],
        "Invalid value for '[DIR]': Directory '{out}/none' does not exist.",
    ),
    "two folders": (["{out}", "other"], "Got unexpected extra argument (other)"),
    "features that are none": (
        ["configs", "{out}", "--yang-dir", "{out}", "--features", "{out}/leaf/frr.conf"],
        "{out}/leaf/frr.conf is no list of features: Expecting value: line 1 column 1 (char 0)",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("words", "message"), WRONG.values(), ids=WRONG)
def test_wrong_usage(run, configs, words, message):
    told = run("lint", *(word.format(out=configs) for word in words))
    assert (told.status, told.err) == (2, message.format(out=configs))


def test_a_folder_of_templates_that_is_called_configs(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "configs/frr").mkdir(parents=True)
    (tmp_path / "configs/frr/hostname.j2").write_text("hostname {{ device.name }}\n")
    assert run("lint", "configs") == (0, "configs: 1 template, no findings\n", "")
    assert run("lint", "./configs") == (0, "configs: 1 template, no findings\n", "")


@needs_yanglint
def test_a_folder_of_configurations_that_is_called_configs(run, models, configs, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    configs.rename(tmp_path / "configs")
    assert run("lint", "configs", "configs", "--yang-dir", models).status == 0


def test_nothing_heavy_is_loaded_for_templates(run, tmp_path):
    (tmp_path / "frr").mkdir()
    (tmp_path / "frr/hostname.j2").write_text("hostname {{ device.name }}\n")
    for name in [name for name in sys.modules if name.startswith("fabricgen.render.yang")]:
        sys.modules.pop(name)
    assert run("lint", tmp_path).status == 0
    assert "fabricgen.render.yang" not in sys.modules
