"""Sentences in the reader's language: Chinese is the source, English the complete catalogue."""

from datetime import date

from flask import has_request_context, session
from flask_babel import gettext
from flask_login import current_user

from casework.law.findings import Message

LANGUAGES = ("zh_Hans_CN", "en")


def locale():
    """The person's choice, else what was chosen before signing in, else Chinese."""
    if not has_request_context():
        return LANGUAGES[0]
    chosen = getattr(current_user, "language", None) or session.get("language")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def lang():
    return "en" if locale() == "en" else "zh-Hans"


class Count(int):
    """A number in an English sentence: {n} day{n:s} has its s unless n is 1."""

    def __format__(self, spec):
        return ("" if self == 1 else "s") if spec == "s" else super().__format__(spec)


class Sentence(str):
    def format(self, **args):
        return super().format(**{key: Count(value) if type(value) is int else value for key, value in args.items()})


def say(message):
    """A Message, lazy string or plain value as text for the reader."""
    if not has_request_context() or not message:
        return "" if message is None else str(message)
    if isinstance(message, Message):
        return message.render(lambda template: Sentence(gettext(template)))
    return gettext(str(message))


def day(value: date | None):
    return value.isoformat() if value else ""


__all__ = ["LANGUAGES", "day", "lang", "locale", "say"]
