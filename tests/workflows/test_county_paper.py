"""A county's template from the file to the paper that is verified, and back to our own layout."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from station_app.access.purposes import Purpose
from station_app.core.errors import Refused
from station_app.printing.county import guard, kept
from station_app.printing.county.values import placed, unplaced
from station_app.printing.forms import Gathering
from station_app.printing.reading import papers_of
from station_app.registers import FORMS
from station_app.workflows.paper import Secret, preview_form, print_form
from station_app.workflows.paper_batch import print_batch
from station_app.workflows.supervision.header import HEAD, case_of, head
from station_app.workflows.verify import State, verify
from tests.conftest import NOW
from tests.printing import county_pdf

FORM = FORMS["execution_archive"]
WORK = Purpose("CORRECTION", "2026-17")
ORDER = {"issuer": "演示县司法局", "number": "演司〔2026〕9号", "day": NOW.date()}
REASON = "移送县社区矫正机构存档"


one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture
def worker(desk_of):
    return replace(desk_of("corrections"), station="演示县滨江司法所")


@pytest.fixture(scope="module")
def brought():
    file = county_pdf.template()
    return file, guard.read_template(file)


@pytest.fixture
def loaded(desk_of, office, brought, supervised):
    """Loaded by the chief while there is a record to learn the names from."""
    return office.do(desk_of("chief"), kept.load, "load-template", FORM, brought, **ORDER)


@pytest.fixture
def supervise(worker, office):
    def supervise(name="吴𠀀明", number="339901198001010013", **typed):
        person = office.person(worker, name, id_number=number)
        given = {
            "person_id": str(person.id),
            "category": "probation",
            "deciding_organ": "演示县人民法院",
            "document_number": "（2025）演0001刑初12号",
            "start": "2026-01-01",
            "end": "2026-12-31",
            "worker": "corrections",
        }
        return office.file(worker, "corrections", **given | typed)

    return supervise


@pytest.fixture
def supervised(supervise):
    return supervise()


def printed(desk, id, *, form=FORM, reason=""):
    with desk.act("print", purpose=WORK) as act:
        return print_form(act, form, id, reason=reason)


def state(desk, shown):
    with desk.act("verify", purpose=WORK) as act:
        return verify(act, FORMS, shown).state


def text(paper):
    return papers_of(paper.pdf)[0].text.replace(" ", "")


@one_engine
def test_the_names_that_match_are_filled_and_the_rest_is_told(worker, loaded):
    with worker.view("county-templates") as view:
        [(form, found)] = kept.templates(view).items()
        known = kept.known(view, FORM)
    assert (form, found.number, found.entered_by) == (FORM.form.name, ORDER["number"], "chief")
    assert found.template == loaded
    assert known.whole
    places = placed(loaded, known.names)
    assert places["身份证号码"] == "证件号码"
    assert "经办科室" not in places
    assert "矫正类别" in unplaced(known.names, places)


@one_engine
def test_a_template_loaded_before_there_is_anybody_fills_itself_once_there_is(
    worker, desk_of, office, brought, supervise
):
    office.do(desk_of("chief"), kept.load, "load-template", FORM, brought, **ORDER)
    with worker.view("county-templates") as view:
        known = kept.known(view, FORM)
    assert not known.whole
    assert {"姓名", "禁止令", "正文"} <= set(known.names)
    assert "吴𠀀明" in text(printed(worker, supervise().id))


@one_engine
def test_the_names_known_beforehand_are_those_of_the_head(worker, supervised):
    with worker.view("county-templates") as view:
        shown = head(case_of(Gathering(view), supervised.id))
    assert tuple(str(cell.label) for row in shown.rows for cell in row) == HEAD


@one_engine
def test_the_paper_is_the_countys_and_bears_our_mark_no_more(worker, loaded, supervised):
    paper = printed(worker, supervised.id)
    said = text(paper)
    for one in (county_pdf.TITLE, "吴𠀀明", "339901198001010013", "2026年12月31日", "第1份"):
        assert one in said
    assert "样式待核" not in said
    assert "演练" in said
    assert state(worker, paper.code) == State.SAME
    assert state(worker, paper.pdf) == State.SAME


@one_engine
def test_a_word_changed_on_the_countys_own_page_is_found(worker, loaded, supervised, brought):
    """What the template itself says is signed along with what was filled in."""
    paper = printed(worker, supervised.id)
    other = guard.read_template(county_pdf.template((*county_pdf.FIELDS[:-1], "另外科室")))
    from station_app.printing.county.merging import laid_under

    assert state(worker, laid_under(paper.pdf, {0: (other.pdf, 0)})) == State.NOT_GENUINE


@one_engine
def test_without_a_template_our_layout_says_that_nobody_has_checked_it(worker, supervised):
    assert "样式待核" in text(printed(worker, supervised.id))


@one_engine
def test_taken_back_our_layout_and_its_mark_are_there_again(
    worker, desk_of, office, loaded, supervised
):
    first = printed(worker, supervised.id)
    office.do(desk_of("chief"), kept.take_back, "load-template", FORM, "县局换发")
    again = printed(worker, supervised.id)
    assert "样式待核" in text(again)
    assert county_pdf.TITLE not in text(again)
    assert state(worker, first.pdf) == State.SAME


@one_engine
def test_the_same_on_the_template_once_more_asks_why(worker, loaded, supervised):
    printed(worker, supervised.id)
    with pytest.raises(Refused, match="补打"):
        printed(worker, supervised.id)


@one_engine
def test_what_is_looked_at_first_stands_on_the_template_too(worker, loaded, supervised):
    with worker.act("print", purpose=WORK) as act:
        seen = preview_form(act, FORM, supervised.id)
    [found] = papers_of(seen.pdf)
    assert county_pdf.TITLE in found.text
    assert "预览" in found.text.replace("\n", "")


@one_engine
def test_many_are_drawn_on_it_in_one_file(worker, loaded, supervise):
    people = [supervise("李一", ""), supervise("王二", "")]
    done = print_batch(worker, FORM, [one.id for one in people], purpose=WORK)
    assert not done.failed
    papers = papers_of(done.pdf)
    assert [county_pdf.TITLE in paper.text for paper in papers] == [True, True]
    assert state(worker, done.pdf) == State.SAME


@one_engine
def test_another_value_is_chosen_for_a_field(worker, desk_of, office, loaded, supervised):
    chief = desk_of("chief")
    office.do(chief, kept.place, "load-template", FORM, "经办科室", "单位")
    assert "演示县滨江司法所" in text(printed(worker, supervised.id))
    with pytest.raises(Refused, match="没有“科室名”"):
        office.do(chief, kept.place, "load-template", FORM, "经办科室", "科室名")
    with pytest.raises(Refused, match="没有“别的”"):
        office.do(chief, kept.place, "load-template", FORM, "别的", "单位")


@one_engine
def test_only_a_layout_nobody_checked_takes_a_template_and_only_one(desk_of, office, brought):
    chief = desk_of("chief")
    office.do(chief, kept.load, "load-template", FORM, brought, **ORDER)
    with pytest.raises(Refused, match="先撤下"):
        office.do(chief, kept.load, "load-template", FORM, brought, **ORDER)
    with pytest.raises(Refused, match="不使用县级模板"):
        office.do(chief, kept.load, "load-template", FORMS["household_sheet"], brought, **ORDER)


@one_engine
@pytest.mark.parametrize("role", ["corrections", "officer", "admin"])
def test_nobody_but_the_chief_loads_one(desk_of, office, brought, role):
    with pytest.raises(Refused):
        office.do(desk_of(role), kept.load, "load-template", FORM, brought, **ORDER)


@one_engine
def test_a_minors_paper_asks_why_each_time_and_keeps_it(worker, supervise, ask):
    boy = supervise("少年甲", minor="是")
    with worker.act("print", purpose=WORK) as act:
        assert preview_form(act, FORM, boy.id).secret
    with pytest.raises(Secret):
        printed(worker, boy.id)
    paper = printed(worker, boy.id, reason=REASON)
    assert ask("select reason from print") == "移送县社区矫正机构存档"
    assert isinstance(paper.print_id, UUID)
