"""A dataset's declaration as SQL: its table of rows with CHECKs, its index of current rows, its view of them."""

from __future__ import annotations

import math

import sqlalchemy as sa

from schema import PROVENANCE, Dataset, Measure

CORE = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

school = sa.Table(
    "school", CORE, sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text, nullable=False)
)
upload = sa.Table(
    "upload",
    CORE,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
release = sa.Table(
    "release",
    CORE,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("school", sa.Integer, sa.ForeignKey("school.id"), nullable=False),
    sa.Column("made_at", sa.Text, nullable=False, comment="UTC, ISO 8601"),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("dataset", sa.Text, nullable=False),
    sa.Column("file_name", sa.Text, nullable=True, comment="null for an undo"),
    sa.Column("sha256", sa.String(64), sa.ForeignKey("upload.sha256"), nullable=True),
    sa.Column("reading", sa.Text, nullable=False, comment="what the reader understood, in words"),
    sa.Column("undoes", sa.Integer, sa.ForeignKey("release.id"), nullable=True),
)
undone = sa.Table(
    "undone",
    CORE,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("release", sa.Integer, sa.ForeignKey("release.id"), nullable=False, index=True),
    sa.Column("by", sa.Integer, sa.ForeignKey("release.id"), nullable=False, comment="an undo; it may be undone too"),
)
evidence = sa.Table(
    "evidence",
    CORE,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("school", sa.Integer, sa.ForeignKey("school.id"), nullable=False),
    sa.Column("release", sa.Integer, sa.ForeignKey("release.id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False, comment="of schema.Evidence; line: a row of a large file"),
    sa.Column("dataset", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("sheet", sa.Text, nullable=False),
    sa.Column("row", sa.Integer, nullable=False),
    sa.Column("column", sa.Integer, nullable=False),
    sa.Column("path", sa.Text, nullable=False, comment="JSON, a list of headings and labels"),
    sa.Column("column_id", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=True),
    sa.Column("members", sa.Text, nullable=False, comment="JSON, a list of pairs: key column, value"),
    sa.Column("section", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Index("ix_evidence_year", "dataset", "year"),
)
explanation = sa.Table(
    "explanation",
    CORE,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("school", sa.Integer, sa.ForeignKey("school.id"), nullable=False),
    sa.Column("finding", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False, comment="UTC, ISO 8601"),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False, comment="empty where the words before are taken back"),
)
own_rule = sa.Table(
    "own_rule",
    CORE,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("school", sa.Integer, sa.ForeignKey("school.id"), nullable=False),
    sa.Column("rule", sa.String(32), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("terms", sa.Text, nullable=False, comment="JSON, a list of indicators and dataset.column"),
    sa.Column("made_at", sa.Text, nullable=False, comment="UTC, ISO 8601"),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
)
alias = sa.Table(
    "alias",
    CORE,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("school", sa.Integer, sa.ForeignKey("school.id"), nullable=False),
    sa.Column("key", sa.Text, nullable=False, comment="the key column whose values it names"),
    sa.Column("written", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False, comment="the stored name that the written one stands for"),
    sa.Column("made_at", sa.Text, nullable=False, comment="UTC, ISO 8601"),
    sa.Column("made_by", sa.Text, nullable=False),
)
notebook = sa.Table(
    "notebook",
    CORE,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("school", sa.Integer, sa.ForeignKey("school.id"), nullable=False),
    sa.Column("made_at", sa.Text, nullable=False, comment="UTC, ISO 8601"),
    sa.Column("made_by", sa.Text, nullable=False),
)
notebook_version = sa.Table(
    "notebook_version",
    CORE,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("notebook", sa.String(32), sa.ForeignKey("notebook.id"), nullable=False, index=True),
    sa.Column("made_at", sa.Text, nullable=False, comment="UTC, ISO 8601"),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("cells", sa.Text, nullable=False, comment="JSON, a list of schema.Cell"),
    sa.Column(
        "removed", sa.Boolean, nullable=False, comment="the notebook is put away; a later version brings it back"
    ),
    sa.Column(
        "restores",
        sa.Integer,
        sa.ForeignKey("notebook_version.id"),
        nullable=True,
        comment="the version that an undo brought back",
    ),
)
statement = sa.Table(
    "statement",
    CORE,
    sa.Column("id", sa.Integer, primary_key=True, comment="the version"),
    sa.Column("statement", sa.String(32), nullable=False, index=True),
    sa.Column("school", sa.Integer, sa.ForeignKey("school.id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("dataset", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False, comment="JSON, a schema.Statement"),
    sa.Column("made_at", sa.Text, nullable=False, comment="UTC, ISO 8601"),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Column("restores", sa.Integer, sa.ForeignKey("statement.id"), nullable=True),
)
declared_table = sa.Table(
    "declared_table",
    CORE,
    sa.Column("dataset", sa.Text, primary_key=True),
    sa.Column("ddl", sa.Text, nullable=False, comment="the CREATE TABLE it was made with"),
)


def rows_table(dataset: Dataset, metadata: sa.MetaData | None = None) -> sa.Table:
    """`<dataset>_row`: every row ever accepted. `added` and `retired` are the releases that brought it and took it."""
    name = f"{dataset.id}_row"
    metadata = metadata or sa.MetaData(naming_convention=CORE.naming_convention)
    for core in ("release", "school"):
        if core not in metadata.tables:
            CORE.tables[core].to_metadata(metadata)
    table = sa.Table(
        name,
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("school", sa.Integer, sa.ForeignKey("school.id"), nullable=False),
        sa.Column("added", sa.Integer, sa.ForeignKey("release.id"), nullable=False),
        sa.Column("retired", sa.Integer, sa.ForeignKey("release.id"), nullable=True),
        sa.Column("year", sa.Integer, sa.CheckConstraint("year BETWEEN 1949 AND 2999", name="year"), nullable=False),
        *(sa.Column(key.id, sa.Text, nullable=False) for key in dataset.keys),
        *(_measure_column(measure, dataset) for measure in dataset.stored_measures),
        *(sa.Column(column.id, sa.Text, nullable=False, server_default="") for column in (*dataset.texts, *PROVENANCE)),
    )
    current = sa.text("retired IS NULL")
    sa.Index(
        f"uq_{name}_current",
        *(table.c[part] for part in ("school", *dataset.row_key)),
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )
    return table


def _measure_column(measure: Measure, dataset: Dataset) -> sa.Column:
    kind = sa.Integer if measure.is_whole_number else sa.Float(53)
    rule = _indicator_rule(dataset) if dataset.indicators else _range(measure.id, measure)
    check = [sa.CheckConstraint(rule, name=measure.id)] if rule else []
    return sa.Column(measure.id, kind, *check, nullable=True)


def _range(column: str, measure: Measure) -> str:
    """The valid range as one SQL condition; SQL takes a missing value as allowed."""
    low, high = measure.minimum, measure.maximum
    if low is not None and high is not None:
        return f"{column} BETWEEN {_literal(low)} AND {_literal(high)}"
    if low is not None:
        return f"{column} >= {_literal(low)}"
    return f"{column} <= {_literal(high)}" if high is not None else ""


def _literal(number: float) -> str:
    if not math.isfinite(number):
        raise ValueError(number)
    return f"{number:.15g}"


def _indicator_rule(dataset: Dataset) -> str:
    """The scorecard's values are checked each by its own indicator's range."""
    cases = [
        f"WHEN '{indicator.id}' THEN {rule}"
        for indicator in sorted(dataset.stored_indicators, key=lambda indicator: indicator.id)
        if (rule := _range("value", indicator))
    ]
    return f"value IS NULL OR CASE indicator {' '.join(cases)} ELSE TRUE END" if cases else ""


def current_view(dataset: Dataset) -> sa.TextClause:
    """`<dataset>`: the current rows, for anyone with a SQLite browser. Identifiers come from declarations only."""
    names = ", ".join(("school", *(column.id for column in dataset.file_columns)))
    return sa.text(
        f"CREATE VIEW {dataset.id} AS SELECT {names}, added AS release FROM {dataset.id}_row WHERE retired IS NULL"
    )
