"""What Prometheus is told: requests by route, the graph and its runs as they stand, the disk, the process.

A route is told by its template, never by the path that was asked. Each process counts for itself: of a service of
several workers an answer of `/metrics` is that of one of them.
"""

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cypher.version import program_version

MEDIA_TYPE: Final = CONTENT_TYPE_LATEST
OTHER: Final = "other"  # no route of the API: a file, a path that is not there
METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)  # seconds


class Metrics:
    """The counts of one application, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        asked = ("route", "method", "status")
        self.requests = self._of(Counter, "http_requests", "Requests that were answered", asked)
        self.seconds = Histogram(
            "zuzhitu_http_request_duration_seconds",
            "Seconds from a request to the end of its answer",
            asked,
            registry=self.registry,
            buckets=BUCKETS,
        )
        self.in_flight = self._of(Gauge, "http_requests_in_flight", "Requests that are being answered")
        self.graph_up = self._of(Gauge, "graph_up", "1 while the graph is reached, else 0")
        self.revision = self._of(Gauge, "revision", "The newest closed revision of the graph")
        self.revision_age = self._of(Gauge, "revision_age_seconds", "Seconds since the newest run was finished")
        self.run_age = self._of(Gauge, "open_run_age_seconds", "Seconds since the open run began", ("run", "holder"))
        self.data_bytes = self._of(Gauge, "data_directory_bytes", "Disk that the data directory takes")
        self._of(Gauge, "info", "The program", ("version",)).labels(program_version()).set(1)

    def _of(self, kind: Any, name: str, text: str, labels: tuple[str, ...] = ()) -> Any:
        return kind(f"zuzhitu_{name}", text, labels, registry=self.registry)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Counts one request."""
        labels = (route, method if method in METHODS else OTHER, str(status))
        self.requests.labels(*labels).inc()
        self.seconds.labels(*labels).observe(seconds)

    def text(self, vitals: Mapping[str, Any] | None, data_dir: Path) -> bytes:
        """All of it as Prometheus reads it. `vitals`: the row of `queries/vitals`, None while the graph is away.

        What the graph said last stays while it is away, but of the open run nothing is told then.
        """
        self.graph_up.set(vitals is not None)
        self.data_bytes.set(disk_used(data_dir))
        self.run_age.clear()
        if vitals is not None:
            self.revision.set(vitals["revision"])
            if (age := _age(vitals["finished"])) is not None:
                self.revision_age.set(age)
            if vitals["loading"] and (age := _age(vitals["started"])) is not None:
                self.run_age.labels(vitals["loading"], vitals["holder"] or "").set(age)
        return generate_latest(self.registry)


class CountRequests:
    """The outermost ASGI layer: it counts each request with what came of it."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500  # a defect is answered outside of all layers

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with self.metrics.in_flight.track_inprogress():
            try:
                await self.app(scope, receive, send_and_note)
            finally:
                route = getattr(scope.get("route"), "path", OTHER)
                self.metrics.answered(route, scope["method"], status, time.perf_counter() - began)


def disk_used(folder: Path) -> int:
    """Bytes on disk of all files below a folder; of what goes away meanwhile, none."""
    used = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                used += os.lstat(os.path.join(place, name)).st_blocks * 512
    return used


def _age(moment: str | None) -> float | None:
    """Seconds since a moment that a run keeps; None for what is none."""
    try:
        then = datetime.fromisoformat(moment or "")
        return max(0.0, (datetime.now(UTC) - then).total_seconds())
    except (ValueError, TypeError):  # no moment, or one without its zone
        return None
