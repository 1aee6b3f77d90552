"""What was sealed here is not taken in again, however it comes."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from station_app.storage import replica
from station_app.storage.tables import BaseImage
from station_app.sync.taking_in import images_of
from tests.sync.conftest import settle

SCOPE = "339901-01"


def _page(view, images, upto):
    replica.stage(view.session, SCOPE, images)
    replica.take_in(view.session, view.stamp, view.registers, SCOPE, upto)


def _all_at_once(view, images, upto):
    replica.take_images(view.session, view.stamp, view.registers, SCOPE, images, upto)


@pytest.mark.parametrize("new_store", ["sqlcipher", "postgresql"], indirect=True)
@pytest.mark.parametrize("take", [_page, _all_at_once])
def test_a_sealed_record_stays_away_though_the_county_still_says_it(two, seal, take):
    one, other = two
    sealed, stays = other.person("张三"), other.person("李四")
    settle(one, other)
    page = one.county.pull(SCOPE, 0)
    seal("people", sealed, desk=one.desk("chief"))
    with one.desk().jot("exchange") as view:
        take(view, images_of(page.rows), page.upto)
        kept = set(view.session.scalars(select(BaseImage.record_id)))
    assert (one.is_here(sealed), one.is_here(stays)) == (False, True)
    assert sealed not in kept
    assert one.faults() == []
