"""Schools, uploads, releases, and the record of declared tables.

The datasets' own tables are projected from the chapters' declarations when a store is opened (`store.engine`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "school",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_school"),
    )
    op.create_table(
        "upload",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_upload"),
    )
    op.create_table(
        "release",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("school", sa.Integer, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text),
        sa.Column("sha256", sa.String(64)),
        sa.Column("reading", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_release"),
        sa.ForeignKeyConstraint(["school"], ["school.id"], name="fk_release_school"),
        sa.ForeignKeyConstraint(["sha256"], ["upload.sha256"], name="fk_release_sha256"),
        sa.ForeignKeyConstraint(["undoes"], ["release.id"], name="fk_release_undoes"),
    )
    op.create_table(
        "declared_table",
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("ddl", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("dataset", name="pk_declared_table"),
    )


def downgrade() -> None:
    raise NotImplementedError("a store is taken back by restoring its backup")
