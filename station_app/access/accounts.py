"""Accounts: who signs in with which role. Passwords live in the key slots."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.access.act import Act, View
from station_app.access.roles import APART, ROLES, ROLES_OF
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.storage import seals, settings
from station_app.storage.own_tables import BeatOfficer, Officer

NAME = re.compile(r"\w[\w.-]{0,29}")
NO_ACCOUNT = _("没有这个账号")
GIVEN = "password given to {name}"  # setting: he knows it, and so does who gave it


@service(right="accounts", audit=None)
def accounts(view: View) -> Sequence[Officer]:
    return view.all(select(Officer).order_by(Officer.name))


@service(right="open-account", audit="account opened")
def open_account(act: Act, name: str, role: str, kind: str) -> None:
    """`kind` is that of the home: a role belongs to one organisation."""
    check_name(name)
    _fits(role, kind)
    if act.session.get(Officer, name) is not None:
        raise Refused(_("已有账号 {name}", name=name))
    act.session.add(Officer(name=name, role=role, scope=act.stamp.scope))
    give_password(act.session, name, to_change=not act.training)
    act.notes |= {"account": name, "new_role": role}


@service(right="change-role", audit="role changed")
def change_role(act: Act, name: str, role: str, kind: str) -> None:
    if name == act.stamp.officer:
        raise Refused(_("不能改变自己的角色"))
    _fits(role, kind)
    account = _account(act, name)
    if frozenset({account.role, role}) in APART:
        raise Refused(_("{name} 担任过的岗位与新岗位不能由同一人担任，请由他人担任", name=name))
    act.notes |= {"account": name, "old_role": account.role, "new_role": role}
    account.role = role
    if role != "chief":
        _end_custody(act, name)


@service(right="reset-password", audit="password reset")
def reset_password(act: Act, name: str) -> None:
    """The event of it; the slot itself is rewritten by who holds the key."""
    if not _account(act, name).active:
        raise Refused(_("账号 {name} 已停用，请先恢复账号，同时设新密码", name=name))
    give_password(act.session, name, to_change=not act.training)
    act.notes |= {"account": name}


@service(right="reopen-account", audit="account reopened")
def reopen_account(act: Act, name: str) -> None:
    """Somebody is back, in the role he had; whoever holds the key gives the new password."""
    account = _account(act, name)
    if account.active:
        raise Refused(_("账号 {name} 没有停用；忘记密码请重置密码", name=name))
    account.active = True
    give_password(act.session, name, to_change=not act.training)
    act.notes |= {"account": name, "role_again": account.role}


@service(right="close-account", audit="account closed")
def close_account(act: Act, name: str) -> None:
    if name == act.stamp.officer:
        raise Refused(_("不能停用自己的账号"))
    account = _account(act, name)
    others = select(Officer.name).where(
        Officer.role == account.role, Officer.active.is_(True), Officer.name != name
    )
    if account.role in ("security", "admin") and not act.all(others):
        raise Refused(_("这是最后一个{role}账号，请先开设另一个", role=account.role))
    account.active = False
    _end_custody(act, name)
    for beat in act.all(
        select(BeatOfficer).where(BeatOfficer.officer == name, BeatOfficer.until.is_(None))
    ):
        beat.until, beat.ended_by = max(act.stamp.today, beat.since), act.stamp.officer
    act.notes |= {"account": name}


@service(right="own-password", audit="password changed")
def own_password(act: Act) -> None:
    """The event of a changed password of one's own; nobody else knows it any more."""
    give_password(act.session, act.stamp.officer, to_change=False)


def give_password(session: Session, name: str, *, to_change: bool) -> None:
    """Whether the next thing to do with it is to change it. Passwords of a training home are
    the officers' names.
    """
    settings.put(session, GIVEN.format(name=name), "1" if to_change else "")


def was_given(session: Session, name: str) -> bool:
    return bool(settings.get(session, GIVEN.format(name=name)))


@service(right="recover", audit="recovered by code")
def recover(act: Act) -> None:
    """The event of it: with the recovery code this officer bound the home to this machine."""


@service(right="renew-key", audit="new key begun")
def renew_key(act: Act) -> None:
    """The event of it: from here the home is copied into one under a new key."""


@service(right="note-new-key", audit="new key in force")
def note_new_key(act: Act) -> None:
    """The first event under the new key."""


@service(right="sign-in", audit="signed in")
def sign_in(act: Act) -> None:
    """The event of it; the password was proved by the key slot. Looks whose time is over end."""
    seals.end_looks(act.session, act.stamp.now)


def _end_custody(act: Act, name: str) -> None:
    """What was wrapped for him goes. Raises Refused for the last who opens what is sealed."""
    if seals.last_of_all(act.session, name):
        raise Refused(_("{name} 是最后一名封存记录保管人，请先准入另一名所领导", name=name))
    seals.leave(act.session, name)


def check_name(name: str) -> None:
    """Names stand in logs, on papers and on the command line. Raises Refused."""
    if not NAME.fullmatch(name):
        raise Refused(_("账号须为 1 至 30 个字母、数字、汉字或 . _ -"))


def _fits(role: str, kind: str) -> None:
    allowed = [name for name in ROLES if name in ROLES_OF[kind]]
    if role not in allowed:
        raise Refused(_("本单位的角色应为 {roles} 之一", roles="、".join(allowed)))


def _account(act: Act, name: str) -> Officer:
    account = act.session.get(Officer, name)
    if account is None:
        raise Refused(NO_ACCOUNT)
    return account
