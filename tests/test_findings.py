"""What a word was probably meant to be, in its three forms."""

from fabricgen.findings import did_you_mean, meant, nearest

TIERS = ("frontier", "large", "small")


def test_alike():
    assert meant("fronteir", TIERS) == "frontier"
    assert nearest("fronteir", TIERS) == "nearest: frontier"
    assert did_you_mean("fronteir", iter(TIERS)) == "did you mean frontier? "


def test_none_is():
    assert [form("xyz", TIERS) for form in (meant, nearest, did_you_mean)] == ["", "", ""]
    assert nearest("large", ()) == ""


def test_how_far_is_for_the_caller_to_say():
    assert meant("port-l", ("large",)) == ""
    assert meant("port-l", ("large",), cutoff=0.0) == "large"
