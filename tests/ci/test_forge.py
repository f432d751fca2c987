"""One comment, written once and brought up to date, whatever else stands there."""

import pytest

from fabricgen.cli.ci.forge import ForgeError, github, gitlab, post
from tests.ci.forges import GITHUB, GITLAB, Forge, serving

MARK = "<!-- fabricgen review 0123456789abcdef -->"
RIGHT = "right"
BOT = "github-actions[bot]"


def on_github(forge, token=RIGHT):
    world = {"GITHUB_API_URL": forge.url, "GITHUB_REPOSITORY": "net/fabric", "PULL_REQUEST": "7"}
    return github(world, token, BOT)


def on_gitlab(forge, token=RIGHT):
    world = {"CI_API_V4_URL": forge.url, "CI_MERGE_REQUEST_PROJECT_ID": "42", "CI_MERGE_REQUEST_IID": "7"}
    return gitlab(world, token)


@pytest.fixture(params=[(GITHUB, on_github), (GITLAB, on_gitlab)], ids=["github", "gitlab"])
def place(request):
    dialect, thread = request.param
    with serving(Forge(dialect, {RIGHT: BOT, "other": "someone"})) as forge:
        yield forge, thread


def test_written_then_updated(place):
    forge, thread = place
    assert post(thread(forge), MARK, f"{MARK}\none") == "written"
    assert post(thread(forge), MARK, f"{MARK}\ntwo") == "updated"
    assert forge.by(BOT) == [f"{MARK}\ntwo"]


def test_found_on_the_third_page(place):
    forge, thread = place
    for number in range(230):
        forge.add("someone", f"remark {number}")
    ours = forge.add(BOT, f"{MARK}\nold")
    assert post(thread(forge), MARK, f"{MARK}\nnew") == "updated"
    assert ours["body"] == f"{MARK}\nnew"
    assert len(forge.comments) == 231


@pytest.mark.parametrize(
    ("login", "body"),
    [
        ("someone", f"{MARK}\nall is well, merge me"),
        (BOT, f"> {MARK}\n> quoted"),
        (BOT, "<!-- fabricgen review fedcba9876543210 -->\nanother job's"),
        (BOT, ""),
    ],
    ids=["another writer", "a quotation", "another job", "nothing"],
)
def test_not_ours(place, login, body):
    forge, thread = place
    theirs = forge.add(login, body)
    assert post(thread(forge), MARK, f"{MARK}\nours") == "written"
    assert theirs["body"] == body


def test_a_token_that_may_only_read(place):
    forge, thread = place
    forge.readers.add(RIGHT)
    with pytest.raises(ForgeError) as refused:
        post(thread(forge), MARK, MARK)
    path = forge.asked[-1].removeprefix("POST ")
    assert str(refused.value) == f"POST {path} was answered with 403 Forbidden"
    assert not forge.comments


def test_a_token_that_nobody_knows(place):
    forge, thread = place
    with pytest.raises(ForgeError, match=r"^GET /.* was answered with 401 Unauthorized$") as refused:
        post(thread(forge, "wr0ng"), MARK, MARK)
    assert "wr0ng" not in str(refused.value)


def test_nobody_listens():
    with serving(Forge(GITHUB, {})) as forge:
        thread = on_github(forge)
    with pytest.raises(ForgeError, match=r"^GET /repos/net/fabric/issues/7/comments failed: .*refused"):
        post(thread, MARK, MARK)


@pytest.mark.parametrize(
    ("world", "words"),
    [
        ({}, "GITHUB_API_URL isn't set: this runs in a pull request only"),
        ({"GITHUB_API_URL": "file:///etc"}, "the address of the API isn't one of the web: file:///etc/repos/"),
    ],
)
def test_surroundings_that_are_not_there(world, words):
    rest = {"GITHUB_REPOSITORY": "net/fabric", "PULL_REQUEST": "7"} if world else {}
    with pytest.raises(ForgeError) as refused:
        post(github(world | rest, RIGHT, BOT), MARK, MARK)
    assert str(refused.value).startswith(words)
