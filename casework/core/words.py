"""Sentences in the reader's language: Chinese is the source, English the complete catalogue."""

from datetime import date
from functools import cache

from babel.support import Translations
from flask import current_app, g, has_request_context, session
from flask_login import current_user
from markupsafe import Markup

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


class Speech:
    """One language for the life of the process: a page says some six hundred sentences, and few of them once."""

    MOST = 20_000

    def __init__(self, language, folder):
        self.catalogue = getattr(Translations.load(folder, [language]), "_catalog", {})
        self.marked = {}

    def plain(self, text):
        return self.catalogue.get(text, text) if text else text

    def markup(self, text):
        """The sentence as templates take it: its own words are ours and no longer escaped."""
        if text not in self.marked:
            if len(self.marked) >= self.MOST:
                self.marked.clear()
            self.marked[text] = Markup(self.plain(text)), Markup(self.plain(text)) % {} if "%" not in text.replace("%%", "") else None
        return self.marked[text]


@cache
def _speech(language, folder):
    return Speech(language, folder)


def speech():
    """The reader's language, asked once in a request."""
    try:
        return g.speech
    except AttributeError:
        g.speech = _speech(locale(), current_app.config["BABEL_TRANSLATION_DIRECTORIES"])
        return g.speech


def translated(text, /, **values):
    """`_` of templates: %(name)s takes its value, escaped."""
    sentence, whole = speech().markup(text if type(text) is str else str(text))
    return sentence % values if values or whole is None else whole


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
        said = speech().plain
        return message.render(lambda template: Sentence(said(template)))
    return speech().plain(str(message))


def frozen(message):
    """A Message (or its bare sentence) as plain values, so that it can be said again in either language."""
    message = Message(message) if isinstance(message, str) else message
    return {"t": message.template, "a": {key: frozen(value) if isinstance(value, Message) else value
                                         for key, value in message.args.items()}}


def thawed(kept):
    return Message(kept["t"], **{key: thawed(value) if isinstance(value, dict) else value for key, value in kept["a"].items()})


def day(value: date | None):
    return value.isoformat() if value else ""


def init_app(app):
    app.jinja_env.globals.update({"_": translated, "gettext": translated})


__all__ = ["LANGUAGES", "day", "lang", "locale", "say"]
