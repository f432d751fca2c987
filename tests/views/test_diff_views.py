"""Five drawings of one difference; the comment of a pull request fits at any size and cuts nothing silently."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from fabricgen.compare.difference import Line, Mark
from fabricgen.compare.differences import Differences, groups
from fabricgen.compare.moves import Move
from fabricgen.compare.shapes import exact, shaped, united
from fabricgen.views.diff_drawn import Detail, draw
from fabricgen.views.diff_github import LIMIT, MARKER, as_github, sites_as_github
from fabricgen.views.diff_html import as_html
from fabricgen.views.diff_junit import as_junit
from fabricgen.views.diff_text import as_text
from fabricgen.views.diff_words import drawn, folded
from fabricgen.views.findings import Colour

BFD = (
    Line(Mark.KEPT, 0, "router bfd"),
    Line(Mark.REMOVED, 1, "interval 300 min-rx 300 multiplier 3 default"),
    Line(Mark.ADDED, 1, "interval 400 min-rx 400 multiplier 3 default"),
)
SEED = (Line(Mark.ADDED, 0, "ip load-sharing trident 77"),)
MODEL = (Line(Mark.REMOVED, 0, "service routing protocols model multi-agent"),)
HOSTILE = (Line(Mark.ADDED, 0, "banner </pre></details> ```` <script>alert(1)</script> & \"'"),)


def leaf(number):
    return f"leaf-p{number // 64:03}-{number % 64:02}"


def differences(rows, sorting=shaped, **others):
    """`rows` are devices with their lines."""
    found = groups(united([sorting(device, "eos", lines) for device, lines in rows]))
    roles = {device: "spine" if device.startswith("spine") else "leaf" for device, _ in rows}
    fields = {"added": (), "removed": (), "moves": (), "untold": "", "same": 0, "only_comments": ()} | others
    return Differences(before="git:HEAD (0123456789)", after="fabric", groups=found, roles=roles, **fields)


SMALL = differences(
    [("leaf-p000-00", SEED), ("spine-p000-00", MODEL), *((leaf(number), BFD) for number in range(1, 41))],
    added=("leaf-p009-00",), same=3, only_comments=("leaf-p008-00",),
    moves=tuple(Move(leaf(number), "its AS number", str(number), str(number + 1)) for number in range(7)),
)  # fmt: skip
TEXT = """\
fabric against git:HEAD (0123456789)

7 numbers of existing things move: there must be none
  leaf-p000-00: its AS number 0 → 1
  leaf-p000-01: its AS number 1 → 2
  leaf-p000-02: its AS number 2 → 3
  leaf-p000-03: its AS number 3 → 4
  leaf-p000-04: its AS number 4 → 5
  and 2 more: its AS number; --all names them
added: 1 device: leaf-p009-00

leaf-p000-00  traffic-affecting  (odd one out)
  traffic-affecting: flows are hashed otherwise and move to other paths (+ ip load-sharing trident 77; Arista EOS user manual, ip load-sharing)
    + ip load-sharing trident 77

spine-p000-00  reload  (odd one out)
  reload: EOS takes another routing model when it boots (- service routing protocols model multi-agent; Arista EOS user manual, service routing protocols model)
    - service routing protocols model multi-agent

40 leaves: leaf-p000-01, leaf-p000-02, leaf-p000-03 and 37 more  hitless
  hitless: BFD agrees on new timers with a poll sequence, and the session stays up (- interval 300 min-rx 300 multiplier 3 default; RFC 5880, section 6.8.3)
      router bfd
    -    interval 300 min-rx 300 multiplier 3 default
    +    interval 400 min-rx 400 multiplier 3 default

