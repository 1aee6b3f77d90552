"""What is counted, what is known already, and what two of a kind in one batch come to."""

from __future__ import annotations

from uuid import uuid4

from station_app.county.book import Wire


def test_what_is_sent_again_is_answered_the_same_and_counts(station):
    ops = [station.op("file", set={"name": name}) for name in ("赵一", "钱二")]
    first = station.push(*ops)
    assert station.push(*ops).acks == first.acks
    assert len(station.rows()) == 2
    assert station.hello().last_n == 2
    station.epoch = uuid4()  # restored: what was taken is numbered anew, and its number counts
    assert station.push(*ops).acks == first.acks
    assert station.hello().last_n == 2
    assert station.answer(station.op("file", set={"name": "孙三"})) == "applied"


def test_a_number_that_was_used_for_another_tells_the_copy_to_begin_anew(station):
    station.file()
    station.n = 0
    said = station.push(station.op("file", set={"name": "钱二"}))
    assert (said.fork, said.acks) == (True, {})
    assert len(station.rows()) == 1


def test_a_number_beyond_the_next_waits_for_the_one_between(station):
    first, left_out, third = (station.op("file", set={"name": n}) for n in "甲乙丙")
    said = station.push(first, third)
    assert (said.expect, list(said.acks)) == (2, [first.op])
    assert len(station.push(left_out, third).acks) == 2


def test_two_transactions_of_one_id_are_two_from_an_older_program_as_well(new_county, new_station):
    county = new_county(wire=Wire(newest=2, oldest=2, steps={}))
    old = new_station(on=county, schema=1)
    filed = [old.op("file", set={"name": name}) for name in ("赵一", "钱二")]
    batch = old.batch(*filed)
    alike = [one.model_copy(update={"tx": batch.tx[0].tx}) for one in batch.tx]
    acks = old.county.push(batch.model_copy(update={"tx": alike})).acks
    assert {op: ack.result for op, ack in acks.items()} == {op.op: "applied" for op in filed}


def test_an_operation_that_comes_twice_in_one_batch_counts_twice_and_is_done_once(station):
    filed = station.op("file", set={"name": "赵"})
    again = filed.model_copy(update={"n": 2})
    assert station.push(filed, again).acks[filed.op].seq == 1
    assert station.push(filed, again, together=True).acks[filed.op].seq == 1
    assert station.hello().last_n == 2
