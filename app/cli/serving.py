"""Listening: whether the address can be had, and the service behind it, by one process or several."""

import gc
import logging
import os
import socket

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from app.cli.complaints import DONE
from app.http.audit import AuditLog
from app.http.hosts import is_loopback
from app.keys import read_keys
from app.main import create_app
from app.settings import Settings
from cypher.errors import ConfigurationError, reason


def refuse_taken(settings: Settings) -> None:
    """Raises ConfigurationError where nobody can listen at the address, before anything is started there."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.host, settings.port))
    except OSError as error:
        zh, en = reason(error)
        raise ConfigurationError(
            f"the service cannot listen there ({en})",
            zh=f"服务不能在此监听（{zh}）",
            name="ZUZHITU_HOST, ZUZHITU_PORT",
            value=f"{settings.host}:{settings.port}",
            remedy="name an address of this machine and a port that is free",
            remedy_zh="指定本机的地址和空闲的端口",
        ) from None


def refuse_unguarded(settings: Settings) -> None:
    """Raises ConfigurationError where others than this machine could read all, and nobody has said that they may.

    The keys are read as well, and the audit log is tried, so that a file that is none stops the start.
    """
    if settings.audit_log is not None:
        AuditLog(settings.audit_log)
    if settings.keys is not None:
        read_keys(settings.keys)
    elif not (settings.open or is_loopback(settings.host)):
        raise ConfigurationError(
            "other machines could read everything without a key",
            zh="其他机器无需密钥即可读取全部内容",
            name="ZUZHITU_HOST",
            value=settings.host,
            remedy="set ZUZHITU_KEYS to a file of `zuzhitu keys add`, or ZUZHITU_OPEN=true where all may read",
            remedy_zh="设 ZUZHITU_KEYS 为“zuzhitu keys add”所写的文件；确可任人读取时设 ZUZHITU_OPEN=true",
        )


def served(settings: Settings | None = None) -> FastAPI:
    """The application as a process of its own serves it."""
    return create_app(settings, opened=set_aside)


def set_aside() -> None:
    """Takes everything that is there now out of Python's search for circles, until it is called again.

    What a service is made of stays; to search it took a tenth of a second every few seconds, in which nobody was
    answered (benchmarks/crowd.py). What was set aside before and is no more needed goes.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def serve(settings: Settings, workers: int = 1) -> int:
    """The service until it is told to end; its exit status."""
    logging.basicConfig(level=settings.log.upper())
    if workers == 1:
        uvicorn.run(served(settings), host=settings.host, port=settings.port, log_level=settings.log)
    else:
        _serve_by(workers, settings)
    return DONE


def _serve_by(workers: int, settings: Settings) -> None:
    """The service by several processes behind one port; each reads its settings anew, where the port is not in them."""
    os.environ["ZUZHITU_HOST"] = settings.host  # by which it is known whether reading needs a key
    os.environ["ZUZHITU_DATA_DIR"] = str(settings.data_dir.absolute())
    config = uvicorn.Config(
        "app.cli.serving:served",
        factory=True,
        workers=workers,
        timeout_worker_healthcheck=60,  # one that starts on a busy machine is not yet dead
        host=settings.host,
        port=settings.port,
        log_level=settings.log,
    )
    with config.bind_socket() as listening:
        # asyncio does so for a socket that it made itself; for one that was handed down an answer waited 40 ms
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        Multiprocess(config, sockets=[listening]).run()
