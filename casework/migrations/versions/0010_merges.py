"""parties: likely duplicates, pairs that are not the same, merges that can be undone

Revision ID: 0010
Revises: 0009

"""
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

MARK = {'employer': "CONSTRAINT ck_employer_headcount_not_negative", 'worker': "CONSTRAINT ck_worker_number_has_index"}


def upgrade():
    op.add_column('employer', sa.Column('name_key', sa.String(length=120)))
    op.create_index(op.f('ix_employer_name_key'), 'employer', ['name_key'])
    op.create_index(op.f('ix_employer_telephone'), 'employer', ['telephone'])
    _keys()
    for party in ('employer', 'worker'):
        op.add_column(party, sa.Column('merged_into_id', sa.Integer()))
        op.create_index(op.f(f'ix_{party}_merged_into_id'), party, ['merged_into_id'])
        if op.get_bind().dialect.name != 'sqlite':
            op.create_foreign_key(op.f(f'fk_{party}_merged_into_id_{party}'), party, party, ['merged_into_id'], ['id'])
        op.create_table(f'{party}_merge',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('part_id', sa.Integer(), nullable=False),
        sa.Column('survivor_id', sa.Integer(), nullable=False),
        sa.Column('on', sa.Date(), nullable=False),
        sa.Column('proof', sa.String(length=200), nullable=False),
        sa.Column('moved', sa.JSON(), nullable=False),
        sa.Column('behind', sa.JSON(), nullable=False),
        sa.Column('changes', sa.Text(), nullable=False),
        sa.Column('undone_on', sa.Date(), nullable=True),
        sa.CheckConstraint('part_id <> survivor_id', name=op.f(f'ck_{party}_merge_two_parties')),
        sa.ForeignKeyConstraint(['part_id'], [f'{party}.id'], name=op.f(f'fk_{party}_merge_part_id_{party}')),
        sa.ForeignKeyConstraint(['survivor_id'], [f'{party}.id'], name=op.f(f'fk_{party}_merge_survivor_id_{party}')),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{party}_merge'))
        )
        op.create_index(op.f(f'ix_{party}_merge_part_id'), f'{party}_merge', ['part_id'])
        op.create_index(op.f(f'ix_{party}_merge_survivor_id'), f'{party}_merge', ['survivor_id'])
        op.create_table(f'{party}_apart',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('created_at', sa.DateTime(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('one_id', sa.Integer(), nullable=False),
        sa.Column('other_id', sa.Integer(), nullable=False),
        sa.CheckConstraint('one_id < other_id', name=op.f(f'ck_{party}_apart_in_order')),
        sa.ForeignKeyConstraint(['one_id'], [f'{party}.id'], name=op.f(f'fk_{party}_apart_one_id_{party}')),
        sa.ForeignKeyConstraint(['other_id'], [f'{party}.id'], name=op.f(f'fk_{party}_apart_other_id_{party}')),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{party}_apart')),
        sa.UniqueConstraint('one_id', 'other_id', name=op.f(f'uq_{party}_apart_one_id_other_id'))
        )
        op.create_index(op.f(f'ix_{party}_apart_other_id'), f'{party}_apart', ['other_id'])
    if op.get_bind().dialect.name == 'sqlite':
        _sqlite()


def _keys():
    """What casework.parties.names said on this day."""
    bind, employer = op.get_bind(), sa.table('employer', sa.column('id'), sa.column('name'), sa.column('name_key'))
    known = [{'b_id': id, 'b_key': _same(name)} for id, name in bind.execute(sa.select(employer.c.id, employer.c.name))]
    change = employer.update().where(employer.c.id == sa.bindparam('b_id')).values(name_key=sa.bindparam('b_key'))
    for at in range(0, len(known), 1000):
        bind.execute(change, known[at:at + 1000])


def _same(name):
    text = unicodedata.normalize("NFKC", name).casefold()
    text = "".join(letter for letter in text if not letter.isspace() and letter not in "()[]{}<>〔〕【】《》〈〉「」“”\"'·.,，。、-")
    return text.replace("有限责任公司", "有限公司")


def _sqlite():
    """The references, in the schema's own text (docs/decisions/0011): every row has NULL there."""
    bind = op.get_bind()
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar()
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    for party, mark in MARK.items():
        key = f"CONSTRAINT fk_{party}_merged_into_id_{party} FOREIGN KEY(merged_into_id) REFERENCES {party} (id)"
        bind.exec_driver_sql("UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
                             (mark, f"{key}, {mark}", party))
    bind.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema = RESET")


def downgrade():
    raise NotImplementedError("restore a backup")
