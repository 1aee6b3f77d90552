"""Which page answers which route."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from ui.pages.page import Page
from ui.pages.work import Route, Work

PAGES: Mapping[str, str] = {
    "home": "ui.pages.home:Home",
    "list": "ui.pages.list:List",
    "record": "ui.pages.record:RecordPage",
    "form": "ui.pages.form:FormPage",
    "reception": "ui.calls.reception:ReceptionPage",
    "consultation": "ui.calls.reception:ConsultationPage",
    "telephones": "ui.calls.phones:PhonesPage",
    "call_paste": "ui.calls.paste:PastePage",
    "case_course": "ui.cases.course:CourseOfCase",
    "case_closing": "ui.cases.closing:ClosingPage",
    "sampling": "ui.cases.sampling:SamplingPage",
    "custody_board": "ui.custody.board:Board",
    "card_arrivals": "ui.cards.arrivals:ArrivalsPage",
    "roster": "ui.duty.roster:Roster",
    "diary": "ui.duty.diary:DiaryPage",
    "hand_over": "ui.duty.hand_over:HandOverPage",
    "equipment": "ui.duty.equipment:EquipmentPage",
    "figure_rows": "ui.charts.rows:FigureRows",
    "statement": "ui.cases.statement:StatementPage",
    "conflict": "ui.pages.conflict:ConflictPage",
    "exchange": "ui.exchange.page:ExchangePage",
    "conflicts": "ui.exchange.cases:CasesPage",
    "resolve": "ui.exchange.deciding:DecidingPage",
    "quarantine": "ui.exchange.refused:RefusedPage",
    "resend": "ui.exchange.resend:ResendPage",
    "action": "ui.pages.action:ActionPage",
    "history": "ui.pages.history:History",
    "who": "ui.pages.history:Who",
    "withdraw": "ui.pages.withdraw:Withdraw",
    "household": "ui.residents.household:Household",
    "grid": "ui.places.grid:GridPage",
    "sweep": "ui.places.sweep:SweepPage",
    "inspect": "ui.inspections.visit:VisitPage",
    "rounds": "ui.rounds.rounds:Rounds",
    "round_new": "ui.rounds.plan:PlanPage",
    "round": "ui.rounds.entry:RoundPage",
    "round_papers": "ui.rounds.papers:RoundPapers",
    "my_people": "ui.corrections.people:MyPeople",
    "report_queue": "ui.corrections.queue:Queue",
    "report": "ui.corrections.report:ReportPage",
    "leave": "ui.corrections.leave:LeavePage",
    "office_decision": "ui.corrections.deciding:OfficeDecision",
    "time_line": "ui.corrections.line:TimeLine",
    "correction_figures": "ui.corrections.figures:FiguresPage",
    "discipline": "ui.corrections.discipline:DisciplinePage",
    "print": "ui.pages.print:Printing",
    "batch": "ui.pages.batch:Batch",
    "paper": "ui.pages.paper:PaperPage",
    "verify": "ui.pages.verify:Verify",
    "duplicates": "ui.people.duplicates:Duplicates",
    "pair": "ui.people.duplicates:PairPage",
    "export": "ui.pages.export:Export",
    "import": "ui.pages.import_page:Import",
    "backup": "ui.pages.backup:BackupPage",
    "accounts": "ui.pages.accounts:Accounts",
    "account": "ui.pages.accounts:AccountPage",
    "beats": "ui.pages.beats:Beats",
    "beat": "ui.pages.beats:BeatPage",
    "sealed": "ui.sealing.requests:SealedRequests",
    "sealed_ask": "ui.sealing.requests:SealedAsk",
    "sealed_decide": "ui.sealing.requests:SealedDecide",
    "sealed_reply": "ui.sealing.reply:SealedReply",
    "sealed_read": "ui.sealing.reading:SealedRead",
    "custodians": "ui.sealing.keepers:Custodians",
    "retention": "ui.retention.purges:Retention",
    "purge_propose": "ui.retention.purges:PurgePropose",
    "purge_decide": "ui.retention.purges:PurgeDecide",
    "audit": "ui.pages.audit:Audit",
    "log-sheet": "ui.pages.log_sheet:LogSheet",
    "assessment": "ui.pages.assessment:AssessmentPage",
    "free-looks": "ui.pages.free_looks:FreeLooks",
    "compare": "ui.pages.compare:Compare",
    "ticket": "ui.pages.ticket:TicketPage",
    "keys": "ui.pages.keys_sheet:KeysSheet",
    "rules": "ui.pages.rules:Rules",
    "rule": "ui.pages.rules:RulePage",
    "rule_end": "ui.pages.rule_change:EndPage",
    "holidays": "ui.pages.holidays:Holidays",
    "holiday_year": "ui.pages.holidays:HolidayPage",
    "holiday_end": "ui.pages.rule_change:EndPage",
    "overprint": "ui.pages.overprint:Overprint",
    "overprint_order": "ui.pages.overprint:OrderPage",
    "overprint_end": "ui.pages.overprint:OrderPage",
    "templates": "ui.pages.county:Templates",
    "template": "ui.pages.county:TemplatePage",
    "template_load": "ui.pages.county_load:LoadPage",
    "template_end": "ui.pages.county_load:EndPage",
    "template_field": "ui.pages.county:FieldPage",
    "usual_texts": "ui.pages.usual_texts:UsualTextsPage",
    "usual_text": "ui.pages.usual_texts:UsualTextPage",
    "voided": "ui.pages.voided:Voided",
    "void_number": "ui.pages.voided:VoidNumber",
    "settings": "ui.pages.settings:Settings",
    "factor": "ui.pages.factor:FactorPage",
}


def page_for(work: Work, route: Route) -> Page:
    module, name = PAGES[route.page].split(":")
    made: Page = getattr(import_module(module), name)(work, route)
    return made


def modules() -> list[str]:
    """To be imported ahead, while a password is typed."""
    return sorted({where.split(":")[0] for where in PAGES.values()})
