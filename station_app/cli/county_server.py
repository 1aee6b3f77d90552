"""`station-county`: the program of the county, beside `station`; the same errors and statuses."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import platformdirs
import typer

from station_app.cli import started
from station_app.cli.homes import ORGANISATION
from station_app.cli.media import SIZE, Files, size_of
from station_app.cli.options import OPTIONS, Misused
from station_app.cli.output import Told, answer, command, end
from station_app.core.errors import Refused
from station_app.core.texts import _

if TYPE_CHECKING:
    from station_app.county.by_hand import ByHand

Answer = Annotated[Path, typer.Option(metavar="OUT")]
Request = Annotated[Path, typer.Argument(metavar="REQUEST")]
Out = Annotated[Path | None, typer.Option(metavar="FILE")]
HELP = """县级服务 — what stations of one county exchange with.

Anywhere on the line: --home DIR · --password-file FILE · --json. $STATION_COUNTY_HOME stands in
for what is not said.
"""


def run(words: Sequence[str] | None = None) -> int:
    """0 done · 1 refused · 2 wrong usage · 3 the home is damaged."""
    return started(build, "station-county", words)


def build() -> typer.Typer:
    app = typer.Typer(
        help=HELP,
        add_completion=False,
        pretty_exceptions_enable=False,
        epilog="例: station-county --home /srv/county status",
    )
    OPTIONS.home = str(_folder())
    _init(app)
    _serve(app)
    _restored(app)
    _devices(app)
    _by_hand(app)
    _officers(app)
    _watched(app)
    return app


def _folder() -> Path:
    said = OPTIONS.home or os.environ.get("STATION_COUNTY_HOME", "")
    return Path(said) if said else Path(platformdirs.user_data_dir("station-county"))


def _init(app: typer.Typer) -> None:
    @command(app, "init", epilog="例: station-county init --home D --name 清水县公安局 --training")
    def init(
        name: str = typer.Option(),
        url: str = typer.Option("https://localhost:8470", metavar="https://HOST:PORT"),
        database: str | None = typer.Option(None, metavar="URL"),
        training: bool = typer.Option(False, "--training"),
    ) -> Any:
        """Makes the county's home, its keys and its certificate authority.

        Without `--database` a PostgreSQL of its own, for trials. `--url` is how stations reach it.
        `sql` in the answer: for who administers that server, before the views of
        docs/exchange.md can be made.
        """
        from station_app.county import home as homes
        from station_app.county import serving, views

        made = homes.make(
            _folder(),
            name=name,
            url=url,
            database=database,
            training=training,
            now=serving.clock(),
        )
        with serving.opened(made) as book, book.engine.connect() as connection:
            sql = views.missing(connection)
        said = {"home": made.folder.resolve(), "url": made.card.url}
        return said | ({"sql": sql} if sql else {})


def _serve(app: typer.Typer) -> None:
    @command(app, "serve", epilog="例: station-county serve --home D --host 0.0.0.0 --port 8470")
    def serve(
        host: str = typer.Option("127.0.0.1"), port: int = typer.Option(8470, min=0, max=65535)
    ) -> None:
        """Serves until SIGTERM or Ctrl+C; what is being answered is finished."""
        from station_app.county import home as homes
        from station_app.county import serving

        def ready(port: int) -> None:
            answer({"url": homes.opened(_folder()).card.url, "host": host, "port": port})

        serving.serve(homes.opened(_folder()), host, port, ready)


def _restored(app: typer.Typer) -> None:
    @command(app, "restored", epilog="例: station-county restored --home D")
    def restored() -> Any:
        """After the database was put back, before it serves: stations offer everything again."""
        from station_app.county import home as homes
        from station_app.county import schema, serving

        with serving.opened(homes.opened(_folder())) as book:
            return {"generation": schema.begin_anew(book.engine)}


def _devices(app: typer.Typer) -> None:
    @command(
        app,
        "enrol-code",
        epilog="例: station-county enrol-code --scope 339901-01 --kind police --name 清水派出所",
    )
    def enrol_code(
        scope: str = typer.Option(metavar="CODE"),
        kind: str = typer.Option(metavar="police|justice|township"),
        name: str = typer.Option(),
        out: Out = None,
        by_hand: bool = typer.Option(False, "--by-hand"),
    ) -> Any:
        """A code for one organisation, in the FILE it enrols with: once, within 15 minutes.

        `--by-hand`: for one without a line, within 7 days, for `enrol-by-hand` alone.
        """
        from station_app.county import enrolling, serving
        from station_app.county import home as homes

        if kind not in enrolling.KINDS:
            raise Misused(_("--kind 应为 {kinds}", kinds="、".join(enrolling.KINDS)))
        if not ORGANISATION.fullmatch(scope):
            raise Refused(_("--scope 应为区划代码和序号，如 339901-01"))
        home = homes.opened(_folder())
        with serving.opened(home) as book:
            door = serving.enrolling_of(home, book)
            code = door.issue(scope, kind, name, by_hand=by_hand)
        body = {
            "url": home.card.url,
            "ca": home.ca,
            "code": code,
            "scope": scope,
            "county": home.card.name,
            "training": home.card.training,
            **door.keys,
        }
        if out is None:
            return body
        _write(out, body)
        life = enrolling.BY_HAND if by_hand else enrolling.CODE_LIFE
        return {"file": out.resolve(), "scope": scope, "minutes": int(life.total_seconds()) // 60}

    @command(app, "revoke", epilog="例: station-county revoke 0193a1f4-…")
    def revoke(device: str = typer.Argument(metavar="DEVICE")) -> Any:
        """Shuts a device out; `status` names them. What it had sent stays."""
        from station_app.county import home as homes
        from station_app.county import serving

        try:
            id = UUID(device)
        except ValueError:
            raise Misused(_("设备编号应为 status 列出的编号")) from None
        home = homes.opened(_folder())
        with serving.opened(home) as book:
            serving.enrolling_of(home, book).revoke(id)
        return {"device": id, "revoked": True}


def _officers(app: typer.Typer) -> None:
    group = typer.Typer(help="Who looks at the county's page. 例: station-county officer off duty1")

    @command(group, "add", epilog="例: station-county officer add duty1 --password-file /run/duty1")
    def add(name: str = typer.Argument(metavar="NAME")) -> Any:
        """An account for the page, or a new password of one; who is signed in with it no longer is.

        The password stands in the file of `--password-file`.
        """
        password = OPTIONS.password()
        with _accounts() as (accounts, card):
            accounts.enter(name, password, training=card.training, county=card.name)
        return {"officer": name}

    @command(group, "off", epilog="例: station-county officer off duty1")
    def off(name: str = typer.Argument(metavar="NAME")) -> Any:
        """Shuts an account out, at once."""
        with _accounts() as (accounts, _card):
            accounts.close(name)
        return {"officer": name, "off": True}

    app.add_typer(group, name="officer")


@contextmanager
def _accounts() -> Iterator[Any]:
    """The accounts of the page, and the card of this county."""
    from station_app.county import home as homes
    from station_app.county import serving
    from station_app.county.page.accounts import Accounts

    home = homes.opened(_folder())
    with serving.opened(home) as book:
        yield Accounts(book.engine, book.clock), home.card


def _by_hand(app: typer.Typer) -> None:
    @command(app, "enrol-by-hand", epilog="例: station-county enrol-by-hand 申请 --answer 答复")
    def enrol_by_hand(
        request: Request,
        answer: Answer,
    ) -> Any:
        """Lets in the device that `station county enrol --request` wrote this for."""
        with _at_the_desk() as county:
            done = county.enrol(request, answer)
        return {"scope": done.scope, "device": done.device, "file": done.files[0].resolve()}

    group = typer.Typer(help="The exchange by hand. 例: station-county bundle read F --answer OUT")
    app.add_typer(group, name="bundle")

    @command(group, "read", epilog="例: station-county bundle read 上报.* --answer 答复")
    def read(
        files: Files,
        answer: Answer,
        size: str = SIZE,
    ) -> Any:
        """Takes what a station wrote on a medium, all its files together; once."""
        with _at_the_desk() as county:
            return asdict(county.read(files, answer, size_of(size)))


@contextmanager
def _at_the_desk() -> Iterator[ByHand]:
    from station_app.county import by_hand, serving
    from station_app.county import home as homes

    home = homes.opened(_folder())
    with serving.opened(home) as book:
        yield by_hand.ByHand(serving.enrolling_of(home, book), home.derive("blob"))


def _write(out: Path, body: dict[str, Any]) -> None:
    from station_app.storage.durable import write_durably

    try:
        write_durably(out, json.dumps(body, ensure_ascii=False, indent=1).encode())
    except OSError:
        raise Refused(_("写不了“{name}”，请检查磁盘空间和文件夹权限", name=out.name)) from None


def _watched(app: typer.Typer) -> None:
    @command(app, "status", epilog="例: station-county status --json")
    def status(scope: str = typer.Option("", metavar="CODE")) -> Any:
        """Each organisation, as the page has it: last contact, what waits and is owed, conflicts.

        `--scope` adds its records by month, none below five, and who is entered elsewhere too.
        """
        from station_app.cli import county_lines as lines
        from station_app.county import home as homes
        from station_app.county import serving, standing

        with serving.opened(homes.opened(_folder())) as book:
            now = book.clock()
            if not scope:
                every = standing.of_all(book)
                return Told([asdict(one) for one in every], lines.of_all(every, now))
            found = standing.of_one(book, scope)
        if found is None:
            raise Refused(_("没有登记这个单位"))
        return Told(asdict(found), lines.of_one(found, now))

    @command(app, "check", epilog="例: station-county check --json")
    def check() -> Any:
        """No gap in any log, every row as it was counted. Status 3 if not."""
        from station_app.county import home as homes
        from station_app.county import serving, standing

        with serving.opened(homes.opened(_folder())) as book:
            found = [asdict(one) for one in standing.faults(book.engine)]
        body = {"ok": not found, "found": found}
        if not found:
            return body
        return end(body, _("县级数据检查发现 {n} 处问题，请用备份核对", n=len(found)), 3)
