"""The only place that asks what day it is. A demonstration database carries its own fixed day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import current_app

ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The moment in China, without zone: dates of procedure are local dates."""
    real = datetime.now(ZONE).replace(tzinfo=None, microsecond=0)
    shown = _demo_day()
    return real if shown is None else datetime.combine(shown, real.time())


def instant() -> datetime:
    """The real moment with its zone, never that of a demonstration: for certificates and signatures alone."""
    return datetime.now(ZONE)


def today() -> date:
    return now().date()


def _demo_day() -> date | None:
    if not current_app:
        return None
    from casework.core import settings

    text = settings.get("demo_today")
    return date.fromisoformat(text) if text else None
