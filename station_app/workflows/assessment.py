"""个人信息保护影响评估: the sheet of articles 55 and 56, filled from what the home really holds.

What the program can know it states: registers, counts, kinds of sensitive fields, roles, terms
of keeping, backups, the log. What people have to weigh is left to be written in by hand.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from station_app.access import upkeep
from station_app.access.act import Act, View
from station_app.access.desk import Desk
from station_app.access.matrix import RIGHTS_OF
from station_app.access.purposes import PURPOSES, opened_by
from station_app.access.roles import ROLE_TITLES, ROLES, ROLES_OF
from station_app.access.service import service
from station_app.clocks.due import length
from station_app.core.show import moment
from station_app.core.texts import Shown, Text, _
from station_app.printing.code import PaperKeys
from station_app.printing.forms import day
from station_app.printing.paper import draw
from station_app.printing.parts import (
    TRAINING,
    Block,
    Cell,
    Column,
    Form,
    Grid,
    Imprint,
    Notice,
    Rows,
    Signatures,
)
from station_app.storage import audit, settings
from station_app.storage.driver import is_postgresql
from station_app.storage.own_tables import Officer
from station_app.storage.signing import signing_key
from station_app.workflows.assessment_held import holdings, on_the_menu, sensitive

FORM = Form("impact_assessment", _("个人信息保护影响评估表"), "")
YEAR = timedelta(days=365)
TOLD = {
    "searched": _("查询"),
    "read": _("查看记录"),
    "exported": _("导出"),
    "exported everything": _("全部导出"),
    "printed": _("打印"),
    "backed up": _("另存备份"),
    "backed up by itself": _("自动备份"),
    "refused": _("被拒绝的操作"),
    "checked": _("检查数据"),
    "log verified": _("核对日志"),
}


ON_DESK = _("数据库、照片和备份均加密（AES-256），密钥须口令和本机密钥，恢复码纸质密封")
ON_SERVER = _(
    "照片、草稿、封存记录和备份加密（AES-256），密钥须口令和本机密钥，恢复码纸质密封；"
    "数据库在本单位的 PostgreSQL 服务器上，程序不加密，须由服务器的磁盘加密和账号权限保护，"
    "联网传输须经 TLS"
)


@dataclass(frozen=True, slots=True)
class Assessment:
    pdf: bytes
    pages: int
    number: str
    text: str


def assess(desk: Desk) -> Assessment:
    """Nobody waits while it is counted; its event is in the log before it is drawn."""
    with desk.survey("assess") as act:
        blocks = gather(act)
        imprint = act.station or act.stamp.scope, moment(act.stamp.now), act.stamp.officer
    with desk.jot("number-assessment") as view:
        keys, number = number_assessment(view)
    marks = (TRAINING,) if desk.training else ()
    stamped = Imprint(number, 1, *imprint, marks)
    drawn = draw(FORM, blocks, stamped, keys.stamper(act.stamp.act_id))
    return Assessment(drawn.pdf, drawn.pages, number, drawn.text)


@service(right="number-assessment", audit=None)
def number_assessment(view: View) -> tuple[PaperKeys, str]:
    number = settings.next_number(view.session, view.stamp.scope, "A", view.stamp.today)
    signing = signing_key(view.session)
    return PaperKeys(view.stamp.scope, view.derive("paper"), signing), number


@service(right="assess", audit="impact assessed")
def gather(act: Act) -> Sequence[Block]:
    return (
        _head(act),
        holdings(act),
        sensitive(act),
        _purposes(act),
        _roles(act),
        _keeping(act),
        _measures(act),
        _looks(act),
        _to_weigh(),
        Signatures((_("编制人（安全保密）"), _("审核人（所领导）")), stamp=act.station),
        Notice(_("依据《个人信息保护法》第五十五条、第五十六条；本表和处理情况记录至少保存三年。")),
    )


def _head(act: Act) -> Block:
    cells = (
        (Cell(_("单位"), act.station or act.stamp.scope), Cell(_("机构代码"), act.stamp.scope)),
        (Cell(_("评估日期"), day(act.stamp.today)), Cell(_("编制人"), act.stamp.officer)),
        (Cell(_("评估事由"), span=2, by_hand=True),),
    )
    return Grid(2, cells)


def _purposes(act: Act) -> Block:
    rows = []
    for code, title in PURPOSES.items():
        opened = opened_by(code, training=act.training)
        opens = [r.title for r in on_the_menu(act) if {r.name, "*"} & opened]
        rows.append((title, "、".join(map(str, opens)) or _("不查看登记簿")))
    columns = Column(_("事由"), 1), Column(_("可查看的登记簿"), 4)
    return Rows(columns, tuple(rows), title=_("三、处理目的（每次查看须有事由和依据）"))


def _roles(act: Act) -> Block:
    accounts = Counter(
        role for role, active in act.rows(select(Officer.role, Officer.active)) if active
    )
    rows, rights = [], RIGHTS_OF[act.kind]
    for role in (each for each in ROLES if each in ROLES_OF[act.kind]):
        shown = [r.title for r in on_the_menu(act) if role in rights.get(f"show:{r.name}", ())]
        may = _("{n} 项", n=sum(role in roles for roles in rights.values()))
        row = ROLE_TITLES[role], str(accounts[role]), may, "、".join(map(str, shown)) or _("无")
        rows.append(row)
    columns = (
        Column(_("岗位"), 1.4),
        Column(_("在用账号"), 0.7),
        Column(_("权限"), 0.7),
        Column(_("可查看的登记簿"), 3),
    )
    return Rows(columns, tuple(rows), title=_("四、人员和权限"))


def _keeping(act: Act) -> Block:
    terms, today = act.stamp.terms.rules, act.stamp.today
    rules = [rule for rule in terms if rule.id.startswith("retention") and rule.holds(today)]
    rows = tuple(
        (
            Text(rule.title),
            length(rule),
            rule.basis,
            _("已核") if rule.confirmed else _("待核"),
        )
        for rule in rules
    )
    columns = (
        Column(_("事项"), 2),
        Column(_("期限"), 0.8),
        Column(_("依据"), 2),
        Column(_("是否核对")),
    )
    return Rows(columns, rows, title=_("五、保存期限"))


def _measures(act: Act) -> Block:
    last = upkeep.last_backup(act)
    made = moment(last.at) if last.at else _("尚未备份")
    second = (moment(last.placed_at) if last.placed_at else _("有")) if last.place else _("没有")
    said: Sequence[tuple[Text, Shown]] = (
        (_("存储"), ON_SERVER if is_postgresql(act.session) else ON_DESK),
        (_("访问"), _("分岗授权，系统、安全、审计三员分离；查看须有事由；列表遮盖；限额")),
        (_("最近一次备份"), made),
        (_("备份第二存放处"), second),
        (_("备份异常"), upkeep.trouble(last) or _("无")),
        (_("日志"), _("共 {n} 条，逐条以 SM3 相连", n=audit.size(act.session))),
        (_("网络"), _("单机或站内局域网使用，数据存于本单位；程序没有对外提供的功能")),
    )
    cells = tuple((Cell(label, value, lines=1 + len(str(value)) // 36),) for label, value in said)
    return Grid(1, cells, label=32, title=_("六、保护措施"))


def _looks(act: Act) -> Block:
    since = act.stamp.now - YEAR
    counts = Counter(event for at, event in _events(act) if at >= since)
    rows = tuple((title, str(counts[event])) for event, title in TOLD.items())
    columns = Column(_("操作（最近一年，按日志）"), 2), Column(_("次数"), 1)
    return Rows(columns, rows, title=_("七、使用情况"))


def _events(act: Act) -> Iterator[tuple[datetime, str]]:
    for event in audit.events(act.session):
        body = json.loads(event.body)
        yield datetime.fromisoformat(body["at"]), body["event"]


def _to_weigh() -> Block:
    asked = (
        _("处理目的、处理方式是否合法、正当、必要"),
        _("对个人权益的影响及安全风险"),
        _("保护措施是否合法、有效并与风险程度相适应"),
        _("结论和整改事项"),
    )
    cells = tuple((Cell(each, lines=3, by_hand=True),) for each in asked)
    title = _("八、评估意见（由编制人、审核人填写；《个人信息保护法》第五十六条第一款）")
    return Grid(1, cells, label=44, title=title)
