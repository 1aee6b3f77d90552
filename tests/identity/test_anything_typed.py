"""Whatever is typed, pasted or scanned gets an answer, never a crash."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from station_app.identity import characters, codes, documents, names, numbers
from station_app.identity.likeness import Facets, compare

TODAY = date(2026, 11, 22)
TYPED = st.text(st.characters() | st.sampled_from("0123456789Xx.E+<·・ PHM"), max_size=60)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(TYPED)
def test_anything_typed_is_answered(typed: str) -> None:
    found = numbers.read(typed, TODAY)
    assert found.fault or numbers.read(found.number, TODAY).fault is None
    kept = names.tidy(typed)
    assert names.tidy(kept) == kept
    assert names.fault(kept) in (None, *names.NameFault)
    assert len(names.mask(kept)) == len(kept)
    assert names.searchable(names.searchable(typed)) == names.searchable(typed)
    assert len(names.readings(kept)) <= names.MOST_READINGS
    assert documents.fault("111", typed) is None or documents.guess(typed) != "111"
    assert codes.pick("sex", typed) in (None, "0", "1", "2", "9")
    person = Facets(kept, names.readings(kept), typed)
    assert compare(person, person).is_probable or not (kept and typed)


@settings(derandomize=True, max_examples=30, deadline=None)
@given(TYPED)
def test_any_question_for_a_character_is_answered(typed: str) -> None:
    hits = characters.find(parts=typed) + characters.find(pinyin=typed, code_point=typed)
    assert all(len(one.char) == 1 for one in hits)
    lines = (typed[:44].ljust(44, "<"), typed[-44:].rjust(44, "<"))
    assert isinstance(documents.read_mrz(*lines, TODAY), documents.Mrz | documents.MrzFault)
