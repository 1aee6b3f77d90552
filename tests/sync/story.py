"""What every service of open cases and refused entries leaves: their part in the story of all."""

from __future__ import annotations

PEOPLE = "people"


def decided(s, _folder):
    """Two wrote of one person; two entries were refused: one corrected, one given up."""
    person = s.person("王小满")
    s.do("sync.invented.invent", person.id)
    s.do("sync.status.standing")
    s.do("sync.marks.marks", person.id)
    [one] = s.do("sync.conflicts.open_cases")
    found = s.do("sync.conflicts.differing", one.id, register=PEOPLE, sees=[one.id])
    taken = {case.id: True for case in found.cases}
    s.do("sync.conflicts.resolve", one.id, taken, reason="核实", by="chief")
    one, last = s.do("sync.quarantine.refusals")
    s.do("sync.quarantine.refused_texts", one.op_id, register=PEOPLE, sees=[one.id])
    standing = s.load(PEOPLE, one.id)
    s.do("sync.quarantine.resend", one.op_id, {"occupation": "木匠"}, standing.revision)
    s.do("sync.quarantine.settle", last.op_id)
