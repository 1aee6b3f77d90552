"""What leaves the printer is filed, and can be asked about for ever."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO

import pypdf
import pypdfium2
import pytest

from station_app.access import records
from station_app.core.errors import Refused
from station_app.core.ids import new_id
from station_app.printing import code, stock
from station_app.printing.code import NotACode
from station_app.printing.fonts import MissingGlyph
from station_app.printing.reading import NotAPaper, papers_of, text_of
from station_app.printing.reasons import read_reason
from station_app.registers import FORMS, REGISTERS
from station_app.residents.service import sweep_dwelling
from station_app.workflows.paper import preview_form, print_form
from station_app.workflows.paper_batch import print_batch
from station_app.workflows.paper_keys import export_public_key, trust_public_key
from station_app.workflows.verify import verify
from tests.residents import invented

RECEIPT, SHEET = FORMS["residence_receipt"], FORMS["household_sheet"]
HOME = [("02", "单𬭎", "19620304001", {}), ("12", "解𠅤芳", "19630506002", {})]
STAY = {"arrived_on": "2026-03-05", "stay_reason": "01"}


@pytest.fixture
def family(officer):
    return invented.household(officer, invented.HOME, HOME)


@pytest.fixture
def tenant(officer):
    [id] = invented.household(
        officer, invented.LET, [("02", "㐂洋", "19951231012", {"phone": "19900003333"}, STAY)]
    )
    invented.perform(officer, "register_residence", id)
    return id


def printed(desk, form, id, **kwargs):
    with desk.act("print", purpose=invented.COUNTER) as act:
        return print_form(act, form, id, **kwargs)


def verified(desk, shown):
    with desk.act("verify") as act:
        return verify(act, FORMS, shown)


def states(desk, paper):
    """As the short code, the QR and the file itself answer."""
    [read] = papers_of(paper.pdf)
    return [str(verified(desk, shown).state) for shown in (paper.code, read.qr, paper.pdf)]


def withdraw(desk, register, id):
    with desk.act(f"withdraw:{register}", purpose=invented.COUNTER) as act:
        records.withdraw(act, REGISTERS[register], id, reason="误录")


def test_a_print_is_filed_with_what_it_shows_and_the_hash_of_its_words(officer, tenant, store):
    paper = printed(officer, RECEIPT, tenant)
    with officer.act("verify") as act:
        filed = act.load(REGISTERS["prints"], paper.print_id)
    assert (filed.form, filed.copy, filed.pages, filed.number) == (
        "residence_receipt", 1, 1, paper.number,
    )  # fmt: skip
    assert filed.text_hash == code.text_hash(text_of(paper.pdf)).hex()
    assert {register for register, _id, _revision in json.loads(filed.basis)} == {
        "people",
        "places",
        "residents",
    }


def test_who_is_on_a_paper_was_looked_at_by_who_printed_it(officer, family, ask):
    before = ask("select count(*) from audit_read")
    printed(officer, SHEET, family[0])
    assert ask("select count(*) from audit_read") - before == 5  # two residences, two people, home


def test_a_paper_is_the_same_then_changed_then_withdrawn(officer, tenant):
    paper = printed(officer, RECEIPT, tenant)
    assert states(officer, paper) == ["same"] * 3
    invented.amend(officer, "residents", tenant, stay_reason="03")
    assert states(officer, paper) == ["changed"] * 3
    found = verified(officer, paper.code)
    assert found.records == (("residents", tenant),)
    assert (found.number, str(found.title)) == (paper.number, "居住登记凭证（回执）")
    assert found.printed_at == officer.now()
    withdraw(officer, "residents", tenant)
    assert states(officer, paper) == ["withdrawn"] * 3


def test_what_changes_with_the_person_or_the_address_changes_the_paper(officer, tenant):
    residence = invented.load(officer, "residents", tenant)
    for register, id, change in (
        ("people", residence.person_id, {"phone": "19900009999"}),
        ("places", residence.place_id, {"nature": "2"}),
    ):
        paper = printed(officer, RECEIPT, tenant)
        invented.amend(officer, register, id, **change)
        assert verified(officer, paper.code).records == ((register, id),)


def test_somebody_who_joins_the_household_changes_its_sheet(officer, family):
    paper = printed(officer, SHEET, family[0])
    number = invented.load(officer, "residents", family[0]).household
    [child] = invented.household(
        officer, invented.HOME, [("22", "单㐀", "19880101003", {}, {"household": number})]
    )
    found = verified(officer, paper.pdf)
    assert found.state == "changed"
    assert ("residents", child) in found.records


def test_a_withdrawn_print_is_withdrawn_while_a_later_one_stands(officer, tenant):
    paper, later = printed(officer, RECEIPT, tenant), printed(officer, RECEIPT, tenant, reason="错")
    withdraw(officer, "prints", paper.print_id)
    assert states(officer, paper) == ["withdrawn"] * 3
    assert verified(officer, paper.code).records == (("prints", paper.print_id),)
    assert verified(officer, later.code).state == "same"


def test_a_second_paper_of_the_same_asks_why_and_is_the_second_copy(officer, tenant):
    printed(officer, RECEIPT, tenant)
    with pytest.raises(Refused, match="补打请注明原因"):
        printed(officer, RECEIPT, tenant)
    again = printed(officer, RECEIPT, tenant, reason="原件遗失")
    assert "第2份" in "".join(text_of(again.pdf).split())
    assert verified(officer, again.code).copy == 2
    invented.amend(officer, "residents", tenant, stay_reason="03")
    assert verified(officer, printed(officer, RECEIPT, tenant).code).copy == 3


def test_a_paper_needs_a_purpose_and_one_that_opens_what_it_shows(officer, tenant):
    with pytest.raises(Refused, match="事由"), officer.act("print") as act:
        print_form(act, RECEIPT, tenant)
    wrong = replace(invented.COUNTER, code="CORRECTION")
    with pytest.raises(Refused, match="实有人口"), officer.act("print", purpose=wrong) as act:
        print_form(act, RECEIPT, tenant)


def test_a_character_no_font_holds_stops_the_print_and_nothing_is_filed(officer, ask):
    [id] = invented.household(officer, invented.HOME, [("02", "单\U000323af", "19620304001", {})])
    with pytest.raises(MissingGlyph, match=r"U\+323AF"):
        printed(officer, SHEET, id)
    assert ask("select count(*) from print") == 0
    assert ask("select count(*) from setting where name like 'number P%'") == 0


def test_a_code_nobody_printed_is_not_genuine(officer, tenant):
    printed(officer, RECEIPT, tenant)
    assert verified(officer, "00000-00000").state == "not genuine"


def test_a_code_is_read_however_it_is_typed(officer, tenant):
    paper = printed(officer, RECEIPT, tenant)
    typed = paper.code.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert verified(officer, typed).state == "same"


@pytest.mark.parametrize("typed", ["", "ABC", "文书", "ABCDE-FGHJKM"])
def test_what_is_no_code_gets_a_sentence(officer, typed):
    with pytest.raises(NotACode):
        verified(officer, typed)


def test_a_qr_with_any_character_changed_is_not_genuine(officer, tenant):
    [read] = papers_of(printed(officer, RECEIPT, tenant).pdf)
    for at in (12, 20, 60, 120, len(read.qr) - 1):
        other = "2" if read.qr[at] != "2" else "3"
        forged = read.qr[:at] + other + read.qr[at + 1 :]
        assert verified(officer, forged).state == "not genuine"


def changed(pdf):
    """The file with two printed characters swapped, as a forger with an editor does it."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    writer = pypdf.PdfWriter(clone_from=reader)
    for page in writer.pages:
        data = page.get_contents().get_data()
        glyphs = re.findall(rb"<([0-9a-f]+)> Tj", data)
        longest = max(glyphs, key=len)
        stream = pypdf.generic.StreamObject()
        stream.set_data(data.replace(longest, longest[2:4] + longest[:2] + longest[4:], 1))
        page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_paper_whose_words_were_changed_is_not_genuine(officer, tenant):
    paper = printed(officer, RECEIPT, tenant)
    forged = changed(paper.pdf)
    [read] = papers_of(forged)
    assert read.code == paper.code
    assert read.text != text_of(paper.pdf)
    assert verified(officer, forged).state == "not genuine"


