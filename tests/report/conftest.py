import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from fabricgen.cli import fabricgen
from tests.report.browser import Browser, absent

INVENTORIES = Path("inventories").resolve()
TWELVE = [("leaves: 4", "leaves: 8"), ("spines: 2", "spines: 4")]
"""The lab grown to its declared maxima: 8 leaves and 4 spines."""
SMALLER = """
exceptions:
  - {select: "*", reason: older network cards, mtu: 4200}
"""
OTHERWISE = """
exceptions:
  - {select: leaf-p00-02, reason: to see whether the hash is to blame, seed: 77}
"""


def made(page: Path, inventory: Path, *more: str) -> Path:
    told = CliRunner().invoke(fabricgen, ["report", str(inventory), "--out", str(page), *more])
    assert told.exit_code == 0, told.output
    return page


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """In CI a machine without a browser is a failure; on a desk it is a skip that says what to install."""
    if why := absent():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(why)
    found = Browser(tmp_path_factory.mktemp("browser"))
    yield found
    found.close()


@pytest.fixture(autouse=True)
def quiet(request):
    """No page may complain, or ask a network for anything."""
    yield
    if "browser" not in request.fixturenames:
        return
    browser = request.getfixturevalue("browser")
    errors, requests = browser.errors[:], browser.requests[:]
    browser.errors.clear()
    browser.requests.clear()
    assert errors == []
    assert [url for url in requests if not url.startswith(("file:", "about:", "blob:"))] == []


@pytest.fixture(scope="session")
def twelve(tmp_path_factory):
    folder = tmp_path_factory.mktemp("twelve")
    text = (INVENTORIES / "lab" / "intent.yml").read_text()
    for old, new in TWELVE:
        assert text.count(f"  {old}") == 1
        text = text.replace(f"  {old}", f"  {new}")
    (folder / "intent.yml").write_text(text + SMALLER)
    return folder


@pytest.fixture(scope="session")
def changed(tmp_path_factory):
    """A page with changes: another time server for all, and another hash seed for one."""
    folder = tmp_path_factory.mktemp("changed")
    before, after = folder / "before", folder / "after"
    told = CliRunner().invoke(fabricgen, ["render", str(INVENTORIES / "moe-a"), "--out", str(before)])
    assert told.exit_code == 0, told.output
    after.mkdir()
    text = (INVENTORIES / "moe-a" / "intent.yml").read_text()
    assert text.count("ntp: [192.0.2.10,") == 1
    (after / "intent.yml").write_text(text.replace("ntp: [192.0.2.10,", "ntp: [192.0.2.99,") + OTHERWISE)
    return made(folder / "changes.html", after, "--against", str(before))


@pytest.fixture(scope="session")
def page(tmp_path_factory, twelve):
    """A page by the number of its switches; each made once."""
    folder, known = tmp_path_factory.mktemp("pages"), {}
    places = {6: INVENTORIES / "lab", 12: twelve, 192: INVENTORIES / "moe-a-nonblocking", 20480: INVENTORIES / "k128"}

    def of(switches):
        if switches not in known:
            known[switches] = made(folder / f"{switches}.html", places[switches])
        return known[switches]

    return of
