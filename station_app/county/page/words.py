"""What the page says, in the language of whoever reads it."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from station_app.core.texts import SOURCE, Text, _
from station_app.registers import REGISTERS

ENGLISH = Path(__file__).parents[3] / "resources" / "i18n" / "en.mo"
LANGUAGES = {"zh": "中文", "en": "English"}

SAY = {
    "title": _("上报下发情况"),
    "training": _("演练"),
    "sign_in": _("登录"),
    "sign_out": _("退出"),
    "account": _("账号"),
    "password": _("密码"),
    "skip": _("跳到表格"),
    "stations": _("全部单位"),
    "station": _("单位"),
    "kind": _("类别"),
    "contact": _("最近联系"),
    "never": _("从未"),
    "waiting": _("待上报"),
    "oldest": _("最早一条"),
    "overdue": _("已逾期"),
    "soon": _("七日内到期"),
    "conflicts": _("数据不一致待处理"),
    "duplicates": _("与其他单位重复"),
    "audited": _("审计会签至"),
    "doubts": _("审计疑点"),
    "devices": _("设备"),
    "silent": _("超过 24 小时"),
    "owed": _("应办未办"),
    "owed_note": _("由本单位在最近联系时报来；涉密的登记簿和家庭暴力、社区戒毒事项不报"),
    "register": _("登记簿"),
    "count": _("件数"),
    "other": _("其他登记簿"),
    "nothing": _("无"),
    "records": _("近 12 个月登记数"),
    "records_note": _("少于 5 的不显示"),
    "record": _("记录编号"),
    "since": _("发现时间"),
    "pairs": _("同一人在两处登记"),
    "pairs_note": _("按证件号码的指纹比对，只列编号；最多 50 组"),
    "device": _("设备编号"),
    "until": _("证书到期"),
    "state": _("状态"),
    "active": _("有效"),
    "expiring": _("应续期"),
    "expired": _("已过期"),
    "revoked": _("已注销"),
    "worked_out": _("本页数字算于"),
    "zone": _("北京时间"),
    "few": _("少于 5"),
}
KINDS = {
    "police": _("派出所"),
    "justice": _("司法所"),
    "township": _("乡镇（街道）"),
    "training": _("演练单位"),
}
DOUBTS = {
    "rewritten": _("已会签的事件被改过"),
    "short": _("审计日志短于会签的部分"),
    "chain": _("审计日志前后不连"),
    "signature": _("检查点的签名不对"),
    "owner": _("送来别的单位的日志"),
    "altered": _("本所自查发现日志被改"),
    "clock": _("时钟往回拨过"),
    "key": _("设备的签名密钥变了"),
    "restored": _("从备份恢复过"),
}


def register_of(name: str) -> Text:
    """Without a name: one of those that the county is told nothing of."""
    return REGISTERS[name].title if name else SAY["other"]


@cache
def catalogue(language: str) -> NullTranslations:
    if language != "en":
        return SOURCE
    with ENGLISH.open("rb") as file:
        return GNUTranslations(file)


def language_of(asked: str | None, kept: str | None, accepts: str) -> str:
    """What was asked for now, or before, or what the browser prefers."""
    for one in (asked, kept):
        if one in LANGUAGES:
            return one
    return "en" if accepts.lower().startswith("en") else "zh"
