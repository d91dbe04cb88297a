"""One `check --offline` in a process of its own: what it took, and what it found.

`python offline_once.py FILE` with the project to run first on PYTHONPATH. Prints JSON: seconds of reading and of the
checks, processor time with the start of the program, peak memory, and of each check how much it found and its hash.
"""

import hashlib
import json
import resource
import sys
import time
from typing import Any

from loaders.consistency import check_offline, newest_as_of, read_export


def run(file: str) -> dict[str, Any]:
    began = time.perf_counter()
    export = read_export(file)
    read = time.perf_counter()
    found = check_offline(export, newest_as_of(export))
    ended = time.perf_counter()
    return {
        "read": read - began,
        "checks": ended - read,
        "seconds": ended - began,
        "processor": time.process_time(),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        "found": {name: [len(rows), _hash(rows)] for name, rows in found.items()},
    }


def _hash(rows: list[Any]) -> str:
    """Of what was found: whom, and what of each; a list of texts in one order."""
    sha = hashlib.sha256()
    for row in rows:
        detail = {name: sorted(v, key=str) if isinstance(v, list) else v for name, v in row.detail.items()}
        sha.update(json.dumps([row.id, row.label, detail], sort_keys=True).encode())
    return sha.hexdigest()


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1])))
