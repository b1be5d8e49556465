"""What a school says about its figures: targets, lines, notes, breaks; every change is a version, appended."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("statement", sa.String(32), nullable=False),
        sa.Column("school", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("restores", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_statement"),
        sa.ForeignKeyConstraint(["school"], ["school.id"], name="fk_statement_school"),
        sa.ForeignKeyConstraint(["restores"], ["statement.id"], name="fk_statement_restores"),
    )
    op.create_index("ix_statement_statement", "statement", ["statement"])


def downgrade() -> None:
    raise NotImplementedError("a store is taken back by restoring its backup")
