"""What somebody says the headings of a file mean: `theirs=ours`, for those that nobody knows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from cypher.errors import ConfigurationError
from loaders.cells.persons import is_personal_column
from loaders.read.headings import header_key
from loaders.read.readers import FileFacts
from loaders.validate.columns import known_columns

OPTION: Final = "--map"


def read_renaming(said: Sequence[str]) -> dict[str, str]:
    """Headings and what they mean. ConfigurationError: no `theirs=ours`, no such column, or a column of persons."""
    known = {header_key(column): column for column in known_columns()}
    found: dict[str, str] = {}
    for text in said:
        theirs, equals, ours = (part.strip() for part in text.partition("="))
        if not (header_key(theirs) and equals and ours):
            raise _wrong(text, "写法应为 文件中的表头=本系统的列名", "write it as THEIR HEADING=OUR COLUMN")
        if header_key(ours) not in known:
            raise _wrong(text, f"没有来源读取“{ours}”这一列", f"no source reads a column {ours}")
        if is_personal_column(theirs):
            raise _wrong(text, "该列是自然人信息，不读取", "that column names persons and is not read")
        found[theirs] = known[header_key(ours)]
    return found


def refuse_unused(renamed: Mapping[str, str], files: Iterable[FileFacts]) -> None:
    """ConfigurationError where no file has a heading that was said to mean something: it may be a slip."""
    written = {header_key(word) for facts in files for header in facts.headers for word in header.written}
    for theirs, ours in renamed.items():
        if header_key(theirs) not in written:
            raise _wrong(f"{theirs}={ours}", f"文件中没有表头“{theirs}”", f"no file has the heading {theirs}")


def _wrong(value: str, zh: str, en: str) -> ConfigurationError:
    return ConfigurationError(
        en,
        zh=zh,
        name=OPTION,
        value=value,
        remedy="`zuzhitu sources` lists the columns of each source",
        remedy_zh="“zuzhitu sources”列出各来源的列",
    )
