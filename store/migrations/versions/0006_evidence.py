"""What a file printed beside its figures, by release, and which releases are taken back by which: both appended."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
ALONG = re.compile(r"，连带第 ([\d、]+) 次$")


def upgrade() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("school", sa.Integer, nullable=False),
        sa.Column("release", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("column", sa.Integer, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("column_id", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=True),
        sa.Column("members", sa.Text, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.ForeignKeyConstraint(["school"], ["school.id"], name="fk_evidence_school"),
        sa.ForeignKeyConstraint(["release"], ["release.id"], name="fk_evidence_release"),
    )
    op.create_index("ix_evidence_year", "evidence", ["dataset", "year"])
    undone = op.create_table(
        "undone",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("release", sa.Integer, nullable=False),
        sa.Column("by", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_undone"),
        sa.ForeignKeyConstraint(["release"], ["release.id"], name="fk_undone_release"),
        sa.ForeignKeyConstraint(["by"], ["release.id"], name="fk_undone_by"),
    )
    op.create_index("ix_undone_release", "undone", ["release"])
    found = op.get_bind().execute(
        sa.text("SELECT id, undoes, reading FROM release WHERE undoes IS NOT NULL ORDER BY id")
    )
    taken = [{"release": one, "by": by} for by, undoes, words in found for one in (undoes, *_along(words))]
    if taken:
        op.bulk_insert(undone, taken)


def _along(words: str) -> list[int]:
    """The releases that an undo took along: until now only its words told them."""
    told = ALONG.search(words)
    return [int(number) for number in told[1].split("、")] if told else []


def downgrade() -> None:
    raise NotImplementedError("a store is taken back by restoring its backup")
