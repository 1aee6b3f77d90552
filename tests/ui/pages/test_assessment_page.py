"""The impact assessment from the window, and where the window says what is done at the shell."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from station_app.printing.reading import papers_of
from ui.pages.work import Route


def test_the_chief_has_the_sheet_made_and_sees_it(sign_in, until):
    window = sign_in("chief", ticket=False)
    window.open(Route("assessment"))
    window.page.press_new()
    until(lambda: window.page.outlet._pdf)
    (paper, *_more) = papers_of(window.page.outlet._pdf)
    assert "影响评估" in paper.text


@pytest.mark.parametrize(
    ("role", "said"),
    [("chief", "export --all"), ("security", "new-key"), ("officer", "")],
)
def test_settings_name_what_is_done_with_every_window_closed(sign_in, role, said):
    window = sign_in(role, ticket=False)
    window.open(Route("settings"))
    shown = [one.text() for one in window.page.findChildren(QLabel) if "station " in one.text()]
    assert any(said in one for one in shown) if said else shown == []
