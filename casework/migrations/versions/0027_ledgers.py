"""old ledgers

Revision ID: 0027
Revises: 0026

"""
import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

INDEX = (
    "CREATE VIRTUAL TABLE old_case_sought USING fts5(sought, content='old_case', content_rowid='id', detail='none', tokenize='ascii')",
    "CREATE TRIGGER old_case_sought_new AFTER INSERT ON old_case BEGIN"
    " INSERT INTO old_case_sought (rowid, sought) VALUES (new.id, new.sought); END",
    "CREATE TRIGGER old_case_sought_gone AFTER DELETE ON old_case BEGIN"
    " INSERT INTO old_case_sought (old_case_sought, rowid, sought) VALUES ('delete', old.id, old.sought); END",
    "CREATE TRIGGER old_case_sought_changed AFTER UPDATE OF sought ON old_case WHEN old.sought <> new.sought BEGIN"
    " INSERT INTO old_case_sought (old_case_sought, rowid, sought) VALUES ('delete', old.id, old.sought);"
    " INSERT INTO old_case_sought (rowid, sought) VALUES (new.id, new.sought); END",
)


def upgrade():
    op.create_table('old_case',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sought', sa.Text(), server_default='', nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=60), nullable=True),
    sa.Column('received_on', sa.Date(), nullable=True),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('name_key', sa.String(length=120), nullable=False),
    sa.Column('who', sa.String(length=400), nullable=True),
    sa.Column('telephone', sa.String(length=30), nullable=True),
    sa.Column('people', sa.Integer(), nullable=True),
    sa.Column('amount_fen', sa.BigInteger(), nullable=True),
    sa.Column('outcome', sa.String(length=400), nullable=True),
    sa.Column('handler', sa.String(length=60), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_old_case_area_id_area')),
    sa.ForeignKeyConstraint(['batch_id'], ['import_batch.id'], name=op.f('fk_old_case_batch_id_import_batch')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_old_case'))
    )
    for column in ('area_id', 'batch_id', 'name_key', 'received_on'):
        op.create_index(op.f(f'ix_old_case_{column}'), 'old_case', [column])
    if op.get_bind().dialect.name == 'sqlite':
        for statement in INDEX:
            op.execute(statement)
    else:
        op.execute("CREATE INDEX ix_old_case_sought ON \"old_case\" USING gin (string_to_array(sought, ' '))")


def downgrade():
    raise NotImplementedError("restore a backup")