def without_keywords(pdf):
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO(pdf)))
    writer.metadata = {}
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_file_printed_again_by_another_program_is_known_by_its_short_code(officer, tenant):
    paper = printed(officer, RECEIPT, tenant)
    assert verified(officer, without_keywords(paper.pdf)).state == "same"
    assert verified(officer, without_keywords(changed(paper.pdf))).state == "not genuine"


def test_a_file_that_is_no_paper_is_refused_with_a_sentence(officer):
    with pytest.raises(NotAPaper):
        verified(officer, b"PK")


def test_another_station_that_trusts_the_key_finds_it_genuine(desk_of, officer, tenant, new_store):
    paper = printed(officer, RECEIPT, tenant)
    [read] = papers_of(paper.pdf)
    other = new_store()
    elsewhere = desk_of("officer", on=other)
    assert states(elsewhere, paper) == ["not genuine"] * 3
    with officer.act("export-public-key") as act:
        card = export_public_key(act)
    with desk_of("chief", on=other).act("trust-public-key") as act:
        assert trust_public_key(act, card) == "339901-01"
    assert verified(elsewhere, read.qr).state == "genuine"
    assert verified(elsewhere, paper.pdf).state == "genuine"
    assert verified(elsewhere, paper.code).state == "not genuine"  # only its own desks can tell
    assert verified(elsewhere, changed(paper.pdf)).state == "not genuine"


