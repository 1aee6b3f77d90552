"""Commands on paper: forms, print, verify, and the keys by which stations know each other's."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from station_app.cli.options import OPTIONS, signed_in
from station_app.cli.output import command, end, write_file
from station_app.cli.records import id_of
from station_app.cli.wording import words
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.registers import FORMS
from station_app.workflows import assessment, paper, paper_keys
from station_app.workflows.papers import papers_of
from station_app.workflows.verify import LABELS, State, verify

File = Annotated[Path, typer.Argument(metavar="FILE")]


def add_to(app: typer.Typer) -> None:
    _printing(app)
    _printed(app)
    _verifying(app)
    keys = typer.Typer(help="A station's public key. 例: station key export K")
    _keys(keys)
    app.add_typer(keys, name="key")


def _printing(app: typer.Typer) -> None:
    @command(app, "forms", epilog="例: station forms --json")
    def forms() -> Any:
        """Printable forms for this officer."""
        with signed_in() as (_station, desk):
            return [
                {"form": f.form.name, "title": f.form.title, "register": f.form.register}
                for f in paper.forms_of(desk, FORMS)
            ]

    @command(app, "print", epilog="例: station print household_sheet ID --out 张家.pdf")
    def print_one(
        form: Annotated[str, typer.Argument(metavar="FORM")],
        id: Annotated[str, typer.Argument(metavar="ID")],
        out: Annotated[Path | None, typer.Option(metavar="FILE.pdf")] = None,
        reason: str = typer.Option(""),
        overprint: bool = typer.Option(False, "--overprint"),
    ) -> Any:
        """Prints one form of one record into a file; a reprint says why.

        --overprint prints its values only, for official stock (套打).
        """
        with signed_in() as (_station, desk):
            found = paper.find_form(FORMS, form, words)
            if out is not None and not out.parent.is_dir():
                raise Refused(_("没有文件夹 {folder}", folder=str(out.parent)))
            with desk.act("print", purpose=OPTIONS.why(desk)) as act:
                made = paper.print_form(act, found, id_of(id), reason=reason, overprint=overprint)
        file = out or Path(f"{made.number}.pdf")
        write_file(file, made.pdf)
        return {
            "file": file,
            "pages": made.pages,
            "code": made.code,
            "number": made.number,
            "print": made.print_id,
        }


def _printed(app: typer.Typer) -> None:
    @command(app, "papers", epilog="例: station papers ID --json")
    def papers(id: Annotated[str, typer.Argument(metavar="ID")]) -> Any:
        """The papers printed of a record, and how far each is."""
        with signed_in() as (_station, desk), desk.view("papers") as view:
            return [
                {
                    "print": line.id,
                    "title": line.title,
                    "number": line.number,
                    "copy": line.copy,
                    "stage": line.stage,
                    "at": line.at,
                    "withdrawn": line.withdrawn,
                }
                for line in papers_of(view, FORMS, id_of(id))
            ]

    @command(app, "assess", epilog="例: station --as security assess --out 影响评估.pdf")
    def assess(out: Annotated[Path | None, typer.Option(metavar="FILE.pdf")] = None) -> Any:
        """个人信息保护影响评估表: filled from what this home holds (chief, security)."""
        with signed_in() as (_station, desk):
            if out is not None and not out.parent.is_dir():
                raise Refused(_("没有文件夹 {folder}", folder=str(out.parent)))
            made = assessment.assess(desk)
        file = out or Path(f"{made.number}.pdf")
        write_file(file, made.pdf)
        return {"file": file, "pages": made.pages, "number": made.number}


def _verifying(app: typer.Typer) -> None:
    @command(app, "verify", epilog="例: station verify 7KQ2M-X9PDA · station verify 张家.pdf")
    def verify_paper(paper: Annotated[str, typer.Argument(metavar="CODE|FILE.pdf")]) -> Any:
        """Does this paper match the record? Status 0 for same and genuine, else 1."""
        with signed_in() as (_station, desk):
            file = Path(paper)
            is_file = paper.lower().endswith(".pdf") or (len(paper) < 200 and file.is_file())
            if is_file and not file.is_file():
                raise Refused(_("读不了文件 {file}", file=paper))
            with desk.act("verify", purpose=OPTIONS.why(desk)) as act:
                found = verify(act, FORMS, file.read_bytes() if is_file else paper)
        body = {
            "state": str(found.state),
            "label": LABELS[found.state],
            "why": found.why,
            "number": found.number,
            "form": found.form,
            "title": found.title,
            "copy": found.copy,
            "printed_at": found.printed_at,
            "print": found.print_id,
            "stage": found.stage,
            "stage_at": found.stage_at,
            "records": [{"register": register, "id": id} for register, id in found.records],
        }
        if found.state in (State.SAME, State.GENUINE):
            return body
        return end(
            body, _("核验结果：{label}。{why}", label=LABELS[found.state], why=found.why or ""), 1
        )


def _keys(app: typer.Typer) -> None:
    @command(app, "export", epilog="例: station key export 城关所.key")
    def export(file: File) -> Any:
        """Writes this station's public key for others."""
        with signed_in() as (_station, desk), desk.act("export-public-key") as act:
            write_file(file, paper_keys.export_public_key(act))
        return {"file": file}

    @command(app, "trust", epilog="例: station key trust 邻所.key")
    def trust(file: File) -> Any:
        """Lets papers of another station be answered: genuine or not."""
        with signed_in() as (_station, desk), desk.act("trust-public-key") as act:
            if not file.is_file():
                raise Refused(_("读不了文件 {file}", file=str(file)))
            org = paper_keys.trust_public_key(act, file.read_bytes())
        return {"station": org}
