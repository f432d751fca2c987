"""The page as a document: complete, well-formed, the same bytes every time, and with everything in it."""

import gzip
import json
import re
from base64 import b64decode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click import UsageError
from click.testing import CliRunner

from fabricgen.cli import fabricgen
from fabricgen.fabric import names
from fabricgen.judge import judge, planned
from fabricgen.planning.inventory import plan
from fabricgen.render.run import Worker
from fabricgen.views.report import Content, Job, page, sheets
from fabricgen.views.report.pack import Group, Series, unpack
from fabricgen.views.report.page import ASSETS, SCRIPTS, summary

INVENTORIES = [Path("inventories/lab"), Path("inventories/moe-a-nonblocking"), Path("tests/cases/frr-unnumbered-rails")]
EMPTY = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Document(HTMLParser):
    """Elements with their traits and text; open elements must close in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.seen = [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        item = {"tag": tag, "text": "", **dict(attrs)}
        self.seen.append(item)
        if tag not in EMPTY:
            self.open.append(item)

    def handle_startendtag(self, tag, attrs):
        self.seen.append({"tag": tag, "text": "", **dict(attrs)})

    def handle_endtag(self, tag):
        assert self.open.pop()["tag"] == tag

    def handle_data(self, data):
        if self.open:
            self.open[-1]["text"] += data

    def all(self, tag):
        return [item for item in self.seen if item["tag"] == tag]


def content(folder, jobs=1, changes=None):
    verdict = judge(folder)
    laid_out = planned(verdict.inventory)
    found = tuple(sheets(Job(verdict.blueprint, ()), jobs))
    return Content(plan(laid_out.blueprint, laid_out.tiers), laid_out.tiers, verdict.findings, found, changes)


def groups(value):
    """Packed texts as JSON tells them."""
    return [Group(places, [line if isinstance(line, str) else [column(one) for one in line] for line in lines])
            for places, lines in value]  # fmt: skip


def column(one):
    return Series(*one) if isinstance(one, list) and isinstance(one[0], int) else one


@pytest.fixture(scope="module", params=INVENTORIES, ids=lambda folder: folder.name)
def made(request):
    told = content(request.param)
    text = page(told)
    return request.param, told, text, Document(text)


def test_it_is_one_document_of_named_parts(made):
    _, told, _, document = made
    assert [item["lang"] for item in document.all("html")] == ["en"]
    assert [item["text"] for item in document.all("h1")] == [told.plan.name]
    for tag in ("header", "nav", "main", "footer", "title"):
        assert len([item for item in document.all(tag) if item in document.seen]) >= 1
    ids = [item["id"] for item in document.seen if "id" in item]
    assert len(ids) == len(set(ids))
    labelled = {item["for"] for item in document.all("label")}
    assert {item["id"] for item in document.all("input")} == labelled
    assert all(item["text"] for item in document.all("button"))
    assert {item["role"] for item in document.all("svg")} == {"img"}


def test_it_asks_nothing_of_any_network(made):
    _, _, text, document = made
    assert [item for item in document.seen if {"src", "srcset", "action", "poster", "data"} & set(item)] == []
    assert {item["href"] for item in document.seen if "href" in item} == {"#main"}
    assert document.all("link") == []
    assert set(re.findall(r"https?://[^\s\"'<]+", text)) <= {"http://www.w3.org/2000/svg"}
    assert re.findall(r"@import|url\(|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(", text) == []


def test_only_its_own_script_may_run(made):
    _, _, _, document = made
    (policy,) = [item["content"] for item in document.all("meta") if "http-equiv" in item]
    (script,) = [item["text"] for item in document.all("script") if item["type"] == "module"]
    allowed = b64decode(re.search(r"script-src 'sha256-([^']+)'", policy)[1])
    assert allowed == sha256(script.encode()).digest()
    assert policy.startswith("default-src 'none';")


def test_every_configuration_and_port_is_in_it(made):
    folder, _, _, document = made
    known = {item["id"]: item["text"] for item in document.all("script") if "id" in item}
    blueprint = judge(folder).blueprint
    worker, every = Worker(blueprint, ()), names(blueprint.fabric)
    for number, (*_, first, size) in enumerate(json.loads(known["summary"])["blocks"]):
        files = json.loads(gzip.decompress(b64decode(known[f"files-{number}"])))
        for place, switch in enumerate(range(first, first + size)):
            found = {file["path"].format(device=every[switch]): unpack(groups(file["texts"]))[place] for file in files}
            assert found == {one.path: one.data.decode() for one in worker.artifacts(switch)}
        ports = unpack(groups(json.loads(gzip.decompress(b64decode(known[f"ports-{number}"])))))
        assert [len(text.splitlines()) for text in ports] == [
            len(blueprint.fabric.peer[row.start : row.stop]) - blueprint.fabric.peer[row.start : row.stop].count(-1)
            for row in map(blueprint.fabric.ports, range(first, first + size))
        ]


def test_its_summary_is_what_the_values_say(made):
    folder, told, _, document = made
    (text,) = [item["text"] for item in document.all("script") if item.get("id") == "summary"]
    found = json.loads(text)
    assert found["name"] == told.plan.name
    facts = [line.split("\t") for packed in found["facts"] for line in unpack(groups(packed))]
    assert [row[0] for row in facts] == list(names(judge(folder).blueprint.fabric))
    assert [row["code"] for row in found["findings"]] == [finding.code for finding in told.findings]
    assert found["changes"] is None


def test_the_same_bytes_from_any_number_of_processes():
    folder = Path("inventories/moe-a-nonblocking")
    assert page(content(folder, jobs=2)) == page(content(folder))


def test_words_can_t_end_the_script_that_holds_them():
    change = {"groups": [], "summary": "</script><img src=x onerror=alert(1)>"}
    document = Document(page(content(Path("inventories/lab"), changes=change)))
    assert document.all("img") == []


def test_figures_are_told_in_words():
    found = {
        table["caption"]: table["rows"] for table in summary(content(Path("inventories/moe-a-nonblocking")))["figures"]
    }
    assert found["Worst-case PFC headroom"][0][:2] == ("leaf", "NVIDIA Spectrum-4 (51.2 Tb/s)")
    assert found["Capacity after failures"][0] == ("one spine of a pod lost", "87.5 %")
    assert found["Traffic classes"][1] == ("rdma", "3", "26", "60 %, lossless")
    assert found["Equal-cost paths"] == [("the same pod", "8"), ("another pod", "256")]


def test_every_script_is_used_and_short_enough_to_read():
    assert {file.stem for file in ASSETS.glob("*.js")} == set(SCRIPTS)
    assert {file.name: lines for file in ASSETS.iterdir() if (lines := len(file.read_text().splitlines())) > 300} == {}


@pytest.fixture
def run():
    """Status and words, as `main` hands them on."""

    def of(*words):
        told = CliRunner().invoke(fabricgen, list(map(str, words)), standalone_mode=False)
        if told.exception:
            raise told.exception
        return told.return_value, told.output

    return of


def test_the_command_writes_a_file_and_says_how_large(run, tmp_path):
    out = tmp_path / "new" / "lab.html"
    told = run("report", "inventories/lab", "--out", out)
    assert told == (0, f"{out}: 6 switches, {out.stat().st_size / 1e6:.1f} MB\n")
    assert [file.name for file in out.parent.iterdir()] == ["lab.html"]


def test_where_it_can_t_write_it_says_so(run, tmp_path):
    (tmp_path / "file").write_text("mine")
    status, told = run("report", "inventories/lab", "--out", tmp_path / "file" / "lab.html")
    assert status == 1
    assert told.startswith(f"error[FG012] can't write {tmp_path}/file/lab.html: Not a directory\n")
    assert (tmp_path / "file").read_text() == "mine"


def test_live_switches_are_not_asked(run, tmp_path):
    with pytest.raises(UsageError, match="a report compares with a folder or with git:REV"):
        run("report", "inventories/lab", "--out", tmp_path / "x.html", "--against", "live")


def test_changes_against_a_folder(run, tmp_path):
    before, after, out = tmp_path / "before", tmp_path / "after", tmp_path / "x.html"
    assert run("render", "inventories/moe-a", "--out", before)[0] == 0
    after.mkdir()
    text = Path("inventories/moe-a/intent.yml").read_text()
    (after / "intent.yml").write_text(text.replace("ntp: [192.0.2.10,", "ntp: [192.0.2.12,"))
    assert run("report", after, "--out", out, "--against", before)[0] == 0
    (data,) = [item["text"] for item in Document(out.read_text()).all("script") if item.get("id") == "summary"]
    changes = json.loads(data)["changes"]
    assert changes["summary"] == "94 devices differ in 1 way (94 hitless)"
    assert changes["moves"] == changes["added"] == changes["removed"] == []
    (group,) = changes["groups"]
    assert (len(group["devices"]), group["effect"]) == (94, "hitless")
    assert [line.split() for line in group["lines"] if line[0] in "+-"] == [
        ["-", "ntp", "server", "vrf", "mgmt", "192.0.2.10", "iburst"],
        ["+", "ntp", "server", "vrf", "mgmt", "192.0.2.12", "iburst"],
    ]
