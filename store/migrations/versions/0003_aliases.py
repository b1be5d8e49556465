"""Aliases: the names under which files bring a stored name. Appended, never changed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "alias",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("school", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("written", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alias"),
        sa.ForeignKeyConstraint(["school"], ["school.id"], name="fk_alias_school"),
    )


def downgrade() -> None:
    raise NotImplementedError("a store is taken back by restoring its backup")
