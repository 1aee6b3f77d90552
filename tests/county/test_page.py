"""The county's page: who may look, and that it tells counts and ids alone."""

from __future__ import annotations

import json
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from station_app.core.errors import Refused
from station_app.county import standing
from station_app.county.limits import Turned
from station_app.county.metrics import LOG
from station_app.county.page.accounts import FREE
from station_app.sync.line import trusting
from tests.county.looked_at import HERE, MARK, NUMBER, OFFICE, PASSWORD, THERE, looked_at

PAGES = ("/", f"/station/{HERE}", "/sign-in")


@pytest.fixture(scope="module")
def county(county_template, tmp_path_factory):
    with looked_at(county_template, tmp_path_factory.mktemp("county") / "home") as running:
        yield running


@pytest.fixture(autouse=True)
def _on_time(county):
    county.clock.later = timedelta()
    yield
    with county.accounts.engine.begin() as connection:
        connection.execute(text("delete from page_tries"))


@pytest.fixture
def browser(county):
    new = httpx.Client(
        base_url=county.home.card.url, verify=trusting(county.home.ca), trust_env=False, timeout=20
    )
    with new:
        yield new


def sign_in(browser, password=PASSWORD, account="duty1", **headers):
    said = {"account": account, "password": password}
    return browser.post("/sign-in", data=said, headers=headers)


def test_who_is_not_signed_in_sees_the_door_alone(browser):
    for page in ("/", f"/station/{HERE}"):
        answer = browser.get(page)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
        assert answer.content == b""
    assert 'type="password"' in browser.get("/sign-in").text


def test_a_session_is_a_cookie_that_no_script_and_no_other_site_has(browser, county):
    answer = sign_in(browser)
    cookie = answer.headers["set-cookie"]
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert cookie.startswith("__Host-county=")
    assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert browser.get("/").status_code == 200
    county.clock.later = timedelta(minutes=29)
    assert browser.get("/").status_code == 200
    county.clock.later += timedelta(minutes=31)
    assert browser.get("/").status_code == 303
    sign_in(browser)
    kept = {"cookie": f"__Host-county={browser.cookies['__Host-county']}"}
    assert browser.post("/sign-out").status_code == 303
    assert browser.get("/", headers=kept).status_code == 303


def test_twelve_hours_are_the_most_however_often_he_looks(browser, county):
    sign_in(browser)
    for _half in range(23):
        county.clock.later += timedelta(minutes=29)
        assert browser.get("/sign-in").status_code == 200
        assert county.accounts.who(browser.cookies["__Host-county"]) == "duty1"
    county.clock.later = timedelta(hours=12, minutes=1)
    assert browser.get("/").status_code == 303


def test_after_five_wrong_tries_the_right_password_waits_too(browser, county):
    said = {sign_in(browser, "wrong").status_code for _each in range(FREE)}
    waits = sign_in(browser)
    assert (said, waits.status_code, waits.headers["retry-after"]) == ({401}, 429, "31")
    assert "30 秒" in waits.text or "31 秒" in waits.text
    county.clock.later = timedelta(seconds=31)
    assert sign_in(browser, "wrong").status_code == 401
    assert sign_in(browser).headers["retry-after"] == "61"
    county.clock.later = timedelta(seconds=100)
    assert sign_in(browser).status_code == 303


@pytest.mark.parametrize("account", ["nobody", "王警官", "a\x00", "", "x" * 99])
def test_a_name_that_nobody_has_is_answered_like_any_other(county, account):
    def tried():
        with pytest.raises(Turned) as turned:
            county.accounts.sign_in(account, PASSWORD)
        return turned.value.status, str(turned.value.text)

    found = [tried() for _each in range(FREE + 1)]
    assert found[:FREE] == [(401, "账号或密码不对")] * FREE
    assert found[FREE][0] == 429


def test_what_is_tried_at_once_counts_all_the_same(county):
    def wrong(_n):
        try:
            return county.accounts.sign_in("duty1", "wrong")
        except Turned as turned:
            return turned.status

    with ThreadPoolExecutor(4) as many:
        assert sorted(many.map(wrong, range(9))) == [401] * FREE + [429] * 4