42 devices differ in 3 ways (1 reload, 1 traffic-affecting, 40 hitless), 1 added, 1 device with other comments only, 3 devices the same
"""  # noqa: E501 - as it is shown


def test_text():
    assert as_text(SMALL, Detail.FOLDED, Colour.NEVER) == TEXT


def test_colour_adds_nothing_but_colour():
    coloured = as_text(SMALL, Detail.FOLDED, Colour.ALWAYS)
    assert "\x1b[1;31m7 numbers of existing things move: there must be none\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == TEXT


def test_no_difference():
    assert as_text(differences([], same=6), Detail.FOLDED, Colour.NEVER) == (
        "fabric against git:HEAD (0123456789)\n\n6 devices the same\n"
    )


def test_a_shape_has_placeholders_and_an_example():
    rows = [(leaf(number), (Line(Mark.ADDED, 0, f"ip address 10.0.0.{number}/31"),)) for number in range(5)]
    text = as_text(differences(rows), Detail.FOLDED, Colour.NEVER)
    assert "(alike but for values of their own, shown as …; 5 variants)" in text
    assert "    + ip address …/31\n  such as leaf-p000-00:\n    + ip address 10.0.0.0/31\n" in text


def added(text):
    return Line(Mark.ADDED, 0, text)


def ports(count, text="mtu 9000"):
    for number in range(count):
        yield from (Line(Mark.KEPT, 1, f"interface e{number}"), Line(Mark.ADDED, 2, text.format(number)))


FILE = Line(Mark.KEPT, 0, "interfaces")
FOLDS = {
    "many alike": (
        [FILE, *ports(64)],
        ["  interfaces", "     interface e0 (and 63 more alike, to interface e63)", "+       mtu 9000"],
    ),
    "two are shown": (
        [FILE, *ports(2)],
        ["  interfaces", "     interface e0", "+       mtu 9000", "     interface e1", "+       mtu 9000"],
    ),
    "each its own way": (
        [*ports(3, "mtu {}")],
        [word for n in range(3) for word in (f"     interface e{n}", f"+       mtu {n}")],
    ),
    "what goes is never folded": ([added("a"), added("b"), added("c")], ["+ a", "+ b", "+ c"]),
    "nothing": ([], []),
}


@pytest.mark.parametrize("name", FOLDS)
def test_heads_alike_are_told_once(name):
    lines, expected = FOLDS[name]
    assert [drawn(line) for line in folded(lines)] == expected


SIZES = {
    "one crowd": [(leaf(number), BFD) for number in range(20_480)],
    "each its own way": [(leaf(number), (Line(Mark.ADDED, 0, f"mtu {number}"),)) for number in range(20_480)],
    "few, and long": [(leaf(number), tuple(added(f"{number} {row}") for row in range(4_000))) for number in range(9)],
    "hostile": [(leaf(0), HOSTILE * 3)],
    "backticks": [(leaf(0), (Line(Mark.ADDED, 0, "`" * 5_000),))],
}  # fmt: skip


@pytest.mark.parametrize("name", SIZES)
def test_a_comment_fits(name):
    found = differences(SIZES[name], exact, moves=SMALL.moves * 5_000)
    comment = as_github(found)
    assert len(comment) <= LIMIT
    assert comment.startswith("<!-- fabricgen diff -->\n### fabric against git:HEAD (0123456789)\n")
    assert "and 34,990 more: its AS number" in comment


@pytest.mark.parametrize("sites", [1, 3, 40])
def test_one_comment_about_several_fabrics_is_no_longer(sites):
    found = differences(SIZES["each its own way"][:2_000], exact)
    comment = sites_as_github([(f"site-{number}", found) for number in range(sites)])
    assert len(comment) <= LIMIT
    assert comment.startswith(f"{MARKER}\n## site-0\n\n### ")
    assert comment.count(MARKER) == 1
    assert comment.count("\n## site-") == sites
    assert comment.count("more groups are only counted here") == sites


def test_what_does_not_fit_is_counted():
    comment = as_github(differences(SIZES["each its own way"], exact))
    whole = comment.count("<details>")
    rows = len(re.findall(r"^\| leaf", comment, re.MULTILINE))
    (left,) = re.findall(r"\*\*([\d,]+) more groups are only counted here\*\*", comment)
    assert whole > 50
    assert rows > 50
    assert whole + rows + int(left.replace(",", "")) == 20_480
    assert f"{left} devices traffic-affecting." in comment


def test_a_long_group_says_what_is_left_out():
    comment = as_github(differences(SIZES["few, and long"][:1], exact))
    shown = len(re.findall(r"^\+ 0 ", comment, re.MULTILINE))
    assert f"{4_000 - shown:,} more lines don't fit here: `fabricgen diff --only leaf-p000-00` shows them." in comment


def test_a_comment_keeps_hostile_lines_in_their_fence():
    comment = as_github(differences(SIZES["hostile"]))
    assert "`````diff\n+ banner </pre>" in comment
    before, _, after = comment.partition("`````diff")
    assert "<script>" not in before + after.partition("`````")[2]


def test_names_of_both_sides_stay_words_in_a_comment():
    """A folder and a branch are called as somebody likes."""
    found = replace(differences([], same=1), after="in/@octo <img src=x>\n# |`x`", before="fix_#1 (0123456789)")
    assert as_github(found).splitlines()[1] == (
        "### in/\\@octo \\<img src=x\\> \\# \\|\\`x\\` against fix\\_\\#1 (0123456789)"
    )


def test_junit():
    suite = ET.fromstring(as_junit(SMALL))  # noqa: S314 - our own
    assert suite.attrib["failures"] == suite.attrib["tests"] == "5"
    assert [(case.attrib["name"], case[0].attrib["type"]) for case in suite.iter("testcase")] == [
        ("numbers", "renumbered"),
        ("added", "added"),
        ("leaf-p000-00", "traffic-affecting"),
        ("spine-p000-00", "reload"),
        ("40 leaves: leaf-p000-01, leaf-p000-02, leaf-p000-03 and 37 more", "hitless"),
    ]
    ET.fromstring(as_junit(differences(SIZES["hostile"])))  # noqa: S314 - our own


def test_junit_without_differences():
    (case,) = ET.fromstring(as_junit(differences([]))).iter("testcase")  # noqa: S314 - our own
    assert (case.attrib["name"], len(case)) == ("no differences", 0)


class Reader(HTMLParser):
    """The tags in their order, and what is read from elsewhere."""

    def __init__(self):
        super().__init__()
        self.open, self.seen, self.links = [], set(), []

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.links += [value for name, value in attrs if name in {"src", "href"}]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("found", [SMALL, differences(SIZES["hostile"])])
def test_html(found):
    reader = Reader()
    reader.feed(as_html(found))
    assert (reader.open, reader.links) == ([], [])
    assert "script" not in reader.seen
    assert {"html", "h1", "details", "pre", "ins"} <= reader.seen


@pytest.mark.parametrize(
    ("form", "start"), [("text", "fabric"), ("json", "{"), ("github", "<!--"), ("junit", "<?xml"), ("html", "<!D")]
)
def test_draw(form, start):
    assert draw(SMALL, form, Detail.FOLDED, Colour.NEVER).startswith(start)