@pytest.mark.parametrize(
    "card", [b"", b"{}", b"[]", b'{"station": "339901-01", "paper_key": "zz"}', b"\xff\x00"]
)
def test_what_is_no_public_key_is_refused(chief, card):
    with pytest.raises(Refused, match="公钥"), chief.act("trust-public-key") as act:
        trust_public_key(act, card)


def test_the_key_that_is_handed_over_stays_and_holds_no_secret(officer, store):
    with officer.act("export-public-key") as act:
        first = export_public_key(act)
    with officer.act("export-public-key") as act:
        assert export_public_key(act) == first
    assert set(json.loads(first)) == {"station", "name", "paper_key"}


def test_checking_a_paper_is_told_to_the_log_without_anybody_looking(officer, tenant, ask):
    paper = printed(officer, RECEIPT, tenant)
    before = ask("select count(*) from audit_read")
    verified(officer, paper.code)
    assert ask("select count(*) from audit_read") == before
    [body] = [json.loads(ask("select body from audit_event order by number desc limit 1"))]
    assert (body["event"], body["state"], body["number"]) == (
        "paper verified", "same", paper.number,
    )  # fmt: skip


def test_many_are_printed_in_one_file_each_with_its_own_code(officer, family, tenant, ask):
    told = []
    batch = print_batch(
        officer,
        SHEET,
        [*family, tenant, new_id()],
        purpose=invented.COUNTER,
        progress=lambda done, total: told.append((done, total)),
    )
    assert [draft.subject for draft, _p in batch.papers] == [family[0], tenant]
    assert [len(batch.failed), told[-1]] == [1, (4, 4)]
    assert ask("select count(*) from print") == 2
    read = papers_of(batch.pdf)
    assert [paper.code for paper in read] == [p.stamp.code for _d, p in batch.papers]
    assert [verified(officer, paper.qr).state for paper in read] == ["same", "same"]
    assert verified(officer, batch.pdf).state == "same"
    invented.amend(officer, "residents", tenant, stay_reason="03")
    assert verified(officer, batch.pdf).state == "changed"


