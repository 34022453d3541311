"""parties: former names, addresses, section, kinds; more kinds of documents and several for one person

Revision ID: 0004
Revises: 0003

"""
import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

OLD = "('resident', 'passport', 'other')"
KINDS = ('resident', 'passport', 'hk_macau', 'taiwan', 'hmt_residence', 'foreign_residence', 'other')
NEW = "(" + ", ".join(f"'{kind}'" for kind in KINDS) + ")"
SECTION = "section IS NULL OR section BETWEEN 'A' AND 'T'"


def upgrade():
    op.add_column('employer', sa.Column('operating_address', sa.String(length=200)))
    op.add_column('employer', sa.Column('service_address', sa.String(length=200)))
    op.add_column('employer', sa.Column('section', sa.String(length=1)))
    for name in ('dispatch', 'construction', 'platform', 'individual'):
        op.add_column('employer', sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table('former_name',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('employer_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_former_name_employer_id_employer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_former_name'))
    )
    op.create_index(op.f('ix_former_name_employer_id'), 'former_name', ['employer_id'])
    op.create_index(op.f('ix_former_name_name'), 'former_name', ['name'])
    op.create_table('worker_document',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('worker_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum(*KINDS, name='kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('number_index', sa.String(length=64), nullable=False),
    sa.Column('tail', sa.String(length=4), nullable=False),
    sa.Column('proof', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['worker_id'], ['worker.id'], name=op.f('fk_worker_document_worker_id_worker')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_worker_document')),
    sa.UniqueConstraint('number_index', name=op.f('uq_worker_document_number_index'))
    )
    op.create_index(op.f('ix_worker_document_worker_id'), 'worker_document', ['worker_id'])
    if op.get_bind().dialect.name == 'sqlite':
        _sqlite()
    else:
        op.create_check_constraint(op.f('ck_employer_section_known'), 'employer', SECTION)
        op.drop_constraint(op.f('ck_worker_id_kind'), 'worker')
        op.create_check_constraint(op.f('ck_worker_id_kind'), 'worker', f"id_kind IN {NEW}")


def _sqlite():
    """Change only the CHECKs in the schema's own text: a copied table would lose whatever points at it."""
    bind = op.get_bind()
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar()
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    change = "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?"
    bind.exec_driver_sql(change, (OLD, NEW, 'worker'))
    mark = "CONSTRAINT ck_employer_headcount_not_negative"
    bind.exec_driver_sql(change, (mark, f"CONSTRAINT ck_employer_section_known CHECK ({SECTION}), {mark}", 'employer'))
    bind.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema = RESET")


def downgrade():
    raise NotImplementedError("restore a backup")
