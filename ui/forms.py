"""Which form edits which register. Only registers that outgrow RecordForm are listed."""


from PySide6.QtWidgets import QWidget

from station_app.core.register import Register
from ui.kit.form import RecordForm


def form_for(register: Register, parent: QWidget | None = None) -> RecordForm:
    own = OWN_FORMS.get(register.name)
    return own(parent) if own else RecordForm(register, parent)
