"""The settings are several forms and read as one."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QFormLayout

from ui.pages.work import Route


@pytest.mark.parametrize("officer", ["officer", "admin"])
def test_everything_typed_into_begins_at_one_edge(sign_in, until, officer):
    window = sign_in(officer)
    window.open(Route("settings"))
    page = window.page
    forms = page.findChildren(QFormLayout)
    fields = [
        form.itemAt(row, QFormLayout.ItemRole.FieldRole).widget()
        for form in forms
        for row in range(form.rowCount())
    ]
    until(page.isVisible)
    shown = [field for field in fields if field.isVisibleTo(page)]
    assert len(forms) >= 3
    assert len(shown) >= 7
    until(lambda: len({field.mapTo(page, field.rect().topLeft()).x() for field in shown}) == 1)
