"""Two rounds of one home: the window's own and one from a shell, or a desk that took very long."""

from __future__ import annotations

import pytest

from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.sync.county import Unreachable
from station_app.sync.exchange import exchange
from tests.sync.by_twos import ByTwos
from tests.sync.conftest import settle

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


def breaks():
    raise Unreachable(_("县局没有答复"))


@pytest.mark.parametrize("ends", [breaks, lambda: None], ids=["breaks", "is done"])
def test_a_round_that_another_overtook_leaves_no_row_out(two, ends):
    one, other = two
    one.person("李四")
    settle(one, other)  # both were compared today: a row left out would be missed until tomorrow
    ids = [one.person(name) for name in ("张一", "张二", "张三", "张四", "张五", "张六", "张七")]
    one.sync()

    def overtaken():
        try:
            exchange(other.desk(), ByTwos(other.county, ends, 1))
        except Unreachable:
            assert ends is breaks

    with pytest.raises(Refused):
        exchange(other.desk(), ByTwos(other.county, overtaken, 3))
    other.sync()
    assert all(other.is_here(id) for id in ids)
    assert other.faults() == []
