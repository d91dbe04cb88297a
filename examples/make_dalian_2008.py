"""Writes the example city: `python examples/make_dalian_2008.py [FOLDER]`; always the same bytes."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from dalian_2008_maker.city import make_city  # noqa: E402
from dalian_2008_maker.files import write  # noqa: E402

if __name__ == "__main__":
    write(make_city(), Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "dalian-2008")
