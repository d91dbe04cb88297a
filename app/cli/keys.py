"""Keys of those who may ask the service: `keys add`, `keys list`, `keys remove`."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.complaints import DONE, say_aside, wrong
from app.cli.opening import Command, Commands, writing
from app.cli.text import as_json
from app.keys import NAME, SCOPES, Key, keep_keys, make_key, read_keys
from app.settings import load_settings


def add_to(commands: Commands) -> None:
    """Adds the commands."""
    keys = commands.add("keys", list_command, "keys of those who may ask the service: add, list, remove")
    actions = keys.add_subparsers(required=True, metavar="ACTION")
    add = _action(actions, "add", add_command, "makes a key, prints it this once, and keeps its hash in the file")
    add.add_argument("name", metavar="NAME", help="whose it is: letters, digits, dots, dashes")
    add.add_argument("--scope", required=True, metavar="SCOPES", help="read, load or admin, several with commas")
    _action(actions, "list", list_command, "names and scopes").add_argument("--json", action="store_true")
    _action(actions, "remove", remove_command, "the key counts no more").add_argument("name", metavar="NAME")


def _action(actions: Any, name: str, command: Command, text: str) -> argparse.ArgumentParser:
    sub: argparse.ArgumentParser = actions.add_parser(name, help=text, description=text)
    sub.set_defaults(command=command)
    sub.add_argument("--file", type=Path, metavar="FILE", help="the file of keys; ZUZHITU_KEYS where absent")
    return sub


def add_command(options: argparse.Namespace) -> int:
    """The key alone goes to stdout."""
    scopes = [scope.strip() for scope in options.scope.split(",")]
    if unknown := [scope for scope in scopes if scope not in SCOPES]:
        return wrong("no_such_scope", value=unknown[0], allowed=", ".join(SCOPES))
    if not NAME.fullmatch(options.name):
        return wrong("bad_key_name", value=options.name)
    path = _file(options)
    if path is None:
        return wrong("no_key_file")
    keys = read_keys(path) if path.exists() else []
    if any(key.name == options.name for key in keys):
        return wrong("key_exists", value=options.name)
    text, key = make_key(options.name, scopes)
    _keep(path, [*keys, key])
    print(text)
    say_aside(f"{path}: {key.name} {','.join(key.scopes)}；此密钥只显示这一次 it is shown this once")
    return DONE


def list_command(options: argparse.Namespace) -> int:
    """A line per key."""
    path = _file(options)
    if path is None:
        return wrong("no_key_file")
    keys = read_keys(path)
    items = [{"name": key.name, "scopes": list(key.scopes)} for key in keys]
    print(as_json({"items": items}) if options.json else "\n".join(f"{k.name}\t{','.join(k.scopes)}" for k in keys))
    return DONE


def remove_command(options: argparse.Namespace) -> int:
    """A service that runs refuses it from its next request on."""
    path = _file(options)
    if path is None:
        return wrong("no_key_file")
    keys = read_keys(path)
    left = [key for key in keys if key.name != options.name]
    if len(left) == len(keys):
        return wrong("no_such_key", value=options.name, allowed=", ".join(key.name for key in keys) or "-")
    _keep(path, left)
    say_aside(f"{path}: − {options.name}")
    return DONE


def _file(options: argparse.Namespace) -> Path | None:
    path: Path | None = options.file or load_settings().keys
    return path


def _keep(path: Path, keys: list[Key]) -> None:
    with writing(path):
        keep_keys(path, keys)
