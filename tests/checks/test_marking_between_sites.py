"""Sites whose class tables differ: what they mark on their link makes up for it, or is told."""

from pathlib import Path
from shutil import copytree

import pytest

from fabricgen.sites import judge_sites

DIFFERING = Path(__file__).parents[1] / "errors/fg337_classes_differ"
LINK = 'communities: {frontier: "64512:1:1", avoid: "64512:3:0"}\n'


def told(folder, north, south):
    """DSCPs that the two ends don't serve alike."""
    copytree(DIFFERING, folder / "sites")
    for site, marking in (("north", north), ("south", south)):
        page = folder / "sites" / site / "intent.yml"
        text = page.read_text(encoding="utf-8")
        assert text.count(LINK) == 1
        page.write_text(text.replace(LINK, f"{LINK}    marking: {marking}\n"), encoding="utf-8")
    findings = judge_sites(folder / "sites/sites.yml").findings
    assert {finding.code for finding in findings} <= {"FG337"}
    return {int(dscp) for finding in findings for dscp in finding.message.split(" is ")[0][5:].split(", ")}


CASES = {
    "nothing": ("{}", "{}", {26, 28, 34, 40}),
    "north speaks as the south does": ("{rdma: 28, inference: 26}", "{}", {40}),
    "and the south, of its two, as the north does": ("{rdma: 28, inference: 26}", "{network: 56}", set()),
    "both speak as neither does": (
        "{rdma: 11, inference: 12, control: 13}",
        "{rdma: 11, inference: 12, network: 13}",
        set(),
    ),
    "they mean two things by one": ("{rdma: 28, inference: 12}", "{rdma: 12, inference: 28, network: 56}", {12, 28}),
}


@pytest.mark.parametrize(("north", "south", "expected"), CASES.values(), ids=CASES)
def test_what_is_on_the_link_is_compared(tmp_path, north, south, expected):
    assert told(tmp_path, north, south) == expected
