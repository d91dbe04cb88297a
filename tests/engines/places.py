"""Where the engines of the tests keep their data: in memory where there is room, as each test waits for many writes."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

MEMORY: Final = Path("/dev/shm")
ENOUGH: Final = 4 << 30  # bytes, for two engines with what they set aside for their logs


@contextmanager
def place(otherwise: Path) -> Iterator[Path]:
    """An empty folder for one engine: in memory, or below `otherwise` where there is no room; gone afterwards."""
    otherwise.mkdir(parents=True, exist_ok=True)
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ENOUGH
    with tempfile.TemporaryDirectory(
        prefix="zuzhitu-tests-", dir=MEMORY if roomy else otherwise, ignore_cleanup_errors=True
    ) as made:
        yield Path(made)
