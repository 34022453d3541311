"""construction projects: who takes part since when, teams, and the case that names one

Revision ID: 0029
Revises: 0028

"""
import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

MARK = "CONSTRAINT ck_arrears_case_people_positive"
INDEX = (
    "CREATE VIRTUAL TABLE project_sought USING fts5(sought, content='project', content_rowid='id', detail='none', tokenize='ascii')",
    "CREATE TRIGGER project_sought_new AFTER INSERT ON project BEGIN"
    " INSERT INTO project_sought (rowid, sought) VALUES (new.id, new.sought); END",
    "CREATE TRIGGER project_sought_gone AFTER DELETE ON project BEGIN"
    " INSERT INTO project_sought (project_sought, rowid, sought) VALUES ('delete', old.id, old.sought); END",
    "CREATE TRIGGER project_sought_changed AFTER UPDATE OF sought ON project WHEN old.sought <> new.sought BEGIN"
    " INSERT INTO project_sought (project_sought, rowid, sought) VALUES ('delete', old.id, old.sought);"
    " INSERT INTO project_sought (rowid, sought) VALUES (new.id, new.sought); END",
)


def _record():
    return (sa.Column('id', sa.Integer(), nullable=False), sa.Column('created_at', sa.DateTime(), nullable=False),
            sa.Column('version', sa.Integer(), nullable=False))


def _choice(column, *values, nullable=False):
    return sa.Column(column, sa.Enum(*values, name=column, native_enum=False, create_constraint=True, length=24), nullable=nullable)


def upgrade():
    sqlite = op.get_bind().dialect.name == 'sqlite'
    op.create_table('project',
    *_record(),
    sa.Column('sought', sa.Text(), server_default='', nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('name_key', sa.String(length=120), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=False),
    sa.Column('address', sa.String(length=200), nullable=True),
    sa.Column('permit', sa.String(length=60), nullable=True),
    sa.Column('started_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('account_bank', sa.String(length=120), nullable=True),
    sa.Column('account_number', sa.Text(), nullable=True),
    _choice('deposit_form', 'cash', 'bank', 'guarantor', 'insurance', 'exempt', nullable=True),
    sa.Column('deposit_fen', sa.BigInteger(), nullable=True),
    _choice('state', 'registered', 'completed', 'void'),
    sa.Column('completed_on', sa.Date(), nullable=True),
    sa.Column('void_reason', sa.String(length=200), nullable=True),
    sa.CheckConstraint('ends_on IS NULL OR started_on IS NULL OR ends_on >= started_on', name=op.f('ck_project_period_in_order')),
    sa.CheckConstraint('deposit_fen IS NULL OR deposit_fen >= 0', name=op.f('ck_project_deposit_not_negative')),
    sa.CheckConstraint("(state = 'completed') = (completed_on IS NOT NULL)", name=op.f('ck_project_completed_has_day')),
    sa.CheckConstraint("(state = 'void') = (void_reason IS NOT NULL)", name=op.f('ck_project_void_has_reason')),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_project_area_id_area')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project')),
    sa.UniqueConstraint('permit', name=op.f('uq_project_permit'))
    )
    for column in ('name', 'name_key', 'area_id', 'state'):
        op.create_index(op.f(f'ix_project_{column}'), 'project', [column])
    if sqlite:
        for statement in INDEX:
            op.execute(statement)
    else:
        op.execute("CREATE INDEX ix_project_sought ON \"project\" USING gin (string_to_array(sought, ' '))")
    op.create_table('project_part',
    *_record(),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('employer_id', sa.Integer(), nullable=False),
    _choice('role', 'owner', 'general', 'sub'),
    sa.Column('scope', sa.String(length=120), nullable=True),
    sa.Column('from_on', sa.Date(), nullable=True),
    sa.Column('to_on', sa.Date(), nullable=True),
    sa.CheckConstraint('to_on IS NULL OR from_on IS NULL OR to_on >= from_on', name=op.f('ck_project_part_period_in_order')),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_project_part_employer_id_employer')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_project_part_project_id_project')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_part'))
    )
    op.create_index(op.f('ix_project_part_project_id'), 'project_part', ['project_id'])
    op.create_index(op.f('ix_project_part_employer_id'), 'project_part', ['employer_id'])
    leading = sa.text("to_on IS NULL AND role <> 'sub'")
    op.create_index('ix_project_part_leading', 'project_part', ['project_id', 'role'], unique=True, sqlite_where=leading,
                    postgresql_where=leading)
    op.create_table('project_team',
    *_record(),
    sa.Column('part_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('leader', sa.String(length=40), nullable=True),
    sa.Column('telephone', sa.String(length=30), nullable=True),
    sa.Column('from_on', sa.Date(), nullable=True),
    sa.Column('to_on', sa.Date(), nullable=True),
    sa.CheckConstraint('to_on IS NULL OR from_on IS NULL OR to_on >= from_on', name=op.f('ck_project_team_period_in_order')),
    sa.ForeignKeyConstraint(['part_id'], ['project_part.id'], name=op.f('fk_project_team_part_id_project_part')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_team'))
    )
    op.create_index(op.f('ix_project_team_part_id'), 'project_team', ['part_id'])
    op.add_column('arrears_case', sa.Column('project_id', sa.Integer()))  # what was typed stays beside it
    op.create_index(op.f('ix_arrears_case_project_id'), 'arrears_case', ['project_id'])
    if sqlite:
        _sqlite()
    else:
        op.create_foreign_key(op.f('fk_arrears_case_project_id_project'), 'arrears_case', 'project', ['project_id'], ['id'])


def _sqlite():
    """The reference, in the schema's own text (docs/decisions/0011): every row has NULL there."""
    bind = op.get_bind()
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar()
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    key = "CONSTRAINT fk_arrears_case_project_id_project FOREIGN KEY(project_id) REFERENCES project (id)"
    bind.exec_driver_sql("UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'arrears_case'",
                         (MARK, f"{key}, {MARK}"))
    bind.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema = RESET")


def downgrade():
    raise NotImplementedError("restore a backup")
