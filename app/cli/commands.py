"""The commands, put together and run."""

import argparse
import io
import logging
import sys
from collections.abc import Sequence

from app.cli import answers, checking, copies, keys, registries, runs, service
from app.cli.complaints import (
    AWAY,
    DONE,
    INTERRUPTED,
    UNREADABLE,
    WRONG,
    Parser,
    complain,
    end_as_by_ctrl_c,
    say_aside,
)
from app.cli.opening import Commands
from cypher.catalogue import Catalogue, load_catalogue
from cypher.errors import ConfigurationError, GraphError
from cypher.version import program_version
from loaders.accept import NotAccepted
from loaders.cells.rejects import FileUnreadable
from loaders.cells.values import CellError
from loaders.consistency import UnreadableExport
from loaders.merge import NotMerged
from loaders.runs.lock import LoadRunning
from loaders.undo import NotUndone


def run(arguments: Sequence[str]) -> int:
    """Parses the command line, runs the command and returns its status."""
    logging.getLogger("zuzhitu").addHandler(logging.NullHandler())  # heard where the service logs
    logging.getLogger("neo4j").setLevel(logging.ERROR)  # what the driver tries again is no news
    if isinstance(sys.stdout, io.TextIOWrapper):  # a console that cannot show a character is shown its code
        sys.stdout.reconfigure(errors="backslashreplace")
    end_as_by_ctrl_c()
    try:
        options = parser(load_catalogue()).parse_args(arguments)
        status: int = options.command(options)
    # a CellError of the arguments: in a file, a reject
    except (ConfigurationError, LoadRunning, NotAccepted, NotMerged, NotUndone, CellError) as error:
        status = complain(WRONG, *error.said)
    except (FileUnreadable, UnreadableExport) as error:
        status = complain(UNREADABLE, *error.said)
    except GraphError as error:
        status = complain(AWAY, *error.said)
    except KeyboardInterrupt:
        say_aside("已中断；同一命令可再次执行 interrupted; the same command may be run again")
        status = INTERRUPTED
    except BrokenPipeError:
        status = DONE
    return status


def parser(catalogue: Catalogue) -> argparse.ArgumentParser:
    """The whole command line, in the order in which a user meets the commands."""
    top = Parser(prog="zuzhitu", description="组织图: who is organised, who answers for it, and why")
    top.add_argument("--version", action="version", version=f"zuzhitu {program_version()}")
    commands = Commands(top)
    for room in (service, keys, registries, runs, checking, copies):
        room.add_to(commands)
    answers.add_to(commands, catalogue)
    return top
