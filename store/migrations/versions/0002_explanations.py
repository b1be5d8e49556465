"""Explanations of the audit's findings: who said why a finding stands. Appended, never changed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "explanation",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("school", sa.Integer, nullable=False),
        sa.Column("finding", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_explanation"),
        sa.ForeignKeyConstraint(["school"], ["school.id"], name="fk_explanation_school"),
    )


def downgrade() -> None:
    raise NotImplementedError("a store is taken back by restoring its backup")
