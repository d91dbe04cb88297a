"""How much is answered at once: who comes when too many wait is told so at once; who has gone is worked for no more.

Without it each of two hundred clients waits for all others, and a question whose asker has left is still asked.
"""

import asyncio
from typing import Final

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.keys import WRITING
from app.http.problems import busy_response

API: Final = "/v1/"
WAITING_EACH: Final = 1  # requests that may wait for each that is answered at once
PATIENCE: Final = 10.0  # seconds that one waits for its turn at most
WATCHED_AFTER: Final = 0.05  # seconds; most are answered before it is worth to see whether somebody still waits


class Admit:
    """An ASGI layer that lets `at_once` questions to the API be answered at once, and a few more of them wait.

    The others are refused (503, Retry-After) before anything is done for them. A question counts until its answer
    begins: who reads slowly holds up nobody. Health, metrics, files and what writes have no turns.
    """

    def __init__(self, app: ASGIApp, at_once: int, patience: float = PATIENCE) -> None:
        self.app = app
        self.turns = asyncio.Semaphore(at_once)
        self.most_open = at_once * (1 + WAITING_EACH)
        self.open = 0
        self.patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(API) or WRITING.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
        elif self.open >= self.most_open:
            await busy_response(Request(scope))(scope, receive, send)
        else:
            question = _Question(self, send)
            try:
                if scope["method"] == "GET":
                    await self._while_somebody_waits(scope, receive, question)
                else:
                    await self._in_turn(scope, receive, question)
            finally:
                question.close()

    async def _while_somebody_waits(self, scope: Scope, receive: Receive, question: "_Question") -> None:
        """Answers, unless whoever asked leaves before the answer begins."""
        asker = _Asker(receive)
        answering = asyncio.ensure_future(self._in_turn(scope, asker.receive, question))
        try:
            await asyncio.wait({answering}, timeout=WATCHED_AFTER)
            if not answering.done():
                await asyncio.wait({answering, asker.leaves()}, return_when=asyncio.FIRST_COMPLETED)
                if not answering.done() and question.is_open:
                    answering.cancel()
                await asyncio.wait({answering})
            if not answering.cancelled():
                answering.result()
        finally:
            answering.cancel()
            asker.leave_alone()

    async def _in_turn(self, scope: Scope, receive: Receive, question: "_Question") -> None:
        """Answers when its turn comes; refuses where that is not in time."""
        try:
            async with asyncio.timeout(self.patience):
                await self.turns.acquire()
        except TimeoutError:
            await busy_response(Request(scope))(scope, receive, question.send)
        else:
            question.has_turn = True
            await self.app(scope, receive, question.send)


class _Question:
    """A question to the API, open until its answer begins or nobody waits for it; whether it has its turn."""

    def __init__(self, admit: Admit, send: Send) -> None:
        self.admit, self._send = admit, send
        self.is_open, self.has_turn = True, False
        admit.open += 1

    async def send(self, message: Message) -> None:
        """Sends a part of the answer; the first lets the next question come."""
        self.close()
        await self._send(message)

    def close(self) -> None:
        """Gives back its place and its turn, once."""
        if self.is_open:
            self.is_open = False
            self.admit.open -= 1
            if self.has_turn:
                self.admit.turns.release()


class _Asker:
    """Whoever waits for one answer: what is received from it, by one reader however many ask, and when it leaves."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._said: asyncio.Queue[Message] = asyncio.Queue()
        self._reading: asyncio.Task[None] | None = None

    def leaves(self) -> asyncio.Task[None]:
        """Is done when the asker has left."""
        if self._reading is None:
            self._reading = asyncio.create_task(self._read())
        return self._reading

    async def _read(self) -> None:
        more = True
        while more:
            message = await self._receive()
            self._said.put_nowait(message)
            if message["type"] == "http.disconnect":
                return
            more = message.get("more_body", False)
        message = await self._receive()
        if message["type"] != "http.disconnect":  # whoever says on and on what it has said never leaves
            await asyncio.Event().wait()
        self._said.put_nowait(message)

    async def receive(self) -> Message:
        """The next thing that the asker says; that it left is said again and again."""
        if self.leaves().done() and self._said.empty():
            return {"type": "http.disconnect"}
        return await self._said.get()

    def leave_alone(self) -> None:
        """Nobody listens any more."""
        if self._reading is not None:
            self._reading.cancel()