def test_one_paper_that_cannot_be_drawn_keeps_nobody_back(officer, tenant, ask):
    [id] = invented.household(officer, invented.HOME, [("02", "单\U000323af", "19620304001", {})])
    batch = print_batch(officer, SHEET, [id, tenant], purpose=invented.COUNTER)
    assert [d.subject for d, _p in batch.papers] == [tenant]
    [(failed, why)] = batch.failed
    assert (failed, "U+323AF" in str(why)) == (id, True)
    assert ask("select count(*) from print") == 1


def batch(officer, ids, **more):
    return print_batch(officer, SHEET, ids, purpose=invented.COUNTER, **more)


def test_a_cancelled_batch_keeps_what_is_printed(officer, family, tenant, ask):
    asked = iter([False, True])
    ids = [tenant] * 50 + [family[0]]
    kept = batch(officer, ids, cancelled=lambda: next(asked))
    assert ([d.subject for d, _p in kept.papers], kept.left) == ([tenant], 1)
    assert ask("select count(*) from print") == 1
    assert verified(officer, kept.pdf).state == "same"


def test_a_batch_cancelled_at_once_files_nothing(officer, tenant, ask):
    kept = batch(officer, [tenant], cancelled=lambda: True)
    assert (kept.pdf, kept.papers, kept.left) == (b"", (), 1)
    assert ask("select count(*) from print") == 0


def test_why_once_more_is_asked_once_for_a_whole_batch(officer, family, tenant, ask):
    batch(officer, [family[0]])
    second = batch(officer, [family[0], tenant])
    assert ([d.subject for d, _p in second.papers], second.again) == ([tenant], (family[0],))
    third = batch(officer, [family[0], tenant], reason="需要多份：建档")
    assert (len(third.papers), third.again, third.failed) == (2, (), ())
    assert ask("select count(*) from print where reason_code = 'more' and reason = '建档'") == 2
    with pytest.raises(Refused, match="其他原因"):
        batch(officer, [tenant], reason="其他原因")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("lost", ("lost", "")),
        ("原件遗失", ("lost", "")),
        ("原件遗失：搬家时", ("lost", "搬家时")),
        ("jam: 缺墨", ("jam", "缺墨")),
        ("水渍", ("other", "水渍")),
        ("其他原因：领导要求", ("other", "领导要求")),
        ("", (None, "")),
    ],
)
def test_a_reason_is_a_code_and_words(typed, kept):
    assert read_reason(typed) == kept


def test_the_reason_of_a_second_print_is_kept_on_it(officer, tenant):
    printed(officer, RECEIPT, tenant)
    again = printed(officer, RECEIPT, tenant, reason="原件损坏：水渍")
    with officer.act("verify") as act:
        filed = act.load(REGISTERS["prints"], again.print_id)
    assert (filed.reason_code, filed.reason, filed.copy) == ("damaged", "水渍", 2)


def words(paper):
    return "".join(text_of(paper.pdf).split())


def order_overprint(desk, form=RECEIPT):
    with desk.act("order-overprint") as act:
        stock.switch_on(act, form, "演示县公安局", "演公发〔2026〕9号", desk.today)


def test_values_alone_are_printed_where_the_county_switched_it_on(desk_of, officer, tenant):
    with pytest.raises(Refused, match="没有准许"):
        printed(officer, RECEIPT, tenant, overprint=True)
    order_overprint(desk_of("admin"))
    whole = printed(officer, RECEIPT, tenant)
    alone = printed(officer, RECEIPT, tenant, overprint=True, reason="jam")
    labels = ("居住登记凭证", "居住地址", "特发此凭证", "不得涂改")
    values = ("㐂洋", "1605室")
    assert [one for one in (*labels, *values) if one not in words(whole)] == []
    assert [one for one in values if one not in words(alone)] == []
    assert [one for one in labels if one in words(alone)] == []
    assert states(officer, alone) == ["same"] * 3
    with pytest.raises(Refused, match="没有准许"):
        printed(officer, SHEET, tenant, overprint=True)  # each form by its own order


