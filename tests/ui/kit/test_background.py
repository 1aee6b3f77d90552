from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QObject

from ui.kit.background import Background, Lane
from ui.kit.processes import Cancelled, ChildDied


def test_answers_arrive_on_the_main_thread(qtbot, background):
    seen = []
    background.run(
        threading.current_thread,
        lambda worker: seen.append((worker, threading.current_thread())),
    )
    qtbot.waitUntil(lambda: bool(seen))
    worker, receiver = seen[0]
    assert worker is not threading.main_thread()
    assert receiver is threading.main_thread()


def test_what_the_database_is_asked_is_answered_in_order(qtbot, background):
    seen = []
    for n in range(50):
        background.run(lambda n=n: n, seen.append)
    qtbot.waitUntil(lambda: len(seen) == 50)
    assert seen == list(range(50))


def test_a_page_that_is_gone_is_told_nothing(qtbot, background):
    page, seen, gate = QObject(), [], threading.Event()
    background.run(gate.wait, seen.append, owner=page)
    page.deleteLater()
    qtbot.wait(10)
    gate.set()
    background.run(lambda: "later", seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["later"]


def test_a_bug_of_a_worker_is_a_bug_of_the_program(qtbot, background):
    with qtbot.captureExceptions() as caught:
        background.run(lambda: 1 / 0, lambda _answer: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


class Page:
    """Tells on which thread it was let go of last."""

    def __init__(self, ended, problem):
        self.ended, self.problem = ended, problem

    def __del__(self):
        self.ended.append(threading.current_thread())

    def read(self):
        if self.problem:
            raise self.problem()
        return "read"

    def show(self, _answer):
        pass


@pytest.fixture
def slow_workers():
    """Our functions on other threads take their time to return: the main thread is done before."""

    def dawdle(frame, event, _arg):
        if event == "return" and "/ui/kit/" in frame.f_code.co_filename:
            time.sleep(0.02)

    threading.setprofile(dawdle)
    yield
    threading.setprofile(None)


@pytest.mark.parametrize("problem", [None, ValueError])
def test_a_page_is_never_let_go_of_on_a_worker(qtbot, background, slow_workers, problem):
    """Destroyed there, a widget would bring the program down."""
    ended = []
    for asked in range(1, 11):
        page = Page(ended, problem)
        background.run(page.read, page.show, page.show)
        del page
        qtbot.waitUntil(lambda asked=asked: len(ended) == asked)
    assert {thread.name for thread in ended} == {"MainThread"}


def test_a_page_is_never_let_go_of_on_the_thread_of_a_process(qtbot, processes, slow_workers):
    ended = []
    page = Page(ended, None)
    processes.run(export, (1,), page.show, page.show, page.show)
    del page
    qtbot.waitUntil(lambda: bool(ended))
    assert ended[0] is threading.main_thread()


def test_closing_waits_for_the_write_under_way_drops_the_rest_and_leaves_no_thread(qapp):
    before = set(threading.enumerate())
    background, done, begun = Background(), [], threading.Barrier(3)

    def slow(name):
        begun.wait(10)
        time.sleep(0.1)
        done.append(name)

    background.run(lambda: slow("written"), done.append)
    background.run(lambda: done.append("never"), done.append)
    background.run(lambda: slow("aside"), done.append, lane=Lane.ASIDE)
    begun.wait(10)
    background.close()
    qapp.processEvents()
    assert sorted(done) == ["aside", "written"]
    assert background.run(lambda: done.append("late"), done.append).cancelled()
    assert set(threading.enumerate()) == before


def export(child, lines):
    for n in range(lines):
        child.tell(n)
    return len(child.key), lines


def until_stopped(child):
    child.tell("begun")
    while not child.stopped:
        time.sleep(0.01)
    return "finished the slice"


def refuse(child):
    raise PermissionError("no")


def die(child):
    import os

    os._exit(7)


def run(qtbot, processes, function, *args, key=b""):
    heard = {"progress": [], "done": [], "failed": []}
    job = processes.run(
        function, args, heard["progress"].append, heard["done"].append, heard["failed"].append,
        key=key,
    )  # fmt: skip
    return (
        job,
        heard,
        lambda: qtbot.waitUntil(lambda: bool(heard["done"] or heard["failed"]), timeout=20_000),
    )


def test_a_process_tells_how_far_it_is_and_answers(qtbot, processes):
    _job, heard, ended = run(qtbot, processes, export, 5, key=bytes(32))
    ended()
    assert heard == {"progress": [0, 1, 2, 3, 4], "done": [(32, 5)], "failed": []}


def test_cancel_lets_a_process_finish_its_slice(qtbot, processes):
    job, heard, ended = run(qtbot, processes, until_stopped)
    qtbot.waitUntil(lambda: heard["progress"] == ["begun"], timeout=20_000)
    job.cancel()
    ended()
    assert (heard["done"], heard["failed"]) == (["finished the slice"], [])


@pytest.mark.parametrize(("function", "kind"), [(refuse, PermissionError), (die, ChildDied)])
def test_a_process_that_fails_says_so(qtbot, processes, function, kind):
    _job, heard, ended = run(qtbot, processes, function)
    ended()
    assert [type(problem) for problem in heard["failed"]] == [kind]


def stubborn(child):
    child.tell("begun")
    time.sleep(60)


def test_a_process_that_will_not_stop_is_ended(qtbot, processes, monkeypatch):
    monkeypatch.setattr("ui.kit.processes.GRACE", 0.2)
    job, heard, ended = run(qtbot, processes, stubborn)
    qtbot.waitUntil(lambda: heard["progress"] == ["begun"], timeout=20_000)
    job.cancel()
    ended()
    assert [type(problem) for problem in heard["failed"]] == [Cancelled]


def command_line(child):
    from pathlib import Path

    return Path("/proc/self/cmdline").read_bytes(), Path("/proc/self/environ").read_bytes()


def test_the_key_is_neither_an_argument_nor_in_the_environment(qtbot, processes):
    key = b"0123456789abcdef0123456789abcdef"
    _job, heard, ended = run(qtbot, processes, command_line, key=key)
    ended()
    arguments, environment = heard["done"][0]
    assert key not in arguments
    assert key not in environment
