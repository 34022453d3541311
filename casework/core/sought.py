"""查找用词 — what a record is found by, kept beside it: characters, pairs of characters, pinyin initials, the telephone.

A column of tokens with an index of its own: FTS5 on SQLite, GIN on PostgreSQL. The index answers which records may be meant;
whether the text really stands there is asked of the text itself, so that both databases and a search by hand agree.
"""

from bisect import insort
from functools import cache, lru_cache
from itertools import pairwise, product

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.functions import FunctionElement

from casework.core import search
from casework.extensions import db

FIRST_LETTER = 4  # pypinyin.Style
MOST_READINGS = 32  # of one name whose characters are read in several ways
_BY_CHARACTER = 4  # characters: a person's name is read in every way, a longer one by its words


@cache
def _dictionary():
    """pypinyin, when it is first needed: its words take longer to load than the program."""
    import pypinyin

    return pypinyin


@lru_cache(20000)
def _read(character):
    """First letters of the ways in which a character is read, the commonest first; a Latin letter is itself, the rest is silent."""
    if character.isascii():
        return [character] if character.isalpha() else []
    ways = _dictionary().pinyin(character, style=FIRST_LETTER, heteronym=True, errors="ignore")
    return [*dict.fromkeys(way for way in ways[0] if way.isascii() and way.isalpha())] if ways else []


def initials(name):
    """The pinyin initials of a name in each way it may be read (“曾小贤” → {"cxx", "zxx"})."""
    said = [ways for character in search.fold(name or "") if (ways := _read(character))]
    if len(said) <= _BY_CHARACTER:
        return {"".join(letters) for letters, _ in zip(product(*said), range(MOST_READINGS), strict=False)} - {""}
    by_words = _dictionary().lazy_pinyin(search.fold(name), style=FIRST_LETTER,
                           errors=lambda other: [c for c in other if c.isascii() and c.isalpha()])
    return {"".join(by_words), "".join(ways[0] for ways in said)} - {""}


def _token(piece):
    return "".join(f"{ord(character):06d}" for character in piece)  # digits: no tokenizer of any database breaks them


def _pieces(text):
    """Tokens of a folded text as it is kept: each character, each pair."""
    return [*map(_token, text), *(_token(pair) for pair in pairwise(text))]


def _asked(word):
    """Tokens that a text with this folded word in it has."""
    return [_token(pair) for pair in pairwise(word)] or [_token(word)]


def tokens(name, telephone=None):
    """What is kept of a name and a telephone: tokens parted by blanks, the same for the same text."""
    kept = [*_of_name(name)]
    if telephone and (number := search.fold(telephone)):
        insort(kept, f"t{number}")
    return " ".join(kept)


@lru_cache(5000)
def _of_name(name):
    kept = set(_pieces(search.fold(name or "")))
    for way in initials(name):
        kept |= {way, *("".join(pair) for pair in pairwise(way))}
    return sorted(kept)


class Sought:
    """A record with a name (and perhaps a telephone) that people look for."""

    sought: Mapped[str] = mapped_column(
        sa.Text, server_default="", info={"derived": True},
        default=lambda context: tokens(*map(context.get_current_parameters().get, ("name", "telephone"))))


@event.listens_for(Sought, "before_update", propagate=True)
def _keep(_mapper, _connection, record):
    record.sought = tokens(record.name, getattr(record, "telephone", None))


@event.listens_for(Sought, "instrument_class", propagate=True)
def _index(_mapper, cls):
    for dialect, statements in INDEX.items():
        for statement in statements:
            ddl = sa.DDL(statement.replace("%", "%%").format(table=cls.__tablename__))
            event.listen(cls.__table__, "after_create", ddl.execute_if(dialect=dialect))


INDEX = {
    "sqlite": (
        "CREATE VIRTUAL TABLE {table}_sought USING fts5(sought, content='{table}', content_rowid='id', detail='none', tokenize='ascii')",
        "CREATE TRIGGER {table}_sought_new AFTER INSERT ON {table} BEGIN"
        " INSERT INTO {table}_sought (rowid, sought) VALUES (new.id, new.sought); END",
        "CREATE TRIGGER {table}_sought_gone AFTER DELETE ON {table} BEGIN"
        " INSERT INTO {table}_sought ({table}_sought, rowid, sought) VALUES ('delete', old.id, old.sought); END",
        "CREATE TRIGGER {table}_sought_changed AFTER UPDATE OF sought ON {table} WHEN old.sought <> new.sought BEGIN"
        " INSERT INTO {table}_sought ({table}_sought, rowid, sought) VALUES ('delete', old.id, old.sought);"
        " INSERT INTO {table}_sought (rowid, sought) VALUES (new.id, new.sought); END",
    ),
    "postgresql": ("CREATE INDEX ix_{table}_sought ON \"{table}\" USING gin (string_to_array(sought, ' '))",),
}


class _has(FunctionElement):
    """SQL condition: the record's tokens are among them all. Clauses: the table's id, its column of tokens, the tokens."""

    inherit_cache = True  # no type: a Boolean would be written “= 1” to SQLite, which then uses no index


@compiles(_has, "sqlite")
def _match(element, compiler, **kw):
    id, column, asked = element.clauses
    index = f"{column.table.name}_sought"
    return f"{compiler.process(id, **kw)} IN (SELECT rowid FROM {index} WHERE {index} MATCH {compiler.process(asked, **kw)})"


@compiles(_has, "postgresql")
def _contained(element, compiler, **kw):
    _, column, asked = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"string_to_array({column}, ' ') @> string_to_array({asked}, ' ')"


def _among(model, asked):
    return _has(model.id, model.sought, sa.literal(" ".join(asked), sa.Text))


def has(model, word):
    """SQL condition: the folded word stands in the record's name, or spells its pinyin initials."""
    named = sa.and_(_among(model, _asked(word)), search.contains(model.name, word))
    if not (word.isascii() and word.isalpha() and len(word) >= search.LEAST):
        return named
    pairs = ["".join(pair) for pair in pairwise(word)]
    return sa.or_(named, sa.and_(_among(model, pairs), model.sought.contains(word)))


def named(model, words):
    """SELECT of the ids of the records whose name has every one of these folded words."""
    return sa.select(model.id).where(*(has(model, word) for word in words))


def called(model, number):
    """SELECT of the ids of the records with exactly this telephone, folded."""
    return sa.select(model.id).where(_among(model, [f"t{number}"]))


def missed(model):
    """Ids of records that a search by their own name or telephone would miss."""
    columns = (model.id, model.name, model.telephone if hasattr(model, "telephone") else sa.null(), model.sought)
    rows = db.session.execute(sa.select(*columns).execution_options(yield_per=5000))
    return [id for id, name, telephone, kept in rows if kept != tokens(name, telephone)]
