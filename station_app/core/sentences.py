"""What `identity` finds, in words."""

from __future__ import annotations

from collections.abc import Mapping

from station_app.core.texts import Text, _
from station_app.identity.documents import Fault as DocumentFault
from station_app.identity.documents import MrzFault
from station_app.identity.names import NameFault
from station_app.identity.numbers import Fault, Note

ID_FAULTS: Mapping[Fault, Text] = {
    Fault.LENGTH: _("身份号码应为 18 位（旧号 15 位），请核对是否漏字或多字"),
    Fault.SHAPE: _("身份号码只能是数字，末位可以是 X"),
    Fault.BIRTH: _("身份号码第 7 至 14 位不是有效的出生日期，请对照证件"),
    Fault.CHECK: _("身份号码校验不符，请逐位对照证件"),
    Fault.FUTURE: _("身份号码中的出生日期在今天之后，请对照证件"),
    Fault.SPREADSHEET_DAMAGE: _("身份号码已被电子表格损坏（末几位丢失），请对照证件重新录入"),
}
ID_NOTES: Mapping[Note, Text] = {
    Note.UNKNOWN_DIVISION: _("身份号码前 6 位不在行政区划表中，请留意"),
    Note.ABOLISHED_DIVISION: _("身份号码前 6 位是已撤销的行政区划，仍然有效"),
    Note.AGE_OVER_120: _("按身份号码年龄超过 120 岁，请核对"),
    Note.CENTENARIAN_SEQUENCE: _("15 位旧号的顺序码 996 至 999 曾用于百岁老人，请核对出生年份"),
}
NAME_FAULTS: Mapping[NameFault, Text] = {
    NameFault.EMPTY: _("请填写姓名"),
    NameFault.TOO_LONG: _("姓名至多 50 个字"),
    NameFault.CONTROL: _("姓名中有看不见的字符，请删去后重新键入"),
    NameFault.BIDI: _("姓名中有改变显示方向的字符，请删去后重新键入"),
    NameFault.SURROGATE: _("姓名中有半个字，请删去后重新键入"),
    NameFault.PRIVATE_USE: _("姓名中有自造字，在别的机器上会变成别的字，请按 F9 查正式编码的字"),
}
DOCUMENT_FAULTS: Mapping[DocumentFault, Text] = {
    DocumentFault.UNKNOWN_TYPE: _("没有这种证件，请从证件种类中选取"),
    DocumentFault.SHAPE: _("证件号码的位数或格式不对，请对照证件"),
    DocumentFault.CHECK: _("证件号码校验不符，请逐位对照证件"),
}
MRZ_FAULTS: Mapping[MrzFault, Text] = {
    MrzFault.LENGTH: _("护照机读码两行各 44 位，请核对是否漏字或多字"),
    MrzFault.SHAPE: _("护照机读码只有大写字母、数字和“<”，第一行以 P 开头，请对照护照"),
    MrzFault.NUMBER: _("护照机读码中的护照号码校验不符，请逐位对照护照"),
    MrzFault.BIRTH: _("护照机读码中的出生日期校验不符，请逐位对照护照"),
    MrzFault.EXPIRY: _("护照机读码中的有效期校验不符，请逐位对照护照"),
    MrzFault.PERSONAL_NUMBER: _("护照机读码中的个人号码校验不符，请逐位对照护照"),
    MrzFault.WHOLE: _("护照机读码第二行校验不符，请逐位对照护照"),
}
