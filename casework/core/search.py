"""查找 — what counts as the same writing when somebody looks for a name or a number, alike on both databases.

Full and half width, capitals, brackets, blanks, dashes and every kind of middle dot make no difference; two characters anywhere
in a name are enough. Nothing of a text is a wildcard. One table says it, to Python and to both databases.
"""

import re

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from casework.law.words import half_width

LEAST = 2  # characters; one would be half of the register
_GONE = " \t\r\n\u00a0\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "·•・‧∙･.．。" + "-－—–‐‑−" + "()（）[]［］〔〕【】〖〗<>＜＞《》"
_SAME = {chr(code): chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
_SAME |= {chr(code): chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
_SAME |= dict.fromkeys("“”", '"') | dict.fromkeys("‘’", "'")
_SAME = {one: other for one, other in _SAME.items() if one not in _GONE}
_TABLE = str.maketrans(_SAME | dict.fromkeys(_GONE))
_FROM, _TO = "".join(_SAME) + _GONE, "".join(_SAME.values())  # PostgreSQL's translate() drops what has no partner
_NUMBER = re.compile(r"(?=(?:[a-z]*[0-9]){6})[0-9a-z]{6,}")


def fold(text):
    """A text as it is compared; None stays None."""
    return None if text is None else str(text).translate(_TABLE)


class folded(FunctionElement):
    """fold(column) in SQL."""

    type = sa.String()
    inherit_cache = True


@compiles(folded)
def _translate(element, compiler, **kw):
    column, tables = compiler.process(element.clauses, **kw), (compiler.render_literal_value(t, sa.String()) for t in (_FROM, _TO))
    return f"translate({column}, {', '.join(tables)})"


@compiles(folded, "sqlite")
def _function(element, compiler, **kw):
    return f"casework_fold({compiler.process(element.clauses, **kw)})"


def connected(connection):
    """Teach a connection of SQLite what PostgreSQL knows."""
    connection.create_function("casework_fold", 1, fold, deterministic=True)


def words(text):
    """The words of a question, folded; none when they have fewer than two characters together."""
    found = [word for part in (text or "").split() if (word := fold(part))]
    return found if len("".join(found)) >= LEAST else []


def contains(column, word):
    """SQL condition: the folded word stands somewhere in the column."""
    return folded(column).contains(word, autoescape=True)


def number(text):
    """The folded text when it may be somebody's number (letters and at least six digits), else None: it stays out of addresses.

    Identity and telephone numbers, passports, permits, credit codes; a case number has Chinese characters.
    """
    plain = fold(half_width(text or ""))
    return plain if _NUMBER.fullmatch(plain) else None
