"""An invented household sheet: about thirty cells, six members, every kind of block."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from uuid import UUID

from station_app.core.texts import _
from station_app.printing import code
from station_app.printing.parts import (
    DRAFT,
    INTERNAL,
    TRAINING,
    Cell,
    Column,
    Form,
    Grid,
    Imprint,
    Notice,
    Paragraph,
    Receipt,
    Rows,
    Signatures,
    Stub,
)  # fmt: skip

SECRET, SIGNING_KEY = hashlib.sha256(b"secret").digest(), hashlib.sha256(b"signing").digest()
ORG = "339901-01"
PRINT = UUID("01990000-0000-7000-8000-000000000001")
STAMPER = code.stamper(SECRET, SIGNING_KEY, ORG, PRINT)

FORM = Form("household_sheet", _("常住人口信息表"), "residents")
IMPRINT = Imprint(
    number="33990101A202603090001", copy=1, unit="滨江派出所", printed_at="2026-03-09 10:00",
    officer="王警官", marks=(INTERNAL, TRAINING),
)  # fmt: skip

MEMBERS = (
    ("户主", "张三", "男", "339901197001010013", "1990-06-01", "19900000001"),
    ("配偶", "李\U00020000芳", "女", "339901197203040027", "1995-05-20", "19900000002"),
    ("子", "张\U0002a700", "男", "339901199601010039", "1996-01-01", "19900000003"),
    ("女", "张㐀", "女", "339901199901010042", "1999-01-01", ""),
    ("母", "王\U0002ceb0英", "女", "339901194501010065", "2010-08-15", "19900000005"),
    ("儿媳", "买买提·阿依古丽", "女", "339901199701010081", "2020-10-01", "19900000006"),
)


def sheet(name="张三", note="", members=MEMBERS):
    return (
        Grid(2, (
            (Cell(_("户别"), "家庭户"), Cell(_("户号"), "339901010001234")),
            (Cell(_("户主姓名"), name), Cell(_("与户主关系"), "户主")),
        )),
        Grid(3, (
            (Cell(_("姓名"), name), Cell(_("性别"), _("男")), Cell(_("民族"), "汉族")),
            (Cell(_("曾用名")), Cell(_("出生日期"), "1970-01-01"), Cell(_("血型"))),
            (Cell(_("公民身份号码"), "339901197001010013", span=2), Cell(_("身高"), "172 厘米")),
            (Cell(_("出生地"), "示例省江城市"), Cell(_("籍贯"), "示例省河阳市", span=2)),
            (Cell(_("监护人")), Cell(_("监护关系")), Cell(_("联系电话"), "19900000001")),
            (Cell(_("住址"), "江城市长河街道江南大道 1 号 2 幢 3 单元 401 室", span=3),),
            (Cell(_("本市（县）其他住址"), "", span=3),),
            (Cell(_("文化程度"), "大学本科"), Cell(_("婚姻状况"), "已婚"),
             Cell(_("兵役状况"), "未服兵役")),
            (Cell(_("职业"), "会计"), Cell(_("服务处所"), "滨江某某贸易有限公司", span=2)),
            (Cell(_("何时由何地迁来本市（县）"), "1990-06-01 由河阳市迁来", span=3),),
            (Cell(_("何时由何地迁来本址"), "2010-08-15 由长河街道旧址迁来", span=3),),
            (Cell(_("何时何因迁往何地")), Cell(_("何时何因注销户口"), "", span=2)),
            (Cell(_("登记事项变更和更正记载"), note, span=3, lines=3),),
            (Cell(_("申报人签章"), by_hand=True), Cell(_("承办人签章"), by_hand=True),
             Cell(_("登记日期"), "2026-03-09")),
        )),
        Rows(
            (Column(_("与户主关系"), 1), Column(_("姓名"), 1.6), Column(_("性别"), 0.6),
             Column(_("公民身份号码"), 2.2), Column(_("迁入日期"), 1.2), Column(_("电话"), 1.3)),
            members, least=7, title=_("本户成员"),
        ),
        Notice(_("注：本表依登记内容打印，供站内核对，以户口登记机关的登记为准。")),
    )  # fmt: skip


LETTER = (
    Paragraph("经查，上述人员户口登记内容与本站记录一致。特此说明。", _("一、说明")),
    Signatures((_("申请人"), _("承办人"), _("审核人")), stamp="滨江派出所"),
    Notice(_("本表一式二份，一份交申请人，一份存档。")),
)
LETTER_FORM = Form("letter", _("情况说明"), "letters")
LETTER_IMPRINT = replace(IMPRINT, marks=(DRAFT, TRAINING))

ORDER_NUMBER = "滨公（治）限改字〔2026〕第12号"
ORDER_FORM = Form(
    "order", _("责令限期改正通知书"), "letters",
    keepers=(_("存根由派出所存档"), _("正本交当事人"), _("回执由当事人签收后附卷")),
)  # fmt: skip


def order(name="张三", faults="未按规定登记承租人的姓名、身份证件种类和号码。"):
    return (
        Stub(
            (
                Grid(2, (
                    (Cell(_("当事人"), name), Cell(_("改正期限"), "2026年3月16日")),
                    (Cell(_("事由"), faults, span=2, lines=2),),
                    (Cell(_("承办人"), by_hand=True), Cell(_("批准人"), by_hand=True)),
                    (Cell(_("填发日期"), "2026年3月9日"), Cell(_("填发人"), by_hand=True)),
                )),
            ),
            ORDER_NUMBER,
        ),
        Paragraph(name + "：", indent=""),
        Paragraph(f"经检查，发现你（单位）存在下列问题：{faults}"),
        Paragraph("现责令你（单位）于2026年3月16日前改正，并将结果报告本所。"),
        Signatures((_("检查人"), _("检查人")), stamp="滨江派出所"),
        Receipt((
            Grid(2, ((Cell(_("当事人"), name), Cell(_("收到日期"), by_hand=True)),)),
            Paragraph("上述通知书已收到。"),
            Signatures((_("收件人"), _("送达人"))),
        )),
    )  # fmt: skip
