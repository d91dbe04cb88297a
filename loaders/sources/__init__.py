"""One file per registry. Adding a source is adding a file here that holds a `SOURCE`; there is no list to edit."""

import functools
import importlib
import pkgutil
from collections.abc import Mapping

from loaders.sources._declaration import Source
from loaders.sources._template import write_template

__all__ = ["Source", "load_sources", "write_template"]


@functools.cache
def load_sources() -> Mapping[str, Source]:
    """Every source by id, in the order in which they need each other. ValueError where that order has a circle."""
    found: dict[str, Source] = {}
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            source: Source = importlib.import_module(f"{__name__}.{module.name}").SOURCE
            if source.id != module.name:
                raise ValueError(f"{module.name}.py declares the source {source.id}")
            found[source.id] = source
    return _in_order(found)


def _in_order(found: Mapping[str, Source]) -> dict[str, Source]:
    ordered: dict[str, Source] = {}
    while len(ordered) < len(found):
        ready = [s for s in found.values() if s.id not in ordered and set(s.needs) <= ordered.keys()]
        if not ready:
            raise ValueError(f"sources need each other in a circle: {sorted(found.keys() - ordered.keys())}")
        first = min(ready, key=lambda s: (s.order, s.id))
        ordered[first.id] = first
    return ordered
