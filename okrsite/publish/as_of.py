"""The day that all numbers are of, decided once at the edge."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from okrsite.errors import ConfigError
from okrsite.publish import git
from okrsite.settings import YEARS


def today() -> date:
    """Today on this machine's clock and in its time zone."""
    return datetime.now().astimezone().date()


def resolve(
    wish: str | date,
    docs: Path,
    environment: Mapping[str, str] = os.environ,
    clock: Callable[[], date] = today,
) -> date:
    """The as-of day for a wish, which is a date, `today` or `commit`.

    `commit` means SOURCE_DATE_EPOCH in UTC where it is set; else the author date of HEAD in its own offset,
    or today where OKR documents below `docs` differ from HEAD; else the clock. Raises ConfigError for a
    SOURCE_DATE_EPOCH that is no number of seconds.
    """
    if isinstance(wish, date):
        return wish
    if wish == "today":
        return clock()
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if epoch:
        return _of_epoch(epoch)
    committed = git.head_date(docs)
    if committed is None or git.documents_differ(docs):
        return clock()
    return committed


def read_wish(text: str) -> str | date:
    """What `--as-of` says: `today`, `commit` or a date such as 2026-08-14; ConfigError for anything else.

    >>> read_wish("2026-08-14"), read_wish("today")
    (datetime.date(2026, 8, 14), 'today')
    """
    if text in ("today", "commit"):
        return text
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        message = f"`{text}` is no day; expected `today`, `commit` or a date such as `2026-08-14`"
        raise ConfigError(message, "Write `--as-of 2026-08-14`.")
    return day


def _of_epoch(epoch: str) -> date:
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is `{epoch}`; expected seconds since 1970"
        raise ConfigError(message, "Set it to a whole number, or unset it.") from None
