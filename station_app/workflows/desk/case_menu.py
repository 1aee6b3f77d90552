"""Under which heading each act of a case stands on its page."""

from __future__ import annotations

from collections.abc import Mapping

from station_app.core.texts import Text, _

MENU: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (_("立案和告知"), ("file_case", "not_file", "tell", "examine_longer")),
    (_("人员"), ("involve", "assign", "question")),
    (_("呈批"), ("submit", "approve", "return", "recall")),
    (
        _("期限和移送"),
        (
            *("extension", "pause", "end_pause", "transfer_found", "transfer_case"),
            *("resume_case", "ask_review", "answer_review"),
        ),
    ),
    (_("调解"), ("mediate", "recognise_settlement")),
    (
        _("决定和结案"),
        (
            *("fast_track", "end_fast_track", "propose_decision", "spot_penalty"),
            *("propose_stop", "stop_investigation", "return_stop", "close_case"),
            *("find_sampling", "answer_sampling"),
        ),
    ),
)
HEADING: Mapping[str, Text] = {name: heading for heading, names in MENU for name in names}
