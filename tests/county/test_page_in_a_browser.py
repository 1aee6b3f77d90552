"""The county's page in a real Chromium, by keyboard alone, in both languages."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest

from tests.county.looked_at import HERE, PASSWORD, looked_at
from tests.programs import needs

CHROMIUM = "/usr/bin/chromium"
ALONE = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
COLOUR = "(element) => getComputedStyle(element).color"


@pytest.fixture
def county(county_template, tmp_path):
    with looked_at(county_template, tmp_path / "home") as running:
        yield running


@contextmanager
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as program:
        browser = program.chromium.launch(executable_path=CHROMIUM, args=list(ALONE))
        yield browser
        browser.close()


def sign_in(page, url):
    page.goto(url)
    page.wait_for_selector("#account:focus")  # where the page puts the cursor
    page.keyboard.type("duty1")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("tbody")


def onto(page, name, most=20):
    """Tab by tab, as somebody without a mouse comes there."""
    for _each in range(most):
        page.keyboard.press("Tab")
        if name in page.evaluate("() => document.activeElement.textContent"):
            return
    raise AssertionError(name)


@needs("chromium", packages="chromium")
def test_the_duty_officer_sees_a_station_turn_red_after_a_day(county):
    url, row = county.home.card.url, f"#s{HERE}"
    with chromium() as browser:
        page = browser.new_page(
            ignore_https_errors=True, viewport={"width": 1366, "height": 768}, locale="zh-CN"
        )
        faults = []
        page.on("console", lambda said: faults.append(said.text))
        page.on("request", lambda one: one.url.startswith(url) or faults.append(one.url))
        sign_in(page, url)
        assert "最近联系" in page.inner_text("thead")
        assert "2026-11-23 10:00" in page.inner_text(row)
        assert "超过 24 小时" not in page.inner_text(row)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 1366
        plain = page.eval_on_selector(f"{row} td", COLOUR)
        onto(page, HERE)
        page.keyboard.press("Enter")
        page.wait_for_selector("dl")
        assert "租住登记" in page.inner_text("main")
        onto(page, "English")
        page.keyboard.press("Enter")
        page.wait_for_selector("html[lang=en]")
        assert "Last contact" in page.inner_text("dl")

        county.clock.later = timedelta(hours=25)
        page.goto(url)
        assert page.url.endswith("/sign-in")  # idle for too long
        assert page.inner_text("h2") == "Sign in"
        sign_in(page, url)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 1366
        assert "More than 24 hours" in page.inner_text(row)
        red = page.eval_on_selector(f"{row} td", COLOUR)
        assert (plain, red) == ("rgb(27, 28, 30)", "rgb(179, 38, 30)")
        assert faults == []
