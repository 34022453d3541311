"""collective contracts

Revision ID: 0033
Revises: 0032

"""
import sqlalchemy as sa
from alembic import op

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None


def _choice(column, values, nullable=False):
    return sa.Column(column, sa.Enum(*values, name=column, native_enum=False, create_constraint=True, length=24), nullable=nullable)


def upgrade():
    op.create_table('collective',
    sa.Column('id', sa.Integer(), nullable=False),
    _choice('state', ('submitted', 'registered', 'objected', 'cleared', 'in_force', 'published', 'replaced', 'ended', 'withdrawn')),
    _choice('kind_of', ('general', 'wage', 'safety', 'women', 'other')),
    _choice('scope', ('employer', 'regional', 'industry')),
    _choice('relation', ('new', 'renewal', 'amendment')),
    sa.Column('predecessor_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('employers_name', sa.String(length=120), nullable=False),
    sa.Column('employers_address', sa.String(length=200), nullable=True),
    sa.Column('workers_name', sa.String(length=120), nullable=False),
    sa.Column('workers_address', sa.String(length=200), nullable=True),
    _choice('speaker', ('union', 'elected')),
    sa.Column('guided_by', sa.String(length=120), nullable=True),
    sa.Column('large', sa.Boolean(), nullable=True),
    _choice('cover', ('listed', 'area')),
    sa.Column('section', sa.String(length=1), nullable=True),
    sa.Column('stated_employers', sa.Integer(), nullable=True),
    sa.Column('stated_workers', sa.Integer(), nullable=True),
    sa.Column('negotiated_on', sa.Date(), nullable=True),
    _choice('forum', ('congress', 'all', 'together', 'each'), True),
    sa.Column('congress_on', sa.Date(), nullable=True),
    sa.Column('entitled', sa.Integer(), nullable=True),
    sa.Column('present', sa.Integer(), nullable=True),
    sa.Column('agreed', sa.Integer(), nullable=True),
    sa.Column('signed_on', sa.Date(), nullable=False),
    sa.Column('start_on', sa.Date(), nullable=False),
    sa.Column('end_on', sa.Date(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('received_from', sa.String(length=60), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('contents', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('effective_on', sa.Date(), nullable=True),
    sa.Column('published_on', sa.Date(), nullable=True),
    sa.Column('published_how', sa.String(length=120), nullable=True),
    sa.Column('union_filed_on', sa.Date(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    _choice('ending', ('30', '31', '32-1', '32-2', '32-3', '32-4', '32-5'), True),
    sa.Column('ending_reason', sa.String(length=500), nullable=True),
    sa.Column('ending_filed_on', sa.Date(), nullable=True),
    sa.Column('moved_on', sa.Date(), nullable=False),
    sa.CheckConstraint("(relation = 'new') = (predecessor_id IS NULL)", name=op.f('ck_collective_relation_has_predecessor')),
    sa.CheckConstraint("(state = 'ended') = (ending IS NOT NULL)", name=op.f('ck_collective_ended_says_why')),
    sa.CheckConstraint("(state IN ('in_force', 'published', 'replaced', 'ended')) = (effective_on IS NOT NULL)", name=op.f('ck_collective_effective_has_day')),
    sa.CheckConstraint("(state IN ('replaced', 'ended')) = (ended_on IS NOT NULL)", name=op.f('ck_collective_ended_has_day')),
    sa.CheckConstraint("scope <> 'employer' OR cover = 'listed'", name=op.f('ck_collective_employer_is_listed')),
    sa.CheckConstraint("section IS NULL OR section BETWEEN 'A' AND 'T'", name=op.f('ck_collective_section_known')),
    sa.CheckConstraint("state <> 'published' OR published_on IS NOT NULL", name=op.f('ck_collective_published_has_day')),
    sa.CheckConstraint('agreed IS NULL OR (agreed >= 0 AND agreed <= coalesce(present, entitled))', name=op.f('ck_collective_agreed_of_present')),
    sa.CheckConstraint('coalesce(stated_workers, 0) >= 0 AND coalesce(stated_employers, 0) >= 0', name=op.f('ck_collective_stated_not_negative')),
    sa.CheckConstraint('end_on >= start_on', name=op.f('ck_collective_end_after_start')),
    sa.CheckConstraint('entitled IS NULL OR (entitled > 0 AND (present IS NULL OR present BETWEEN 0 AND entitled))', name=op.f('ck_collective_present_of_entitled')),
    sa.CheckConstraint('published_on IS NULL OR published_on >= effective_on', name=op.f('ck_collective_published_after_effect')),
    sa.ForeignKeyConstraint(['id'], ['matter.id'], name=op.f('fk_collective_id_matter')),
    sa.ForeignKeyConstraint(['predecessor_id'], ['collective.id'], name=op.f('fk_collective_predecessor_id_collective')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collective'))
    )
    op.create_index(op.f('ix_collective_predecessor_id'), 'collective', ['predecessor_id'], unique=False)
    op.create_index(op.f('ix_collective_state'), 'collective', ['state'], unique=False)
    op.create_table('collective_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('collective_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=16), nullable=False),
    sa.Column('verdict', sa.String(length=8), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=True),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("verdict IN ('pass', 'fail')", name=op.f('ck_collective_answer_verdict_known')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_collective_answer_by_id_user')),
    sa.ForeignKeyConstraint(['collective_id'], ['collective.id'], name=op.f('fk_collective_answer_collective_id_collective')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collective_answer')),
    sa.UniqueConstraint('collective_id', 'round', 'code', name=op.f('uq_collective_answer_collective_id_round_code'))
    )
    op.create_index(op.f('ix_collective_answer_collective_id'), 'collective_answer', ['collective_id'], unique=False)
    op.create_table('collective_delegate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('collective_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.String(length=10), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('title', sa.String(length=60), nullable=True),
    sa.Column('chief', sa.Boolean(), nullable=False),
    sa.Column('outside', sa.Boolean(), nullable=False),
    sa.CheckConstraint("side IN ('employers', 'workers')", name=op.f('ck_collective_delegate_side_known')),
    sa.ForeignKeyConstraint(['collective_id'], ['collective.id'], name=op.f('fk_collective_delegate_collective_id_collective')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collective_delegate'))
    )
    op.create_index(op.f('ix_collective_delegate_collective_id'), 'collective_delegate', ['collective_id'], unique=False)
    op.create_table('collective_objection',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('collective_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('clause', sa.String(length=60), nullable=False),
    sa.Column('problem', sa.String(length=500), nullable=False),
    sa.Column('basis', sa.String(length=200), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_collective_objection_by_id_user')),
    sa.ForeignKeyConstraint(['collective_id'], ['collective.id'], name=op.f('fk_collective_objection_collective_id_collective')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collective_objection'))
    )
    op.create_index(op.f('ix_collective_objection_collective_id'), 'collective_objection', ['collective_id'], unique=False)
    op.create_table('collective_paper',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('collective_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('copies', sa.Integer(), nullable=False),
    sa.Column('brought_on', sa.Date(), nullable=False),
    sa.Column('brought_by', sa.String(length=60), nullable=False),
    sa.CheckConstraint('copies > 0', name=op.f('ck_collective_paper_copies_positive')),
    sa.ForeignKeyConstraint(['collective_id'], ['collective.id'], name=op.f('fk_collective_paper_collective_id_collective')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collective_paper')),
    sa.UniqueConstraint('collective_id', 'round', 'code', name=op.f('uq_collective_paper_collective_id_round_code'))
    )
    op.create_index(op.f('ix_collective_paper_collective_id'), 'collective_paper', ['collective_id'], unique=False)
    op.create_table('collective_party',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('collective_id', sa.Integer(), nullable=False),
    sa.Column('employer_id', sa.Integer(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=True),
    sa.Column('to_on', sa.Date(), nullable=True),
    sa.CheckConstraint('to_on >= from_on', name=op.f('ck_collective_party_to_after_from')),
    sa.ForeignKeyConstraint(['collective_id'], ['collective.id'], name=op.f('fk_collective_party_collective_id_collective')),
    sa.ForeignKeyConstraint(['employer_id'], ['employer.id'], name=op.f('fk_collective_party_employer_id_employer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collective_party')),
    sa.UniqueConstraint('collective_id', 'employer_id', name=op.f('uq_collective_party_collective_id_employer_id'))
    )
    op.create_index(op.f('ix_collective_party_collective_id'), 'collective_party', ['collective_id'], unique=False)
    op.create_index(op.f('ix_collective_party_employer_id'), 'collective_party', ['employer_id'], unique=False)
    op.create_table('collective_standard',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('collective_id', sa.Integer(), nullable=False),
    sa.Column('post', sa.String(length=60), nullable=True),
    sa.Column('monthly_fen', sa.BigInteger(), nullable=True),
    sa.Column('hourly_fen', sa.BigInteger(), nullable=True),
    sa.CheckConstraint('monthly_fen > 0 OR hourly_fen > 0', name=op.f('ck_collective_standard_something_fixed')),
    sa.ForeignKeyConstraint(['collective_id'], ['collective.id'], name=op.f('fk_collective_standard_collective_id_collective')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collective_standard'))
    )
    op.create_index(op.f('ix_collective_standard_collective_id'), 'collective_standard', ['collective_id'], unique=False)


def downgrade():
    raise NotImplementedError("restore a backup")
