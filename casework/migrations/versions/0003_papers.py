"""Papers: a token for the verification page, what a paper is about inside its matter; numbers counted by form, not by word."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORDS = {"立": "filing-approval", "补": "supplement-notice", "受": "acceptance-notice", "不受": "refusal-notice", "移": "handover-letter"}


def upgrade():
    op.add_column("printed", sa.Column("token", sa.String(16), nullable=True))
    op.add_column("printed", sa.Column("item_id", sa.Integer(), nullable=True))
    op.create_index("ix_printed_token", "printed", ["token"], unique=True)
    # The numbers of a form, its void ones too, have no gaps: so how many there are is the last one given.
    connection = op.get_bind()
    year = "CAST(strftime('%Y', issued_on) AS INTEGER)" if connection.dialect.name == "sqlite" \
        else "CAST(extract(year FROM issued_on) AS INTEGER)"
    given = connection.execute(sa.text(
        f"SELECT body_id, code, {year} AS year, count(*) FROM printed WHERE number IS NOT NULL AND body_id IS NOT NULL "
        "GROUP BY 1, 2, 3")).all()
    for body, code, in_year, count in given:
        connection.execute(sa.text("INSERT INTO sequence (body_id, word, year, last) VALUES (:b, :c, :y, :n)"),
                           {"b": body, "c": code, "y": in_year, "n": count})
    for word in WORDS:
        connection.execute(sa.text("DELETE FROM sequence WHERE word = :word"), {"word": word})


def downgrade():
    op.drop_index("ix_printed_token", "printed")
    op.drop_column("printed", "item_id")
    op.drop_column("printed", "token")
