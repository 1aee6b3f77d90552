"""What somebody sees who starts the program where there is no screen."""

from __future__ import annotations

from station_app import app
from station_app.registers import FORMS
from station_app.workflows.demo import fill
from station_app.workflows.paper import forms_of
from ui import tour


def test_a_paper_of_every_form_of_an_officer_is_among_what_is_shown(tmp_path):
    station, _code = app.make_training_home(tmp_path / "home", "演示派出所")
    desk = station.desk("officer")
    fill(desk, people=tour.PEOPLE)
    tour._forms(desk, tmp_path)
    own = {each.form.name for each in forms_of(desk, FORMS)}
    station.close()
    papers = {path.stem for path in tmp_path.glob("*.pdf")}
    not_invented = {
        "handover_sheet",
        "lodging_slip",
        "round_list",
        "correction_order_again",
        "task_feedback",
    }
    assert papers == own - not_invented - {"sealed_extract"}  # of what was sealed for somebody
