"""A day at the station in a process of its own: `day.py shell|screen|killed FOLDER`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from station_app.core.shield import raise_shield
from tests.leaks.marks import SAID, bodies, number


class Shell:
    def __init__(self, folder: Path) -> None:
        self.folder, self.given = folder, folder / "given"

    def give(self, name: str, content: Any) -> str:
        path = self.given / name
        body = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        path.write_text(body, "utf-8")
        return str(path)

    def run(self, *words: object, officer: str = "officer", fails: bool = False) -> Any:
        from station_app.cli import run

        password = SAID["password"] if officer == "officer!" else officer.rstrip("!")
        signing = ["--as", officer.rstrip("!"), "--password-file", self.give("p", password)]
        out, sys.stdout = sys.stdout, (told := open(self.given / "told", "w+"))  # noqa: SIM115
        try:
            status = run([*signing, "--json", *map(str, words)])
        finally:
            sys.stdout = out
        told.seek(0)
        answer = told.read()
        told.close()
        assert (status != 0) is fails, (words, status, answer)
        return json.loads(answer) if answer.strip() else None


def photograph() -> bytes:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.effect_noise((64, 64), 90).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def more(register: str, ids: dict[str, str]) -> dict[str, Any]:
    """What a record needs that is no mark: whom it points at, codes and days."""
    person, place, house = (ids.get(name) for name in ("people", "places", "housing"))
    hazard = bodies()["hazards"]
    return {
        "residents": {"person_id": person, "place_id": place, "resident_class": "4"},
        "housing": {"place_id": place, "let_from": "2026-01-01", "land": "1"},
        "tenancies": {"house_id": house, "person_id": person, "since": "2026-02-01"},
        "inspections": {"kind": "check", "second": "chief", "consent": "given",
                        "faults": [{"item": "R15", "text": hazard["description"]}]},
        "duty": {"since": "2026-03-09 08:00", "until": "2026-03-09 18:00"},
        "measures": {"person_id": person, "place_id": place, "kind": "bail_pending",
                     "organ_kind": "police", "decided_on": "2026-03-02", "start": "2026-03-02",
                     "end": "2026-09-01", "security": "guarantor"},
        "custody": {"person_id": person, "ground": "oral_summons",
                    "arrived_at": "2026-03-09 09:00"},
        "cases": {"kind": "security", "accepted_at": "2026-03-09 09:00", "place_id": place},
        "property": {"kind": "effects", "owner_role": "suspect", "taken_at": "2026-03-09 09:00"},
        "tasks": {"source": "superior", "on": "2026-03-09"},
        "footage": {"asked_at": "2026-03-09 09:00", "since": "2026-03-08 20:00",
                    "until": "2026-03-08 21:00", "place_id": place},
        "certificates": {"kind": "by_law", "person_id": person, "on": "2026-03-09"},
        "cards": {"person_id": person, "kind": "id_card", "why": "expired",
                  "accepted_on": "2026-03-09"},
        "lost_found": {"kind": "found", "on": "2026-03-09", "place_id": place},
        "missing": {"kind": "missed", "reported_at": "2026-03-09 09:00", "place_id": place},
        "disputes": {"source": "found", "on": "2026-03-09", "kind": "neighbours", "level": "yellow",
                     "one_id": person, "other": {"name": "钱二喜"}, "place_id": place},
        "matters": {"source": "counter", "on": "2026-03-09", "kind": "hazard", "raiser_id": person,
                    "place_id": place},
        "visits": {"at": "2026-03-09 09:00", "topic": "fraud", "met_id": person, "into_home": "是",
                   "consent": "given", "ask_kind": "hazard"},
        "letters": {"on": "2026-03-09", "way": "letter", "kind": "request", "from_id": person},
        "calls": {"channel": "counter", "reported_at": "2026-03-09 09:00", "place_id": place},
        "correction_copies": {"person_id": person, "kind": "judgment", "on": "2026-03-02"},
        "correction_tasks": {"person_id": person, "kind": "search", "on": "2026-03-02"},
        "rehabilitation": {"person_id": person, "place_id": place, "kind": "detox",
                           "decided_on": "2026-02-01", "start": "2026-03-02",
                           "first_reported_on": "2026-02-03"},
        "corrections": {"person_id": person, "category": "probation", "start": "2026-03-01",
                        "end": "2027-02-28", "place_id": place},
    }.get(register, {})  # fmt: skip


def shell(folder: Path) -> None:
    """Everything the command line does with people, and a bug."""
    do, plain = Shell(folder), folder / "plain"
    made = do.run("init", "--training")
    do.give("code", made["recovery_code"])
    new = do.give("new", SAID["password"])
    do.run("password", "--new-password-file", new)
    why = ("--purpose", "CASE", "--note", SAID["note"])
    ids = {}
    for name, body in bodies().items():
        if name not in ("inspections", "hazards"):
            whole = do.give("b", body | more(name, ids))
            who = name if name in ("corrections", "rehabilitation") else "officer!"
            ids[name] = do.run("file", name, whole, *why, officer=who)["ids"][0]
    check = do.give("b", bodies()["inspections"] | more("inspections", ids))
    made = do.run("act", "housing", ids["housing"], "inspect", check, officer="officer!")["ids"]
    ids["inspections"], ids["hazards"] = made
    rest = do.give("b", {"remarks": bodies()["hazards"]["remarks"]})
    do.run("amend", "hazards", ids["hazards"], rest, "--revision", "1", officer="officer!")
    pictures = do.given / "pictures"
    pictures.mkdir()
    (pictures / f"{bodies()['people']['id_number']}.jpg").write_bytes(photograph())
    do.run("import", "people", pictures, officer="officer!")
    do.run("amend", "people", ids["people"], do.give("b", {"remarks": SAID["amended"]}),
           "--revision", "2", officer="officer!")  # fmt: skip
    gone = do.run("file", "people", do.give("b", {"name": "误录"}), officer="officer!")["ids"][0]
    do.run("withdraw", "people", gone, "--reason", SAID["withdrawal"], officer="officer!")
    for words in (("find", SAID["search"]), ("find", bodies()["people"]["name"], *why),
                  ("show", "people", ids["people"], *why), ("agenda",), ("check",),
                  ("history", "people", ids["people"], *why), ("find", number(700))):  # fmt: skip
        do.run(*words, officer="officer!")
    paper = do.run("print", "residence_form", ids["residents"], "--out", plain / "a.pdf", *why,
                   officer="officer!")["print"]  # fmt: skip
    served = {"person": SAID["receiver"], "way": "留置送达", "witness": SAID["witness"]}
    for register, id, action, body in (
        ("hazards", ids["hazards"], "recheck", {"result": "done", "remarks": SAID["recheck"]}),
        ("prints", paper, "signed", {"person": SAID["signer"]}),
        ("prints", paper, "served", served),
    ):
        do.run("act", register, id, action, do.give("b", body), *why, officer="officer!")
    line = f"{SAID['imported']},{number(701)},演示县石桥路1号,{SAID['household remarks']}"
    ledger = do.give("l.csv", f"姓名,公民身份号码,现住地址,备注\n{line}\n")
    do.run("import", "residents", ledger, "--dry-run", officer="officer!")
    do.run("import", "residents", ledger, officer="officer!")
    for ending in ("xlsx", "csv"):
        do.run(
            "export", "people", plain / f"p.{ending}", "--reason", SAID["export"], officer="chief"
        )
    do.run("verify", plain / "a.pdf", officer="officer!")
    do.run("audit", "export", plain / "log.jsonl", officer="auditor")
    do.run("backup", folder / "copy.backup", officer="admin")
    fail(do)
    (folder / "ids.json").write_text(json.dumps(ids))


def fail(do: Shell) -> None:
    """A bug of ours that holds somebody's name, in the command line."""
    from station_app.cli import records

    def broken(*_args: object, **_kwargs: object) -> None:
        raise LookupError(SAID["bug"])

    sound, records.finder.find = records.finder.find, broken
    assert do.run("find", SAID["bug"], officer="officer!", fails=True)["error"]["code"] == "fault"
    records.finder.find = sound


def killed(folder: Path) -> None:
    """An export that is still writing when its process is killed."""
    import time

    from station_app import app
    from station_app.exchange.writing import Taken, write_sheet

    home = folder / "user/home"
    _station, desk = app.sign_in(home, "officer", SAID["password"])

    def rows() -> Any:
        for _n in range(2_000):
            yield (bodies()["people"]["name"], number(700))
        sys.stdout.write("half\n")
        sys.stdout.flush()
        time.sleep(60)

    write_sheet(folder / "plain/half.xlsx", "人员", ("姓名", "号码"), rows(),
                Taken("officer", desk.now(), SAID["export"]))  # fmt: skip


if __name__ == "__main__":
    raise_shield()
    where = Path(sys.argv[2])
    os.chdir(where / "user")
    if sys.argv[1] == "screen":
        from tests.leaks.screen import screen

        screen(where)
    else:
        {"shell": shell, "killed": killed}[sys.argv[1]](where)
