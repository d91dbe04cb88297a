"""Keys of those who may ask the service: `keys add`, `keys list`, `keys remove`."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.cli.complaints import DONE, say_aside, wrong
from app.cli.opening import Commands, writing
from app.cli.text import as_json
from app.keys import BOUND, BOUNDS, NAME, READ_ALONE, SCOPES, Key, Subtree, keep_keys, make_key, read_keys
from app.settings import load_settings

Action = Callable[[argparse.Namespace, Path], int]


def add_to(commands: Commands) -> None:
    """Adds the commands."""
    keys = commands.add("keys", _with_file(list_keys), "keys of those who may ask the service: add, list, remove")
    actions = keys.add_subparsers(required=True, metavar="ACTION")
    add = _action(actions, "add", add_key, "makes a key, prints it this once, and keeps its hash in the file")
    add.add_argument("name", metavar="NAME", help="whose it is: letters, digits, dots, dashes")
    add.add_argument("--scope", required=True, metavar="SCOPES", help="read, load or admin, several with commas")
    bounds = add.add_mutually_exclusive_group()
    bounds.add_argument("--region", metavar="CODE", help="it reads this region and all beneath it alone")
    bounds.add_argument("--lead", metavar="ID", help="it reads whoever this unit leads alone")
    _action(actions, "list", list_keys, "names, scopes and bounds").add_argument("--json", action="store_true")
    _action(actions, "remove", remove_key, "the key counts no more").add_argument("name", metavar="NAME")


def _action(actions: Any, name: str, action: Action, text: str) -> argparse.ArgumentParser:
    sub: argparse.ArgumentParser = actions.add_parser(name, help=text, description=text)
    sub.set_defaults(command=_with_file(action))
    sub.add_argument("--file", type=Path, metavar="FILE", help="the file of keys; ZUZHITU_KEYS where absent")
    return sub


def _with_file(action: Action) -> Callable[[argparse.Namespace], int]:
    """The action as a command: it is given the file of keys that is named."""

    def command(options: argparse.Namespace) -> int:
        path = options.file or load_settings().keys
        return wrong("no_key_file") if path is None else action(options, path)

    return command


def add_key(options: argparse.Namespace, path: Path) -> int:
    """The key alone goes to stdout."""
    scopes = [scope.strip() for scope in options.scope.split(",")]
    if unknown := [scope for scope in scopes if scope not in SCOPES]:
        return wrong("no_such_scope", value=unknown[0], allowed=", ".join(SCOPES))
    if not NAME.fullmatch(options.name):
        return wrong("bad_key_name", value=options.name)
    subtree = next((Subtree(by, of) for by in BOUNDS if (of := getattr(options, by)) is not None), None)
    if subtree and not BOUND.fullmatch(subtree.of):
        return wrong("bad_bound", by=subtree.by, value=subtree.of)
    if subtree and set(scopes) != {*READ_ALONE}:
        return wrong("bound_reads_alone", by=subtree.by)
    keys = read_keys(path) if path.exists() else []
    if any(key.name == options.name for key in keys):
        return wrong("key_exists", value=options.name)
    text, key = make_key(options.name, scopes, subtree)
    _keep(path, [*keys, key])
    print(text)
    say_aside(f"{path}: {_line(key)}；此密钥只显示这一次 it is shown this once")
    return DONE


def list_keys(options: argparse.Namespace, path: Path) -> int:
    """A line per key."""
    keys = read_keys(path)
    print(as_json({"items": [key.shown for key in keys]}) if options.json else "\n".join(map(_line, keys)))
    return DONE


def remove_key(options: argparse.Namespace, path: Path) -> int:
    """A service that runs refuses it from its next request on."""
    keys = read_keys(path)
    left = [key for key in keys if key.name != options.name]
    if len(left) == len(keys):
        return wrong("no_such_key", value=options.name, allowed=", ".join(key.name for key in keys) or "-")
    _keep(path, left)
    say_aside(f"{path}: − {options.name}")
    return DONE


def _line(key: Key) -> str:
    """Name, scopes, and what bounds it, with tabs."""
    bound = [f"{key.subtree.by}={key.subtree.of}"] if key.subtree else []
    return "\t".join([key.name, ",".join(key.scopes), *bound])


def _keep(path: Path, keys: list[Key]) -> None:
    with writing(path):
        keep_keys(path, keys)
