"""Every sentence that a person may read exists in both languages."""

import io
import re
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
METHODS = [("casework/**.py", "python"), ("templates/documents/**", "ignore"), ("templates/**.html", "jinja2")]
WORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "_l": None, "lazy_gettext": None, "N_": None}


@pytest.fixture(scope="module")
def found():
    messages = {}
    for name, line, message, _comments, _context in extract_from_dir(ROOT, METHODS, keywords=WORDS):
        if name.startswith((".", "tests", "instance", "static")):
            continue
        for one in message if isinstance(message, tuple) else (message,):
            if one:
                messages.setdefault(one, f"{name}:{line}")
    return messages


@pytest.fixture(scope="module")
def catalogue():
    path = ROOT / "translations/en/LC_MESSAGES/messages.po"
    entries = read_po(io.BytesIO(path.read_bytes()), locale="en")
    return {m.id if isinstance(m.id, str) else m.id[0]: m for m in entries if m.id}


def english(message):
    return message.string if isinstance(message.string, str) else message.string[0]


def test_every_sentence_is_translated(found, catalogue):
    missing = {text: where for text, where in found.items() if text not in catalogue or not english(catalogue[text])}
    assert not missing, f"{len(missing)} untranslated: {list(missing.items())[:10]}"


def test_no_translation_is_fuzzy_or_still_chinese(catalogue):
    for text, message in catalogue.items():
        assert not message.fuzzy, text
        assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"《[^》]*》|“[^”]*”", "", english(message))), (text, english(message))


def test_translations_keep_their_places(found, catalogue):
    for text in found:
        here = english(catalogue[text])
        percent = re.compile(r"%\((\w+)\)[sd]")
        assert set(percent.findall(text)) == set(percent.findall(here)), text
        names = {name for _, name, _, _ in string.Formatter().parse(text) if name} if "{" in text else set()
        said = {name for _, name, _, _ in string.Formatter().parse(here) if name} if "{" in here else set()
        assert names == said, (text, here)


def test_nothing_translated_that_nobody_says(found, catalogue):
    assert not set(catalogue) - set(found)
