"""The desks of a station on a server: who is let in, and who no more."""

from __future__ import annotations

from collections.abc import Sequence

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.storage import desks
from station_app.storage.desks import Workplace

LONGEST = 30  # characters of a desk's name


@service(right="desks", audit=None)
def listed(view: View) -> Sequence[Workplace]:
    return desks.listed(view.session)


@service(right="invite-desk", audit="desk invited")
def invite(act: Act, name: str) -> str:
    """Answers the letter of a new desk, which a card is now to be made for. Raises Refused."""
    if not 0 < len(name.strip()) <= LONGEST:
        raise Refused(_("请给这台计算机起一个名称，至多 {n} 个字", n=LONGEST))
    letter = desks.invite(act.session, name.strip(), act.stamp.now)
    act.notes |= {"desk": letter}
    return letter


@service(right="join-desk", audit="desk joined")
def join(act: Act, letter: str) -> None:
    """The event of it, the first in the log of the new desk."""
    act.notes |= {"desk": letter}


@service(right="close-desk", audit="desk closed")
def close(act: Act, letter: str, own: str) -> None:
    """Its home opens the database no more; what was entered there stays. Raises Refused."""
    if letter == own:
        raise Refused(_("不能在本机停用本机，请在另一台计算机上办理"))
    desks.close(act.session, letter)
    act.notes |= {"desk": letter}


@service(right="mend-server", audit="server mended")
def mend_server(act: Act) -> None:
    """The event of it; the schema and the grants are brought up by who owns the database."""
