"""Rules that a school adds to the audit, in words and columns; every change is a version, appended."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "own_rule",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("school", sa.Integer, nullable=False),
        sa.Column("rule", sa.String(32), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_own_rule"),
        sa.ForeignKeyConstraint(["school"], ["school.id"], name="fk_own_rule_school"),
    )


def downgrade() -> None:
    raise NotImplementedError("a store is taken back by restoring its backup")
