"""Who asked what: a JSON object a line for each request that was answered or refused, in the file of the setting.

    {"time", "id", "key", "method", "path", "query", "status", "bytes", "seconds"}

`key` is the name of the key, null without one that is known; `id` is told to the client as `X-Request-Id`. Of a body
nothing is told, and of an answer its status and its size. The file is opened for each line, so that one that was moved
away begins anew; several processes write to one file, each line at once.
"""

import json
import logging
import os
import secrets
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.http.slashes import as_sent
from cypher.errors import ConfigurationError, reason

SETTING: Final = "ZUZHITU_AUDIT_LOG"
log = logging.getLogger("zuzhitu.audit")


class AuditLog:
    """A file of lines, for its owner alone."""

    def __init__(self, path: Path) -> None:
        """Raises ConfigurationError where it cannot be written."""
        self.path = path
        self.failing = False
        try:
            self._append("")
        except OSError as error:
            zh, en = reason(error)
            raise ConfigurationError(
                f"the audit log cannot be written ({en})",
                zh=f"审计日志不能写入（{zh}）",
                name=SETTING,
                value=str(path),
                remedy="name a file in a folder that is there and may be written",
                remedy_zh="请指定可写文件夹中的文件",
            ) from None

    def write(self, **line: Any) -> None:
        """Appends a line. What the system refuses is logged, the first of a row of failures alone."""
        try:
            self._append(json.dumps(line) + "\n")
            self.failing = False
        except OSError as error:
            if not self.failing:
                log.error("%s cannot be written: %s", self.path, error)
            self.failing = True

    def _append(self, text: str) -> None:
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, text.encode("ascii"))
        finally:
            os.close(file)


class Audit:
    """An ASGI layer outside of all that answer or refuse: each request is a line when its answer has ended."""

    def __init__(self, app: ASGIApp, audit_log: AuditLog) -> None:
        self.app = app
        self.audit_log = audit_log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, id_ = time.perf_counter(), secrets.token_hex(8)
        status, sent = 500, 0  # a defect is answered outside of all layers

        async def send_and_note(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = id_
            sent += len(message.get("body", b""))
            await send(message)

        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        state = scope.setdefault("state", {})
        try:
            await self.app(scope, receive, send_and_note)
        finally:
            key = state.get("key")
            self.audit_log.write(
                time=moment,
                id=id_,
                key=key and key.name,
                method=scope["method"],
                path=as_sent(scope["path"]),
                query=scope["query_string"].decode("latin-1"),
                status=status,
                bytes=sent,
                seconds=round(time.perf_counter() - began, 3),
            )
