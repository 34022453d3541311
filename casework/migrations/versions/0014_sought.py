"""search: what names and telephones are found by, with an index of its own

Revision ID: 0014
Revises: 0013

"""
from functools import lru_cache
from itertools import pairwise, product

import sqlalchemy as sa
from alembic import op
from pypinyin import Style, lazy_pinyin, pinyin

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

TABLES = {'employer': True, 'former_name': False, 'worker': True}  # has it a telephone?
INDEX = (
    "CREATE VIRTUAL TABLE {table}_sought USING fts5(sought, content='{table}', content_rowid='id', detail='none', tokenize='ascii')",
    "INSERT INTO {table}_sought ({table}_sought) VALUES ('rebuild')",
    "CREATE TRIGGER {table}_sought_new AFTER INSERT ON {table} BEGIN"
    " INSERT INTO {table}_sought (rowid, sought) VALUES (new.id, new.sought); END",
    "CREATE TRIGGER {table}_sought_gone AFTER DELETE ON {table} BEGIN"
    " INSERT INTO {table}_sought ({table}_sought, rowid, sought) VALUES ('delete', old.id, old.sought); END",
    "CREATE TRIGGER {table}_sought_changed AFTER UPDATE OF sought ON {table} WHEN old.sought <> new.sought BEGIN"
    " INSERT INTO {table}_sought ({table}_sought, rowid, sought) VALUES ('delete', old.id, old.sought);"
    " INSERT INTO {table}_sought (rowid, sought) VALUES (new.id, new.sought); END",
)


def upgrade():
    sqlite = op.get_bind().dialect.name == 'sqlite'
    for table, telephone in TABLES.items():
        op.add_column(table, sa.Column('sought', sa.Text(), server_default='', nullable=False))
        _fill(table, telephone)
        if sqlite:
            for statement in INDEX:
                op.execute(statement.format(table=table))
        else:
            op.execute(f"CREATE INDEX ix_{table}_sought ON \"{table}\" USING gin (string_to_array(sought, ' '))")


def _fill(name, telephone):
    """What casework.core.sought said on this day."""
    bind = op.get_bind()
    table = sa.table(name, *map(sa.column, ('id', 'name', 'telephone', 'sought')))
    columns = (table.c.id, table.c.name, table.c.telephone if telephone else sa.null())
    known = [{'b_id': id, 'b_sought': _tokens(*rest)} for id, *rest in bind.execute(sa.select(*columns))]
    change = table.update().where(table.c.id == sa.bindparam('b_id')).values(sought=sa.bindparam('b_sought'))
    for at in range(0, len(known), 1000):
        bind.execute(change, known[at:at + 1000])


_GONE = " \t\r\n\u00a0\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff" + "·•・‧∙･.．。" + "-－—–‐‑−" + "()（）[]［］〔〕【】〖〗<>＜＞《》"
_SAME = {chr(code): chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
_SAME |= {chr(code): chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}
_SAME |= dict.fromkeys("“”", '"') | dict.fromkeys("‘’", "'")
_TABLE = str.maketrans({one: other for one, other in _SAME.items() if one not in _GONE} | dict.fromkeys(_GONE))


@lru_cache(20000)
def _read(character):
    if character.isascii():
        return [character] if character.isalpha() else []
    ways = pinyin(character, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
    return [*dict.fromkeys(way for way in ways[0] if way.isascii() and way.isalpha())] if ways else []


def _initials(name):
    said = [ways for character in name if (ways := _read(character))]
    if len(said) <= 4:
        return {"".join(letters) for letters, _ in zip(product(*said), range(32), strict=False)} - {""}
    by_words = lazy_pinyin(name, style=Style.FIRST_LETTER,
                           errors=lambda other: [c for c in other if c.isascii() and c.isalpha()])
    return {"".join(by_words), "".join(ways[0] for ways in said)} - {""}


def _token(piece):
    return "".join(f"{ord(character):06d}" for character in piece)


def _tokens(name, telephone):
    name = name.translate(_TABLE)
    kept = {*map(_token, name), *(_token(pair) for pair in pairwise(name))}
    for way in _initials(name):
        kept |= {way, *("".join(pair) for pair in pairwise(way))}
    if telephone and (number := telephone.translate(_TABLE)):
        kept.add(f"t{number}")
    return " ".join(sorted(kept))


def downgrade():
    raise NotImplementedError("restore a backup")
