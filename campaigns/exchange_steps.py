"""Whatever comes to people at four homes of two scopes, and the worst that a line can do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from campaigns import exchange_oracles as oracles
from campaigns.exchange_home import RESIDENTS
from campaigns.exchange_line import CALLS
from campaigns.exchange_station import FALLS, Station
from campaigns.exchange_world import World
from station_app.core.errors import Explained

MOST_COPIES = 2  # in one schedule: each takes away what was going on
ROUNDS = 8  # that all homes need at most until nothing waits

FEW = st.integers(0, 5)
HOME = st.integers(0, 3)
NAMES = st.sampled_from(("张三", "李四", "王小满", "欧阳若兰"))
VALUES = {  # guarded and free
    "name": NAMES,
    "native_place": st.sampled_from(("清水", "东关", "")),
    "employer": st.sampled_from(("第一中学", "粮站", "")),
    "remarks": st.sampled_from(("旧事", "新事", "")),
}
EDIT = st.one_of(  # one field, or all of them
    *(st.fixed_dictionaries({name: values}) for name, values in VALUES.items()),
    st.fixed_dictionaries(VALUES),
)
FAULT = st.sampled_from(("", "", "", "request", "response", "twice"))
CALL = st.sampled_from(CALLS)


class Exchange(RuleBasedStateMachine):
    """One schedule: hypothesis prints the one that fails as a list of these calls."""

    world: World
    copies = 0
    thorough = 7  # every so many schedules are checked as `station check` does

    def __init__(self) -> None:
        super().__init__()
        self.world.begin()

    # People write

    @rule(home=HOME, name=NAMES, remarks=VALUES["remarks"])
    def create(self, home: int, name: str, remarks: str) -> None:
        def file() -> None:
            station = self.at(home)
            self.mine(station, station.file_person({"name": name, "remarks": remarks}))

        self.world.try_("create", file)

    @rule(home=HOME, names=st.lists(NAMES, min_size=1, max_size=3), where=FEW)
    def household(self, home: int, names: list[str], where: int) -> None:
        def file() -> None:
            station = self.at(home)
            touched = station.household(f"清水路{where + 1}号", tuple(names))
            self.mine(station, *(id for _register, id in touched))

        self.world.try_("household", file)

    @rule(home=HOME, which=FEW, values=EDIT)
    def edit(self, home: int, which: int, values: dict[str, Any]) -> None:
        self.open_form(home, which)
        self.save_form(home, -1, values)

    @rule(home=HOME, which=FEW, one=EDIT, other=EDIT, told=st.booleans())
    def both_edit(self, home: int, which: int, one: Any, other: Any, told: bool) -> None:
        self.edit(home, which, one)
        self.edit(home ^ 1, which, other)
        if told:
            self.whole_round(home, "", "")
            self.whole_round(home ^ 1, "", "")

    @rule(home=HOME, which=FEW)
    def open_form(self, home: int, which: int) -> None:
        station = self.at(home)
        if id := station.one(which):
            station.forms.append(station.open_form(id))

    @rule(home=HOME, form=FEW, values=EDIT)
    def save_form(self, home: int, form: int, values: dict[str, Any]) -> None:
        forms = self.at(home).forms
        if forms:
            found = forms.pop(form % len(forms))
            self.world.try_(
                "edit", lambda: self.world.saw.update(self.at(home).save_form(found, values))
            )

    @rule(home=HOME, which=FEW)
    def withdraw(self, home: int, which: int) -> None:
        self.about("withdraw", home, which, Station.withdraw)

    @rule(home=HOME, which=FEW)
    def undo(self, home: int, which: int) -> None:
        """Restores, parts, takes away: whatever act it was."""
        self.world.try_("undo", lambda: self.at(home).undo(which))

    @rule(home=HOME, what=st.sampled_from(("merge", "two_people")), one=FEW, other=FEW)
    def together(self, home: int, what: str, one: int, other: int) -> None:
        station = self.at(home)
        first, second = station.one(one), station.one(other)
        if first and second and first != second:
            self.world.try_(what, lambda: station.together(what, first, second))

    @rule(home=HOME, which=FEW, other=FEW)
    def guardian(self, home: int, which: int, other: int) -> None:
        station = self.at(home)
        who, by = station.one(which), station.one(other)
        if who and by and who != by:
            values = {"guardian_id": by, "guardian_relation": "5"}
            form = station.open_form(who)
            self.world.try_("guardian", lambda: station.save_form(form, values))

    @rule(home=HOME, which=FEW)
    def move_out(self, home: int, which: int) -> None:
        station = self.at(home)
        if id := station.one(which, RESIDENTS):
            self.world.try_("move out", lambda: station.move_out(id))

    @rule(home=HOME, which=FEW)
    def hand_over(self, home: int, which: int) -> None:
        station = self.at(home)
        [to] = {*self.world.scopes} - {station.scope}

        def hand_over(id: UUID) -> None:
            self.world.belongs[station.hand_over(id, to)].add(to)

        if id := station.one(which):
            self.world.try_("hand over", lambda: hand_over(id))

    @rule(home=HOME, which=FEW, colour=st.integers(0, 2), told=st.booleans())
    def photograph(self, home: int, which: int, colour: int, told: bool) -> None:
        self.about("photograph", home, which, lambda s, one: s.photograph(one, colour))
        if told:
            self.whole_round(home, "", "")

    @rule(home=HOME, which=FEW, how=st.sampled_from(("seal", "purge")))
    def erase(self, home: int, which: int, how: str) -> None:
        self.about(how, home, which, lambda s, one: s.erase(one, how))

    @rule(home=HOME, which=FEW, theirs=st.booleans())
    def resolve(self, home: int, which: int, theirs: bool) -> None:
        """At the first home from there on that has an open case."""

        def resolve() -> bool:
            return any(self.at((home + on) % 4).resolve(which, theirs) for on in range(4))

        self.world.try_("resolve", resolve)

    # They exchange

    @rule(home=HOME, trick=FAULT, at=CALL)
    def whole_round(self, home: int, trick: str, at: str) -> None:
        self.exchange("round", home, trick, at, Station.round)

    @rule(home=HOME, trick=FAULT)
    def push(self, home: int, trick: str) -> None:
        self.exchange("push", home, trick, "push", Station.push)

    @rule(home=HOME, trick=FAULT, page=st.sampled_from((1, 2, 500)))
    def pull(self, home: int, trick: str, page: int) -> None:
        self.at(home).line.page = page
        self.exchange("pull", home, trick, "pull", Station.pull)

    @rule(home=HOME, which=st.integers(0, 30))
    def late_message(self, home: int, which: int) -> None:
        self.world.try_("late message", lambda: self.at(home).line.late(which))

    @rule(home=HOME)
    def garbled_photograph(self, home: int) -> None:
        """One that the other desk has named."""
        if self.at(home).lacks(self.at(home ^ 1)):
            self.exchange("round", home, "garbled", "get_blob", Station.round)

    @rule(home=HOME, where=st.sampled_from(sorted(FALLS)))
    def program_ends(self, home: int, where: str) -> None:
        self.world.try_("program ends", lambda: self.at(home).fall(where))

    # What befalls a home

    @rule(home=HOME)
    def keep_file(self, home: int) -> None:
        station = self.at(home)
        station.kept = station.ready()
        self.world.count("file kept")

    @precondition(lambda self: any(station.kept for station in self.world.stations))
    @rule(home=HOME, by_hand=st.booleans())
    def put_back(self, home: int, by_hand: bool) -> None:
        """`station restore`, or by somebody who copies a file over another."""
        kept = [station for station in self.world.stations if station.kept]
        station = kept[home % len(kept)]
        assert station.kept is not None
        self.world.put_file(station, station.kept)
        station.bring(station.kept.photographs)
        if not by_hand:
            station.renew()
        self.world.count("put back")

    @precondition(lambda self: self.copies < MOST_COPIES)
    @rule(home=HOME)
    def copy_of_the_other(self, home: int) -> None:
        """Both go on with one file."""
        self.copies += 1
        station, other = self.at(home), self.at(home ^ 1)
        self.world.put_file(station, other.ready())
        self.world.count("copy")

    @rule(home=HOME, days=st.sampled_from((-11, 1, 11)), told=st.booleans())
    def clock_jumps(self, home: int, days: int, told: bool) -> None:
        """With the next day all that is held is compared."""
        self.at(home).after = timedelta(days=days)
        if told:
            self.whole_round(home, "", "")

    @rule(home=HOME)
    def newer_program(self, home: int) -> None:
        line = self.at(home).line
        line.newer = not line.newer

    # In the end

    def teardown(self) -> None:
        thorough = self.world.times % self.thorough == 0
        found = settle(self.world, thorough=thorough)
        self.world.count("schedules")
        if not found:
            found = oracles.faults(self.world, thorough=thorough)
        assert not found, "\n".join(found)

    # Words

    def at(self, home: int) -> Station:
        return self.world.stations[home]

    def mine(self, station: Station, *ids: UUID) -> None:
        for id in ids:
            self.world.belongs.setdefault(id, set()).add(station.scope)

    def about(self, what: str, home: int, which: int, work: Any) -> None:
        station = self.at(home)
        if id := station.one(which):
            self.world.try_(what, lambda: work(station, id))

    def exchange(self, what: str, home: int, trick: str, at: str, work: Any) -> None:
        station = self.at(home)
        station.line.trick, station.line.at = trick, at
        if station.after:
            self.world.count(f"clock {station.after.days} days off")
        try:
            self.world.try_(what, lambda: work(station))
        finally:
            station.line.trick, station.line.page = "", 500


def settle(world: World, *, thorough: bool = False) -> list[str]:
    """Everybody exchanges until nothing waits. `thorough`: then once more, for nothing."""
    for station in world.stations:
        station.after = timedelta()
    due, rounds = world.stations, 0
    try:
        while due:
            for station in due:
                station.round()
            rounds += 1
            due = [station for station in world.stations if not world.is_at_rest(station)]
            if due and rounds == ROUNDS:
                return ["it never comes to rest"]
        last = [(one.name, one.round()) for one in world.stations] if thorough else []
    except Explained as why:
        return [f"a round ends with: {why}"]
    return [f"{name} exchanges at rest" for name, came in last if came.sent or came.received]
