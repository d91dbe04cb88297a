"""Of which day a load is a picture, and whether it can be (docs/domain.md 9): not of a day to come, and not of one far
from what the source told last, unless somebody says so.
"""

from collections.abc import Iterable
from typing import Final

from cypher.domain.dates import last_day
from cypher.errors import ConfigurationError
from loaders.cells.rejects import FileUnreadable, Place
from loaders.cells.values import parse_date
from loaders.read.readers import FileFacts

OPTION: Final = "--as-of"
FAR: Final = 2  # years from the newest picture of the source


def told_as_of(text: str | None, today: str) -> str | None:
    """The date that was told, None where none was. CellError where it is none, ConfigurationError after today."""
    told = parse_date(text) if text else None
    if told and last_day(told) > today:
        raise ConfigurationError(
            f"{last_day(told)} lies after today, {today}",
            zh=f"{last_day(told)}晚于今天（{today}）",
            name=OPTION,
            value=told,
            remedy="say the day that the files are a picture of",
            remedy_zh="请写明文件所反映的日期",
        )
    return told


def stated_as_of(files: Iterable[FileFacts], today: str) -> str | None:
    """The newest as-of that the files state themselves. FileUnreadable where one lies after today."""
    stated = []
    for facts in files:
        if facts.as_of is not None:
            stated.append(day := last_day(facts.as_of))
            if day > today:
                raise FileUnreadable(
                    Place(facts.name, None, 0),
                    "as_of_after_today",
                    f"文件的截止日期{day}晚于今天（{today}）",
                    f"the as-of that the file states, {day}, lies after today, {today}",
                    "改正截止日期，或用 --as-of 写明",
                    "correct it, or say the right one with --as-of",
                )
    return max(stated, default=None)


def refuse_far(as_of: str, before: Iterable[str]) -> None:
    """An as-of that nobody told and that is far from the newest of the source may be a slip. ConfigurationError."""
    newest = max(filter(None, before), default=None)
    if newest and not _years_later(newest, -FAR) <= as_of <= _years_later(newest, FAR):
        raise ConfigurationError(
            f"the files are a picture of {as_of}, more than {FAR} years from the last one of this source, {newest}",
            zh=f"文件的截止日期为{as_of}，与该来源上次的{newest}相差{FAR}年以上",
            name=OPTION,
            remedy=f"see whether that date is right, and load them again with {OPTION} {as_of}",
            remedy_zh=f"核对日期无误后，加上 {OPTION} {as_of} 重新导入",
        )


def _years_later(day: str, years: int) -> str:
    return f"{int(day[:4]) + years:04}{day[4:]}"
