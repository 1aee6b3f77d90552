"""Ledgers made up for a test."""

from __future__ import annotations

from pathlib import Path

from xlsxwriter import Workbook

from station_app.identity.numbers import check_digit

DATA = Path(__file__).parents[1] / "data"
HEADINGS = (
    "户号",
    "与户主关系",
    "姓名",
    "性别",
    "公民身份号码",
    "出生日期",
    "现住地址",
    "联系电话",
)
HOME = "演示县东门社区新丰街33号8栋4单元1604室"
OTHER = "演示县石桥村石桥路256号"


def number(birth="19800101", sequence="001"):
    first = f"339901{birth}{sequence}"
    return first + check_digit(first)


def line(household="1", relation="户主", name="张三", **more):
    values = {
        "sex": "",
        "number": number(),
        "birth": "",
        "address": HOME,
        "phone": "",
    } | more
    return (household, relation, name, *values.values())


def book(path, *lines, headings=HEADINGS):
    workbook = Workbook(str(path))
    sheet = workbook.add_worksheet()
    for at, row in enumerate([headings, *lines]):
        for column, text in enumerate(row):
            sheet.write_string(at, column, text)
    workbook.close()
    return path
