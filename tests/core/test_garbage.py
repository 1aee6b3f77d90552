"""The collector of cycles waits for who writes, and only for as long."""

from __future__ import annotations

import gc
from threading import Barrier, Thread

from station_app.core.garbage import collected_later


def test_the_collector_waits_until_the_last_writer_has_finished():
    assert gc.isenabled()
    both, one_done = Barrier(2), Barrier(2)
    seen = []

    def other():
        with collected_later():
            both.wait()
            one_done.wait()
            seen.append(gc.isenabled())

    thread = Thread(target=other)
    with collected_later():
        thread.start()
        both.wait()
        assert not gc.isenabled()
    one_done.wait()
    thread.join()
    assert seen == [False]
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off():
    """The window collects by itself, on its own thread."""
    gc.disable()
    try:
        with collected_later():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_an_error_in_the_block_does_not_leave_it_off():
    try:
        with collected_later():
            raise ValueError
    except ValueError:
        assert gc.isenabled()
