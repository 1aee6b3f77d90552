"""Heavy work in a process of its own: import, export, batch print, backup.

A thread would hold the interpreter for up to a tenth of a second. The child gets its
key on the pipe, never as an argument, and is asked to stop before it is made to.
"""

from __future__ import annotations

import os
import pickle
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from station_app.core.shield import raise_shield
from ui.kit.background import Background, raise_here

NICE = 10  # the window comes first where the processors are few
GRACE = 5.0  # seconds a child may take to finish its slice when the desk is locked
PATIENCE = 60.0  # and where somebody pressed Cancel, as long as it is heard of
Listeners = dict[str, Callable[[Any], None]]
_SPAWN = get_context("spawn")  # a fork would carry Qt and open databases along


@dataclass(slots=True)
class Child:
    """What the function is given first: the key, a way to tell, and whether to stop."""

    key: bytes = field(repr=False)
    _pipe: Connection = field(repr=False)

    def tell(self, progress: object) -> None:
        self._pipe.send(("progress", progress))

    @property
    def stopped(self) -> bool:
        """Whether Cancel was pressed: finish the slice in hand and return."""
        return self._pipe.poll()


@dataclass(slots=True, eq=False)
class Stop:
    """Asked for, and how long the child then has, however much it goes on telling."""

    asked: threading.Event = field(default_factory=threading.Event)
    end: float = 0.0  # on the monotonic clock

    def ask(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self.end = min(self.end, end) if self.asked.is_set() else end
        self.asked.set()

    @property
    def left(self) -> float:
        return max(0.0, self.end - time.monotonic())


@dataclass(slots=True, eq=False)
class Job:
    """A running process, from the main thread's side."""

    thread: threading.Thread
    stop: Stop

    def cancel(self) -> None:
        self.stop.ask(PATIENCE)

    @property
    def running(self) -> bool:
        return self.thread.is_alive()


class Processes:
    """Answers come back through the background's one queued signal."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._jobs: list[Job] = []
        self._listeners: dict[int, Listeners] = {}
        self._numbers = count()

    def run(
        self,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        on_progress: Callable[[Any], None],
        on_done: Callable[[Any], None],
        on_failed: Callable[[BaseException], None] = raise_here,
        *,
        key: bytes = b"",
    ) -> Job:
        """`function(child, *args)` runs in a fresh interpreter; it stands at module level."""
        number, stop = next(self._numbers), Stop()
        self._listeners[number] = {"progress": on_progress, "done": on_done, "failed": on_failed}

        def watch() -> None:
            for what, value in _follow(function, args, key, stop):
                self._background.post(partial(self._hear, number, what, value))

        job = Job(threading.Thread(target=watch, name="process"), stop)
        self._jobs = [*(j for j in self._jobs if j.running), job]
        job.thread.start()
        return job

    def _hear(self, number: int, what: str, value: Any) -> None:
        """Listeners are held here alone: a page must not die on the thread that watches."""
        listeners = self._listeners[number]
        if what != "progress":
            del self._listeners[number]
        listeners[what](value)

    def close(self) -> None:
        """Every child ends with its slice, or after a grace is ended."""
        for job in self._jobs:
            job.stop.ask(GRACE)
        for job in self._jobs:
            job.thread.join()


def _follow(function: Callable[..., Any], args: tuple[Any, ...], key: bytes, stop: Stop) -> Any:
    """Start, hand over the key, and yield (what, value) until the child has ended."""
    ours, theirs = _SPAWN.Pipe()
    # no daemon: reading a sheet starts a guarded process of its own
    process = _SPAWN.Process(target=_child, args=(theirs, function, args))
    process.start()
    theirs.close()
    ended = False
    try:
        ours.send_bytes(key)
        while not ended:
            if stop.asked.is_set():
                yield from _end(process, ours, stop)
                return
            if ours.poll(0.05):
                what, value = ours.recv()
                ended = what != "progress"
                yield what, value
    except (EOFError, OSError):  # it died without a word
        process.join(GRACE)
        yield "failed", ChildDied(process.exitcode)
    finally:
        ours.close()
        process.join(GRACE)
        if process.is_alive():
            process.kill()
            process.join()
        process.close()


def _end(process: BaseProcess, ours: Connection, stop: Stop) -> Any:
    """Asked to stop: what it still says is heard until it ends or the grace is over."""
    with suppress(EOFError, OSError):
        ours.send_bytes(b"stop")
        while stop.left and ours.poll(min(GRACE, stop.left)):
            what, value = ours.recv()
            yield what, value
            if what != "progress":
                return
    process.terminate()
    yield "failed", Cancelled()


class ChildDied(RuntimeError):
    """The process ended without an answer; the exit status is its only argument."""


class Cancelled(RuntimeError):
    """Cancel was pressed and the process had to be ended."""


def _child(pipe: Connection, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
    raise_shield()
    if hasattr(os, "nice"):
        os.nice(NICE)
    key = pipe.recv_bytes()
    try:
        answer = ("done", function(Child(key, pipe), *args))
        pickle.dumps(answer)
    except Exception as problem:  # told to the officer, or reported, over there
        answer = ("failed", _portable(problem))
    pipe.send(answer)
    pipe.close()


def _portable(problem: Exception) -> Exception:
    """The exception itself where it can be sent, else its kind alone: no personal data."""
    try:
        pickle.loads(pickle.dumps(problem))  # noqa: S301  our own bytes
    except Exception:
        return RuntimeError(type(problem).__name__)
    return problem
