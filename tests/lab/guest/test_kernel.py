import pytest

from fabricgen.lab.kernel import lacking

pytestmark = [pytest.mark.lab, pytest.mark.usefixtures("able")]


def test_this_kernel_has_it_all():
    assert lacking() == ()
