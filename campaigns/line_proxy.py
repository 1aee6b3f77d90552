"""What lies between a station and its county, and what may go wrong there.

A proxy of bytes, and a client that repeats whole requests: TLS cannot be repeated as bytes.
"""

from __future__ import annotations

import asyncio
from asyncio import StreamReader, StreamWriter
from collections import Counter
from collections.abc import Coroutine
from contextlib import suppress
from random import Random
from threading import Thread
from typing import Any

import httpx

from station_app.sync.line import Line
from station_app.sync.protocol import Push, Pushed

REFUSED, SILENT = "refused", "silent"
CUT, LOST = "the request cut off", "the answer cut off"
LATE, SLOW = "delayed", "crawling"
FAULTS = (REFUSED, CUT, LOST, SILENT, LATE, SLOW)
TWICE, OLD = "a signed request sent twice", "an old signed request sent again"
LONGEST = 0.3  # s of delay
HOUR = 3600.0  # s
PIECE = 200  # bytes that crawl at a time
KEPT = 200  # old requests
AGAIN = "a batch sent again"
KINDS = (*FAULTS, TWICE, OLD, AGAIN)
CHANCE = 0.4  # that a request is struck
FURTHEST = 600  # bytes until a fault strikes


class Broken(Exception):
    """This connection is at its end."""


class Proxy:
    """One fault at a time: armed, it strikes when so many more bytes have gone."""

    def __init__(self, county: int, chance: Random) -> None:
        self.county, self.chance, self.port = county, chance, 0
        self.struck = Counter[str]()
        self._fault, self._left = "", 0
        self._open = set[StreamWriter]()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._do(self._listen())

    def arm(self, fault: str, after: int) -> None:
        self._do(self._arm(fault, after))

    def calm(self) -> None:
        self._do(self._calm())

    def close(self) -> None:
        self._do(self._arm(REFUSED, 0))
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._between, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _arm(self, fault: str, after: int) -> None:
        self._fault, self._left = fault, after
        if fault == REFUSED:
            self._server.close()
            for writer in list(self._open):
                writer.transport.abort()

    async def _calm(self) -> None:
        self._fault = ""
        if not self._server.is_serving():
            await self._listen()

    async def _end(self) -> None:
        for work in asyncio.all_tasks() - {asyncio.current_task()}:
            work.cancel()
        await asyncio.sleep(0)

    async def _between(self, reader: StreamReader, writer: StreamWriter) -> None:
        there, thither = await asyncio.open_connection("127.0.0.1", self.county)
        self._open |= {writer, thither}
        ways = [
            asyncio.create_task(self._carry(reader, thither, up=True)),
            asyncio.create_task(self._carry(there, writer, up=False)),
        ]
        with suppress(asyncio.CancelledError):
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        for end in (writer, thither):
            self._open.discard(end)
            end.transport.abort()

    async def _carry(self, reader: StreamReader, writer: StreamWriter, *, up: bool) -> None:
        with suppress(Broken):
            with suppress(OSError):
                while part := await reader.read(1 << 16):
                    await self._pass_on(part, writer, up=up)
            await self._be_silent()  # nor does it hear that the county gave up

    async def _be_silent(self) -> None:
        if self._fault == SILENT and self._left < 0:
            await asyncio.sleep(HOUR)  # until the station gives up

    async def _pass_on(self, part: bytes, writer: StreamWriter, *, up: bool) -> None:
        await self._be_silent()
        fault, left = self._fault, self._left
        if fault in (CUT, LOST, SILENT) and up is not (fault == LOST):
            self._left -= len(part)
            if left < len(part):
                writer.write(part[:left])
                await writer.drain()
                self._strikes(fault)
                await self._be_silent()
                self._fault = ""
                raise Broken
        elif fault == LATE and not up:
            self._strikes(fault)
            self._fault = ""
            await asyncio.sleep(self.chance.uniform(0, LONGEST))
        elif fault == SLOW:
            if left:
                self._strikes(fault)
                self._left = 0
            while len(part) > PIECE:
                writer.write(part[:PIECE])
                await writer.drain()
                await asyncio.sleep(0.002)
                part = part[PIECE:]
        writer.write(part)
        await writer.drain()

    def _strikes(self, fault: str) -> None:
        self.struck[fault] += 1


class Repeating(httpx.BaseTransport):
    """Sends what is signed once more, at once or later. The station hears the first answer."""

    def __init__(self, line: httpx.BaseTransport, chance: Random) -> None:
        self.line, self.chance, self.armed = line, chance, ""
        self.struck, self.taken = Counter[str](), Counter[str]()
        self._old = list[httpx.Request]()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self.line.handle_request(request)
        answer.read()
        self._old = [*self._old[-KEPT:], request]
        if self.armed:
            again = request if self.armed == TWICE else self.chance.choice(self._old)
            second = self.line.handle_request(again)
            second.read()
            self.struck[self.armed] += 1
            self.taken[self.armed] += second.status_code != httpx.codes.UNAUTHORIZED
            self.armed = ""
        return answer

    def close(self) -> None:
        self.line.close()


class Faulty:
    """The line as the exchange sees it: before each request something may be armed."""

    def __init__(self, line: Line, proxy: Proxy, repeating: Repeating, chance: Any) -> None:
        self.line, self.proxy, self.repeating, self.chance = line, proxy, repeating, chance
        self.armed, self.struck = Counter[str](), Counter[str]()
        self.pushes = self.told = self.differ = 0
        self.calm, self._fault = False, ""

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self.line, name)

        def ask(*given: Any) -> Any:
            self._arm(name)
            return asked(*given)

        return ask

    def push(self, message: Push) -> Pushed:
        self._arm("push")
        pushed = self.line.push(message)
        if self._fault == AGAIN:
            self.struck[AGAIN] += 1
            self.differ += self.line.push(message).acks != pushed.acks
        self.pushes += 1
        self.told += len(pushed.acks)
        return pushed

    def _arm(self, name: str) -> None:
        self.proxy.calm()
        self.repeating.armed = self._fault = ""
        if self.calm or self.chance.random() > CHANCE * (1 if name == "push" else 0.3):
            return
        self._fault = self.chance.choice(KINDS if name == "push" else KINDS[:-1])
        self.armed[self._fault] += 1
        if self._fault in FAULTS:
            self.proxy.arm(self._fault, self.chance.randrange(1, FURTHEST))
        elif self._fault != AGAIN:
            self.repeating.armed = self._fault

    def failed(self) -> None:
        self.struck[REFUSED] += self._fault == REFUSED
