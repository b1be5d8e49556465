"""Notebooks and their versions: every save is a version, appended, never changed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "notebook",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("school", sa.Integer, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notebook"),
        sa.ForeignKeyConstraint(["school"], ["school.id"], name="fk_notebook_school"),
    )
    op.create_table(
        "notebook_version",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("notebook", sa.String(32), nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("cells", sa.Text, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.Column("restores", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_notebook_version"),
        sa.ForeignKeyConstraint(["notebook"], ["notebook.id"], name="fk_notebook_version_notebook"),
        sa.ForeignKeyConstraint(["restores"], ["notebook_version.id"], name="fk_notebook_version_restores"),
    )
    op.create_index("ix_notebook_version_notebook", "notebook_version", ["notebook"])


def downgrade() -> None:
    raise NotImplementedError("a store is taken back by restoring its backup")
