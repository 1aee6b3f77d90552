"""The forms of residents and of the buildings they live in."""

from __future__ import annotations

from station_app.residents.forms_household import HOUSEHOLD_FORMS
from station_app.residents.forms_round import LISTS
from station_app.residents.forms_stay import STAY_FORMS

FORMS = (*HOUSEHOLD_FORMS, *STAY_FORMS, *LISTS)
