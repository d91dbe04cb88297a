"""The service on one page: the graph is opened with it, every route below, every error a problem."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from fastapi import Depends, FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from app.http.admission import Admit
from app.http.audit import Audit, AuditLog
from app.http.ending import hearing_the_end
from app.http.filters import refuse_repeated
from app.http.heads import AnswerHead
from app.http.hosts import OnlyKnownHosts, is_loopback
from app.http.kept import KeepAnswers
from app.http.keys import DemandKeys
from app.http.memory import Newest
from app.http.metrics import CountRequests, Metrics
from app.http.presence import Presence
from app.http.problems import add_error_handlers
from app.http.schema import describe_errors, operation_id
from app.http.slashes import MarkSlashes, give_slashes
from app.http.subtrees import refuse_beyond_subtree
from app.keys import KeyFile
from app.routes import (
    chains,
    coverage,
    differences,
    duties,
    events,
    findings,
    frame,
    health,
    metrics,
    organizations,
    pages,
    party_organizations,
    rules,
    runs,
    uncovered,
    units,
    writing,
)
from app.settings import Settings, load_settings
from app.writing.beside import Beside
from app.writing.loads import Loads
from cypher.catalogue import load_catalogue
from cypher.connect import open_graph
from cypher.graph import Graph
from cypher.projection.files import FOLDER
from cypher.version import program_version

COMPRESSED_FROM: Final = 1_000  # bytes


def create_app(
    settings: Settings | None = None, graph: Graph | None = None, *, opened: Callable[[], object] = lambda: None
) -> FastAPI:
    """The application. With `graph` that open graph is asked; else the lifespan opens the one that the settings name.

    `opened` is called whenever another projection of that one is there.
    Raises ConfigurationError where a setting or a statement file is defective.
    """
    catalogue = load_catalogue()
    settings = settings or load_settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as held:
            if graph is None:
                named = await held.enter_async_context(
                    open_graph(settings.address, settings.data_dir, heap=settings.heap)
                )
                app.state.graph, app.state.presence = named, Presence(named, opened)
                await held.enter_async_context(app.state.presence.watch(settings.data_dir / FOLDER))
            held.push_async_callback(asyncio.to_thread, app.state.beside.close)
            held.enter_context(hearing_the_end(app.state.ending))
            yield

    app = FastAPI(
        title="Zuzhitu 组织图",
        version=program_version(),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=operation_id,
        dependencies=[Depends(give_slashes), Depends(refuse_beyond_subtree), Depends(refuse_repeated)],
    )
    app.add_middleware(KeepAnswers)
    app.add_middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM)
    app.add_middleware(AnswerHead)
    app.add_middleware(Admit, at_once=settings.at_once)
    app.add_middleware(
        DemandKeys,
        keys=KeyFile(settings.keys) if settings.keys else None,
        reading=not (settings.open or is_loopback(settings.host)),
        allowed_origins=settings.origins,
    )
    if settings.origins:  # outside of the keys: a browser asks beforehand without one
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["Authorization", "Content-Type", "If-None-Match"],
            expose_headers=["ETag", "Location", "Retry-After", "WWW-Authenticate", "Content-Disposition"],
        )
    app.add_middleware(OnlyKnownHosts, allowed=settings.hosts)
    app.state.settings, app.state.metrics = settings, Metrics()
    app.add_middleware(CountRequests, metrics=app.state.metrics)
    if settings.audit_log is not None:
        app.add_middleware(Audit, audit_log=AuditLog(settings.audit_log))
    app.add_middleware(MarkSlashes)
    app.state.graph, app.state.presence = graph, Presence(graph) if graph else None
    app.state.memories, app.state.ending = Newest(), asyncio.Event()
    app.state.beside, app.state.loads = Beside(settings), Loads(settings.data_dir, settings.lease)
    for router in (
        organizations.list_router(catalogue),
        organizations.router,
        party_organizations.router,
        units.list_router(catalogue),
        units.router,
        uncovered.list_router(catalogue),
        coverage.list_router(catalogue),
        chains.router,
        differences.router,
        duties.router,
        rules.router,
        findings.router,
        frame.router,
        runs.router,
        events.router,
        writing.router,
        health.router,
        metrics.router,
        pages.router,
    ):
        app.include_router(router)
    add_error_handlers(app)
    describe_errors(app)
    pages.add_files(app)
    return app
