"""Which version of the program runs."""

import functools
from importlib.metadata import PackageNotFoundError, version


@functools.cache
def program_version() -> str:
    """The version of the installed program; looked up once, as it is read from a file."""
    try:
        return version("zuzhitu")
    except PackageNotFoundError:
        return "0"
