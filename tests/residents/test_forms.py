"""Every form of residents, filled from an invented building and read back from the paper."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from station_app.core.errors import Absent, Refused
from station_app.core.ids import new_id
from station_app.people.service import set_photo
from station_app.printing.reading import text_of
from station_app.residents.forms import FORMS as OURS
from station_app.workflows.paper import find_form, forms_of, print_form
from station_app.workflows.paper_batch import print_batch
from station_app.workflows.verify import verify
from tests.residents import invented

GOLDEN = Path(__file__).parents[1] / "golden" / "forms"
FORMS = {each.form.name: each for each in OURS}
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"


@pytest.fixture
def desk(officer):
    return replace(officer, officer="王警官", station="演示县公安局滨江派出所")


@pytest.fixture
def ids(desk):
    return invented.fill(desk)


def printed(desk, form, id, **kwargs):
    with desk.act("print", purpose=invented.COUNTER) as act:
        return print_form(act, FORMS[form], id, **kwargs)


def words(paper):
    return "".join(text_of(paper.pdf).split())


@pytest.fixture(params=sorted(FORMS))
def form(request):
    return request.param


def test_every_form_reads_as_it_always_did(desk, ids, form):
    text = text_of(printed(desk, form, ids[invented.ASKED[form]]).pdf) + "\n"
    golden = GOLDEN / f"{form}.txt"
    if UPDATE:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8"), "look at it, then UPDATE_GOLDEN=1"


def test_every_page_of_practice_says_so_and_no_other(desk, ids):
    paper = printed(desk, "household_sheet", ids["family"])
    pages = text_of(paper.pdf).split("\f")
    assert len(pages) == paper.pages > 1
    assert all("【演练】" in "".join(page.split()) for page in pages)
    real = printed(replace(desk, kind="police"), "household_sheet", ids["family"], reason="正式")
    assert "演练" not in words(real)


def test_a_household_is_the_same_paper_whoever_of_it_is_asked_for(desk, ids):
    for copy, asked in enumerate(["family", "wife", "child", "head", "home"], 1):
        paper = printed(desk, "household_sheet", ids[asked], reason="补打")
        assert f"第{copy}份" in words(paper)


def test_a_household_prints_its_head_first_and_those_who_left_apart(desk, ids):
    text = words(printed(desk, "household_sheet", ids["child"]))
    assert text.index("1单𬭎户主") < text.index("2解𠅤芳妻") < text.index("11解氏母亲")
    assert text.index("11解氏母亲") < text.index("已迁出、注销人员") < text.index("单𫠠次女")


def test_everything_of_a_household_is_for_use_inside(desk, ids):
    for page in text_of(printed(desk, "household_sheet", ids["family"]).pdf).split("\f"):
        assert "【内部查阅件，不作证明】" in "".join(page.split())


def test_ethnicity_stands_only_on_the_two_forms_that_ask_for_it(desk, ids):
    telling = {
        form
        for form, asked in invented.ASKED.items()
        if "民族" in words(printed(desk, form, ids[asked]))
    }
    assert telling == {"household_sheet", "residence_form"}


def test_names_of_extensions_a_to_f_stand_on_paper_as_they_were_entered(desk, ids):
    text = words(printed(desk, "household_sheet", ids["family"]))
    for name in ("单𬭎", "解𠅤芳", "单㐀", "单𪜀", "单𫝀", "单𬺰"):
        assert f"人{name}" in text  # the heading of his own part


def test_a_list_to_carry_shortens_the_numbers_a_household_sheet_gives_in_full(desk, ids):
    number = invented.number("19620304001")
    assert number in words(printed(desk, "household_sheet", ids["family"]))
    for form in ("building_list", "sweep_list"):
        text = words(printed(desk, form, ids["building"]))
        assert number not in text
        assert "339901********0019" in text


def test_a_building_is_told_from_any_of_its_rooms_and_people(desk, ids):
    for asked in ("building", "home", "empty", "tenant", "head"):
        text = words(printed(desk, "building_list", ids[asked], reason="补打"))
        assert "户室数有人居住登记人数4313" in text


def test_an_empty_room_is_on_the_round_and_lines_are_left_for_newcomers(desk, ids):
    text = text_of(printed(desk, "sweep_list", ids["building"]).pdf)
    assert "4单元1701室无人登记" in "".join(text.split())
    assert "/" not in text


def test_a_receipt_waits_for_the_registration(desk, ids):
    with pytest.raises(Refused, match="先登记"):
        printed(desk, "residence_receipt", ids["family"])


def test_lodging_forms_are_for_people_from_abroad(desk, ids):
    for form in ("foreigner_lodging_form", "lodging_slip"):
        with pytest.raises(Refused, match="不是境外人员"):
            printed(desk, form, ids["tenant"])


def test_what_nobody_lives_at_has_no_household(desk, ids):
    for id in (ids["empty"], new_id()):
        with pytest.raises(Absent, match="没有居住登记"):
            printed(desk, "household_sheet", id)


def test_a_person_who_moved_prints_the_present_residence(desk, ids):
    done = invented.perform(desk, "move_within", ids["tenant"], address=invented.EMPTY)
    person = invented.load(desk, "residents", ids["tenant"]).person_id
    assert "4单元1701室" in words(printed(desk, "residence_form", person))
    assert "4单元1605室" in words(printed(desk, "residence_form", done.ids[0]))


def test_an_auxiliary_prints_the_papers_of_a_household_and_no_lists(desk_of, desk, ids):
    clerk = desk_of("clerk")
    assert {f.form.name for f in forms_of(clerk, FORMS)} == set(FORMS) - {
        "building_list",
        "sweep_list",
    }
    assert printed(clerk, "residence_receipt", ids["tenant"]).pages == 1
    with pytest.raises(Refused, match="没有打印这种表格的权限"):
        printed(clerk, "building_list", ids["building"])


def test_a_chief_prints_the_lists_and_nobody_else_prints_anything(desk_of, ids):
    lists = {each.form.name for each in forms_of(desk_of("chief"), FORMS)}
    assert lists == {"building_list", "sweep_list"}
    for role in ("chief", "corrections", "rehabilitation", "auditor", "security", "admin"):
        assert role == "chief" or forms_of(desk_of(role), FORMS) == []
        with pytest.raises(Refused):
            printed(desk_of(role), "residence_receipt", ids["tenant"])


@pytest.fixture
def photographed(desk, ids):
    """A tenant with a photograph of 1200 × 1600 pixels, half red and half blue."""
    person = invented.load(desk, "residents", ids["tenant"]).person_id
    picture = Image.new("RGB", (1200, 1600), "red")
    picture.paste("blue", (0, 800, 1200, 1600))
    raw = BytesIO()
    picture.save(raw, "PNG")
    with desk.act("set-photo") as act:
        set_photo(act, person, raw.getvalue())
    return person


def pictures(paper):
    return [image for page in pypdf.PdfReader(BytesIO(paper.pdf)).pages for image in page.images]


def test_a_photograph_stands_in_its_box_sharp_and_in_its_own_proportions(desk, ids, photographed):
    paper = printed(desk, "residence_form", ids["tenant"])
    [image] = pictures(paper)
    assert image.image.size == (450, 600)
    assert paper.pages == 1
    page = pypdfium2.PdfDocument(paper.pdf)[0]
    [placed] = [one for one in page.get_objects() if one.type == FPDF_PAGEOBJ_IMAGE]
    left, bottom, right, top = placed.get_bounds()
    assert (right - left) / (top - bottom) == pytest.approx(3 / 4, rel=0.01)
    assert 600 / ((top - bottom) / 72) > 300  # pixels to the inch
    seen = page.render(scale=2, rev_byteorder=True).to_numpy()
    middle, whole = int(left + right), page.get_height()
    upper, lower = (seen[int(2 * (whole - y)), middle] for y in (top - 20, bottom + 20))
    assert upper[0] > 200 > upper[2]
    assert lower[2] > 200 > lower[0]


def test_without_a_photograph_the_box_is_left_to_be_filled(desk, ids, photographed):
    with_it = text_of(printed(desk, "residence_form", ids["tenant"]).pdf)
    invented.amend(desk, "people", photographed, photo="")
    without = printed(desk, "residence_form", ids["tenant"])
    assert pictures(without) == []
    assert "相片" in with_it
    assert "相片" in text_of(without.pdf)


def test_a_lost_photograph_keeps_no_paper_back_nor_changes_one(desk, ids, photographed, store):
    paper = printed(desk, "residence_form", ids["tenant"])
    with store.writing() as session:
        store.blobs(session).sweep([], datetime.max.replace(tzinfo=UTC))
    with desk.act("verify") as act:
        assert verify(act, FORMS, paper.code).state == "same"
    again = printed(desk, "residence_form", ids["tenant"], reason="补打")
    assert pictures(again) == []


def test_a_batch_carries_the_photographs_too(desk, ids, photographed):
    batch = print_batch(desk, FORMS["residence_form"], [ids["tenant"]], purpose=invented.COUNTER)
    assert len(pictures(batch)) == 1


def test_a_form_is_found_by_its_id_or_its_title():
    assert find_form(FORMS, "居住登记表") is find_form(FORMS, "residence_form")
    with pytest.raises(Refused, match="没有这种表格"):
        find_form(FORMS, "户口簿")
