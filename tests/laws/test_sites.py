"""Communities at a border, whatever tiers there are: one entry each, and a new tier moves none."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fabricgen.device import build
from fabricgen.judge import judge

NORTH = Path(__file__).resolve().parents[2] / "inventories/two-sites/north/intent.yml"
GATEWAY = 'communities: {frontier: "64512:1:1", open: "64512:1:2", avoid: "64512:3:0"}'
ROWS = "  frontier: {id: 0, gateways: [south, acme]}\n  open:     {id: 1, gateways: [south, acme]}\n"
MARK = 'communities: {frontier: "65100:1:10"}'


def translation(folder, ids, *, drained=False):
    """Of the hand-off to the south, with a mark for each tier of even id."""
    text = NORTH.read_text()
    marks = "".join(f'tier-{number:02}: "64512:1:{number}", ' for number in sorted(ids) if number % 2 == 0)
    rows = "".join(f"  tier-{number:02}: {{id: {number}, gateways: [south, acme]}}\n" for number in sorted(ids))
    for old, new in ((GATEWAY, f'communities: {{{marks}avoid: "64512:3:0"}}'), (ROWS, rows), (MARK, "communities: {}")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    if drained:
        text = text.replace("    address: 192.0.2.0/31\n", "    address: 192.0.2.0/31\n    drained: true\n")
    (folder / "intent.yml").write_text(text)
    verdict = judge(folder)
    assert verdict.findings == ()
    steering = build(verdict.plan.tiers[0], 0).steering
    (south,) = steering.sessions
    return steering, south.translation


IDS = st.sets(st.integers(0, 31), min_size=1, max_size=6)


@given(ids=IDS, more=IDS)
@settings(max_examples=25, deadline=None)
def test_a_new_tier_moves_no_entry(tmp_path_factory, ids, more):
    folder = tmp_path_factory.mktemp("law")
    _, before = translation(folder, ids)
    _, after = translation(folder, ids | more)
    assert set(before.received) <= set(after.received)
    assert set(before.sent) <= set(after.sent)


@given(ids=IDS, drained=st.booleans())
@settings(max_examples=25, deadline=None)
def test_entries_are_distinct_and_no_foreign_tier_passes_for_an_own_one(tmp_path_factory, ids, drained):
    steering, found = translation(tmp_path_factory.mktemp("law"), ids, drained=drained)
    for rows in (found.received, found.sent):
        numbers = [row.number for row in rows]
        assert numbers == sorted(set(numbers))
        assert all(0 < number < 1000 for number in numbers)
    own = {origin.community for origin in steering.origins}
    assert own.isdisjoint(mark for row in found.received for mark in row.marks)
    known = {way.prefer for way in steering.ways} | {way.avoid for way in steering.ways}
    assert all(known & set(row.marks) for row in found.received)
    assert {row.own for row in found.sent} <= own
    assert all(("64512:3:0" in row.marks) == drained for row in found.sent)
    assert found.others == (("64512:3:0",) if drained else ())
