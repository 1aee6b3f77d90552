"""What an older program wrote is read in the words of this one, and nothing of it is lost."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from station_app.core.ids import new_id
from station_app.sync.protocol import Op
from station_app.sync.versions import upcast

OLD = str(UUID(int=7))


def renamed(register, values):
    """A field of the people took another name."""
    if register != "people":
        return values
    return {"phones" if name == "phone" else name: value for name, value in values.items()}


def divided(register, values):
    """A remark of some length became two."""
    parts = dict(values)
    if "remarks" in parts:
        parts["remarks"], parts["more_remarks"] = parts["remarks"][:3], parts["remarks"][3:]
    return parts


STEPS = {1: renamed, 2: divided}


def op(ent="people", **values):
    base = dict.fromkeys(values, OLD)
    said = {"op": new_id(), "n": 1, "ent": ent, "id": new_id(), "kind": "amend"}
    return Op(**said, set=values, base=base, at="2026-11-22T08:00:00Z", actor="A001")


def test_every_step_between_the_two_programs_is_taken_once():
    old = op(phone="19900001234", remarks="一二三四")
    read = upcast(old, 1, STEPS, newest=3)
    assert read.set == {"phones": "19900001234", "remarks": "一二三", "more_remarks": "四"}
    assert read.base == dict.fromkeys(read.set, OLD)  # what was seen goes with the value
    assert upcast(old, 2, STEPS, newest=3).set["phone"] == "19900001234"
    assert upcast(old, 3, STEPS, newest=3) is old


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.dictionaries(st.sampled_from(["phone", "remarks", "later", "name"]), st.text(min_size=1)))
def test_no_value_is_lost_on_the_way(values):
    read = upcast(op(**values), 1, STEPS, newest=3)
    assert "".join(sorted("".join(values.values()))) == "".join(sorted("".join(read.set.values())))
    assert set(read.base) == set(read.set)