def test_a_form_from_another_site_signs_nobody_in(browser):
    assert sign_in(browser, **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert sign_in(browser, **{"sec-fetch-site": "same-origin"}).status_code == 303


def test_an_account_that_is_off_or_has_a_new_password_is_out_at_once(browser, county):
    accounts = county.accounts
    accounts.enter("duty2", PASSWORD, training=False, county="清水县公安局")
    sign_in(browser, account="duty2")
    accounts.enter("duty2", "another-river-77", training=False, county="清水县公安局")
    assert browser.get("/").status_code == 303
    assert sign_in(browser, "another-river-77", "duty2").status_code == 303
    accounts.close("duty2")
    assert browser.get("/").status_code == 303
    assert sign_in(browser, "another-river-77", "duty2").status_code == 401
    with pytest.raises(Refused, match="停用"):
        accounts.close("duty2")
    with pytest.raises(Refused, match="小写字母"):
        accounts.enter("王警官", PASSWORD, training=False, county="清水县公安局")
    with pytest.raises(Refused, match="密码"):
        accounts.enter("duty3", "short", training=False, county="清水县公安局")


def test_every_page_comes_without_scripts_and_is_kept_by_nobody(browser):
    sign_in(browser)
    for page in (*PAGES, "/page.css"):
        answer = browser.get(page)
        policy = answer.headers["content-security-policy"]
        assert (answer.status_code, policy.split(";")[0]) == (200, "default-src 'none'")
        assert "script" not in policy + answer.text
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert not re.search(r"\sstyle=|\son\w+=|https?://", answer.text)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_of_it_takes_what_writes(browser, page, method):
    if (page, method) != ("/sign-in", "POST"):
        assert browser.request(method, page).status_code == 405


def rows(html):
    """Cells of every row, as text."""
    found = re.findall(r"<tr.*?</tr>", html, re.S)
    cells = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in found)
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


def test_it_tells_how_each_station_stands_in_the_order_of_their_numbers(browser, county):
    sign_in(browser)
    found = [row for row in rows(browser.get("/").text) if row and row[0][:6] == "339901"]
    assert [row[0][:9] for row in found] == [HERE, THERE, OFFICE, "339901-82"]
    here = found[0]
    assert here[1:9] == ["派出所", "2026-11-23 10:00", "4", "2026-11-23 08:00", "3", "9", "2", "1"]
    assert "从未" in found[2][2]
    assert "超过 24 小时" in found[2][2]
    assert "超过 24 小时" not in here[2] + here[4]
    county.clock.later = timedelta(hours=23)
    sign_in(browser)
    here = rows(browser.get("/").text)[1]  # not silent yet, but what waits is older than a day
    assert ["超过 24 小时" in here[at] for at in (2, 4)] == [False, True]


def test_one_station_is_told_by_register_and_no_figure_below_five(browser, county):
    sign_in(browser)
    page = browser.get(f"/station/{HERE}").text
    found = rows(page)
    assert ["租住关系" in row[0] and row[1:] for row in found if row and "租" in row[0]]
    by_name = {row[0]: row[1:] for row in found if row}
    assert by_name["其他登记簿"] == ["1"]  # of disputes it is not told that it is of disputes
    assert not any("矛盾纠纷" in row[0] for row in found if row)
    detail = standing.of_one(county.server.pull, HERE)
    assert detail.records["places"][-1] == 5
    assert detail.records["people"][-1] is None
    assert not any(0 < (n or 0) < 5 for row in detail.records.values() for n in row)
    assert browser.get("/station/339901-99").status_code == 404


def test_one_person_in_two_stations_is_two_ids(browser, county):
    sign_in(browser)
    page = browser.get("/").text
    with county.server.pull.engine.connect() as connection:
        ids = connection.scalars(text("select id from identity")).all()
    assert len(ids) == 2
    assert all(str(id) in page for id in ids)


def test_no_name_stands_on_a_page_in_a_log_or_in_the_figures(browser, county, caplog):
    LOG.setLevel(logging.INFO)
    with caplog.at_level(logging.INFO, "station_county"):
        sign_in(browser)
        said = [browser.get(page).text for page in (*PAGES, f"/station/{THERE}")]
        sign_in(browser, "wrong", MARK)
    lines = [json.loads(one.message) for one in caplog.records if one.name == LOG.name]
    looks = [(one["path"], one.get("officer"), one.get("code")) for one in lines]
    assert ("/sign-in", "duty1", "signed-in") in looks
    assert ("/", "duty1", None) in looks
    assert ("/station/{scope}", "duty1", None) in looks
    assert ("/sign-in", None, "password") in looks
    figures = str([standing.of_all(county.server.pull), standing.of_one(county.server.pull, HERE)])
    for told in (*said, str(lines), figures):
        assert MARK not in told
        assert NUMBER not in told
    with county.server.pull.engine.connect() as connection:
        held = connection.scalars(text("select v::text from sync_row")).all()
    assert MARK in str(held)  # so that it could have


def test_a_language_that_was_asked_for_stays(browser):
    sign_in(browser)
    assert 'lang="zh-CN"' in browser.get("/").text
    assert "Last contact" in browser.get("/?lang=en").text
    assert "Last contact" in browser.get(f"/station/{HERE}").text
    assert "最近联系" in browser.get("/?lang=zh").text