def test_values_stand_at_the_same_places_with_and_without_the_form(desk_of, officer, tenant):
    order_overprint(desk_of("admin"))
    whole, alone = (printed(officer, RECEIPT, tenant, overprint=o, reason="jam") for o in (0, 1))

    def place(paper):
        page = pypdfium2.PdfDocument(paper.pdf)[0].get_textpage()
        text = page.get_text_range()
        return [round(v, 1) for v in page.get_charbox(text.index("㐂"))]

    assert place(whole) == place(alone)


def test_the_county_s_order_is_taken_back_with_a_reason(desk_of, officer, tenant):
    admin = desk_of("admin")
    order_overprint(admin)
    with pytest.raises(Refused, match="先撤销"):
        order_overprint(admin)
    with pytest.raises(Refused, match="原因"), admin.act("end-overprint") as act:
        stock.switch_off(act, RECEIPT, " ")
    with admin.act("end-overprint") as act:
        stock.switch_off(act, RECEIPT, "县局收回")
    with pytest.raises(Refused, match="没有准许"):
        printed(officer, RECEIPT, tenant, overprint=True)
    with pytest.raises(Refused, match="权限"):
        order_overprint(officer)


def test_a_preview_is_marked_on_every_page_and_files_nothing(officer, family, ask):
    before = ask("select count(*) from audit_read")
    with officer.act("print", purpose=invented.COUNTER) as act:
        seen = preview_form(act, SHEET, family[0])
    assert all("【预览】" in page for page in text_of(seen.pdf).split(code.PAGE))
    assert "解𠅤芳" in text_of(seen.pdf)
    assert ask("select count(*) from print") == 0
    assert ask("select count(*) from setting where name like 'number P%'") == 0
    assert ask("select count(*) from audit_read") - before == 5  # looked at all the same


def test_what_a_preview_carries_for_a_code_is_never_genuine(officer, tenant):
    printed(officer, RECEIPT, tenant)
    with officer.act("print", purpose=invented.COUNTER) as act:
        seen = preview_form(act, RECEIPT, tenant)
    [read] = papers_of(seen.pdf)
    assert read.code == "预览"
    assert [verified(officer, shown).state for shown in (read.qr, seen.pdf)] == ["not genuine"] * 2
    with pytest.raises(NotACode):
        verified(officer, read.code)


def test_a_preview_tells_that_the_same_paper_was_printed_already(officer, tenant):
    def again():
        with officer.act("print", purpose=invented.COUNTER) as act:
            return preview_form(act, RECEIPT, tenant).again

    assert not again()
    printed(officer, RECEIPT, tenant)
    assert again()
    invented.amend(officer, "residents", tenant, stay_reason="03")
    assert not again()


def test_a_sweep_changes_no_paper_but_the_one_that_tells_of_it(officer, tenant):
    place_id = invented.load(officer, "residents", tenant).place_id
    receipt = printed(officer, RECEIPT, tenant)
    tenants = printed(officer, FORMS["building_list"], place_id)
    round_ = printed(officer, FORMS["sweep_list"], place_id)
    with officer.act("sweep-dwelling") as act:
        sweep_dwelling(act, place_id, "found")
    assert states(officer, receipt) == ["same"] * 3
    assert states(officer, tenants) == ["same"] * 3
    assert states(officer, round_) == ["changed"] * 3
    after = printed(officer, FORMS["sweep_list"], place_id)
    with officer.act("sweep-dwelling") as act:
        sweep_dwelling(act, place_id, "found")
    assert states(officer, after) == ["same"] * 3  # the same day stands on it


def test_who_was_found_gone_by_a_sweep_changes_the_paper(officer, tenant):
    paper = printed(officer, RECEIPT, tenant)
    invented.perform(officer, "sweep", tenant, result="gone")
    assert states(officer, paper) == ["changed"] * 3
