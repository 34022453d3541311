"""县级文书配置 — what a county decides about each paper, as data: shipped presets, and the check before they are kept.

A profile's `forms` is {form code, "*" for all, or "dossier" for the bound file: {setting: value}}; see SETTINGS.
A form's own entry beats "*", "*" beats
the class. The page that edits it belongs to the accounts; what may stand in it is said here.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from casework.core.errors import Refused
from casework.law.findings import N_, Message

PRESETS = Path(__file__).parent / "presets"
BRACKETS = ("〔〕", "【】", "［］", "（）")
LEVELS = ("county", "entrusted", "empowered", "township")  # 县局、受委托以县局名义、乡镇经赋权、乡镇自有
SETTINGS = {  # setting: (type, longest)
    "title": (str, 40), "number_word": (str, 8), "bracket": (str, 2), "ordinal": (bool, None), "digits": (int, 6),
    "pattern": (str, 40), "basis": (str, 400), "copies": (list, 8), "ladder": (list, 5), "issuer_level": (str, None),
    "review_body": (str, 60), "remedies": (str, 400), "notice_days": (int, 90), "volume": (str, None), "pages_per_volume": (int, 2000),
}  # fmt: skip


def number(setting, prefix, year, n):
    """澄溪人社监受字〔2026〕第037号, from the settings of a form (`setting(name)` answers one) and its body's prefix.

    A `pattern`, where the county wrote one, knows {year}, {n} and {n:04d}; anything else in it is text.
    """
    word = setting("number_word")
    if pattern := setting("pattern"):
        return f"{prefix}{word}字{_filled(pattern, year, n)}"
    left, right = setting("bracket")
    return f"{prefix}{word}字{left}{year}{right}{'第' if setting('ordinal') else ''}{str(n).zfill(setting('digits'))}号"


def archive_number(forms, year, n):
    """归档号 of the n-th file archived in a year, as the county's profile has it: 20260001 unless it says otherwise."""
    return _filled(forms.get("dossier", {}).get("pattern") or "{year}{n:04d}", year, n)


def _filled(pattern, year, n):
    return re.sub(r"\{n(?::0?(\d)d)?\}", lambda m: str(n).zfill(int(m[1] or 1)), pattern.replace("{year}", str(year)))


@cache
def presets():
    """{key: {"name", "forms"}}: a county begins with one of them and changes what it likes."""
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(PRESETS.glob("*.toml"))}


def checked(forms, known):
    """`forms` without empty entries; Refused with the form and the setting when something cannot be. `known`: FORMS."""
    kept = {}
    for code, settings in (forms or {}).items():
        if code not in ("*", "dossier") and code not in known:
            raise Refused(Message(N_("没有代码为 {code} 的文书"), code=code), field="forms")
        for name, value in settings.items():
            if value in (None, "", []):
                continue
            if not fits(name, value):
                raise Refused(Message(N_("文书 {code} 的“{setting}”写得不对"), code=code, setting=name), field="forms")
            kept.setdefault(code, {})[name] = value
    _words_differ(kept, known)
    return kept


def fits(name, value):
    """Whether a setting may have this value."""
    kind, longest = SETTINGS.get(name, (None, None))
    if kind is None or type(value) is not kind:
        return False
    choices = {"bracket": BRACKETS, "issuer_level": LEVELS, "volume": ("main", "side")}.get(name)
    if choices:
        return value in choices
    if name == "pattern":  # without both, two papers would have one number
        return len(value) <= longest and "{year}" in value and bool(re.search(r"\{n(?::0?\dd)?\}", value))
    if kind is int:
        return 1 <= value <= longest
    if kind is list:
        return len(value) <= longest and all(isinstance(one, str) and 0 < len(one) <= 40 for one in value)
    return longest is None or len(value) <= longest


def _words_differ(forms, known):
    """Two forms with one number word would give two papers the same number."""
    words = {}
    for code, form in known.items():
        word = forms.get(code, {}).get("number_word") or form.number_word
        if word and words.setdefault(word, code) != code:
            raise Refused(Message(N_("文书 {one} 与 {two} 的文号用字都是“{word}”，会编出相同的文号"), one=known[words[word]].title,
                                  two=form.title, word=word), field="forms")
