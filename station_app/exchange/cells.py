"""One cell's text turned into a value, or into the sentence that says what is wrong with it.

Nothing here raises, whatever the text: a sheet is somebody else's work.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Generic, NamedTuple, TypeVar

from station_app.core.sentences import ID_FAULTS, NAME_FAULTS
from station_app.core.texts import Text, _
from station_app.exchange import numerals
from station_app.identity import codes, names, numbers

T = TypeVar("T")


class Tidied(NamedTuple, Generic[T]):
    """Neither value nor problem: the cell is empty, in whatever words."""

    value: T | None = None
    problem: Text | None = None


class Phone(NamedTuple):
    number: str  # digits, the area code before
    whose: str = ""


NOTHING = frozenset(
    [
        "",
        "无",
        "没有",
        "暂无",
        "不详",
        "未知",
        "未填",
        "空",
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "无电话",
    ]
)
OPEN_END = frozenset(["长期", "永久", "至今", "无固定期限", "不定期", "长期有效", "长租"])
EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets, for days after 1900-02-28
SERIAL = re.compile(r"[1-7]\d{4}(\.\d+)?", re.ASCII)  # 1927 to 2119
SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
APART = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?", re.ASCII)
MONTH = re.compile(r"(1[89]|2[01])\d{2}([-./年]?(0?[1-9]|1[0-2])月?|年)?", re.ASCII)
SHORT_YEAR = re.compile(r"\d{2}[-./年]?\d{1,2}[-./月]?\d{1,2}[日号]?", re.ASCII)
CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$", re.ASCII)
HAN_DATE = re.compile(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)

SEX = {"男": "1", "男性": "1", "m": "1", "1": "1", "女": "2", "女性": "2", "f": "2", "2": "2"}
SEX |= {"0": "0", "9": "9", "未知的性别": "0", "未说明的性别": "9"}

# Words of ledgers beside the labels of GB/T 4761-2008, code → words.
RELATION_WORDS = {
    "10": "爱人 对象 夫妻",
    "11": "丈夫 老公",
    "12": "妻子 老婆",
    "20": "儿子 儿 之子",
    "21": "独子",
    "22": "大儿子 大儿",
    "23": "二儿子 二子 二儿",
    "24": "三儿子",
    "27": "养子 继子",
    "28": "婿 长婿 次婿",
    "30": "女儿 闺女 之女",
    "32": "大女儿 大女",
    "33": "二女儿 二女",
    "34": "三女儿",
    "37": "养女 继女",
    "38": "媳 儿媳妇 长媳 次媳",
    "41": "孙 孙儿 长孙 次孙",
    "42": "长孙女 次孙女",
    "43": "外孙",
    "45": "孙媳 孙媳妇 外孙媳妇",
    "46": "孙女婿 外孙女婿",
    "47": "曾孙 曾孙子",
    "48": "曾孙女",
    "51": "父 爸爸 爸",
    "52": "母 妈妈 妈",
    "57": "继父 养父",
    "58": "继母 养母",
    "61": "爷爷",
    "62": "奶奶",
    "63": "外公 姥爷",
    "64": "外婆 姥姥",
    "70": "兄弟 姐妹",
    "71": "哥 哥哥 兄长",
    "72": "嫂子",
    "73": "弟弟",
    "74": "弟媳妇 弟妹",
    "75": "姐",
    "77": "妹",
    "81": "伯伯 大伯",
    "83": "叔叔 叔",
    "84": "婶婶 婶",
    "85": "舅舅 舅",
    "86": "舅妈",
    "87": "姨夫",
    "88": "姨妈 姨",
    "89": "姑夫",
    "90": "姑姑 姑妈",
    "93": "侄 侄儿",
    "97": "亲属 亲戚 其他亲属",
    "99": "租客 租户 房客 保姆 雇工 朋友 同事 同学 寄住 寄居 挂靠",
}

SEPARATORS = re.compile(r"[、,;/|\n]|或|和")
PHONE_TEXT = re.compile(r"[0-9\s()+\-\u2010-\u2015:\u3400-\u9fff]+")
PHONE_WORDS = ("手机", "电话", "座机", "手机号", "联系电话")
CHINA = re.compile(r"^(\+?86|0086)(?=1\d{10}$)", re.ASCII)
MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
DIALLED = re.compile(  # mobile; landline with or without area code; 400 and short numbers
    r"1[3-9]\d{9}|(0\d{2,3})?[2-9]\d{6,7}|400\d{7}|1\d{2}|1\d{4}|9\d{4}", re.ASCII
)
MONEY_MARKS = re.compile(r"人民币|每个?月|月租金?|[¥￥元块整\s]|/月|/m")
COMMON_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
BETWEEN_HAN = re.compile(r"(?<=[\u2e80-\U0003ffff])\s+(?=[\u2e80-\U0003ffff])")

NO_DAY = Tidied[date](problem=_("没有这一天，请写作 2026-03-07"))
MONTH_ONLY = Tidied[date](problem=_("只有年月，没有日，请补全到日"))
TWO_DIGITS = Tidied[date](problem=_("年份只有两位，请写全四位年份"))
NO_RELATION = _("认不出与户主的关系，请写作户主、妻、长子、女婿等")


def plain(text: str) -> str:
    """Half width and trimmed, of what is read as a word or a number, never of a name."""
    return unicodedata.normalize("NFKC", text).strip(" \t\r\n'\u200b\ufeff")


def is_nothing(text: str) -> bool:
    return plain(text) in NOTHING


def day(text: str, today: date) -> Tidied[date]:
    """20260307, 2026.3.7, 2026/3/7, 2026年3月7日, 二〇二六年三月七日, serials of spreadsheets."""
    typed = CLOCK.sub("", plain(text))
    if typed in NOTHING:
        return Tidied()
    typed = "".join(typed.split())
    if SERIAL.fullmatch(typed):
        return Tidied(EPOCH + timedelta(days=int(float(typed))))
    if parts := SOLID.fullmatch(typed) or APART.fullmatch(typed):
        return _day(today, *map(int, parts.groups()))
    if parts := HAN_DATE.fullmatch(typed):
        year, month, number = (numerals.in_words(part) or 0 for part in parts.groups())
        return _day(today, year, month, number)
    if MONTH.fullmatch(typed):
        return MONTH_ONLY
    return TWO_DIGITS if SHORT_YEAR.fullmatch(typed) else NO_DAY


def _day(today: date, year: int, month: int, number: int) -> Tidied[date]:
    try:
        found = date(year, month, number)
    except ValueError:
        return NO_DAY
    return Tidied(found) if 1850 <= year <= today.year + 100 else NO_DAY


def past_day(text: str, today: date) -> Tidied[date]:
    """A day that cannot lie ahead: of birth, of arrival."""
    found = day(text, today)
    if found.value and found.value > today:
        return Tidied(problem=_("日期在今天之后，请核对"))
    return found


def last_day(text: str, today: date) -> Tidied[date]:
    """The end of a term; 长期 has none, and is no problem."""
    return Tidied() if plain(text) in OPEN_END else day(text, today)


def sex(text: str) -> Tidied[str]:
    """Word or code → GB/T 2261.1."""
    typed = plain(text).casefold()
    if typed in NOTHING:
        return Tidied()
    code = SEX.get(typed)
    return Tidied(code) if code else Tidied(problem=_("性别请写作男或女"))


def id_number(text: str, today: date) -> Tidied[numbers.Reading]:
    """The reading carries notes, birth and sex; a number cut short by the sheet is named so."""
    if plain(text) in NOTHING:
        return Tidied()
    reading = numbers.read(text, today)
    if reading.fault:
        return Tidied(problem=ID_FAULTS[reading.fault])
    return Tidied(reading)


def name(text: str) -> Tidied[str]:
    """Without the spaces that stretch two characters to three: 郝  佑."""
    if COMMON_NAME.fullmatch(text):
        return Tidied(text)
    tidied = names.tidy(BETWEEN_HAN.sub("", text.strip()))
    if not tidied:
        return Tidied()
    fault = names.fault(tidied)
    return Tidied(problem=NAME_FAULTS[fault]) if fault else Tidied(tidied)


def phones(text: str) -> Tidied[tuple[Phone, ...]]:
    """Several in one cell; one that cannot be a number makes the whole cell a query."""
    typed = plain(text)
    if MOBILE.fullmatch(typed):  # as most are
        return Tidied((Phone(typed, ""),))
    if typed in NOTHING:
        return Tidied()
    found: list[Phone] = []
    for part in SEPARATORS.split(typed):
        if part.strip() and part.strip() not in NOTHING:
            numbers_here = _phones(part)
            if not numbers_here:
                return Tidied(problem=_("电话号码有误：手机 11 位，座机请带区号"))
            found += numbers_here
    return Tidied(tuple(dict.fromkeys(found)) or None)


def _phones(part: str) -> list[Phone]:
    """One number however it is spaced, or several with nothing but spaces between."""
    if not PHONE_TEXT.fullmatch(part):
        return []
    whose = "".join(c for c in part if c > "\u2e80")
    whose = "" if whose in PHONE_WORDS else whose
    said = [_dialled(part)]
    if not DIALLED.fullmatch(said[0]):
        said = [digits for word in part.split() if (digits := _dialled(word))]
    return [Phone(n, whose) for n in said] if all(map(DIALLED.fullmatch, said)) else []


def _dialled(text: str) -> str:
    return CHINA.sub("", "".join(c for c in text if c in "+0123456789"))


def money(text: str) -> Tidied[Decimal]:
    """Yuan: 600, 1200元, 1,200元/月, 八百, 一千二百元, 1.2千; 免租 is nought."""
    typed = plain(text)
    if typed in NOTHING:
        return Tidied()
    if typed in ("免租", "免租金", "免费", "零"):
        return Tidied(Decimal(0))
    if typed in ("面议", "另议", "协商", "待定"):
        return Tidied(problem=_("租金写着“{text}”，请问清后填每月多少元", text=typed))
    amount = numerals.number(MONEY_MARKS.sub("", typed))
    if amount is None or amount > 10_000_000:
        return Tidied(problem=_("认不出金额，请填每月多少元，如 1200"))
    return Tidied(amount)


@cache
def words_of(table: str) -> Mapping[str, str]:
    """Label or code → code, of one of `identity.codes`."""
    labels = codes.TABLES[table]
    return {label: code for code, label in labels.items()} | {code: code for code in labels}


def coded(text: str, table: str, words: Mapping[str, str] | None = None) -> Tidied[str]:
    """A code by its label, by itself, or by one of the caller's own `words` → code."""
    typed = plain(text)
    if typed in NOTHING and typed not in (words or {}):
        return Tidied()
    code = (words or {}).get(typed) or words_of(table).get(typed)
    if code is None:
        shown = "、".join(list(codes.TABLES[table].values())[:12])
        return Tidied(problem=_("认不出“{text}”，可写：{labels}", text=typed[:20], labels=shown))
    return Tidied(code)


RELATIONS = {word: code for code, said in RELATION_WORDS.items() for word in said.split()}


def relation(text: str) -> Tidied[str]:
    """→ GB/T 4761-2008."""
    found = coded(text, "relation", RELATIONS)
    return Tidied(problem=NO_RELATION) if found.problem else found
