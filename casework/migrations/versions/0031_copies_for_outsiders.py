"""numbers of copies for outsiders, so that they get supplements too

Revision ID: 0031
Revises: 0030

Copies that were handed out before keep the count that they had; the next one begins the count that stays.
"""
import re

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None

GONE = re.compile(r"\s*CONSTRAINT ck_dossier_hand_out_supplement_or_redacted CHECK \(NOT \(supplement AND redacted\)\),")


def upgrade():
    op.create_table('dossier_outside',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('nth', sa.String(length=24), nullable=False),
    sa.Column('first', sa.String(length=24), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('book', sa.Integer(), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.CheckConstraint('pages > 0', name=op.f('ck_dossier_outside_pages_positive')),
    sa.ForeignKeyConstraint(['item_id'], ['dossier_item.id'], name=op.f('fk_dossier_outside_item_id_dossier_item')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_dossier_outside')),
    sa.UniqueConstraint('item_id', name=op.f('uq_dossier_outside_item_id'))
    )
    bind = op.get_bind()
    if bind.dialect.name != 'sqlite':
        op.drop_constraint(op.f('ck_dossier_hand_out_supplement_or_redacted'), 'dossier_hand_out')
        return
    table = "type = 'table' AND name = 'dossier_hand_out'"  # only the text of the table changes
    sql = bind.exec_driver_sql(f"SELECT sql FROM sqlite_master WHERE {table}").scalar()
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar()
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    bind.exec_driver_sql(f"UPDATE sqlite_master SET sql = ? WHERE {table}", (GONE.sub("", sql),))
    bind.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema = OFF")


def downgrade():
    raise NotImplementedError("restore a backup")
