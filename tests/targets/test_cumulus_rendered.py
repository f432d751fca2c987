"""What is rendered for Cumulus Linux is loaded by its driver; after the commit there is no difference left."""

from pathlib import Path

import pytest

from tests.targets.cumulus_bench import made_box, reached

GOLDEN = Path(__file__).parents[1] / "platforms" / "golden" / "cumulus"


@pytest.mark.parametrize("place", sorted(GOLDEN.glob("*.yaml")), ids=lambda place: place.stem)
def test_a_rendered_file_is_pushed_and_then_makes_no_difference(place):
    with reached(made_box()) as live:
        live.load_replace_candidate(filename=str(place))
        first = live.compare_config()
        live.commit_config()
        live.load_replace_candidate(filename=str(place))
        assert live.compare_config() == ""
    assert "- interface swp1 description old" in first
    assert f"+ system hostname {place.stem}" in first
